"""What is erased of persons and organizations. Whoever adds a table with personal data adds it here."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update

from bot.model.chats import ChatKind, Unreachable
from bot.model.deliveries import DeliveryState
from bot.model.disputes import Claim
from bot.model.endorsements.endorsement import IMPORTED, State
from bot.model.proofs.mails import MailKind, MailState
from storage import tables
from storage.cipher import Cipher
from storage.repositories.deliveries.ends import Ends
from storage.repositories.journal.journal import JournalRepository

HELD = exists().where(tables.representatives.c.endorsement_id == tables.endorsements.c.id)
"""Whether the personal data of whoever signed are held."""

ENDED = (State.DECLINED.value, State.WITHDRAWN.value)
ABOUT_ENDORSEMENTS = (MailKind.CODE.value, MailKind.COLLEAGUE.value, MailKind.RECEIPT.value)


class PrivacyRepository:
    """Erases; the journal's chain still verifies afterwards."""

    def __init__(
        self,
        connection: Connection,
        below: Callable[[int], int],
        cipher: Cipher,
        journal: JournalRepository,
        ends: Ends,
    ) -> None:
        self._connection = connection
        self._ends = ends
        self._below = below
        self._cipher = cipher
        self._journal = journal

    def forget(self, person_id: int) -> None:
        accounts, forms = tables.accounts, tables.forms
        rows = self._connection.execute(
            select(accounts.c.platform, accounts.c.account).where(accounts.c.person_id == person_id)
        ).all()
        for row in rows:
            self._connection.execute(
                delete(forms).where(forms.c.platform == row.platform, forms.c.account == row.account)
            )
            self._leave_chat(row.platform, f"@{row.account}")
        disputed = select(tables.disputes.c.id).where(tables.disputes.c.person_id == person_id)
        for number in self._connection.execute(disputed).scalars().all():
            self.forget_disputer(number)
        for table in (tables.roles, tables.codes, tables.leases, tables.consents, accounts):
            self._connection.execute(delete(table).where(table.c.person_id == person_id))
        persons = tables.persons
        self._connection.execute(update(persons).where(persons.c.id == person_id).values(language=""))

    def _leave_chat(self, platform: str, place: str) -> None:
        """The private chat stays as a row of reports, without its address."""
        chats = tables.chats
        there = and_(chats.c.platform == platform, chats.c.place == place, chats.c.kind == ChatKind.PRIVATE.value)
        for number in self._connection.execute(select(chats.c.id).where(there)).scalars().all():
            for table in (tables.follows, tables.chat_group_members):
                self._connection.execute(delete(table).where(table.c.chat_id == number))
            waiting, cancelled = tables.deliveries, {"state": DeliveryState.CANCELLED.value}
            here, queued = waiting.c.chat_id == number, waiting.c.state == DeliveryState.QUEUED.value
            self._ends.write(and_(here, queued), cancelled)
            self._connection.execute(update(waiting).where(here, tables.PENDING).values(cancelled))
            self._connection.execute(
                update(chats)
                .where(chats.c.id == number)
                .values(
                    place=f"@-{self._below(1 << 64):016x}", title="", language="", closed=Unreachable.FORGOTTEN.value
                )
            )

    def forget_representative(self, endorsement_id: int) -> None:
        for table in (tables.representatives, tables.exchanges, tables.codes, tables.consents):
            self._connection.execute(delete(table).where(table.c.endorsement_id == endorsement_id))
        proofs, mails = tables.proofs, tables.mails
        self._connection.execute(
            update(proofs).where(proofs.c.endorsement_id == endorsement_id).values(digest="", mail_id=None)
        )
        self._blank(mails.c.kind.in_(ABOUT_ENDORSEMENTS), mails.c.subject_id == endorsement_id)

    def _blank(self, *conditions: ColumnElement[bool]) -> None:
        """Of a mail, only its code is kept, and that it went to an address, by its digest: so that whoever else gives
        that address is asked for this code, and who has it can still say that they want no mail. One that waits leaves
        for somebody else who gave the address too, or not at all."""
        mails = tables.mails
        waiting = and_(*conditions, mails.c.state.in_([MailState.QUEUED.value, MailState.SHARED.value]))
        gone = self._connection.execute(select(mails).where(waiting)).all()
        self._connection.execute(update(mails).where(waiting).values(state=MailState.CANCELLED.value))
        for row in gone:
            if row.state == MailState.QUEUED.value:
                same = mails.c.kind == row.kind, mails.c.letter_id == row.letter_id, mails.c.address == row.address
                heir = select(func.min(mails.c.id)).where(*same, mails.c.state == MailState.SHARED.value)
                self._connection.execute(
                    update(mails).where(mails.c.id == heir.scalar_subquery()).values(state=MailState.QUEUED.value)
                )
        for row in self._connection.execute(select(mails.c.id, mails.c.sealed).where(*conditions)).all():
            _, code, _ = msgspec.json.decode(self._cipher.open(row.sealed), type=tuple[str, str, str])
            kept = self._cipher.seal(msgspec.json.encode(("", code, "")).decode())
            self._connection.execute(update(mails).where(mails.c.id == row.id).values(sealed=kept, reason=""))

    def forget_disputer(self, dispute_id: int) -> None:
        disputes, mails = tables.disputes, tables.mails
        nobody = self._cipher.seal(msgspec.json.encode(Claim("", "", "", "")).decode())
        self._connection.execute(
            update(disputes)
            .where(disputes.c.id == dispute_id)
            .values(claim=nobody, said=self._cipher.seal("[]"), language="")
        )
        self._blank(mails.c.kind == MailKind.DISPUTE.value, mails.c.subject_id == dispute_id)

    def erase(self, endorsement_id: int, person_id: int | None) -> None:
        record = tables.endorsements
        row = self._connection.execute(select(record).where(record.c.id == endorsement_id)).one()
        self.forget_representative(endorsement_id)
        self._connection.execute(delete(tables.proofs).where(tables.proofs.c.endorsement_id == endorsement_id))
        disputed = select(tables.disputes.c.id).where(tables.disputes.c.endorsement_id == endorsement_id)
        for number in self._connection.execute(disputed).scalars().all():
            self.forget_disputer(number)
        texts = ("organization", "website", "place", "statement", "reserved", "reservation", "reason")
        blank = dict.fromkeys(texts, "")
        self._connection.execute(
            update(record).where(record.c.id == endorsement_id).values(**blank, search="", sort_key=b"")
        )
        frozen = tables.snapshot_lines
        self._connection.execute(
            update(frozen).where(frozen.c.endorsement_id == endorsement_id).values(salt=None, line=None)
        )
        merged = tables.merged_endorsements
        self._connection.execute(update(merged).where(merged.c.endorsement_id == endorsement_id).values(reason=""))
        self._journal.erase(row.letter_id, endorsement_id, person_id)
        self.forget_organization(row.organization_id)

    def forget_organization(self, organization_id: int) -> None:
        record, names, known = tables.endorsements, tables.organization_names, tables.organizations
        others = exists().where(record.c.organization_id == organization_id, record.c.organization != "")
        if self._connection.execute(select(others)).scalar():
            return
        merges, united = tables.merges, [organization_id]
        for each in united:
            into = select(merges.c.gone_id).where(merges.c.kept_id == each, tables.MERGED)
            united.extend(self._connection.execute(into).scalars())
        typed = select(known.c.id).where(known.c.id.in_(united), ~known.c.imported)
        forgotten = self._connection.execute(typed).scalars().all()
        self._connection.execute(delete(names).where(names.c.organization_id.in_(forgotten)))
        self._connection.execute(
            update(known)
            .where(known.c.id.in_(forgotten))
            .values(dict.fromkeys(("name", "website", "acronym", "domain", "kind", "place"), ""))
        )

    def signed(self, person_id: int, states: Collection[State], limit: int) -> Sequence[int]:
        record = tables.endorsements
        in_states = record.c.state.in_([state.value for state in states])
        return self._own(person_id, limit, in_states, record.c.organization != "")

    def represented(self, person_id: int, limit: int) -> Sequence[int]:
        return self._own(person_id, limit, HELD)

    def _own(self, person_id: int, limit: int, *conditions: ColumnElement[bool]) -> Sequence[int]:
        """Whoever brought sign-ons in from elsewhere represents none of them."""
        record = tables.endorsements
        own = select(record.c.id).where(record.c.person_id == person_id, record.c.origin != IMPORTED, *conditions)
        return self._connection.execute(own.order_by(record.c.id).limit(limit)).scalars().all()

    def aged(self, letter_id: int, state: State, before: datetime, limit: int) -> Sequence[int]:
        record = tables.endorsements
        return self._since(letter_id, state, before, limit, record.c.organization != "")

    def attended(self, letter_id: int, state: State, before: datetime, limit: int) -> Sequence[int]:
        return self._since(letter_id, state, before, limit, HELD)

    def _since(
        self, letter_id: int, state: State, before: datetime, limit: int, condition: ColumnElement[bool]
    ) -> Sequence[int]:
        record = tables.endorsements
        old = select(record.c.id).where(
            record.c.letter_id == letter_id, record.c.state == state.value, record.c.changed_at < before, condition
        )
        return self._connection.execute(old.order_by(record.c.changed_at).limit(limit)).scalars().all()

    def disputed(self, letter_id: int, before: datetime, limit: int) -> Sequence[int]:
        dispute, about = tables.disputes, tables.endorsements
        ended = and_(about.c.state.in_(ENDED), about.c.changed_at < before)
        old = (
            select(dispute.c.id)
            .join(about, about.c.id == dispute.c.endorsement_id)
            .where(
                dispute.c.letter_id == letter_id, dispute.c.language != "", or_(dispute.c.settled_at < before, ended)
            )
        )
        return self._connection.execute(old.order_by(dispute.c.id).limit(limit)).scalars().all()
