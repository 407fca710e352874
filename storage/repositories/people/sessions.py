"""Proven addresses with an account of their own, and the sessions that are open at them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, and_, delete, exists, func, insert, or_, select, update

from bot.model.codes import ALPHABET
from bot.model.people.person import MAIL, Account
from bot.model.people.sessions import LASTS, MOST_SESSIONS, UNUSED_FOR, Mailbox, Session, account_of, same_mailbox
from bot.model.proofs.mails import OF_SESSIONS
from storage import tables
from storage.cipher import Cipher

LENGTH = 32
"""Characters of an account's number and of a session's secret: 160 random bits."""

_ITS = and_(tables.accounts.c.platform == MAIL, tables.accounts.c.account == tables.mailboxes.c.account)
_PERSON = tables.accounts.c.person_id
_NEEDED = or_(
    exists().where(
        _ITS,
        tables.endorsements.c.person_id == _PERSON,
        tables.representatives.c.endorsement_id == tables.endorsements.c.id,
    ),
    exists().where(_ITS, tables.disputes.c.person_id == _PERSON, tables.disputes.c.language != ""),
    exists().where(_ITS, tables.roles.c.person_id == _PERSON),
)
"""Whether somebody has signed or disputed something from an address, or is an organizer, and is not forgotten."""


class SessionRepository:
    """Addresses, answers and secrets: encrypted, or as digests."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int], cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._cipher = cipher

    def ensure(self, address: str, language: str) -> Mailbox:
        mailboxes, digest = tables.mailboxes, self._cipher.digest(same_mailbox(address))
        came = {"language": language, "seen_at": self._now}
        known = self._connection.execute(
            update(mailboxes).where(mailboxes.c.address == digest).values(came).returning(*mailboxes.c)
        ).first()
        if known:
            return self._mailbox(known)
        added = insert(mailboxes).values(
            account=self._random(), address=digest, sealed=self._cipher.seal(address), told=False, **came
        )
        return self._mailbox(self._connection.execute(added.returning(*mailboxes.c)).one())

    def at(self, address: str) -> Mailbox | None:
        this = tables.mailboxes.c.address == self._cipher.digest(same_mailbox(address))
        row = self._connection.execute(select(tables.mailboxes).where(this)).first()
        return self._mailbox(row) if row else None

    def of_account(self, account: Account) -> Mailbox | None:
        this = tables.mailboxes.c.account == account.id
        row = self._connection.execute(select(tables.mailboxes).where(this)).first() if account.visits else None
        return self._mailbox(row) if row else None

    def of_person(self, person_id: int) -> Sequence[Mailbox]:
        mailboxes, accounts = tables.mailboxes, tables.accounts
        rows = self._connection.execute(
            select(mailboxes).join(accounts, _ITS).where(accounts.c.person_id == person_id).order_by(mailboxes.c.id)
        )
        return [self._mailbox(row) for row in rows]

    def tell(self, mailbox_id: int, told: bool) -> None:
        mailboxes = tables.mailboxes
        self._connection.execute(update(mailboxes).where(mailboxes.c.id == mailbox_id).values(told=told))

    def open(self, mailbox_id: int) -> str:
        sessions, secret = tables.sessions, self._random()
        older = (
            select(sessions.c.digest)
            .where(sessions.c.mailbox_id == mailbox_id)
            .order_by(sessions.c.until.desc())
            .offset(MOST_SESSIONS - 1)
        )
        gone = self._connection.execute(older).scalars().all()
        self._connection.execute(delete(sessions).where(sessions.c.digest.in_(gone)))
        digest, until = self._cipher.digest(secret), self._now + LASTS
        self._connection.execute(insert(sessions).values(digest=digest, mailbox_id=mailbox_id, until=until))
        return secret

    def find(self, secret: str) -> Session | None:
        sessions, mailboxes = tables.sessions, tables.mailboxes
        row = self._connection.execute(
            select(mailboxes, sessions.c.sealed.label("kept"))
            .join(sessions, sessions.c.mailbox_id == mailboxes.c.id)
            .where(sessions.c.digest == self._cipher.digest(secret), sessions.c.until > self._now)
        ).first()
        return Session(self._mailbox(row), self._cipher.open(row.kept) if row.kept else "") if row else None

    def keep(self, secret: str, answer: str) -> None:
        this = tables.sessions.c.digest == self._cipher.digest(secret)
        self._connection.execute(update(tables.sessions).where(this).values(sealed=self._cipher.seal(answer)))

    def close(self, secret: str) -> None:
        self._connection.execute(
            delete(tables.sessions).where(tables.sessions.c.digest == self._cipher.digest(secret))
        )  # fmt: skip

    def count(self, account: Account) -> int:
        sessions, mailboxes = tables.sessions, tables.mailboxes
        found = (
            select(func.count())
            .select_from(sessions.join(mailboxes, sessions.c.mailbox_id == mailboxes.c.id))
            .where(mailboxes.c.account == account.id, sessions.c.until > self._now)
        )
        return self._connection.execute(found).scalar_one() if account.visits else 0

    def retire(self, limit: int) -> None:
        sessions, mailboxes, mails, accounts = tables.sessions, tables.mailboxes, tables.mails, tables.accounts
        self._connection.execute(delete(sessions).where(sessions.c.until <= self._now))
        before = self._now - UNUSED_FOR
        kinds = mails.c.kind.in_([each.value for each in OF_SESSIONS])
        old = select(mails.c.id).where(kinds, mails.c.created_at < before).limit(limit)
        self._connection.execute(delete(mails).where(mails.c.id.in_(self._connection.execute(old).scalars().all())))
        idle = select(mailboxes.c.id, mailboxes.c.account).where(mailboxes.c.seen_at < before, ~_NEEDED).limit(limit)
        for row in self._connection.execute(idle).all():
            this = accounts.c.platform == MAIL, accounts.c.account == row.account
            self._connection.execute(delete(accounts).where(*this))
            self._connection.execute(delete(mailboxes).where(mailboxes.c.id == row.id))

    def _random(self) -> str:
        return "".join(ALPHABET[self._below(len(ALPHABET))] for _ in range(LENGTH))

    def _mailbox(self, row: Row[tuple[object, ...]]) -> Mailbox:
        address = self._cipher.open(row.sealed)
        return Mailbox(row.id, account_of(row.account), address, row.language, row.told, row.seen_at)
