"""What outsiders are given of a letter's journal: the heads that are published, and the journal itself."""

from datetime import datetime, timedelta

from bot.errors import Conflict
from bot.model.files import REPORT_LIFETIME, File
from bot.model.journal.entries import Head, exported
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import t

EVERY = timedelta(days=1)
"""So often a letter publishes a head by itself, where there are new entries."""

MOST_ENTRIES = 16_000
"""A journal with more entries, of some 600 bytes each, is over the 10 MB that Discord takes from a bot in a file."""


def latest(unit: Unit, letter_id: int) -> Head:
    """The latest published head; whoever asks first has the first one published."""
    heads = unit.journal.heads(letter_id)
    return heads[-1] if heads else unit.journal.publish(letter_id)


def publish_heads(unit: Unit) -> None:
    """Publish a head of each letter whose last one is a day old, where there are new entries."""
    for revision in unit.letters.all():
        heads = unit.journal.heads(revision.letter_id)
        if not heads or heads[-1].at is None or unit.now - heads[-1].at >= EVERY:
            unit.journal.publish(revision.letter_id)


def told(unit: Unit, letter_id: int, begun: datetime | None = None) -> Head | None:
    """The head that an announcement tells which has begun to leave, or would begin now: so that it stands with those
    who follow, where the host can't change it alone. Once a day (UTC), and never while the list is kept back."""
    at = begun or unit.now
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if not disclosure.discloses(unit, letter_id) or unit.announcements.begun(letter_id, midnight, at):
        return None
    return unit.journal.head(letter_id, at)


def content(unit: Unit, letter_id: int) -> bytes:
    """The journal as an outsider can verify it; raises `Conflict` where it is too long for a file in a chat."""
    last = unit.journal.last(letter_id)
    if last.number > MOST_ENTRIES:
        raise Conflict(
            t("The journal is too long for a chat. The host exports it: `countersign journal export`."),
        )
    return "".join(f"{line}\n" for line in exported(letter_id, last, unit.journal.each(letter_id))).encode()


def file(unit: Unit, letter_id: int, slug: str, written: bytes) -> File:
    """What was written of the journal, as a file that is kept for a day."""
    last = unit.journal.last(letter_id).number
    return unit.files.add(
        letter_id, f"{slug}-journal-{last}.jsonl", "application/jsonl", written, unit.now + REPORT_LIFETIME
    )
