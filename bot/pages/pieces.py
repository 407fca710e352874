"""Of what a page of the web is made: the vocabulary that its templates draw, a macro for each."""

from dataclasses import dataclass

from bot.model.letters.difference import Fate
from bot.text.text import Part, Text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page, under a heading. `anchor`: by which links lead to it. `language`: that of what stands in it,
    where that is not the page's."""

    parts: tuple[Part, ...]
    heading: Text | None = None
    anchor: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, with what it shows in words, and its size in pixels."""

    address: str
    alternative: Text
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A list, in each entry its parts. Its first number is `first`; it is not numbered where that is 0. `pictures`: one
    before each entry, or none."""

    entries: tuple[tuple[Part, ...], ...]
    first: int = 1
    pictures: tuple[Picture | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in a part of a text: its name, its words with what became of them, and the language of both texts,
    where they have one."""

    name: Text
    words: tuple[tuple[Fate, str | Text], ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to another page. `language`: that of the other, where it is not this page's. `relation`: what the other
    is to this one, as HTML names it. `current`: it is this page."""

    label: Text
    address: str
    language: str = ""
    relation: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """Links to other pages, as a list that has a name."""

    name: Text
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A field in which to search: the query's name, what is asked for, and what was typed."""

    name: str
    label: Text
    press: Text
    typed: str = ""


@dataclass(frozen=True, slots=True)
class ScanCode:
    """A link that a telephone reads from a screen or from paper, with what it is for."""

    link: str
    label: Text
