"""Announcements, and how they have arrived."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.announcements.announcement import Announcement, Audience, Content
from bot.model.announcements.readers import Told
from bot.model.announcements.spending import Spending
from bot.model.deliveries import Cooldown, ReportRow, Tally
from bot.model.journal.acts import Act


class Announcements(Protocol):
    """Announcements."""

    def add(
        self, letter_id: int, content: Content, *, audience: Audience, person_id: int | None,
        report_to: int | None = None, origin: str = "",
    ) -> Announcement:  # fmt: skip
        """A new draft. `origin`: what made the letter make it by itself, `kind:…`."""

    def save(self, announcement: Announcement, act: Act | None = None, person_id: int | None = None) -> None:
        """Record a change, and an act of a person in the journal. Raises `ValueError` for a stage it can't become."""

    def get(self, announcement_id: int) -> Announcement | None:
        """The announcement with this id."""

    def recent(self, letter_id: int, limit: int) -> Sequence[Announcement]:
        """The latest announcements, newest first."""

    def open(self) -> Sequence[Announcement]:
        """Those of all letters that are released and have not come to their end, oldest first."""

    def live(self) -> Sequence[Announcement]:
        """Those of which something may still have to leave or to be edited."""

    def mark_active(self, announcement_id: int, live: bool) -> None:
        """Something of it may have to leave or to be edited, or nothing any more."""

    def made(self, letter_id: int, origin: str) -> Announcement | None:
        """The latest one that this made the letter make."""

    def begun(self, letter_id: int, since: datetime, before: datetime) -> bool:
        """Whether one of a letter's has begun to leave since a moment, and before another."""

    def telling(self, letter_id: int, kind: str) -> Sequence[Announcement]:
        """Those of a kind that the letter made by itself."""


class Readers(Protocol):
    """Those who signed and agreed to be told something, and what each of them was told."""

    def count_mailed(self, letter_id: int, audience: Audience) -> int:
        """How many would get an announcement to signers, or earlier ones, by mail now."""

    def spent(self, letter_id: int) -> int:
        """How many agreed to a letter's news, and have had as many messages as each gets."""

    def to_mail(self, announcement: Announcement, limit: int) -> Sequence[int]:
        """The persons who are still to get an announcement by mail."""

    def told(self, letter_id: int, person_id: int) -> int:
        """How many messages a person has had as a signer of a letter."""

    def tell(self, letter_id: int, person_id: int, told: Told, subject_id: int) -> bool:
        """Note that a person is told something as a signer of a letter; false where they were told that before."""

    def note_chats(self, announcement: Announcement) -> None:
        """Note of everybody in whose private chat an announcement is queued that they are told it."""


class SpendingLedger(Protocol):
    """What each person has caused without another organizer's agreement; what is older than two days is forgotten."""

    def add(self, spending: Spending) -> None:
        """Note it."""

    def total(self, accounts: Collection[int], since: datetime, until: datetime) -> int:
        """In how many chats messages have left, or leave, in this time on the account of one of these persons."""

    def leaving(self, accounts: Collection[int]) -> Sequence[Spending]:
        """What has not left everywhere yet on the account of one of these persons."""

    def count(self, announcement_id: int, chats: int) -> None:
        """An announcement that was released and is not at rest reaches so many chats, without corrections and
        repeats."""

    def close(self, announcement_id: int) -> None:
        """Nothing of an announcement is to leave or to be edited any more: what was caused by it counts from now on for
        a day."""

    def forget(self, announcement_id: int) -> None:
        """An announcement that has not begun to leave causes nothing."""


class Results(Protocol):
    """What came of announcements."""

    def tally(self, announcement: Announcement) -> Tally:
        """How many deliveries stand in each state."""

    def languages(self, announcement_id: int) -> Mapping[str, int]:
        """In how many chats an announcement stands or is to arrive, by the language in which they are told."""

    def halts(self) -> Sequence[Cooldown]:
        """The waits that platforms have asked for, with everything and with chats, whether or not anything waits."""

    def cooldowns(self, announcement_id: int) -> Sequence[Cooldown]:
        """The waits that platforms have asked for and for which something of an announcement waits now."""

    def rows(
        self, announcement_id: int, after: int, limit: int, troubles: bool = False, stale: bool = False
    ) -> Sequence[ReportRow]:
        """A line a chat, beginning after a delivery: all, those that failed or are uncertain, or those that could not
        be corrected or recalled."""
