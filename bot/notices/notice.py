"""What a notice is: a message that the bot sends by itself, declared once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.interface.call import Kinds, Reply
from bot.model.announcements.announcement import Announcement
from bot.model.chats import Chat, Topic
from bot.model.deliveries import Delivery, Subject
from bot.model.disputes import Dispute
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Revision
from bot.model.people.person import Membership, Role
from bot.ports.store import Unit
from bot.text.text import Text

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class About(Generic[Thing]):
    """What a notice is about, as it is on disk when it leaves: the thing, the letter, and the message in its chat with
    the chat's language; `kinds`: what kinds of chats are called."""

    unit: Unit
    thing: Thing
    revision: Revision
    delivery: Delivery
    language: str
    kinds: Kinds = field(default_factory=dict)


Find = Callable[[Unit, int], tuple[Thing, int] | None]
"""Finds a thing by its id, with the id of its letter; nothing where it is gone."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read a notice when it leaves: chats that follow a topic, and private chats of those with one of the
    roles. Everybody else reads `others` in its place."""

    roles: frozenset[Role]
    topic: Topic | None
    others: Text


@dataclass(frozen=True, slots=True)
class Notice(Generic[Thing]):
    """A message that the bot sends by itself: what it is about, what it says (nothing where there is nothing to say any
    more), and who may read it, where not everybody may for whom it was put into the queue."""

    subject: Subject
    find: Find[Thing]
    compose: Callable[[About[Thing]], Reply | None]
    readers: Readers | None = None


def letter(unit: Unit, letter_id: int) -> tuple[int, int]:
    """A letter."""
    return letter_id, letter_id


def membership(unit: Unit, membership_id: int) -> tuple[Membership, int] | None:
    """A role that somebody has, in a letter or in all of them."""
    found = unit.organizers.membership(membership_id)
    letters = unit.letters.all() if found and found.letter_id is None else ()
    letter_id = found.letter_id or next((each.letter_id for each in letters), None) if found else None
    return (found, letter_id) if found and letter_id is not None else None


def asking_chat(unit: Unit, chat_id: int) -> tuple[Chat, int] | None:
    """A chat in which the review of a letter was asked for."""
    chat, asked = unit.chats.get(chat_id), unit.chats.asked(chat_id)
    return (chat, asked[0]) if chat and asked else None


def endorsement(unit: Unit, endorsement_id: int) -> tuple[Endorsement, int] | None:
    """A sign-on."""
    found = unit.endorsements.get(endorsement_id)
    return (found, found.letter_id) if found else None


def announcement(unit: Unit, announcement_id: int) -> tuple[Announcement, int] | None:
    """An announcement."""
    found = unit.announcements.get(announcement_id)
    return (found, found.letter_id) if found else None


def dispute(unit: Unit, dispute_id: int) -> tuple[tuple[Dispute, Endorsement], int] | None:
    """A dispute, with the sign-on that is disputed."""
    found = unit.disputes.get(dispute_id)
    disputed = unit.endorsements.get(found.endorsement_id) if found else None
    return ((found, disputed), found.letter_id) if found and disputed else None
