"""A letter with more or fewer demands, events, documents, speakers or languages, or with these in another order."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from bot.model.letters.categories import Category
from bot.model.letters.editing import from_content, to_content
from bot.model.letters.letter import Demand, Document, Event, Letter, Speaker, canonical_json
from bot.model.letters.shapes import Items

MOST_LANGUAGES = 20


Item = Demand | Event | Document | Category


def added(letter: Letter, item: Item) -> Letter:
    """The letter with one item more, at the end of its list; a demand gets the next number."""
    match item:
        case Demand():
            return replace(letter, demands=(*letter.demands, replace(item, number=len(letter.demands) + 1)))
        case Event():
            return replace(letter, events=(*letter.events, item))
        case Document():
            return replace(letter, documents=(*letter.documents, item))
        case Category():
            return replace(letter, categories=(*letter.categories, item))


def removed(letter: Letter, items: Items, number: int) -> Letter:
    """The letter without one item; the demands after it are counted anew."""
    content = to_content(letter)
    content[items] = [each for at, each in enumerate(content[items], 1) if at != number]
    return _counted(content)


def moved_up(letter: Letter, items: Items, number: int) -> Letter:
    """The letter with an item and the one before it in the other order; demands are counted anew."""
    content = to_content(letter)
    each = list(content[items])
    content[items] = [*each[: number - 2], each[number - 1], each[number - 2], *each[number:]]
    return _counted(content)


def spoken(letter: Letter, number: int, speakers: tuple[Speaker, ...]) -> Letter:
    """The letter with these speakers at its event of a number from 1 on."""
    events = [replace(each, speakers=speakers) if at == number else each for at, each in enumerate(letter.events, 1)]
    return replace(letter, events=tuple(events))


def called_off(letter: Letter, number: int, off: bool) -> Letter:
    """The letter whose event of a number from 1 on does not take place, or does after all."""
    events = [replace(each, called_off=off) if at == number else each for at, each in enumerate(letter.events, 1)]
    return replace(letter, events=tuple(events))


def barred(letter: Letter, number: int, bars: bool) -> Letter:
    """The letter whose category of a number from 1 on may not sign, or may."""
    categories = [replace(each, barred=bars) if at == number else each for at, each in enumerate(letter.categories, 1)]
    return replace(letter, categories=tuple(categories))


def item_seen(letter: Letter, items: Items, number: int) -> str:
    """What tells apart an item from anything else that might stand in its place; empty where there is none."""
    there = getattr(letter, items)
    if not 1 <= number <= len(there):
        return ""
    return sha256(canonical_json(there[number - 1]).encode()).hexdigest()[:16]


def with_language(letter: Letter, language: str) -> Letter:
    """The letter in one language more, in which it says nothing yet."""
    return replace(letter, languages=(*letter.languages, language))


def without_language(letter: Letter, language: str) -> Letter:
    """The letter without what it says in one of its languages."""
    languages = tuple(each for each in letter.languages if each != language)
    content = _without(to_content(replace(letter, languages=languages)), language)
    holders = (content, *content["events"])
    for holder in holders:
        for optional in {"link", "who_may_sign", "place"} & holder.keys():
            if holder[optional] == {"texts": {}}:
                holder[optional] = None
    if content["escalation"] and content["escalation"]["by"] is None and not content["escalation"]["text"]["texts"]:
        content["escalation"] = None
    return from_content(content)


def led_by(letter: Letter, language: str) -> Letter:
    """The letter with one of its languages as its own, which is the first."""
    languages = (language, *(each for each in letter.languages if each != language))
    return from_content(to_content(replace(letter, languages=languages)))


def _without(value: Any, language: str) -> Any:
    if isinstance(value, list | tuple):
        return [_without(each, language) for each in value]
    if not isinstance(value, dict):
        return value
    by_language = ("texts", "topics")
    return {
        key: {tag: each for tag, each in held.items() if tag != language}
        if key in by_language
        else _without(held, language)
        for key, held in value.items()
    }


def _counted(content: Any) -> Letter:
    for index, each in enumerate(content["demands"], 1):
        each["number"] = index
    return from_content(content)
