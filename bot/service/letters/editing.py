"""Editors change a letter: into a draft, which nobody else sees until it is published."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import Conflict, Invalid, NotFound
from bot.model.deliveries import Subject
from bot.model.letters.difference import Part
from bot.model.letters.editing import (
    MOST_ITEMS,
    Items,
    Spot,
    added,
    exists,
    removed,
    seen,
    spots,
    text_at,
    timed,
    written,
)
from bot.model.letters.faults import Fault, Rule, link_faults, text_faults
from bot.model.letters.letter import Demand, Document, Event, Letter, Revision, fingerprint
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements import reservations
from bot.text.checks import too_long
from bot.text.faults import markdown_faults
from bot.text.text import Text, t

LINE = 100
"""So many characters at the most are shown of a line in which something is wrong."""

WRONG: dict[Rule, Text] = {
    Rule.OTHER: t("This can't stand in a letter."),
    Rule.EMPTY: t("This is empty."),
    Rule.LENGTH: t("This is too long."),
    Rule.LINE: t("This has to fit on one line."),
    Rule.PRINTABLE: t("This holds a character that can't be shown."),
    Rule.LINK: t("It holds a link that leads nowhere. Write whole addresses, such as `https://example.org/page`."),
    Rule.HTML: t("It holds HTML, which would be shown as text. Write it in Markdown."),
    Rule.IMAGE: t("It holds an image, which would be shown as text. Write a link to it instead."),
    Rule.TABLE: t("It holds a table, which chats can't show. Write it as a list, or link to it."),
    Rule.NOTE: t("It has a footnote, which chats can't show. Write the note into the text, in brackets."),
    Rule.VANISHES: t("Something in it would not be shown: it is read as markup. Write it as plain text."),
    Rule.MARKUP: t("It holds markup that chats can't show: it would stand there as it is. Write it without."),
}


def edited(unit: Unit, revision: Revision) -> Letter:
    """The letter as it would be published now: what was edited, else the revision as it is."""
    draft = unit.letters.draft(revision.letter_id)
    return draft.letter if draft else revision.letter


def write(unit: Unit, person: Person, *, revision: Revision, spot: Spot, text: str, before: str) -> bool:
    """Put a text at a spot of the draft, nothing where it is empty; false, and nothing done, where somebody else has
    changed what stood there: `before` is what `seen` told of it when the person began. Raises `Invalid` where it is too
    long or can't stand there."""
    letter = _letter(unit, revision, spot)
    if seen(letter, spot) != before:
        return False
    changed = written(letter, spot, _right(spot, text))
    if spot.part is Part.TEXT:
        _whole(letter.text.texts.get(spot.language, ""), changed.text.texts[spot.language], spot.shape.longest)
    _keep(unit, person, revision, changed)
    return True


def plan(unit: Unit, person: Person, *, revision: Revision, spot: Spot, moment: datetime | None, before: str) -> bool:
    """Put a moment at a spot of the draft, or take it away; false as `write`. Raises `Conflict` where sign-ons would
    close before they open."""
    letter = _letter(unit, revision, spot)
    if seen(letter, spot) != before:
        return False
    changed = timed(letter, spot, moment)
    if changed.opens and changed.closes and changed.closes <= changed.opens:
        raise Conflict(t("Sign-ons would close before they open. Nothing was changed."))
    _keep(unit, person, revision, changed)
    return True


def clear(unit: Unit, person: Person, revision: Revision, spot: Spot, before: str) -> bool:
    """Take away what stands at a spot of the draft and is not needed there; false as `write`. Raises `Conflict` where
    it is needed."""
    if not spot.shape.optional:
        raise Conflict(t("The letter needs this."))
    if spot.shape.moment:
        return plan(unit, person, revision=revision, spot=spot, moment=None, before=before)
    letter = _letter(unit, revision, spot)
    if seen(letter, spot) != before:
        return False
    _keep(unit, person, revision, written(letter, spot, ""))
    return True


def add(unit: Unit, person: Person, revision: Revision, items: Items, item: Demand | Event | Document) -> int:
    """Add a demand, an event or a document to the draft: its number; raises `Conflict` where no more fit."""
    letter = edited(unit, revision)
    if len(getattr(letter, items)) >= MOST_ITEMS[items]:
        raise Conflict(t("There are {most} already, and no more fit into a letter.", most=MOST_ITEMS[items]))
    changed = added(letter, item)
    number = len(getattr(changed, items))
    for spot in _of_item(changed, items, number):
        text = text_at(changed, spot)
        if text and not spot.shape.moment:
            _right(spot, text)
    _keep(unit, person, revision, changed)
    return number


def remove(unit: Unit, person: Person, revision: Revision, spot: Spot, before: str) -> bool:
    """Take the demand, event or document away to which a spot belongs; false as `write`. Raises `NotFound` where it
    belongs to none, `Conflict` where the letter needs it."""
    letter, items = _letter(unit, revision, spot), spot.shape.items
    if items is None:
        raise NotFound(t("There is no such part of the letter."))
    if seen(letter, spot) != before:
        return False
    if items == "demands" and len(letter.demands) == 1:
        raise Conflict(t("A letter has one demand at least."))
    changed = removed(letter, items, spot.number)
    reservations.keep_in_place(unit, revision, changed)
    _keep(unit, person, revision, changed)
    return True


def discard(unit: Unit, revision: Revision) -> None:
    """Forget everything that was edited and not published; raises `Conflict` where there is nothing."""
    if unit.letters.draft(revision.letter_id) is None:
        raise Conflict(t("Nothing was edited since the last publication."))
    unit.letters.discard_draft(revision.letter_id)
    unit.queue.refresh(Subject.REVISION_RELEASE, revision.letter_id)


def _letter(unit: Unit, revision: Revision, spot: Spot) -> Letter:
    letter = edited(unit, revision)
    if not exists(letter, spot):
        raise NotFound(t("There is no such part of the letter."))
    return letter


def _of_item(letter: Letter, items: Items, number: int) -> tuple[Spot, ...]:
    return tuple(each for each in spots(letter) if each.shape.items == items and each.number == number)


def _whole(before: str, after: str, longest: int) -> None:
    """Look at a letter's text as a whole: what one section defines, another can use. What was wrong before may stay."""
    if len(after) > longest:
        raise too_long(after, longest)
    known = {(fault.rule, fault.what) for fault in markdown_faults(before)}
    _refuse_markdown(after, [each for each in markdown_faults(after) if (each.rule, each.what) not in known])


def _refuse_markdown(text: str, faults: Sequence[Fault]) -> None:
    """Raise `Invalid` with the first of the faults, and the line where it is."""
    if faults:
        line = text.split("\n")[faults[0].line - 1].strip()
        raise Invalid(t("{wrong} It is here: {line}", wrong=WRONG[faults[0].rule], line=line[:LINE]))


def _right(spot: Spot, text: str) -> str:
    """A text that can stand at a spot; raises `Invalid` with what is wrong."""
    shape = spot.shape
    faults = list(link_faults(text) if shape.link else text_faults(text, shape.longest, paragraphs=shape.paragraphs))
    if any(each.rule is Rule.LENGTH for each in faults):
        raise too_long(text, shape.longest)
    if faults:
        raise Invalid(WRONG[faults[0].rule])
    if shape.paragraphs and spot.part is not Part.TEXT:
        _refuse_markdown(text, list(markdown_faults(text)))
    return text.strip()


def _keep(unit: Unit, person: Person, revision: Revision, letter: Letter) -> None:
    unit.queue.refresh(Subject.REVISION_RELEASE, revision.letter_id)
    if fingerprint(letter) == revision.sha256:
        unit.letters.discard_draft(revision.letter_id)
    else:
        unit.letters.keep_draft(revision.letter_id, letter, person.id)
