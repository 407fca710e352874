"""What changed between two texts of a letter, part by part and language by language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from zoneinfo import ZoneInfo

from bot.model.letters.categories import Category
from bot.model.letters.letter import (
    Demand,
    Document,
    DocumentFile,
    Escalation,
    Event,
    Letter,
    PressContact,
    Speaker,
)
from bot.model.letters.localized import Localized

LONGEST = 600
"""So many words of a paragraph at the most are compared word by word; what is longer is shown as a whole."""

AROUND = 6
"""So many words that stay are shown before and after those that change."""

CALLED_OFF = "called off"
"""What stands in the place of the fact that an event does not take place."""

STRETCHES = 60
"""So many stretches at the most are shown of a part that changed."""


class Part(StrEnum):
    """What can change in a letter."""

    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"
    LINK = "link"
    OPENS = "opens"
    CLOSES = "closes"
    GOAL = "goal"
    LANGUAGES = "languages"
    ZONE = "zone"
    SLUG = "slug"
    INITIATOR = "initiator"
    INITIATOR_ACRONYM = "initiator_acronym"
    INITIATOR_WEBSITE = "initiator_website"
    DEMAND_NUMBER = "demand_number"
    DEMAND_TITLE = "demand_title"
    DEMAND_ASKED = "demand_asked"
    DEMAND_ADDRESSEE = "demand_addressee"
    DEMAND_OFFICE = "demand_office"
    DEMAND_TOPICS = "demand_topics"
    EVENT_TITLE = "event_title"
    EVENT_AT = "event_at"
    EVENT_PLACE = "event_place"
    EVENT_LINK = "event_link"
    EVENT_SPEAKERS = "event_speakers"
    EVENT_CALLED_OFF = "event_called_off"
    DOCUMENT_TITLE = "document_title"
    DOCUMENT_ISSUER = "document_issuer"
    DOCUMENT_LINK = "document_link"
    DOCUMENT_FILE = "document_file"
    ESCALATION = "escalation"
    ESCALATION_BY = "escalation_by"
    WHO_MAY_SIGN = "who_may_sign"
    PRESS_EMAIL = "press_email"
    PRESS_NAME = "press_name"
    PRESS_PHONE = "press_phone"
    CATEGORY = "category"
    CATEGORY_LABEL = "category_label"
    CATEGORY_BARRED = "category_barred"


Facts = Mapping[tuple[Part, str], str]
"""What stands in a letter or in an item of it, by the part and its language."""


@dataclass(frozen=True, slots=True)
class Change:
    """A part, of the demand, event or document of a number and in a language where it has them, before and after.

    An empty text is none: what was added has nothing before, what was removed nothing after.
    """

    part: Part
    number: int
    language: str
    before: str
    after: str


class Fate(StrEnum):
    """What became of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow one another and of which the same became."""

    fate: Fate
    text: str


def difference(before: Letter, after: Letter) -> tuple[Change, ...]:
    """Everything that changed, in the order in which a letter is read; nothing between equal letters."""
    return tuple(
        Change(part, number, tag, old.get((part, tag), ""), new.get((part, tag), ""))
        for number, old, new in _pairs(before, after)
        for part, tag in dict.fromkeys((*new, *old))
        if old.get((part, tag), "") != new.get((part, tag), "")
    )


def same_words(before: Letter, after: Letter) -> bool:
    """Whether who signed one text of a letter has signed the words of the other too: what else differs is until when
    and by whom it can be signed, what belongs to it, and how it is found."""
    return _signed(before) == _signed(after)


def _signed(letter: Letter) -> tuple[object, ...]:
    demands = tuple((each.number, each.title, each.asked, each.addressee) for each in letter.demands)
    return letter.initiator, letter.title, letter.summary, letter.text, letter.link, demands, letter.escalation


def displaced(before: Letter, after: Letter) -> frozenset[int]:
    """The numbers of the demands that are gone, or have another number."""
    old, new = [_of_demand(each) for each in before.demands], [_of_demand(each) for each in after.demands]
    number = (Part.DEMAND_NUMBER, "")
    return frozenset(int(was[number]) for was, now in _paired(old, new) if was and was[number] != now.get(number))


def moment_text(moment: datetime | None, zone: str, all_day: bool = False) -> str:
    """A moment in a letter's zone, as it can be typed: `2031-05-20 18:30`; the day alone for a whole day."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return f"{local:%Y-%m-%d}" if all_day else local.isoformat(" ").removesuffix(":00")


def _pairs(before: Letter, after: Letter) -> Iterator[tuple[int, Facts, Facts]]:
    """What stands in one letter and in the other: of both as a whole, then of their demands, events, documents."""
    yield 0, _of_letter(before), _of_letter(after)
    for old, new in _paired(
        [_of_demand(each) for each in before.demands], [_of_demand(each) for each in after.demands]
    ):
        number = int((new or old)[Part.DEMAND_NUMBER, ""])
        yield (number, old, new) if old and new else (number, _uncounted(old), _uncounted(new))
    events = (
        [_of_event(each, before.zone) for each in before.events],
        [_of_event(each, after.zone) for each in after.events],
    )
    yield from ((index, *pair) for index, pair in enumerate(_paired(*events), 1))
    documents = [_of_document(each) for each in before.documents], [_of_document(each) for each in after.documents]
    yield from ((index, *pair) for index, pair in enumerate(_paired(*documents), 1))
    categories = [_of_category(each) for each in before.categories], [_of_category(each) for each in after.categories]
    yield from ((index, *pair) for index, pair in enumerate(_paired(*categories), 1))


def _of_letter(letter: Letter) -> Facts:
    return {
        **_texts(Part.TITLE, letter.title),
        **_texts(Part.SUMMARY, letter.summary),
        **_texts(Part.TEXT, letter.text),
        **_texts(Part.LINK, letter.link),
        (Part.OPENS, ""): moment_text(letter.opens, letter.zone),
        (Part.CLOSES, ""): moment_text(letter.closes, letter.zone),
        (Part.GOAL, ""): str(letter.goal or ""),
        (Part.LANGUAGES, ""): ", ".join(letter.languages),
        (Part.ZONE, ""): letter.zone,
        **_texts(Part.INITIATOR, letter.initiator.name),
        (Part.INITIATOR_ACRONYM, ""): letter.initiator.acronym,
        (Part.INITIATOR_WEBSITE, ""): letter.initiator.website,
        **_texts(Part.WHO_MAY_SIGN, letter.who_may_sign),
        **_of_escalation(letter.escalation, letter.zone),
        **_of_press(letter.press),
    }


def _of_escalation(escalation: Escalation | None, zone: str) -> Facts:
    if escalation is None:
        return {}
    by = moment_text(escalation.by, zone, escalation.all_day)
    return {**_texts(Part.ESCALATION, escalation.text), (Part.ESCALATION_BY, ""): by}


def _of_press(press: PressContact | None) -> Facts:
    if press is None:
        return {}
    return {
        (Part.PRESS_EMAIL, ""): press.email,
        (Part.PRESS_NAME, ""): press.name,
        (Part.PRESS_PHONE, ""): press.phone,
    }


def _of_demand(demand: Demand) -> Facts:
    return {
        (Part.DEMAND_NUMBER, ""): str(demand.number),
        **_texts(Part.DEMAND_TITLE, demand.title),
        **_texts(Part.DEMAND_ASKED, demand.asked),
        (Part.DEMAND_ADDRESSEE, ""): demand.addressee.name,
        **_texts(Part.DEMAND_OFFICE, demand.addressee.office),
        **{(Part.DEMAND_TOPICS, tag): ", ".join(words) for tag, words in demand.topics.items()},
    }


def _of_event(event: Event, zone: str) -> Facts:
    return {
        **_texts(Part.EVENT_TITLE, event.title),
        (Part.EVENT_AT, ""): moment_text(event.at, zone, event.all_day),
        **_texts(Part.EVENT_PLACE, event.place),
        (Part.EVENT_LINK, ""): event.link,
        (Part.EVENT_SPEAKERS, ""): "; ".join(map(_speaker, event.speakers)),
        (Part.EVENT_CALLED_OFF, ""): CALLED_OFF if event.called_off else "",
    }


def _speaker(speaker: Speaker) -> str:
    who = f"{speaker.name}, {speaker.organization}" if speaker.name else speaker.organization
    return f"{who} ({', '.join(speaker.languages)})" if speaker.languages else who


def _of_document(document: Document) -> Facts:
    return {
        **_texts(Part.DOCUMENT_TITLE, document.title),
        (Part.DOCUMENT_ISSUER, ""): document.issuer,
        (Part.DOCUMENT_LINK, ""): document.link,
        (Part.DOCUMENT_FILE, ""): file_text(document.file),
    }


def _of_category(category: Category) -> Facts:
    return {
        (Part.CATEGORY, ""): f"{category.trait}: {category.key}",
        **_texts(Part.CATEGORY_LABEL, category.label),
        (Part.CATEGORY_BARRED, ""): category.key if category.barred else "",
    }


def file_text(file: DocumentFile | None) -> str:
    """A file in one line, by which the same name with other content is told apart; empty for none."""
    return f"{file.name} ({file.size:,} B, {file.sha256[:12]})" if file else ""


def _texts(part: Part, text: Localized | None) -> Facts:
    return {(part, tag): each for tag, each in text.texts.items()} if text else {}


def _uncounted(facts: Facts) -> Facts:
    return {key: text for key, text in facts.items() if key != (Part.DEMAND_NUMBER, "")}


def _paired(before: Sequence[Facts], after: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Those that are the same but for their number, and between them one with another in their order."""
    old, new = [repr(_uncounted(each)) for each in before], [repr(_uncounted(each)) for each in after]
    for _, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for there, here in zip_longest(before[start:end], after[begin:stop]):
            yield there or {}, here or {}


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """The words that stay, go and come from one text to another, in bounds: of what stays, only what is around."""
    found = list[Stretch]()
    old, new = before.split("\n"), after.split("\n")
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch(Fate.SAME, " ".join(old[start:end])))
        else:
            found.extend(_words("\n".join(old[start:end]), "\n".join(new[begin:stop])))
    shown = [each for stretch in found if stretch.text.strip() for each in _around(stretch)]
    return tuple(shown) if len(shown) <= STRETCHES else (*shown[:STRETCHES], Stretch(Fate.LEFT_OUT, "…"))


def _words(before: str, after: str) -> Iterator[Stretch]:
    old, new = re.findall(r"\S+", before), re.findall(r"\S+", after)
    if max(len(old), len(new)) > LONGEST:
        yield from (Stretch(Fate.GONE, before), Stretch(Fate.NEW, after))
        return
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch(Fate.SAME, " ".join(old[start:end]))
            continue
        yield from (Stretch(Fate.GONE, " ".join(old[start:end])), Stretch(Fate.NEW, " ".join(new[begin:stop])))


def _around(stretch: Stretch) -> Iterator[Stretch]:
    words = stretch.text.split()
    if stretch.fate is not Fate.SAME or len(words) <= 2 * AROUND + 1:
        yield replace(stretch, text=" ".join(words))
        return
    yield Stretch(Fate.SAME, " ".join(words[:AROUND]))
    yield Stretch(Fate.LEFT_OUT, "…")
    yield Stretch(Fate.SAME, " ".join(words[-AROUND:]))
