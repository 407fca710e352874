"""Files that are sent along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.files import File
from bot.model.letters.letter import DocumentFile


class Files(Protocol):
    """Files that are sent along."""

    def add(self, letter_id: int, name: str, mime: str, content: bytes, until: datetime | None = None) -> File:
        """Keep a file, until a moment if one is given; the same file is kept once."""

    def made(self, letter_id: int, name: str, mime: str, content: bytes, alt: str = "") -> File:
        """Keep for a short while a file that was made for an answer; the same file is kept once, and of a name only
        what was made last."""

    def made_sealed(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        """Keep for a short while, encrypted, a text in UTF-8 that was made for an answer and holds personal data."""

    def get(self, ids: Sequence[int]) -> Sequence[File]:
        """The files with these ids, in their order, as far as they are there."""

    def receive(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        """Keep a file that somebody sent, for as long as it may wait to be used; the same file is kept once."""

    def receive_sealed(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        """Likewise for a file that holds something personal: its name is as plain as any, what it says is encrypted."""

    def of_letter(self, letter_id: int, file_id: int, *, given_out: bool) -> File | None:
        """A file that was received, with this letter: it may have come before it was known which one is meant, and
        whether others get it (`given_out`), so that it is kept encrypted no more."""

    def describe(self, letter_id: int, file_id: int, alt: str, announcement_id: int) -> int:
        """What is to be seen on a picture of an announcement, in words: the number of the file that it has from now on,
        which is another one where other announcements or the letter itself have this one too."""

    def document(self, letter_id: int, file: DocumentFile) -> File | None:
        """The file of a letter's document, if it is there."""

    def announced(self, letter_id: int, sha256: str) -> Sequence[int]:
        """The numbers of the announcements with this file that were not dropped before they left."""

    def erase(self, letter_id: int, sha256: str) -> None:
        """Erase a file of a letter at once, under whatever name, whoever has it."""

    def keep(self, ids: Sequence[int]) -> None:
        """Keep files for good: an announcement is sent with them, or they are documents of the letter."""

    def release(self, letter_id: int, ids: Sequence[int]) -> None:
        """An announcement is not sent with these files after all, or a draft has them no more: those that no other
        announcement, no revision and no draft of the letter has are kept for a day."""

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
