"""Mail that is to leave, and addresses that want none. Addresses, codes and tokens are encrypted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, func, insert, literal, select, update

from bot.model.announcements.announcement import Stage
from bot.model.codes import make_code, make_token
from bot.model.proofs.mails import (
    CODE_LENGTH,
    CODELESS,
    Mail,
    MailEnd,
    MailKind,
    MailState,
    domain_of,
    mailbox,
)
from storage import tables
from storage.cipher import Cipher
from storage.repositories.deliveries.ends import Ends

_GONE = (MailState.CANCELLED.value, MailState.FAILED.value)
"""The states of a mail that never left, and won't."""

_LOST = (*_GONE, MailState.BOUNCED.value)
"""The states of a mail whose code nobody has got."""

_WAITING = (MailState.QUEUED.value, MailState.SHARED.value)

_ADD = insert(tables.mails).returning(tables.mails.c.id)
_ABOUT = (
    select(tables.mails)
    .where(tables.mails.c.kind == bindparam("about"), tables.mails.c.subject_id == bindparam("which"))
    .order_by(tables.mails.c.created_at.desc(), tables.mails.c.id.desc())
)
_REACHED = (
    select(tables.mails)
    .where(
        tables.mails.c.address == bindparam("at"),
        tables.mails.c.letter_id == bindparam("letter"),
        tables.mails.c.kind == bindparam("about"),
        *(tables.mails.c.state != state for state in (*_GONE, MailState.SHARED.value)),
    )
    .order_by(tables.mails.c.id.desc())
)
_PAUSED = exists().where(
    tables.mails.c.kind == MailKind.ANNOUNCEMENT.value,
    tables.announcements.c.id == tables.mails.c.subject_id,
    tables.announcements.c.stage == Stage.PAUSED.value,
)
_STOPPED = select(tables.unwanted_mail.c.address).where(tables.unwanted_mail.c.address == bindparam("at"))


class _Secret(msgspec.Struct, array_like=True):
    address: str
    code: str
    token: str


class MailRepository:
    """The mail of all letters."""

    def __init__(
        self, connection: Connection, now: datetime, below: Callable[[int], int], cipher: Cipher, ends: Ends
    ) -> None:
        self._connection = connection
        self._ends = ends
        self._now = now
        self._below = below
        self._cipher = cipher

    def put(self, kind: MailKind, letter_id: int, subject_id: int, address: str, language: str) -> Mail:
        code = "" if kind in CODELESS else make_code(CODE_LENGTH, self._below)
        return self._put(
            kind,
            letter_id=letter_id,
            subject_id=subject_id,
            address=address,
            language=language,
            code=code,
            coded_at=self._now,
            state=MailState.QUEUED,
        )

    def share(self, mail: Mail, subject_id: int, address: str, language: str) -> Mail:
        state = mail.state if mail.state is MailState.BOUNCED else MailState.SHARED
        return self._put(
            mail.kind,
            letter_id=mail.letter_id,
            subject_id=subject_id,
            address=address,
            language=language,
            code=mail.code,
            coded_at=mail.coded_at,
            state=state,
        )

    def _put(
        self, kind: MailKind, *, letter_id: int, subject_id: int, address: str, language: str, code: str,
        coded_at: datetime, state: MailState,
    ) -> Mail:  # fmt: skip
        token = make_token(self._below)
        added = self._connection.execute(
            _ADD,
            {
                "kind": kind.value,
                "letter_id": letter_id,
                "subject_id": subject_id,
                "address": self._digest(address),
                "domain": self._cipher.digest(domain_of(address)),
                "token": self._cipher.digest(token),
                "sealed": self._cipher.seal(msgspec.json.encode(_Secret(address, code, token)).decode()),
                "language": language,
                "state": state.value,
                "created_at": self._now,
                "coded_at": coded_at,
                "due_at": self._now,
            },
        ).scalar_one()
        return Mail(
            added, kind, letter_id, subject_id, address, language, state, token, code, self._now, coded_at
        )  # fmt: skip

    def get(self, mail_id: int) -> Mail | None:
        row = self._connection.execute(select(tables.mails).where(tables.mails.c.id == mail_id)).first()
        return self._mail(row) if row else None

    def by_token(self, token: str) -> Mail | None:
        this = tables.mails.c.token == self._cipher.digest(token)
        row = self._connection.execute(select(tables.mails).where(this)).first()
        return self._mail(row) if row else None

    def about(self, kind: MailKind, subject_id: int) -> Sequence[Mail]:
        rows = self._connection.execute(_ABOUT, {"about": kind.value, "which": subject_id})
        return [self._mail(row) for row in rows]

    def tally(self, kind: MailKind, subject_id: int) -> Mapping[MailState, int]:
        mails = tables.mails
        counted = select(mails.c.state, func.count()).where(
            mails.c.kind == kind.value, mails.c.subject_id == subject_id
        )
        rows = self._connection.execute(counted.group_by(mails.c.state)).all()
        return {MailState(state): number for state, number in rows}

    def use(self, mail: Mail) -> None:
        mails, own = tables.mails, tables.mails.alias()
        same = (
            (own.c.address == mails.c.address)
            & (own.c.letter_id == mails.c.letter_id)
            & (own.c.kind == mails.c.kind)
            & (own.c.coded_at == mails.c.coded_at)
        )
        its = exists().where(own.c.id == mail.id, same)
        self._connection.execute(update(mails).where(its).values(used_at=self._now))

    def shared(self, mail: Mail) -> bool:
        mails = tables.mails
        others = select(mails.c.id).where(self._sharing(mail.id), mails.c.id > mail.id)
        return self._connection.execute(others.limit(1)).first() is not None

    def reached(self, kind: MailKind, letter_id: int, address: str) -> Sequence[Mail]:
        this = {"at": self._digest(address), "letter": letter_id, "about": kind.value}
        return [self._mail(row) for row in self._connection.execute(_REACHED, this)]

    def unwanted(self, address: str) -> bool:
        return self._stopped(self._digest(address))

    def stop(self, address: str) -> None:
        self._stop(self._digest(address), address)

    def stop_where(self, mail: Mail) -> None:
        mails = tables.mails
        digest = self._connection.execute(select(mails.c.address).where(mails.c.id == mail.id)).scalar_one()
        self._stop(digest, mail.address)

    def _stop(self, digest: str, address: str) -> None:
        mails = tables.mails
        if not self._stopped(digest):
            self._connection.execute(
                insert(tables.unwanted_mail).values(address=digest, sealed=self._cipher.seal(address), since=self._now)
            )
        waiting = and_(mails.c.address == digest, mails.c.state.in_(_WAITING))
        self._end(waiting, {"state": MailState.CANCELLED.value})

    def since(self, moment: datetime, domain: str = "") -> int:
        mails = tables.mails
        counted = select(func.count()).select_from(mails).where(mails.c.sent_at > moment)
        if domain:
            counted = counted.where(mails.c.domain == self._cipher.digest(domain))
        return self._connection.execute(counted).scalar_one()

    def due(self, limit: int) -> Sequence[Mail]:
        mails = tables.mails
        rows = self._connection.execute(
            select(mails)
            .where(tables.QUEUED, mails.c.due_at <= self._now, ~_PAUSED)
            .order_by(mails.c.due_at, mails.c.id)
            .limit(limit)
        )
        return [self._mail(row) for row in rows]

    def postpone(self, mail_id: int, until: datetime) -> None:
        mails = tables.mails
        waiting = mails.c.state.in_([MailState.QUEUED.value, MailState.SENDING.value])
        self._connection.execute(
            update(mails)
            .where(mails.c.id == mail_id, waiting)
            .values(state=MailState.QUEUED.value, due_at=until, sent_at=None)
        )

    def begin(self, mail_id: int) -> bool:
        mails = tables.mails
        this = mails.c.id == mail_id, mails.c.state == MailState.QUEUED.value
        digest = self._connection.execute(select(mails.c.address).where(*this)).scalar()
        if digest is None:
            return False
        if self._stopped(digest):
            self.end(mail_id, MailState.CANCELLED)
            return False
        begun = self._connection.execute(
            update(mails)
            .where(*this)
            .values(
                state=MailState.SENDING.value,
                tried_at=func.coalesce(mails.c.tried_at, literal(self._now, tables.Moment)),
                sent_at=self._now,
            )
        )
        return begun.rowcount > 0

    def end(self, mail_id: int, state: MailState, reason: str = "") -> None:
        mails = tables.mails
        left: dict[str, object] = {"sent_at": None} if state.value in _GONE else {}
        self._end(mails.c.id == mail_id, {"state": state.value, "reason": reason, **left})
        if state.value in _LOST:
            self._connection.execute(update(mails).where(self._sharing(mail_id)).values(state=state.value))

    def interrupted(self) -> None:
        leaving = tables.mails.c.state == MailState.SENDING.value
        self._end(leaving, {"state": MailState.UNCERTAIN.value, "reason": "it was interrupted"})

    def _end(self, which: ColumnElement[bool], values: Mapping[str, object]) -> None:
        mails = tables.mails
        noted = (mails.c.id, mails.c.kind, mails.c.subject_id, mails.c.state)
        for row in self._connection.execute(update(mails).where(which).values(values).returning(*noted)):
            self._ends.noted.append(MailEnd(row.id, MailKind(row.kind), row.subject_id, MailState(row.state)))

    def _sharing(self, mail_id: int) -> ColumnElement[bool]:
        """The records of those who share the code of a mail."""
        mails, own = tables.mails, tables.mails.alias()
        same = and_(own.c.address == mails.c.address, own.c.letter_id == mails.c.letter_id, own.c.kind == mails.c.kind)
        return and_(mails.c.state == MailState.SHARED.value, exists().where(own.c.id == mail_id, same))

    def _stopped(self, digest: str) -> bool:
        return self._connection.execute(_STOPPED, {"at": digest}).first() is not None

    def _digest(self, address: str) -> str:
        return self._cipher.digest(mailbox(address))

    def _mail(self, row: Row[tuple[object, ...]]) -> Mail:
        secret = msgspec.json.decode(self._cipher.open(row.sealed), type=_Secret)
        return Mail(
            id=row.id,
            kind=MailKind(row.kind),
            letter_id=row.letter_id,
            subject_id=row.subject_id,
            address=secret.address,
            language=row.language,
            state=MailState(row.state),
            token=secret.token,
            code=secret.code,
            created_at=row.created_at,
            coded_at=row.coded_at,
            used_at=row.used_at,
            sent_at=row.sent_at,
            reason=row.reason,
            tried_at=row.tried_at,
        )
