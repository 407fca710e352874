"""Whether who has signed may be told here, and what is said where it may not."""

from collections.abc import Sequence
from datetime import datetime

from bot.interface.call import Call
from bot.model.chats import ChatKind
from bot.model.letters.letter import Letter
from bot.model.lists.snapshots import Snapshot
from bot.service.lists import disclosure
from bot.text.text import Part, Planned, Text, t
from bot.views.counts import organizations

STILL_HOLDS = t("Whoever leaves the list is not named in its snapshots any more; the hash still holds.")
"""What becomes of the names in snapshots."""


def discloses(call: Call) -> bool:
    """Whether who has signed, and how many, may be told here: everybody reads what is said in a shared place."""
    return disclosure.discloses(
        call.unit, call.published.letter_id, call.actor if call.caller.kind is ChatKind.PRIVATE else None
    )


def kept_back(call: Call) -> Sequence[Part]:
    """That the list is kept back, and until when; nothing where it is public."""
    until = disclosure.hidden_until(call.unit, call.published.letter_id)
    return (not_yet(call.letter.local(until)),) if until else ()


def not_yet(until: datetime) -> Text:
    """Until when a list is kept back."""
    return t(
        "Who has signed is made public on {until}. Until then only the letter's organizers can see it.",
        until=Planned(until),
    )


def snapshot_line(letter: Letter, snapshot: Snapshot) -> Text:
    """A snapshot in one line: its number, when it was made, and how many are in it."""
    return t(
        "Snapshot {number}, {at}: {organizations}",
        number=snapshot.number,
        at=letter.local(snapshot.at),
        organizations=organizations(snapshot.count),
    )
