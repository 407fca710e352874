"""Announcements, their files, and what came of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.announcements.announcement import Announcement, Audience, Content
from bot.model.deliveries import Row, Tally
from bot.model.files import File


class Announcements(Protocol):
    """Announcements."""

    def add(
        self, letter_id: int, content: Content, audience: Audience, person_id: int | None,
        report_to: int | None = None, origin: str = "",
    ) -> Announcement:  # fmt: skip
        """A new draft. `origin`: what made the letter make it by itself, `kind:…`."""

    def save(self, announcement: Announcement, act: str = "", person_id: int | None = None) -> None:
        """Record a change, and an act of a person in the journal. Raises `ValueError` for a stage it can't become."""

    def get(self, announcement_id: int) -> Announcement | None:
        """The announcement with this id."""

    def recent(self, letter_id: int, limit: int) -> Sequence[Announcement]:
        """The latest announcements, newest first."""

    def open(self) -> Sequence[Announcement]:
        """Those of all letters that are released and have not come to their end, oldest first."""

    def live(self) -> Sequence[Announcement]:
        """Those of which something may still have to leave or to be edited."""

    def enliven(self, announcement_id: int, live: bool) -> None:
        """Something of it may have to leave or to be edited, or nothing any more."""

    def made(self, letter_id: int, origin: str) -> Announcement | None:
        """The latest one that this made the letter make."""

    def telling(self, letter_id: int, kind: str) -> Sequence[Announcement]:
        """Those of a kind that the letter made by itself."""


class Results(Protocol):
    """What came of announcements."""

    def tally(self, announcement: Announcement) -> Tally:
        """How many deliveries stand in each state."""

    def rows(
        self, announcement_id: int, after: int, limit: int, troubles: bool = False, stale: bool = False
    ) -> Sequence[Row]:
        """A line a chat, beginning after a delivery: all, those that failed or are uncertain, or those that could not
        be corrected or recalled."""


class Files(Protocol):
    """Files that are sent along."""

    def add(self, letter_id: int, name: str, mime: str, content: bytes, until: datetime | None = None) -> File:
        """Keep a file, until a moment if one is given; the same file is kept once."""

    def get(self, ids: Sequence[int]) -> Sequence[File]:
        """The files with these ids, in their order, as far as they are there."""

    def receive(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        """Keep a file that somebody sent, for as long as it may wait to be used; the same file is kept once."""

    def of_letter(self, letter_id: int, file_id: int) -> File | None:
        """A file that was received, with this letter: it may have come before it was known which one is meant."""

    def keep(self, ids: Sequence[int]) -> None:
        """Keep files for good: an announcement is sent with them."""

    def release(self, letter_id: int, ids: Sequence[int]) -> None:
        """An announcement is not sent with these files after all: those that no other one of the letter has are kept
        for a day."""

    def forget(self, file_id: int) -> None:
        """Forget a file, unless it is kept for good."""

    def retire(self, limit: int) -> None:
        """Forget files that were kept for as long as they may be: so many at the most."""

    def content(self, file_id: int) -> bytes:
        """What is in a file; nothing where it is not there any more."""

    def reference(self, file_id: int, platform: str) -> str:
        """What a platform knows a file by; empty where it was never given it."""

    def remember(self, file_id: int, platform: str, reference: str) -> None:
        """What a platform knows a file by from now on."""
