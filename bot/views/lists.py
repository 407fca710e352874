"""Whether who has signed may be told here, and what is said where it may not."""

from collections.abc import Sequence
from datetime import datetime

from bot.interface.call import Call
from bot.model.chats import ChatKind
from bot.service.lists import disclosure
from bot.text.text import Part, Planned, Text, t


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
