"""A letter with one thing in it changed."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.model.letters.categories import Trait
from bot.model.letters.difference import Part, file_text, moment_text
from bot.model.letters.letter import DocumentFile, Event, Letter, letter_from_json
from bot.model.letters.localized import Localized
from bot.model.letters.shapes import SHAPES, Spot, Written
from bot.model.zones import start_of_day

SECTION = 1500
"""The letter's text is edited in sections of about so many characters, which fit a message and a field."""

_BESIDE: dict[str, Any] = {
    "escalation": {"text": {"texts": {}}, "by": None, "all_day": False},
    "press": {"email": "", "name": "", "phone": ""},
}
"""What stands in a part of the letter that is not there as a whole yet."""

_SEPARATORS = re.compile(r"[,;،؛、\n]")


def exists(letter: Letter, spot: Spot) -> bool:
    """Whether a letter has the language and the item or section that a spot names."""
    if spot.shape.localized and spot.language not in letter.languages:
        return False
    if spot.part is Part.TEXT:
        return 1 <= spot.number <= len(sections(letter.text.texts.get(spot.language, "")))
    if spot.part is Part.CATEGORY_LABEL and spot.number in _scopes(letter):
        return False
    return spot.shape.items is None or 1 <= spot.number <= len(getattr(letter, spot.shape.items))


def _scopes(letter: Letter) -> frozenset[int]:
    """The numbers of the categories that are scopes, whose words are the software's own."""
    return frozenset(number for number, each in enumerate(letter.categories, 1) if each.trait is Trait.SCOPE)


def sections(text: str) -> tuple[str, ...]:
    """A text in sections, which one after the other are the text: whole paragraphs where those are not too long."""
    found = [""]
    for paragraph in re.findall(r".+?(?:\n\s*\n|\Z)", text, re.DOTALL):
        for piece in (paragraph[at : at + 2 * SECTION] for at in range(0, len(paragraph), 2 * SECTION)):
            if found[-1] and len(found[-1]) + len(piece) > SECTION:
                found.append("")
            found[-1] += piece
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """The words of a text that names several, each once; commas and line breaks are between them."""
    return tuple(dict.fromkeys(each.strip() for each in _SEPARATORS.split(text) if each.strip()))


def text_at(letter: Letter, spot: Spot) -> str:
    """What stands at a spot that exists, as it can be typed; empty where nothing does. Of a file, its name and more."""
    if spot.part is Part.TEXT:
        return sections(letter.text.texts.get(spot.language, ""))[spot.number - 1].strip()
    holder = _holder(to_content(letter), spot)
    value = holder.get(spot.shape.path[-1])
    match spot.shape.written:
        case Written.MOMENT:
            all_day = bool(holder.get("all_day"))
            return moment_text(datetime.fromisoformat(value), letter.zone, all_day) if value else ""
        case Written.WORDS:
            return ", ".join((value or {}).get(spot.language, ()))
        case Written.FILE:
            return file_text(DocumentFile(**value)) if value else ""
    if spot.shape.localized:
        return str((value or {"texts": {}})["texts"].get(spot.language, ""))
    return str(value or "")


def seen(letter: Letter, spot: Spot) -> str:
    """What tells apart what stands at a spot from anything else that might."""
    return sha256(text_at(letter, spot).encode()).hexdigest()[:16]


def written(letter: Letter, spot: Spot, text: str) -> Letter:
    """The letter with a text at a spot that exists, and that is no moment and no file; with none where it is empty."""
    if spot.part is Part.TEXT:
        pieces = list(sections(letter.text.texts.get(spot.language, "")))
        old = pieces[spot.number - 1]
        pieces[spot.number - 1] = old.replace(old.strip(), text, 1) if old.strip() else text
        return whole_text(letter, spot.language, "".join(pieces))
    if spot.part is Part.ZONE:
        return in_zone(letter, text)
    match spot.shape.written:
        case Written.NUMBER:
            return _put(letter, spot, int(text) if text else None)
        case Written.WORDS:
            return _put(letter, spot, words(text))
    return _put(letter, spot, text)


def whole_text(letter: Letter, language: str, text: str) -> Letter:
    """The letter with another text in a language."""
    return replace(letter, text=Localized({**letter.text.texts, language: text.strip()}))


def timed(letter: Letter, spot: Spot, moment: datetime | None) -> Letter:
    """The letter with a moment at a spot that exists, in the letter's zone; it has a time then."""
    return _put(letter, spot, letter.local(moment).isoformat() if moment else None)


def only_the_day(letter: Letter, spot: Spot) -> Letter:
    """The letter with the day alone of the moment that stands at a spot."""
    stands = _holder(to_content(letter), spot)[spot.shape.path[-1]]
    day = letter.local(datetime.fromisoformat(stands)).date()
    return _put(letter, spot, start_of_day(day, ZoneInfo(letter.zone)).isoformat(), all_day=True)


def filed(letter: Letter, number: int, file: DocumentFile | None) -> Letter:
    """The letter with a file as its document of a number from 1 on, or without one there."""
    documents = [replace(each, file=file) if at == number else each for at, each in enumerate(letter.documents, 1)]
    return replace(letter, documents=tuple(documents))


def in_zone(letter: Letter, zone: str) -> Letter:
    """The letter in another zone: each of its moments is the same one, and each of its days the same day."""

    def moved(moment: datetime | None, all_day: bool = False) -> datetime | None:
        if moment is None or not all_day:
            return moment.astimezone(ZoneInfo(zone)) if moment else None
        return start_of_day(letter.local(moment).date(), ZoneInfo(zone))

    def event(each: Event) -> Event:
        return replace(each, at=moved(each.at, each.all_day) or each.at)

    escalation = letter.escalation
    changed = replace(
        letter,
        zone=zone,
        opens=moved(letter.opens),
        closes=moved(letter.closes),
        events=tuple(map(event, letter.events)),
        escalation=replace(escalation, by=moved(escalation.by, escalation.all_day)) if escalation else None,
    )
    return from_content(to_content(changed))


def missing(letter: Letter) -> tuple[Spot, ...]:
    """Where something has to stand and nothing does: also what is given in one language only, but for links."""
    return tuple(each for each in spots(letter) if _needed(letter, each) and not text_at(letter, each))


def complete(letter: Letter) -> bool:
    """Whether a letter says everything that it has to: it asks something, and nothing is missing."""
    return bool(letter.demands) and not missing(letter)


def _needed(letter: Letter, spot: Spot) -> bool:
    shape = spot.shape
    if shape.core:
        return getattr(letter, shape.path[0]) is not None
    if not shape.optional or not shape.localized or shape.written in (Written.LINK, Written.WORDS):
        return not shape.optional
    return any(text_at(letter, replace(spot, language=tag)) for tag in letter.languages)


def spots(letter: Letter) -> Iterator[Spot]:
    """Everything that can be edited in a letter by itself."""
    for part, shape in SHAPES.items():
        for tag in letter.languages if shape.localized else ("",):
            count = len(getattr(letter, shape.items)) if shape.items else 0
            if part is Part.TEXT:
                count = len(sections(letter.text.texts.get(tag, "")))
            for number in range(1, count + 1) if shape.items or part is Part.TEXT else (0,):
                if part is not Part.CATEGORY_LABEL or number not in _scopes(letter):
                    yield Spot(part, number, tag)


def in_language(letter: Letter, language: str) -> Letter:
    """The letter as somebody reads it in one of its languages, whatever languages the bot speaks; a dash where it says
    nothing yet."""

    def only(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [only(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"texts"}:
            texts = value["texts"] or {language: "—"}
            return {"texts": {language: texts[language]} if language in texts else texts}
        return {key: only(each) for key, each in value.items()}

    return from_content(only(to_content(letter)))


def to_content(letter: Letter) -> Any:
    """A letter as plain values, to be changed."""
    return msgspec.to_builtins(letter)


def from_content(content: Any) -> Letter:
    """The letter that plain values are."""
    return letter_from_json(msgspec.json.encode(content).decode())


def _holder(content: Any, spot: Spot) -> Any:
    """The values among which a spot's stands; none where what holds them is not there."""
    holder = content[spot.shape.items][spot.number - 1] if spot.shape.items else content
    for step in spot.shape.path[:-1]:
        holder = holder[step] or {}
    return holder


def _put(letter: Letter, spot: Spot, value: str | int | tuple[str, ...] | None, *, all_day: bool = False) -> Letter:
    content, shape = to_content(letter), spot.shape
    first, last = shape.path[0], shape.path[-1]
    if first in _BESIDE and content[first] is None:
        content[first] = deepcopy(_BESIDE[first])
    holder = _holder(content, spot)
    if shape.days:
        holder["all_day"] = all_day
    if shape.written is Written.WORDS:
        holder[last] = {tag: each for tag, each in {**holder[last], spot.language: value}.items() if each}
    elif shape.localized:
        texts = {**(holder[last] or {"texts": {}})["texts"], spot.language: value}
        texts = {tag: text for tag, text in texts.items() if text}
        holder[last] = {"texts": texts} if texts or shape.core or not shape.optional else None
    else:
        holder[last] = value
    if first in _BESIDE and not any(each for each in content[first].values() if each != {"texts": {}}):
        content[first] = None
    return from_content(content)
