"""The messages that are to leave, each in one chat: they are queued, outdated and cancelled."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)  # fmt: skip

from bot.model.announcements.announcement import Announcement
from bot.model.chats import Hold, Topic
from bot.model.deliveries import DeliveryState, Lane, Subject
from bot.model.endorsements.consents import Item
from storage import tables
from storage.repositories.announcements.audiences import agreed, earlier_letter, in_order, private_chats
from storage.repositories.announcements.reports import perhaps
from storage.repositories.chats.hosting import HostingRepository
from storage.repositories.deliveries.ends import Ends

STANDING = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT)
"""A living message in one of these states stands in its chat, or soon will."""

_QUEUED, _SENDING, _SENT = (state.value for state in STANDING)
_HELD = DeliveryState.HELD.value

_STANDING = select(tables.deliveries.c.id).where(
    tables.deliveries.c.chat_id == bindparam("chat"),
    tables.deliveries.c.subject == bindparam("about"),
    tables.deliveries.c.subject_id == bindparam("which"),
    tables.deliveries.c.state.in_([state.value for state in STANDING]),
)
_CHAT = select(tables.chats.c.platform, tables.chats.c.closed).where(tables.chats.c.id == bindparam("chat"))
_ADD = insert(tables.deliveries)
_MOMENT = bindparam("now", type_=tables.Moment)
_LATER = case((tables.deliveries.c.due_at > _MOMENT, tables.deliveries.c.due_at), else_=_MOMENT)
_REFRESH = (
    update(tables.deliveries)
    .where(tables.deliveries.c.subject == bindparam("about"), tables.deliveries.c.subject_id == bindparam("which"))
    .values(wanted=tables.deliveries.c.wanted + 1)
)
_REFRESH_AT_ONCE, _REFRESH_LATER = _REFRESH.values(due_at=_MOMENT), _REFRESH.values(due_at=_LATER)


class QueueRepository:
    """The queue of all platforms."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        *,
        below: Callable[[int], int],
        ends: Ends,
        hosting: HostingRepository,
        posted: Callable[[Collection[int], timedelta], Mapping[int, Sequence[datetime]]],
    ) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._ends = ends
        self._hosting = hosting
        self._posted = posted

    def put(self, chat_id: int, subject: Subject, subject_id: int, message: str = "") -> None:
        if subject.edited_in_place:
            this = {"chat": chat_id, "about": subject.value, "which": subject_id}
            if self._connection.execute(_STANDING, this).first():
                self.refresh(subject, subject_id)
                return
        chat = self._connection.execute(_CHAT, {"chat": chat_id}).one()
        if chat.closed and subject.follows:
            return
        self._connection.execute(
            _ADD,
            {
                "platform": chat.platform,
                "chat_id": chat_id,
                "subject": subject.value,
                "subject_id": subject_id,
                "lane": int(subject.lane),
                "state": _QUEUED,
                "key": new_key(self._below),
                "message": message,
                "due_at": self._now,
            },
        )

    def put_to_audience(self, announcement: Announcement, limit: int) -> tuple[int, int | None]:
        rows, chats = tables.deliveries, tables.chats
        letter_id, after = announcement.letter_id, announcement.queued_to or 0
        audience = in_order(letter_id, announcement.audience, after, limit, since=announcement.started_at)
        next_ones = self._connection.execute(audience.with_only_columns(chats.c.id, chats.c.platform)).all()
        alike = {
            "subject": Subject.ANNOUNCEMENT.value,
            "subject_id": announcement.id,
            "lane": int(Lane.ANNOUNCEMENT),
            "key": new_key(self._below),
            "wanted": announcement.version,
            "due_at": self._now,
        }
        held = self._held(announcement, [row.id for row in next_ones])
        put = [
            {"chat_id": row.id, "platform": row.platform, **_stands(held.get(row.id)), **alike}
            for row in next_ones
            if held.get(row.id) is not False
        ]
        if put:
            self._connection.execute(insert(rows), put)
        return len(next_ones), next_ones[-1].id if len(next_ones) == limit else None

    def _held(self, announcement: Announcement, chats: Sequence[int]) -> Mapping[int, Hold | Literal[False]]:
        """Why an announcement is held back in some of these chats, and, where it is `False`, that it is not wanted."""
        if not chats:
            return {}
        all_terms, wanted = self._hosting.among(chats[0], chats[-1]), frozenset(chats)
        terms = {chat_id: each for chat_id, each in all_terms.items() if chat_id in wanted}
        bounded = [chat_id for chat_id, each in terms.items() if each.pace.most]
        longest = max((each.pace.days for each in terms.values()), default=0)
        posted = self._posted(bounded, timedelta(days=longest)) if bounded else {}
        found = dict[int, Hold | Literal[False]]()
        for chat_id, each in terms.items():
            why = each.holds(self._now, posted.get(chat_id, ()))
            if each.written and announcement.content.made:
                found[chat_id] = False
            elif why:
                found[chat_id] = why
        return found

    def refresh(self, subject: Subject, subject_id: int, at_once: bool = False) -> None:
        refresh = _REFRESH_AT_ONCE if at_once else _REFRESH_LATER
        self._connection.execute(refresh, {"about": subject.value, "which": subject_id, "now": self._now})

    def request_update(self, announcement: Announcement, limit: int) -> int:
        rows, chats, there = tables.deliveries, tables.chats, tables.deliveries.c.state == _SENT
        behind = select(rows.c.id).where(
            _about(announcement.id),
            rows.c.state.in_([_QUEUED, _HELD, _SENDING, _SENT]),
            rows.c.wanted < announcement.version,
        )
        ids = self._connection.execute(behind.limit(limit)).scalars().all()
        self._connection.execute(
            update(rows)
            .where(rows.c.id.in_(ids))
            .values(
                wanted=announcement.version,
                due_at=case((there, literal(self._now, tables.Moment)), else_=rows.c.due_at),
                reason=case((there, ""), else_=rows.c.reason),
                attempt=case((there, 0), else_=rows.c.attempt),
            )
        )
        why = select(chats.c.closed).where(chats.c.id == rows.c.chat_id)
        closed = and_(rows.c.id.in_(ids), there, why.scalar_subquery() != "")
        self._ends.write(closed, {"shown": rows.c.wanted, "reason": why.scalar_subquery()}, edited=True)
        return len(ids)

    def cancel(self, announcement_id: int, limit: int) -> int:
        rows = tables.deliveries
        mine = and_(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id == announcement_id)
        queued, held = and_(mine, tables.PENDING, rows.c.state == _QUEUED), rows.c.state == _HELD
        chosen = select(rows.c.id).where(or_(queued, and_(_about(announcement_id), held))).limit(limit)
        return self._ends.write(rows.c.id.in_(chosen.scalar_subquery()), perhaps(DeliveryState.CANCELLED))

    def spare(self, letter_id: int, person_id: int, item: Item) -> None:
        rows, record, letters = tables.deliveries, tables.announcements, tables.letters
        chats, accounts = tables.chats, tables.accounts
        own = and_(chats.c.platform == accounts.c.platform, chats.c.place == literal("@").concat(accounts.c.account))
        theirs = select(chats.c.id).join(accounts, own).where(accounts.c.person_id == person_id)
        next_letter = item is Item.NEXT_LETTERS
        of_letter = letters.c.succeeds_id if next_letter else letters.c.id
        told = select(record.c.id).where(
            record.c.letter_id.in_(select(letters.c.id).where(of_letter == letter_id)),
            record.c.content.contains('"next_letter":true' if next_letter else '"to_signers":true'),
        )
        mine = and_(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id.in_(told), rows.c.chat_id.in_(theirs))
        queued = and_(mine, tables.PENDING, rows.c.state == _QUEUED)
        held = and_(mine, tables.HELD, rows.c.state == _HELD)
        self._ends.write(or_(queued, held), perhaps(DeliveryState.CANCELLED))

    def refresh_decided(self, person_id: int) -> None:
        rows, record = tables.deliveries, tables.endorsements
        decided = select(record.c.id).where(record.c.decided_by == person_id)
        cards = rows.c.subject == Subject.CARD.value, rows.c.subject_id.in_(decided)
        self._connection.execute(update(rows).where(*cards).values(wanted=rows.c.wanted + 1))

    def waiting(self, chat_id: int) -> Sequence[tuple[Subject, int]]:
        rows = tables.deliveries
        words = rows.c.chat_id == chat_id, rows.c.lane < int(Lane.ANNOUNCEMENT), tables.PENDING
        found = select(rows.c.subject, rows.c.subject_id).where(*words, rows.c.state == _QUEUED).order_by(rows.c.id)
        return [(Subject(row.subject), row.subject_id) for row in self._connection.execute(found)]

    def forget(self, subject: Subject, subject_id: int) -> None:
        rows = tables.deliveries
        about = and_(rows.c.subject == subject.value, rows.c.subject_id == subject_id)
        cancelled = {"state": DeliveryState.CANCELLED.value}
        self._connection.execute(update(rows).where(about, rows.c.state == _SENT).values(cancelled))
        self._ends.write(and_(about, rows.c.state == _QUEUED), cancelled)

    def repeat(self, announcement: Announcement, state: DeliveryState) -> int:
        rows, chats, follows = tables.deliveries, tables.chats, tables.follows
        follow = exists().where(follows.c.chat_id == rows.c.chat_id, follows.c.topic == Topic.NEWS.value)
        still = {
            "signers": agreed(announcement.letter_id, Item.NEWS),
            "earlier": agreed(earlier_letter(announcement.letter_id), Item.NEXT_LETTERS),
        }.get(announcement.audience.reach)
        changed = self._connection.execute(
            update(rows)
            .where(
                _about(announcement.id),
                rows.c.state == state.value,
                exists().where(chats.c.id == rows.c.chat_id, chats.c.closed == ""),
                follow if still is None else rows.c.chat_id.in_(private_chats(still)),
            )
            .values(
                state=_QUEUED, key=new_key(self._below), attempt=0, message="", reason="", due_at=self._now,
                started_at=None, unsure_since=None,
            )
        )  # fmt: skip
        return changed.rowcount

    def pending(self, announcement_id: int) -> bool:
        rows = tables.deliveries
        row = self._connection.execute(
            select(rows.c.id)
            .where(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id == announcement_id, tables.PENDING)
            .limit(1)
        ).first()
        return row is not None or self.unsent(announcement_id, None)

    def unsent(self, announcement_id: int, before: datetime | None) -> bool:
        rows = tables.deliveries
        queued = rows.c.state == _QUEUED
        if before is not None:
            queued &= rows.c.due_at <= before
        row = self._connection.execute(
            select(rows.c.id).where(_about(announcement_id), queued | (rows.c.state == _SENDING)).limit(1)
        ).first()
        return row is not None


def _stands(held: Hold | Literal[False] | None) -> Mapping[str, str]:
    """How an announcement stands in a chat for which it was just queued."""
    return {"state": _HELD, "reason": held.value} if held else {"state": _QUEUED, "reason": ""}


def new_key(below: Callable[[int], int]) -> str:
    """What the platform knows a new message again by, together with its number: in all, at most 25 characters."""
    return f"{below(1 << 56):014x}"


def _about(announcement_id: int) -> ColumnElement[bool]:
    """The messages of an announcement: itself and its files, wherever they go."""
    rows = tables.deliveries
    told = (Subject.ANNOUNCEMENT.value, Subject.FILES.value)
    return and_(rows.c.subject.in_(told), rows.c.subject_id == announcement_id)
