"""Chats and what they follow."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.model.announcements.announcement import Audience
from bot.model.chats import Address, Chat, ChatKind, Topic, Unreachable
from bot.model.deliveries import DeliveryState, Lane, Subject
from storage import tables
from storage.counting import MANY, counted_anew
from storage.repositories.announcements.audiences import counted, in_order, reached
from storage.repositories.announcements.reports import perhaps, request_report_updates
from storage.repositories.chats.groups import GroupRepository, folded
from storage.repositories.deliveries.ends import Ends

CHUNK = 2000
"""So many titles are read at once."""

LOOKED_THROUGH = 100_000
"""So many titles at the most are looked through."""

_FIND = select(tables.chats).where(
    tables.chats.c.platform == bindparam("platform"),
    tables.chats.c.place == bindparam("place"),
    tables.chats.c.thread == bindparam("thread"),
)
_FOLLOWED = (
    select(tables.follows.c.letter_id, tables.follows.c.topic)
    .where(tables.follows.c.chat_id == bindparam("chat"))
    .order_by(tables.follows.c.letter_id, tables.follows.c.topic)
)
_FOLLOWERS = (
    select(tables.chats)
    .join(tables.follows, tables.follows.c.chat_id == tables.chats.c.id)
    .where(
        tables.follows.c.letter_id == bindparam("letter"),
        tables.follows.c.topic == bindparam("topic"),
        tables.chats.c.closed == "",
    )
    .order_by(tables.chats.c.id)
)


class ChatRepository:
    """The chats that the bot knows."""

    def __init__(self, connection: Connection, now: datetime, groups: GroupRepository, ends: Ends) -> None:
        self._connection = connection
        self._now = now
        self._groups = groups
        self._ends = ends

    def get(self, chat_id: int) -> Chat | None:
        chats = tables.chats
        row = self._connection.execute(select(chats).where(chats.c.id == chat_id)).first()
        return as_chat(row) if row else None

    def find(self, address: Address) -> Chat | None:
        where = {"platform": address.platform, "place": address.place, "thread": address.thread}
        row = self._connection.execute(_FIND, where).first()
        return as_chat(row) if row else None

    def at(self, platform: str, places: Sequence[str]) -> Sequence[Chat]:
        chats = tables.chats
        rows = self._connection.execute(
            select(chats).where(chats.c.platform == platform, chats.c.place.in_(places)).order_by(chats.c.id)
        )
        return [as_chat(row) for row in rows]

    def ensure(self, address: Address, kind: ChatKind, title: str) -> Chat:
        chats = tables.chats
        known = self.find(address)
        if known is None:
            self._connection.execute(
                insert(chats).values(
                    platform=address.platform,
                    place=address.place,
                    thread=address.thread,
                    kind=kind.value,
                    title=title,
                )
            )
        elif known.closed or (title and known.title != title):
            self._connection.execute(
                update(chats).where(chats.c.id == known.id).values(title=title or known.title, closed="")
            )
        chat = self.find(address)
        if chat is None:
            raise LookupError("a chat that was just written is not there")
        return chat

    def speak(self, chat_id: int, language: str) -> None:
        chats = tables.chats
        self._connection.execute(update(chats).where(chats.c.id == chat_id).values(language=language))

    def call(self, chat_id: int, role: str) -> None:
        chats = tables.chats
        self._connection.execute(update(chats).where(chats.c.id == chat_id).values(calls=role))

    def choose(self, chat_id: int, letter_id: int) -> None:
        chats = tables.chats
        self._connection.execute(update(chats).where(chats.c.id == chat_id).values(chosen_letter_id=letter_id))

    def close(self, chat_id: int, cause: Unreachable) -> None:
        chats, deliveries = tables.chats, tables.deliveries
        queued = and_(tables.PENDING, deliveries.c.state == DeliveryState.QUEUED.value)
        held = and_(tables.HELD, deliveries.c.state == DeliveryState.HELD.value)
        waiting = and_(deliveries.c.chat_id == chat_id, or_(queued, held))
        self._connection.execute(update(chats).where(chats.c.id == chat_id).values(closed=cause.value))
        request_report_updates(self._connection, self._now, waiting)
        self._ends.write(waiting, perhaps(DeliveryState.FAILED, cause.value))
        behind = and_(
            deliveries.c.chat_id == chat_id,
            tables.PENDING,
            deliveries.c.state == DeliveryState.SENT.value,
            deliveries.c.subject.in_([Subject.ANNOUNCEMENT.value, Subject.FILES.value]),
        )
        self._ends.write(behind, {"shown": deliveries.c.wanted, "reason": cause.value}, edited=True)

    def serve(self, platforms: Sequence[str]) -> None:
        chats, rows = tables.chats, tables.deliveries
        unserved = Unreachable.UNSERVED.value
        closed = case((chats.c.platform.in_(platforms), ""), else_=unserved)
        changing = and_(chats.c.closed.in_(["", unserved]), chats.c.closed != closed)
        some = select(chats.c.id).where(changing).limit(MANY)
        count = self._connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
        if count:
            with counted_anew(self._connection) if count == MANY else nullcontext():
                self._connection.execute(update(chats).where(changing).values(closed=closed))
        waiting = and_(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.platform.not_in(platforms), tables.PENDING)
        queued = and_(waiting, rows.c.state == DeliveryState.QUEUED.value)
        self._ends.write(queued, perhaps(DeliveryState.FAILED, unserved))
        self._ends.write(waiting, {"shown": rows.c.wanted, "reason": unserved}, edited=True)

    def move(self, chat_id: int, address: Address) -> None:
        chats = tables.chats
        taken = self.find(address)
        if taken is None:
            self._connection.execute(
                update(chats).where(chats.c.id == chat_id).values(place=address.place, thread=address.thread)
            )
            return
        if taken.id == chat_id:
            return
        self._connection.execute(update(chats).where(chats.c.id == taken.id).values(closed=""))
        for letter_id, topic in self.followed(chat_id):
            self.follow(taken.id, letter_id, topic)
        self._hand_over(chat_id, taken.id)
        self._hand_over_terms(chat_id, taken)
        for group_id in self._groups.of_chat(chat_id):
            self._groups.put(group_id, taken.id, True)
            self._groups.put(group_id, chat_id, False)
        self._connection.execute(delete(tables.follows).where(tables.follows.c.chat_id == chat_id))
        self.close(chat_id, Unreachable.MOVED)

    def _hand_over(self, chat_id: int, other_id: int) -> None:
        """Let what is queued for a chat leave for another instead, but no announcement that is there already."""
        rows, there = tables.deliveries, tables.deliveries.alias()
        announced = select(there.c.subject_id).where(
            there.c.chat_id == other_id, there.c.subject == Subject.ANNOUNCEMENT.value
        )
        self._connection.execute(
            update(rows)
            .where(
                rows.c.chat_id == chat_id,
                or_(
                    and_(tables.PENDING, rows.c.state == DeliveryState.QUEUED.value),
                    and_(tables.HELD, rows.c.state == DeliveryState.HELD.value),
                ),
                or_(rows.c.subject != Subject.ANNOUNCEMENT.value, rows.c.subject_id.not_in(announced)),
            )
            .values(chat_id=other_id)
        )

    def _hand_over_terms(self, chat_id: int, other: Chat) -> None:
        """What a chat's hosts have decided holds where it is now, unless something was decided there."""
        terms, hosts, chats = tables.chat_terms, tables.chat_hosts, tables.chats
        if self._connection.execute(select(terms.c.chat_id).where(terms.c.chat_id == other.id)).first() is None:
            self._connection.execute(update(terms).where(terms.c.chat_id == chat_id).values(chat_id=other.id))
        known = select(hosts.c.person_id).where(hosts.c.chat_id == other.id).scalar_subquery()
        self._connection.execute(
            update(hosts).where(hosts.c.chat_id == chat_id, hosts.c.person_id.not_in(known)).values(chat_id=other.id)
        )
        before = select(chats.c.calls).where(chats.c.id == chat_id).scalar_subquery()
        self._connection.execute(update(chats).where(chats.c.id == other.id, chats.c.calls == "").values(calls=before))

    def follow(self, chat_id: int, letter_id: int, topic: Topic, asked_by: int | None = None) -> bool:
        if (letter_id, topic) in self.followed(chat_id):
            return False
        self._connection.execute(
            insert(tables.follows).values(
                chat_id=chat_id, letter_id=letter_id, topic=topic.value, since=self._now, asked_by=asked_by
            )
        )
        return True

    def unfollow(self, chat_id: int, letter_id: int, topic: Topic) -> bool:
        follows, groups, members = tables.follows, tables.chat_groups, tables.chat_group_members
        if topic is Topic.NEWS:
            own = select(groups.c.id).where(groups.c.letter_id == letter_id)
            self._connection.execute(delete(members).where(members.c.chat_id == chat_id, members.c.group_id.in_(own)))
        gone = self._connection.execute(
            delete(follows).where(
                follows.c.chat_id == chat_id, follows.c.letter_id == letter_id, follows.c.topic == topic.value
            )
        )
        if topic is Topic.NEWS:
            self._spare(chat_id, letter_id)
        return gone.rowcount > 0

    def _spare(self, chat_id: int, letter_id: int) -> None:
        """What is still to leave of a letter's announcements does not go to a chat that follows no more."""
        rows, record = tables.deliveries, tables.announcements
        mine = select(record.c.id).where(record.c.letter_id == letter_id).scalar_subquery()
        news = and_(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id.in_(mine), rows.c.chat_id == chat_id)
        queued = and_(tables.PENDING, rows.c.state == DeliveryState.QUEUED.value)
        held = and_(tables.HELD, rows.c.state == DeliveryState.HELD.value)
        self._ends.write(and_(news, or_(queued, held)), perhaps(DeliveryState.CANCELLED))

    def followed(self, chat_id: int) -> Sequence[tuple[int, Topic]]:
        rows = self._connection.execute(_FOLLOWED, {"chat": chat_id})
        return [(row.letter_id, Topic(row.topic)) for row in rows]

    def asked(self, chat_id: int) -> tuple[int, int | None] | None:
        follows = tables.follows
        row = self._connection.execute(
            select(follows.c.letter_id, follows.c.asked_by)
            .where(follows.c.chat_id == chat_id, follows.c.topic == Topic.REVIEWS_ASKED.value)
            .order_by(follows.c.since.desc(), follows.c.letter_id)
        ).first()
        return (row.letter_id, row.asked_by) if row else None

    def since(self, chat_id: int, letter_id: int) -> datetime | None:
        follows = tables.follows
        row = self._connection.execute(
            select(follows.c.since).where(follows.c.chat_id == chat_id, _reads(letter_id))
        ).first()
        return row.since if row else None

    def following(self, letter_id: int, after: int, limit: int, group_id: int | None = None) -> Sequence[Chat]:
        members = tables.chat_group_members
        chosen, number = _following(letter_id), tables.follows.c.chat_id
        if group_id is not None:
            chosen, number = chosen.join(members, members.c.chat_id == tables.chats.c.id), members.c.chat_id
            chosen = chosen.where(members.c.group_id == group_id)
        rows = self._connection.execute(chosen.where(number > after).order_by(number).limit(limit))
        return [as_chat(row) for row in rows]

    def titled(self, letter_id: int, part: str, limit: int) -> tuple[Sequence[Chat], bool]:
        sought, number, after, chats = folded(part), tables.follows.c.chat_id, 0, list[Chat]()
        shared = and_(tables.chats.c.kind != ChatKind.PRIVATE.value, tables.chats.c.title != "")
        with_title = _following(letter_id).where(shared).order_by(number).limit(CHUNK)
        for _ in range(LOOKED_THROUGH // CHUNK):
            rows = self._connection.execute(with_title.where(number > after)).all()
            chats.extend(as_chat(row) for row in rows if sought in folded(row.title))
            if len(chats) > limit or len(rows) < CHUNK:
                return chats[:limit], len(chats) > limit
            after = rows[-1].id
        return chats, True

    def census(self, letter_id: int) -> Sequence[tuple[str, int, int]]:
        kept = tables.follower_counts
        lost = func.sum(case((kept.c.reachable == 0, kept.c.counted), else_=0))
        rows = self._connection.execute(
            select(kept.c.platform, func.sum(kept.c.counted), lost)
            .where(kept.c.letter_id == letter_id)
            .group_by(kept.c.platform)
            .having(func.sum(kept.c.counted) > 0)
            .order_by(kept.c.platform)
        )
        return [(platform, int(number) - int(lost), int(lost)) for platform, number, lost in rows]

    def followers(self, letter_id: int, topic: Topic) -> Sequence[Chat]:
        rows = self._connection.execute(_FOLLOWERS, {"letter": letter_id, "topic": topic.value})
        return [as_chat(row) for row in rows]

    def count(self, letter_id: int, audience: Audience, closed: bool = False, most: int | None = None) -> int:
        kept = counted(letter_id, audience, closed)
        if kept is not None:
            count = int(self._connection.execute(kept).scalar() or 0)
            return count if most is None else min(count, most)
        chosen = reached(letter_id, audience, closed=closed).with_only_columns(tables.chats.c.id).limit(most)
        return int(self._connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one())

    def reached(
        self, letter_id: int, audience: Audience, after: int, limit: int, closed: bool = False
    ) -> Sequence[Chat]:
        chosen = in_order(letter_id, audience, after, limit, closed=closed)
        return [as_chat(row) for row in self._connection.execute(chosen)]


def _reads(letter_id: int) -> ColumnElement[bool]:
    """Whether somebody follows a letter's news."""
    return and_(tables.follows.c.letter_id == letter_id, tables.follows.c.topic == Topic.NEWS.value)


def _following(letter_id: int) -> Select[Any]:
    """The chats that follow a letter's news."""
    return (
        select(tables.chats)
        .join(tables.follows, tables.follows.c.chat_id == tables.chats.c.id)
        .where(_reads(letter_id))
    )


def as_chat(row: Row[tuple[object, ...]]) -> Chat:
    """A row of the chats' table as its value."""
    return Chat(
        id=row.id,
        address=Address(row.platform, row.place, row.thread),
        kind=ChatKind(row.kind),
        title=row.title,
        language=row.language,
        closed=row.closed,
        chosen=row.chosen_letter_id,
        calls=row.calls,
    )
