"""Editors change a letter: into a draft, which nobody else sees until it is published."""

from datetime import datetime

from bot.errors import Conflict, NotFound
from bot.model.deliveries import Subject
from bot.model.letters.difference import Part
from bot.model.letters.editing import exists, filed, only_the_day, seen, text_at, timed, whole_text, written
from bot.model.letters.letter import Letter, Revision, fingerprint
from bot.model.letters.shapes import Spot, Written
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.letters import documents
from bot.service.letters.checking import right, right_whole
from bot.text.text import t


def edited(unit: Unit, revision: Revision) -> Letter:
    """The letter as it would be published now: what was edited, else the revision as it is."""
    draft = unit.letters.draft(revision.letter_id)
    return draft.letter if draft else revision.letter


def write(unit: Unit, person: Person, *, revision: Revision, spot: Spot, text: str, before: str) -> bool:
    """Put a text at a spot of the draft, nothing where it is empty; false, and nothing done, where somebody else has
    changed what stood there: `before` is what `seen` told of it when the person began. Raises `Invalid` where it is too
    long or can't stand there, `Conflict` where it is fixed."""
    letter = at(unit, revision, spot)
    if spot.part is Part.SLUG and revision.number:
        raise Conflict(t("A letter that was published keeps its short name: links lead to it."))
    if seen(letter, spot) != before:
        return False
    changed = written(letter, spot, right(spot, text))
    if spot.part is Part.TEXT:
        right_whole(letter.text.texts.get(spot.language, ""), changed.text.texts[spot.language])
    keep(unit, person, revision, changed)
    return True


def write_whole(unit: Unit, person: Person, *, revision: Revision, language: str, text: str, before: str) -> bool:
    """Put a text in the place of all that the letter says in a language; false as `write`. Raises `Invalid` where it is
    too long or can't stand there."""
    letter = edited(unit, revision)
    if text_seen(letter, language) != before:
        return False
    right_whole("", text.strip())
    keep(unit, person, revision, whole_text(letter, language, text))
    return True


def write_more(unit: Unit, person: Person, revision: Revision, language: str, text: str) -> None:
    """Put paragraphs behind what the letter says in a language. Raises `Invalid` where it becomes too long, or they
    can't stand there."""
    letter = edited(unit, revision)
    before = letter.text.texts.get(language, "")
    after = f"{before}\n\n{text.strip()}".strip()
    right_whole(before, after)
    keep(unit, person, revision, whole_text(letter, language, after))


def text_seen(letter: Letter, language: str) -> str:
    """What tells apart all that a letter says in a language from anything else that it might."""
    return fingerprint(whole_text(letter, language, letter.text.texts.get(language, "")))[:16]


def plan(unit: Unit, person: Person, *, revision: Revision, spot: Spot, moment: datetime | None, before: str) -> bool:
    """Put a moment at a spot of the draft, or take it away; false as `write`. Raises `Conflict` where sign-ons would
    close before they open."""
    letter = at(unit, revision, spot)
    if seen(letter, spot) != before:
        return False
    changed = timed(letter, spot, moment)
    if changed.opens and changed.closes and changed.closes <= changed.opens:
        raise Conflict(t("Sign-ons would close before they open. Nothing was changed."))
    keep(unit, person, revision, changed)
    return True


def plan_day(unit: Unit, person: Person, revision: Revision, spot: Spot, before: str) -> bool:
    """Leave only the day of a moment; false as `write`. Raises `Conflict` where there is none, or it needs its time."""
    letter = at(unit, revision, spot)
    if not spot.shape.days or not text_at(letter, spot):
        raise Conflict(t("There is no day of which the time could be left out."))
    if seen(letter, spot) != before:
        return False
    keep(unit, person, revision, only_the_day(letter, spot))
    return True


def attach(unit: Unit, person: Person, *, revision: Revision, spot: Spot, file_id: int, before: str) -> bool:
    """Put a file that somebody sent at the spot of a document's; false as `write`. Raises `Conflict` where the file
    can't be a document."""
    letter = at(unit, revision, spot)
    if seen(letter, spot) != before:
        return False
    keep(unit, person, revision, filed(letter, spot.number, documents.taken(unit, revision.letter_id, file_id)))
    return True


def clear(unit: Unit, person: Person, revision: Revision, spot: Spot, before: str) -> bool:
    """Take away what stands at a spot of the draft and is not needed there; false as `write`. Raises `Conflict` where
    it is needed."""
    if not spot.shape.optional:
        raise Conflict(t("The letter needs this."))
    if spot.shape.moment:
        return plan(unit, person, revision=revision, spot=spot, moment=None, before=before)
    letter = at(unit, revision, spot)
    if seen(letter, spot) != before:
        return False
    without = filed(letter, spot.number, None) if spot.shape.written is Written.FILE else written(letter, spot, "")
    keep(unit, person, revision, without)
    return True


def discard(unit: Unit, revision: Revision) -> None:
    """Forget everything that was edited and not published, of a letter that never was all of it; raises `Conflict`
    where there is nothing."""
    draft = unit.letters.draft(revision.letter_id)
    if draft is None:
        raise Conflict(t("Nothing was edited since the last publication."))
    unit.letters.discard_draft(revision.letter_id)
    documents.release(unit, revision.letter_id, draft.letter)
    unit.queue.refresh(Subject.REVISION_RELEASE, revision.letter_id)


def at(unit: Unit, revision: Revision, spot: Spot) -> Letter:
    """What was edited, which has a spot; raises `NotFound` where it does not."""
    letter = edited(unit, revision)
    if not exists(letter, spot):
        raise NotFound(t("There is no such part of the letter."))
    return letter


def keep(unit: Unit, person: Person, revision: Revision, letter: Letter) -> None:
    """Keep what somebody has made of a letter; where it says what was published last, there is nothing to keep."""
    before = edited(unit, revision)
    unit.queue.refresh(Subject.REVISION_RELEASE, revision.letter_id)
    if revision.number and fingerprint(letter) == revision.sha256:
        unit.letters.discard_draft(revision.letter_id)
    else:
        unit.letters.keep_draft(revision.letter_id, letter, person.id)
    if before.documents != letter.documents:
        documents.release(unit, revision.letter_id, before)
