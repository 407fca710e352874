"""The places where the bot speaks."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.people.person import Account


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is: unique, and able to change."""

    platform: str
    place: str
    thread: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.platform, self.place, self.thread) if part)


def private_chat(account: Account) -> Address:
    """Where an account's person is told something in private: the place `@` and the account's id, on every platform."""
    return Address(account.platform, f"@{account.id}")


class ChatKind(StrEnum):
    """What kind of place a chat is: one person's, a group's or server's, a channel's that only admins write in, or a
    forum's in which each message begins a thread."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"
    FORUM = "forum"


class Unreachable(StrEnum):
    """Why nothing can be sent to a chat any more."""

    BLOCKED = "blocked"
    REMOVED = "removed"
    DELETED = "deleted"
    FORBIDDEN = "forbidden"
    ARCHIVED = "archived"
    DEACTIVATED = "deactivated"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    UNSERVED = "unserved"
    FORGOTTEN = "forgotten"


class Topic(StrEnum):
    """What a chat follows of a letter: its announcements, or, for organizers, the review of its sign-ons; that the
    review was asked for in it, and no owner has agreed yet."""

    NEWS = "news"
    REVIEWS = "reviews"
    REVIEWS_ASKED = "reviews_asked"


@dataclass(frozen=True, slots=True)
class Chat:
    """A place where the bot speaks. `closed` says why nothing can be sent there any more (a value of `Lost`); empty
    while something can."""

    id: int
    address: Address
    kind: ChatKind
    title: str
    language: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Chats that an organizer has put together under a name, and how many they are."""

    id: int
    name: str
    size: int = 0
