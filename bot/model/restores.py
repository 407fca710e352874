"""What is taken back, and noted apart from the database so that no backup brings it to life; and restored backups."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BACKUPS_KEPT = timedelta(days=30)
"""So long at the most a backup is kept: what was erased is gone from the last one after that."""

REMOVALS_KEPT = BACKUPS_KEPT + timedelta(days=1)
"""So long it is noted what was taken back: longer than any backup is kept in which it could still be."""


class Removed(StrEnum):
    """What was taken back. The subject of `ROW` is a table's name and the key of a row that went away."""

    ROW = "row"
    ERASED = "erased"
    LEFT_LIST = "left_list"
    SPOKESPERSON = "spokesperson"
    STATEMENT = "statement"
    RESERVATION = "reservation"
    LOGO = "logo"
    REPRESENTATIVE = "representative"
    DISPUTER = "disputer"
    PERSON = "person"
    CHAT = "chat"
    CODE = "code"
    UNWANTED_MAIL = "unwanted_mail"
    PRESS_LINK = "press_link"
    DOCUMENT = "document"
    ANNOUNCEMENT_BEGAN = "announcement_began"
    HEAD = "head"
    """A head of a journal was published: with it, what a backup lacks can be told."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that was taken back: numbers and digests, no name and no text. Its number is one more than that of the
    removal before."""

    number: int
    at: datetime
    kind: Removed
    subject: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """The last head that is known to have been published of a journal, where a backup does not reach so far."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Restore:
    """A backup of the moment `taken_at` was restored. `whole`: what was taken back since was taken back again; else
    nothing is published before an owner has confirmed it, and the list is `kept_back` for that. `lost`: the head of the
    letter's journal that is not in it any more, where one is known."""

    id: int
    letter_id: int
    at: datetime
    taken_at: datetime
    whole: bool
    kept_back: bool
    lost: Lost | None = None
    confirmed_at: datetime | None = None
