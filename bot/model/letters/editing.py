"""A letter with one thing in it changed, added or removed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

import msgspec

from bot.model.letters import limits
from bot.model.letters.difference import Part, moment_text
from bot.model.letters.letter import Demand, Document, Event, Letter, letter_from_json
from bot.model.letters.localized import Localized

SECTION = 1500
"""The letter's text is edited in sections of about so many characters, which fit a message and a field."""

Items = Literal["demands", "events", "documents"]

MOST_ITEMS: Mapping[Items, int] = {
    "demands": limits.DEMANDS,
    "events": limits.EVENTS,
    "documents": limits.DOCUMENTS,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What can stand in a part, which is at `path` in the letter, or in an item of one of its lists: at most so many
    characters; paragraphs of Markdown, a link or a moment; in each of the letter's languages. What is `optional` can
    be taken away."""

    path: tuple[str, ...]
    longest: int = 0
    paragraphs: bool = False
    link: bool = False
    moment: bool = False
    localized: bool = False
    items: Items | None = None
    optional: bool = False


SHAPES: Mapping[Part, Shape] = {
    Part.TITLE: Shape(("title",), limits.TITLE, localized=True),
    Part.SUMMARY: Shape(("summary",), limits.SUMMARY, paragraphs=True, localized=True),
    Part.TEXT: Shape(("text",), limits.TEXT, paragraphs=True, localized=True),
    Part.LINK: Shape(("link",), limits.LINK, link=True, localized=True, optional=True),
    Part.OPENS: Shape(("opens",), moment=True, optional=True),
    Part.CLOSES: Shape(("closes",), moment=True, optional=True),
    Part.DEMAND_TITLE: Shape(("title",), limits.DEMAND_TITLE, localized=True, items="demands"),
    Part.DEMAND_ASKED: Shape(("asked",), limits.DEMAND_ASKED, paragraphs=True, localized=True, items="demands"),
    Part.DEMAND_ADDRESSEE: Shape(("addressee", "name"), limits.NAME, items="demands"),
    Part.DEMAND_OFFICE: Shape(("addressee", "office"), limits.NAME, localized=True, items="demands"),
    Part.EVENT_TITLE: Shape(("title",), limits.TITLE, localized=True, items="events"),
    Part.EVENT_AT: Shape(("at",), moment=True, items="events"),
    Part.EVENT_PLACE: Shape(("place",), limits.TITLE, localized=True, items="events", optional=True),
    Part.EVENT_LINK: Shape(("link",), limits.LINK, link=True, items="events", optional=True),
    Part.DOCUMENT_TITLE: Shape(("title",), limits.TITLE, localized=True, items="documents"),
    Part.DOCUMENT_LINK: Shape(("link",), limits.LINK, link=True, items="documents", optional=True),
}
"""What can be edited, in the order in which it is offered."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that can be edited: a part, in a language, of the item or the text's section of a number from 1 on."""

    part: Part
    number: int = 0
    language: str = ""

    @property
    def shape(self) -> Shape:
        """What can stand there."""
        return SHAPES[self.part]


def exists(letter: Letter, spot: Spot) -> bool:
    """Whether a letter has the language and the item or section that a spot names."""
    if spot.shape.localized and spot.language not in letter.languages:
        return False
    if spot.part is Part.TEXT:
        return 1 <= spot.number <= len(sections(letter.text.texts.get(spot.language, "")))
    return spot.shape.items is None or 1 <= spot.number <= len(getattr(letter, spot.shape.items))


def sections(text: str) -> tuple[str, ...]:
    """A text in sections, which one after the other are the text: whole paragraphs where those are not too long."""
    found = [""]
    for paragraph in re.findall(r".+?(?:\n\s*\n|\Z)", text, re.DOTALL):
        for piece in (paragraph[at : at + 2 * SECTION] for at in range(0, len(paragraph), 2 * SECTION)):
            if found[-1] and len(found[-1]) + len(piece) > SECTION:
                found.append("")
            found[-1] += piece
    return tuple(found)


def text_at(letter: Letter, spot: Spot) -> str:
    """What stands at a spot that exists, as it can be typed; empty where nothing does."""
    if spot.part is Part.TEXT:
        return sections(letter.text.texts.get(spot.language, ""))[spot.number - 1].strip()
    found = _holder(msgspec.to_builtins(letter), spot)
    all_day = bool(found.get("all_day"))
    for step in spot.shape.path:
        found = found[step]
    if spot.shape.localized:
        return str((found or {"texts": {}})["texts"].get(spot.language, ""))
    if spot.shape.moment:
        return moment_text(datetime.fromisoformat(found), letter.zone, all_day) if found else ""
    return str(found)


def seen(letter: Letter, spot: Spot) -> str:
    """What tells apart what stands at a spot from anything else that might."""
    return sha256(text_at(letter, spot).encode()).hexdigest()[:16]


def written(letter: Letter, spot: Spot, text: str) -> Letter:
    """The letter with a text at a spot that exists; with none where the text is empty."""
    if spot.part is Part.TEXT:
        pieces = list(sections(letter.text.texts.get(spot.language, "")))
        old = pieces[spot.number - 1]
        pieces[spot.number - 1] = old.replace(old.strip(), text, 1) if old.strip() else text
        whole = "".join(pieces).strip()
        return replace(letter, text=Localized({**letter.text.texts, spot.language: whole}))
    return _put(letter, spot, text)


def timed(letter: Letter, spot: Spot, moment: datetime | None) -> Letter:
    """The letter with a moment at a spot that exists, in the letter's zone; an event has a time then."""
    return _put(letter, spot, letter.local(moment).isoformat() if moment else None)


def added(letter: Letter, item: Demand | Event | Document) -> Letter:
    """The letter with one item more, at the end of its list; a demand gets the next number."""
    match item:
        case Demand():
            return replace(letter, demands=(*letter.demands, replace(item, number=len(letter.demands) + 1)))
        case Event():
            return replace(letter, events=(*letter.events, item))
        case Document():
            return replace(letter, documents=(*letter.documents, item))


def removed(letter: Letter, items: Items, number: int) -> Letter:
    """The letter without one item; the demands after it are counted anew."""
    content = msgspec.to_builtins(letter)
    content[items] = [each for index, each in enumerate(content[items], 1) if index != number]
    for index, each in enumerate(content["demands"], 1):
        each["number"] = index
    return _letter(content)


def missing(letter: Letter) -> tuple[Spot, ...]:
    """Where something has to stand and nothing does: also what is given in one language only, but for links."""
    return tuple(each for each in spots(letter) if not text_at(letter, each) and _needed(letter, each))


def _needed(letter: Letter, spot: Spot) -> bool:
    if not spot.shape.optional or spot.shape.link or not spot.shape.localized:
        return not spot.shape.optional
    return any(text_at(letter, replace(spot, language=tag)) for tag in letter.languages)


def spots(letter: Letter) -> Iterator[Spot]:
    """Everything that can be edited in a letter, but what can be added to it."""
    for part, shape in SHAPES.items():
        for tag in letter.languages if shape.localized else ("",):
            count = len(getattr(letter, shape.items)) if shape.items else 0
            if part is Part.TEXT:
                count = len(sections(letter.text.texts.get(tag, "")))
            for number in range(1, count + 1) if shape.items or part is Part.TEXT else (0,):
                yield Spot(part, number, tag)


def in_language(letter: Letter, language: str) -> Letter:
    """The letter as somebody reads it in one of its languages, whatever languages the bot speaks."""

    def only(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [only(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"texts"} and language in value["texts"]:
            return {"texts": {language: value["texts"][language]}}
        return {key: only(each) for key, each in value.items()}

    return _letter(only(msgspec.to_builtins(letter)))


def _holder(content: Any, spot: Spot) -> Any:
    return content[spot.shape.items][spot.number - 1] if spot.shape.items else content


def _put(letter: Letter, spot: Spot, value: str | None) -> Letter:
    content = msgspec.to_builtins(letter)
    holder = _holder(content, spot)
    if spot.part is Part.EVENT_AT:
        holder["all_day"] = False
    *steps, last = spot.shape.path
    for step in steps:
        holder = holder[step]
    if spot.shape.localized:
        texts = {**(holder[last] or {"texts": {}})["texts"], spot.language: value}
        texts = {tag: text for tag, text in texts.items() if text}
        holder[last] = {"texts": texts} if texts or not spot.shape.optional else None
    else:
        holder[last] = value
    return _letter(content)


def _letter(content: Any) -> Letter:
    return letter_from_json(msgspec.json.encode(content).decode())
