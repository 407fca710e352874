"""What whoever manages a chat has decided about it, and who they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update

from bot.model.chats import AS_IT_COMES, Chat, Pace, Terms
from storage import tables
from storage.repositories.chats.chats import as_chat


class HostingRepository:
    """The terms of chats, and their hosts."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def terms(self, chat_id: int) -> Terms:
        return self.among(chat_id, chat_id).get(chat_id, AS_IT_COMES)

    def among(self, first: int, last: int) -> Mapping[int, Terms]:
        kept = tables.chat_terms
        rows = self._connection.execute(select(kept).where(kept.c.chat_id.between(first, last)))
        return {row.chat_id: _terms(row) for row in rows}

    def decide(self, chat_id: int, terms: Terms) -> None:
        kept = tables.chat_terms
        self._connection.execute(delete(kept).where(kept.c.chat_id == chat_id))
        if terms == AS_IT_COMES:
            return
        self._connection.execute(
            insert(kept).values(
                chat_id=chat_id,
                approves=terms.approves,
                written=terms.written,
                paused=terms.paused,
                resumes=terms.resumes,
                most=terms.pace.most,
                days=terms.pace.days,
            )
        )

    def rested(self, limit: int) -> Sequence[int]:
        kept = tables.chat_terms
        over = select(kept.c.chat_id).where(kept.c.paused, kept.c.resumes <= self._now)
        return self._connection.execute(over.order_by(kept.c.chat_id).limit(limit)).scalars().all()

    def greet(self, chat_id: int, again_after: timedelta) -> bool:
        chats = tables.chats
        due = or_(chats.c.greeted_at.is_(None), chats.c.greeted_at <= self._now - again_after)
        greeted = update(chats).where(chats.c.id == chat_id, due).values(greeted_at=self._now)
        return self._connection.execute(greeted).rowcount > 0

    def remember(self, chat_id: int, person_id: int, most: int) -> None:
        hosts = tables.chat_hosts
        for column, number in ((hosts.c.chat_id, chat_id), (hosts.c.person_id, person_id)):
            known = self._connection.execute(
                select(hosts).where(column == number).order_by(hosts.c.since.desc(), hosts.c.chat_id, hosts.c.person_id)
            ).all()
            others = [each for each in known if (each.chat_id, each.person_id) != (chat_id, person_id)]
            for row in others[most - 1 :]:
                self._connection.execute(delete(hosts).where(_this(row.chat_id, row.person_id)))
        self._connection.execute(delete(hosts).where(_this(chat_id, person_id)))
        self._connection.execute(insert(hosts).values(chat_id=chat_id, person_id=person_id, since=self._now))

    def forget(self, chat_id: int) -> None:
        self._connection.execute(delete(tables.chat_hosts).where(tables.chat_hosts.c.chat_id == chat_id))

    def hosts(self, chat_id: int) -> Sequence[int]:
        hosts = tables.chat_hosts
        here = select(hosts.c.person_id).where(hosts.c.chat_id == chat_id)
        return self._connection.execute(here.order_by(hosts.c.since.desc(), hosts.c.person_id)).scalars().all()

    def hosted(self, person_id: int) -> Sequence[Chat]:
        chats, hosts = tables.chats, tables.chat_hosts
        rows = self._connection.execute(
            select(chats)
            .join(hosts, hosts.c.chat_id == chats.c.id)
            .where(hosts.c.person_id == person_id, chats.c.closed == "")
            .order_by(hosts.c.since.desc(), chats.c.id)
        )
        return [as_chat(row) for row in rows]


def _this(chat_id: int, person_id: int) -> ColumnElement[bool]:
    hosts = tables.chat_hosts
    return and_(hosts.c.chat_id == chat_id, hosts.c.person_id == person_id)


def _terms(row: Row[tuple[object, ...]]) -> Terms:
    return Terms(row.approves, row.written, row.paused, row.resumes, Pace(row.most, row.days))
