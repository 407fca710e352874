"""An organization's board decides: when it meets, a reminder afterwards, and the packet that it needs."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.errors import Conflict
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.files import REPORT_LIFETIME, File
from bot.model.letters.letter import Revision
from bot.model.people.person import Person
from bot.model.zones import kept_zone
from bot.ports.store import Unit
from bot.service.endorsements.signing import own
from bot.service.telling import tell_person
from bot.text.text import t

REMINDED_AT = time(10)
"""On the day after the board has met, its representative is reminded at this time, in the zone of the meeting."""

CUTOFF = "cutoff"
"""The letter's setting: when its printed list is closed, in UTC, and the zone in which that was said."""

MOST_AT_ONCE = 100


def meets(unit: Unit, person: Person, letter_id: int, endorsement_id: int, at: datetime) -> Endorsement:
    """Keep when the board meets to decide on a draft; raises `Conflict` where it is no draft any more."""
    endorsement = own(unit, person, letter_id, endorsement_id)
    if endorsement.state is not State.DRAFT:
        raise Conflict(t("This is no draft: the board has decided."))
    dated = replace(endorsement, board=at)
    unit.desks.meet(dated, datetime.combine(at.date() + timedelta(days=1), REMINDED_AT, at.tzinfo))
    return dated


def remind(unit: Unit) -> None:
    """Remind those whose board has met of their drafts, once."""
    for each in unit.desks.reminders(MOST_AT_ONCE):
        if each.state is State.DRAFT:
            tell_person(unit, each.person_id, Subject.BOARD, each.id)


def cut_off(unit: Unit, letter_id: int, at: datetime | None) -> None:
    """Set when the printed list is closed, or that it is not. Nothing happens at that moment: it is only shown."""
    kept = f"{at.astimezone(UTC).isoformat()} {at.tzinfo}" if at else ""
    unit.settings.set(letter_id, CUTOFF, kept)


def cutoff(unit: Unit, letter_id: int) -> datetime | None:
    """When the printed list is closed, in the zone in which that was said."""
    at, _, zone = unit.settings.all(letter_id).get(CUTOFF, "").partition(" ")
    return datetime.fromisoformat(at).astimezone(kept_zone(zone)) if at else None


def packet_file(unit: Unit, revision: Revision, language: str, content: bytes, typeset: bool) -> File:
    """The packet as a file: a PDF, or a text where it is not `typeset`. Whoever asks for the same one on the same day
    gets the same file."""
    today = unit.now.replace(hour=0, minute=0, second=0, microsecond=0)
    ending, mime = ("pdf", "application/pdf") if typeset else ("txt", "text/plain")
    name = f"{revision.letter.slug}-packet-{revision.number}-{language}.{ending}"
    return unit.files.add(revision.letter_id, name, mime, content, today + timedelta(days=1) + REPORT_LIFETIME)
