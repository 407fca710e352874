"""Those who signed as readers: who is told by mail, and what each was told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, insert, literal, select

from bot.model.announcements.announcement import Announcement, Audience
from bot.model.announcements.readers import Told
from bot.model.chats import ChatKind
from bot.model.deliveries import Subject
from bot.model.people.person import MAIL
from storage import tables
from storage.repositories.announcements.audiences import earlier_letter, readers, told_as_signers


class ReaderRepository:
    """The signers of all letters who agreed to be told something."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def count_mailed(self, letter_id: int, audience: Audience) -> int:
        return self._count(_by_mail(told_as_signers(letter_id, audience)))

    def spent(self, letter_id: int) -> int:
        return self._count(readers(letter_id, spent=True))

    def to_mail(self, announcement: Announcement, limit: int) -> Sequence[int]:
        told, persons = tables.told_signers, tables.persons
        this = (told.c.told == Told.ANNOUNCEMENT.value, told.c.subject_id == announcement.id)
        chosen = _by_mail(told_as_signers(announcement.letter_id, announcement.audience, announcement.started_at))
        left = chosen.where(~exists().where(told.c.person_id == persons.c.id, *this))
        return self._connection.execute(left.order_by(persons.c.id).limit(limit)).scalars().all()

    def told(self, letter_id: int, person_id: int) -> int:
        told = tables.told_signers
        return self._count(select(told.c.at).where(told.c.letter_id == letter_id, told.c.person_id == person_id))

    def tell(self, letter_id: int, person_id: int, told: Told, subject_id: int) -> bool:
        record = tables.told_signers
        this = {"letter_id": letter_id, "person_id": person_id, "told": told.value, "subject_id": subject_id}
        if self._connection.execute(select(record.c.at).filter_by(**this)).first():
            return False
        self._connection.execute(insert(record).values(**this, at=self._now))
        return True

    def note_chats(self, announcement: Announcement) -> None:
        rows, chats, accounts, told = tables.deliveries, tables.chats, tables.accounts, tables.told_signers
        which, subject_id = told_by(announcement)
        earlier = earlier_letter(announcement.letter_id)
        about = earlier if announcement.audience.reach == "earlier" else literal(announcement.letter_id)
        this = (told.c.told == which.value, told.c.subject_id == subject_id)
        own = and_(chats.c.platform == accounts.c.platform, chats.c.place == literal("@").concat(accounts.c.account))
        persons = (
            select(
                about,
                accounts.c.person_id,
                literal(which.value),
                literal(subject_id),
                literal(self._now, tables.Moment),
            )
            .select_from(rows.join(chats, chats.c.id == rows.c.chat_id).join(accounts, own))
            .where(
                rows.c.subject == Subject.ANNOUNCEMENT.value,
                rows.c.subject_id == announcement.id,
                ~exists().where(told.c.person_id == accounts.c.person_id, *this),
            )
            .distinct()
        )
        self._connection.execute(insert(told).from_select(list(told.c), persons))

    def _count(self, chosen: Select[Any]) -> int:
        return int(self._connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one())


def told_by(announcement: Announcement) -> tuple[Told, int]:
    """What somebody is told by an announcement to signers."""
    if announcement.audience.reach == "earlier":
        return Told.NEXT_LETTER, announcement.letter_id
    return Told.ANNOUNCEMENT, announcement.id


def _by_mail(person_ids: Select[Any]) -> Select[Any]:
    """Those of some persons who can be told nothing in a private chat, and have come by a proven address."""
    persons, accounts, chats = tables.persons, tables.accounts, tables.chats
    theirs = accounts.c.person_id == persons.c.id
    place = literal("@").concat(accounts.c.account)
    open_chat = exists().where(
        theirs,
        chats.c.platform == accounts.c.platform,
        chats.c.place == place,
        chats.c.kind == ChatKind.PRIVATE.value,
        chats.c.closed == "",
    )
    return person_ids.where(~open_chat, exists().where(theirs, accounts.c.platform == MAIL))
