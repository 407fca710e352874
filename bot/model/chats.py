"""The places where the bot speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    """A place where the bot speaks. `closed` says why nothing can be sent there any more (a value of `Unreachable`);
    empty while something can. `chosen`: the letter that was chosen there, where several could be meant. `calls`: the
    role of its server that announcements call there."""

    id: int
    address: Address
    kind: ChatKind
    title: str
    language: str = ""
    closed: str = ""
    chosen: int | None = None
    calls: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Chats that an organizer has put together under a name, and how many they are."""

    id: int
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """So many announcements at the most in so many days; none is no bound."""

    most: int = 0
    days: int = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """What whoever manages a chat has decided about what is announced there.

    `approves`: each announcement waits for their press. `written`: only what organizers wrote comes, and nothing that a
    letter tells by itself. `paused`: nothing comes, until `resumes` or, without it, until they say so.
    """

    approves: bool = False
    written: bool = False
    paused: bool = False
    resumes: datetime | None = None
    pace: Pace = Pace()

    def rests(self, now: datetime) -> bool:
        """Whether nothing comes at a moment."""
        return self.paused and (self.resumes is None or now < self.resumes)

    def holds(self, now: datetime, posted: Sequence[datetime]) -> "Hold | None":
        """Why an announcement is held back that would leave now, after those of these moments; nothing where it is
        not."""
        if self.rests(now):
            return Hold.PAUSED
        if self.approves:
            return Hold.ASKED
        since = now - timedelta(days=self.pace.days)
        if self.pace.most and sum(each > since for each in posted) >= self.pace.most:
            return Hold.OVER
        return None


AS_IT_COMES = Terms()
"""What holds in a chat of which nothing was decided."""


class Hold(StrEnum):
    """Why an announcement is held back in a chat, as whoever manages it has decided: they are asked about each, there
    is a pause, or there were as many as they want."""

    ASKED = "asked"
    PAUSED = "paused"
    OVER = "over"


HELD_FOR = timedelta(days=7)
"""For so long an announcement is held back in a chat before it is dropped there."""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """An announcement that is held back in a chat: by the number of its delivery, and which version of it that would
    be. `waits`: it still is; else `state` and `reason` say what became of it."""

    delivery_id: int
    announcement_id: int
    letter_id: int
    chat: Chat
    version: int
    since: datetime
    waits: bool
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Posted:
    """An announcement that stands in a chat: the platform's id of its message, and since when it is there."""

    delivery_id: int
    announcement_id: int
    message: str
    sent_at: datetime
