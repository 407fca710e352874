"""What was edited is published as the next revision."""

from datetime import datetime

from bot.errors import Conflict
from bot.model.letters.confirmations import LEAST_TIME, REMINDED_BEFORE
from bot.model.letters.editing import missing
from bot.model.letters.letter import Letter, Revision, fingerprint
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.endorsements import reservations
from bot.text.text import t


def edits(unit: Unit, revision: Revision) -> Letter:
    """What was edited since the last publication; raises `Conflict` where nothing was."""
    draft = unit.letters.draft(revision.letter_id)
    if draft is None:
        raise Conflict(t("Nothing was edited since revision {revision} was published.", revision=revision.number))
    return draft.letter


def publish(
    unit: Unit, person: Person, *, revision: Revision, previewed: str, material: bool, confirm_by: datetime | None
) -> Revision:
    """Publish what was edited, if its fingerprint begins as that of what was previewed. Where it is material, everybody
    whose sign-on stands for an earlier revision is asked to confirm this one. Raises `Conflict` where it was edited
    since, lacks something, or leaves less than a day to confirm it."""
    letter = edits(unit, revision)
    if not fingerprint(letter).startswith(previewed):
        raise Conflict(t("Somebody has edited the letter since you looked. Nothing was published; look again."))
    reservations.keep_in_place(unit, revision, letter)
    if missing(letter):
        raise Conflict(t("Something is still missing in the letter. Nothing was published."))
    if material and (confirm_by is None or confirm_by < unit.now + LEAST_TIME):
        raise Conflict(t("Whoever has signed needs a day at least to confirm. Choose a later date."))
    if not material:
        return unit.letters.publish(letter, person.id)
    published = unit.letters.publish(letter, person.id, True, confirm_by)
    ask(unit, published)
    return published


def ask(unit: Unit, published: Revision) -> None:
    """Have everybody who signed before a material revision asked to confirm it, and reminded of it."""
    unit.confirmations.call(published.letter_id, published.number, False, unit.now)
    remind_at = published.confirm_by - REMINDED_BEFORE if published.confirm_by else unit.now
    if remind_at > unit.now:
        unit.confirmations.call(published.letter_id, published.number, True, remind_at)
