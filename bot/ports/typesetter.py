"""What is typeset: a document on paper, a picture to be shared; and who does it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.text.blocks import Block, Blocks

PictureKind = Literal["count", "growth", "demand", "organization"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Text in one language. `to_the_left`: it runs from right to left."""

    blocks: Blocks
    language: str
    to_the_left: bool = False


@dataclass(frozen=True, slots=True)
class Illustration:
    """A small picture, a PNG that was drawn anew, with what is to be seen on it in words, and what stands below it."""

    content: bytes
    alternative: str
    caption: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under its heading, if it has one, with `entries` behind its passages: the lines of a list,
    in small print, numbered from 1. There can be very many. `pictures` come last, several in a row."""

    heading: str
    passages: tuple[Passage, ...] = ()
    entries: tuple[str, ...] = ()
    pictures: tuple[Illustration, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on paper: a press kit, a board's packet. `kind`: what it is, above its title; `byline`: whose, below.
    `warning`: what has to be known before anything of it is used. `facts`: what is so in short, with a name before
    each. `substituted`: what is said where a character is in none of the fonts."""

    language: str
    to_the_left: bool
    kind: str
    title: str
    byline: Blocks
    warning: str
    facts: tuple[tuple[str, Block], ...]
    sections: tuple[Section, ...]
    substituted: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of 1200 by 630 pixels. `headline`: its most important words, `number` above them where there is one.
    `title`: of which letter, `byline`: whose. `share`: how much of a goal is reached, from 0 to 1; nothing where there
    is none. `growth`: how many there were, against the time, each from 0 to 1; `ends`: from when until when that is."""

    kind: PictureKind
    language: str
    to_the_left: bool
    title: str
    byline: str
    headline: str
    number: str = ""
    detail: str = ""
    share: float | None = None
    growth: tuple[tuple[float, float], ...] = ()
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PagesCopy:
    """A copy of a letter's pages that needs no server: a folder in one file."""

    letter: str


Printable = Paper | Picture | PagesCopy


class Typesetter(Protocol):
    """Whoever sets a sheet."""

    async def typeset(self, sheet: Printable) -> bytes:
        """A document as PDF, a picture as PNG, a copy of pages as ZIP. Raises `NotTypeset` where that fails, takes too
        long, or too many wait."""
