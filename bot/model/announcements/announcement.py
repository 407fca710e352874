"""An announcement to the chats that follow a letter: what it says, who gets it, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.model.blocks import Words


class Stage(StrEnum):
    """Where an announcement stands.

    A draft is released, then waits for its moment, for a second organizer, or for the announcement before it.
    """

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.WAITING, Stage.CANCELLED}),
    Stage.WAITING: frozenset({Stage.RUNNING, Stage.CANCELLED, Stage.DRAFT}),
    Stage.RUNNING: frozenset({Stage.PAUSED, Stage.DONE, Stage.CANCELLED, Stage.RECALLED}),
    Stage.PAUSED: frozenset({Stage.RUNNING, Stage.DONE, Stage.CANCELLED, Stage.RECALLED}),
    Stage.DONE: frozenset({Stage.RUNNING, Stage.RECALLED}),
    Stage.CANCELLED: frozenset({Stage.RECALLED}),
    Stage.RECALLED: frozenset(),
}
"""What a stage can become. What is done runs again where it is repeated to the chats that it did not reach."""

Reach = Literal["letter", "all", "signers", "earlier"]

KINDS = ("private", "group", "channel", "forum")

TOPIC = "topic"
"""A part of a group, where a platform has that."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Which of the chats that follow get an announcement: those that fit each list that is not empty.

    `kinds` are those of any platform, or of one: `group`, `discord:group`. `groups` are chats that an organizer has put
    together under a name, `chats` single ones: a chat of either fits.
    `reach`: the followers of this letter, or of any; or those who signed it and agreed to its news, or who signed the
    earlier one and agreed to be shown this one, each in their private chat or by mail.
    """

    platforms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    chats: tuple[int, ...] = ()
    reach: Reach = "letter"


EVERYBODY = Audience()
"""Every chat that follows the letter."""

SIGNERS = Audience(reach="signers")
"""Everybody who signed the letter and agreed to its news."""

EARLIER_SIGNERS = Audience(reach="earlier")
"""Everybody who signed the earlier letter, agreed to be shown the next one, and neither was nor has signed it."""

OF_SIGNERS = frozenset({"signers", "earlier"})
"""The reaches of those who signed."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an announcement tells that the letter made by itself: a milestone, new endorsements, the events of a day,
    what has changed about events, the closing.

    `number` is the milestone, the day or the revision; `days` how long before the day it is told; `ids` are
    endorsements, `entry` the journal's last one when they were told; `revision` what the letter said of events then, or
    before it was changed.
    """

    kind: Literal["milestone", "digest", "event", "change", "closing"]
    number: int = 0
    days: int = 0
    ids: tuple[int, ...] = ()
    entry: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Attached:
    """A document of the letter that comes along: the stored file, its SHA-256, and as of which revision it is."""

    file: int
    sha256: str
    revision: int


@dataclass(frozen=True, slots=True)
class Content:
    """What an announcement says, in each language in which it was written, the first one first; and how it is sent.

    `files` are stored ones, of which some are `documents` of the letter. `previews`: links in it show what is behind
    them. `buttons`: those of the letter stand under it. `pinned`, `silent`: as the platforms mean it. `spread`: passed
    on to the channels that follow a channel. `to_signers`: it says why who signed gets it, and how that ends;
    `next_letter`: likewise for who signed the earlier letter, and can sign this one with the same line. `voice`: the
    number of the sign-on of the endorser whose words it is; nothing, where they are the initiator's.
    """

    texts: Mapping[str, Words] = field(default_factory=dict)
    files: tuple[int, ...] = ()
    previews: bool = False
    buttons: bool = True
    pinned: bool = False
    silent: bool = False
    spread: bool = True
    made: Made | None = None
    to_signers: bool = False
    next_letter: bool = False
    documents: tuple[Attached, ...] = ()
    voice: int | None = None

    def in_(self, language: str) -> tuple[Words, str]:
        """The text in a language, else in the first one, and in which language that is."""
        tag = language if language in self.texts else next(iter(self.texts), "")
        return self.texts.get(tag, ""), tag


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message to the chats that follow a letter.

    `person_id`: who wrote it; nobody, where the letter made it. `at`: the moment for which it is planned, and `zone`
    in which that was said. `second`: another organizer has to release it too; `second_id` has. `starts`: it does not
    begin to leave before. `version` counts what it has said, from 1; `outdated`: up to which version its deliveries
    know that they are to show it. `queued_to`: up to which chat it is queued; nothing once it is for all.
    `report_to`: the chat in which its progress is told. `proposed`: what it is to say instead, once another organizer
    than `proposed_by` has agreed; `correction`: what somebody has written to correct it, and not released yet.
    """

    id: int
    letter_id: int
    stage: Stage
    content: Content
    audience: Audience
    person_id: int | None
    created_at: datetime
    at: datetime | None = None
    zone: str = ""
    second: bool = False
    second_id: int | None = None
    starts: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1
    queued_to: int | None = None
    outdated: int = 1
    report_to: int | None = None
    origin: str = ""
    proposed: Content | None = None
    proposed_by: int | None = None
    correction: Content | None = None

    @property
    def ready(self) -> bool:
        """Whether nobody has to release it any more."""
        return not self.second or self.second_id is not None
