"""What is erased of persons and organizations. Whoever adds a table with personal data adds it here."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, exists, func, literal, or_, select, update

from bot.model.chats import ChatKind, Unreachable, private_chat
from bot.model.deliveries import DeliveryState
from bot.model.disputes import Claim
from bot.model.endorsements.endorsement import State
from bot.model.forms import Form
from bot.model.letters.categories import Trait
from bot.model.lists.imports import Step
from bot.model.people.limits import Blocked
from bot.model.people.person import Account
from bot.model.people.privacy import Held
from bot.model.proofs.mails import OF_SESSIONS, MailKind, MailState
from bot.model.proofs.mails import mailbox as normal_mailbox
from storage import tables
from storage.cipher import Cipher
from storage.repositories.deliveries.ends import Ends
from storage.repositories.disputes import Said
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.letters.unanswered import UnansweredRepository
from storage.repositories.organizations.index import OrganizationIndex
from storage.repositories.people.sessions import SessionRepository

_QUEUED = tables.deliveries.c.state == DeliveryState.QUEUED.value

HELD = exists().where(tables.representatives.c.endorsement_id == tables.endorsements.c.id)
"""Whether the personal data of whoever signed are held."""

MOST_NAMED = 50
"""So many sign-ons at the most in which others have named somebody are shown to them."""

ENDED = (State.DECLINED.value, State.WITHDRAWN.value)
ABOUT_ENDORSEMENTS = (MailKind.CODE.value, MailKind.COLLEAGUE.value, MailKind.RECEIPT.value)


def _staged_by(person_id: int | None) -> ColumnElement[bool]:
    """Lists that a person has sent, and has not begun to bring in."""
    return and_(tables.imports.c.person_id == person_id, tables.imports.c.state == Step.STAGED.value)


class PrivacyRepository:
    """Erases; the journal's chain still verifies afterwards."""

    def __init__(
        self,
        connection: Connection,
        *,
        below: Callable[[int], int],
        cipher: Cipher,
        journal: JournalRepository,
        ends: Ends,
        unanswered: UnansweredRepository,
        sessions: SessionRepository,
    ) -> None:
        self._connection = connection
        self._ends = ends
        self._below = below
        self._cipher = cipher
        self._journal = journal
        self._unanswered = unanswered
        self._sessions = sessions

    def held(self, accounts: Sequence[Account], person_id: int | None) -> Held:
        person_id = person_id or 0  # nobody's
        chats, follows = [number for each in accounts for number in self._chats(each)], tables.follows
        followed = select(follows.c.letter_id).where(follows.c.chat_id.in_(chats)).distinct()
        signed = select(tables.endorsements.c.id).where(tables.endorsements.c.person_id == person_id, tables.OWN)
        ids = self._connection.execute(signed).scalars().all()
        mails, staged, blocks, prospects = tables.mails, tables.imports, tables.blocks, tables.prospects
        disputed = select(tables.disputes.c.id).where(tables.disputes.c.person_id == person_id)
        about = or_(
            and_(mails.c.kind.in_(ABOUT_ENDORSEMENTS), mails.c.subject_id.in_(ids)),
            and_(mails.c.kind == MailKind.DISPUTE.value, mails.c.subject_id.in_(disputed)),
        )
        sealed = self._connection.execute(select(mails.c.sealed).where(about)).scalars()
        addresses = [msgspec.json.decode(self._cipher.open(each), type=tuple[str, str, str])[0] for each in sealed]
        digests = [self._cipher.digest(f"{Blocked.ACCOUNT}:{each}") for each in accounts]
        own = [mailbox.address for each in accounts if (mailbox := self._sessions.of_account(each))]
        return Held(
            forms=sum(self._count(tables.forms, self._form_of(each)) for each in accounts),
            chats=len(chats),
            follows=tuple(self._connection.execute(followed.order_by(follows.c.letter_id)).scalars()),
            waiting=self._count(tables.deliveries, and_(tables.deliveries.c.chat_id.in_(chats), _QUEUED)),
            codes=self._count(tables.codes, tables.codes.c.person_id == person_id),
            agreed=self._count(tables.consents, tables.consents.c.person_id == person_id),
            speaking=self._count(tables.speakers, tables.speakers.c.endorsement_id.in_(ids)),
            media_contacts=self._count(tables.media_contacts, tables.media_contacts.c.person_id == person_id),
            asked=self._count(tables.exchanges, tables.exchanges.c.endorsement_id.in_(ids)),
            communiques=self._count(tables.communiques, tables.communiques.c.endorsement_id.in_(ids)),
            addresses=tuple(sorted({each for each in (*addresses, *own) if each})),
            imports=self._count(staged, _staged_by(person_id)),
            missed=self._count(tables.missed, tables.missed.c.person_id == person_id),
            hosted=self._count(tables.chat_hosts, tables.chat_hosts.c.person_id == person_id),
            former=self._count(tables.former_roles, tables.former_roles.c.person_id == person_id),
            leases=self._count(tables.leases, tables.leases.c.person_id == person_id),
            unanswered=self._unanswered.asked_by(accounts),
            told=self._count(tables.told_signers, tables.told_signers.c.person_id == person_id),
            sessions=sum(map(self._sessions.count, accounts)),
            contact_of=self._count(prospects, prospects.c.mailbox.in_([self._mailbox_digest(each) for each in own])),
            named=tuple(number for each in own for number in self.named(each, MOST_NAMED)),
            asks=self._count(prospects, prospects.c.taken_by == person_id),
            kept_out=self._count(blocks, blocks.c.kind == Blocked.ACCOUNT.value, blocks.c.digest.in_(digests)),
        )

    def _count(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        return int(self._connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())

    def named(self, address: str, limit: int) -> Sequence[int]:
        personal = tables.representatives
        found = select(personal.c.endorsement_id).where(personal.c.mailbox == self._mailbox_digest(address))
        return self._connection.execute(found.order_by(personal.c.endorsement_id).limit(limit)).scalars().all()

    def forget(self, person_id: int) -> None:
        accounts = tables.accounts
        rows = self._connection.execute(
            select(accounts.c.platform, accounts.c.account).where(accounts.c.person_id == person_id)
        ).all()
        for row in rows:
            self.forget_account(Account(row.platform, row.account))
        disputed = select(tables.disputes.c.id).where(tables.disputes.c.person_id == person_id)
        for number in self._connection.execute(disputed).scalars().all():
            self.forget_disputer(number)
        for table in (
            tables.chat_hosts, tables.roles, tables.role_holders, tables.former_roles, tables.missed, tables.codes,
            tables.leases, tables.consents, tables.told_signers, tables.media_contacts, accounts,
        ):  # fmt: skip
            self._connection.execute(delete(table).where(table.c.person_id == person_id))
        self._connection.execute(delete(tables.imports).where(_staged_by(person_id)))
        exchanges, persons = tables.exchanges, tables.persons
        self._connection.execute(update(exchanges).where(exchanges.c.asked_by == person_id).values(asked_by=None))
        self._connection.execute(update(persons).where(persons.c.id == person_id).values(language="", name=None))

    def forget_account(self, account: Account) -> None:
        self._connection.execute(delete(tables.forms).where(self._form_of(account)))
        menus = tables.menus
        theirs = menus.c.platform == account.platform, menus.c.account == account.id
        self._connection.execute(delete(menus).where(*theirs))
        self._unanswered.forget_asker(account)
        self._forget_mailbox(account)
        halted, there = tables.cooldowns, private_chat(account)
        self._connection.execute(
            delete(halted).where(halted.c.platform == there.platform, halted.c.place == there.place)
        )
        self._leave(account)

    def _forget_mailbox(self, account: Account) -> None:
        """The address to which an account belongs, its sessions, and the mail that opened them."""
        mailbox, mails = self._sessions.of_account(account), tables.mails
        if mailbox is None:
            return
        there = mails.c.address == self._mailbox_digest(mailbox.address)
        self._connection.execute(delete(mails).where(there, mails.c.kind.in_([each.value for each in OF_SESSIONS])))
        self._connection.execute(delete(tables.sessions).where(tables.sessions.c.mailbox_id == mailbox.id))
        self._connection.execute(delete(tables.mailboxes).where(tables.mailboxes.c.id == mailbox.id))

    def _mailbox_digest(self, address: str) -> str:
        return self._cipher.digest(normal_mailbox(address))

    def _form_of(self, account: Account) -> ColumnElement[bool]:
        forms = tables.forms
        return and_(forms.c.platform == account.platform, forms.c.account == account.id)

    def _chats(self, account: Account) -> Sequence[int]:
        """The private chats of an account."""
        chats, there = tables.chats, private_chat(account)
        private = and_(chats.c.platform == there.platform, chats.c.place == there.place)
        of_it = select(chats.c.id).where(private, chats.c.kind == ChatKind.PRIVATE.value)
        return self._connection.execute(of_it).scalars().all()

    def _leave(self, account: Account) -> None:
        """The private chat stays as a row of reports, without its address."""
        chats = tables.chats
        for number in self._chats(account):
            for table in (tables.follows, tables.chat_group_members, tables.chat_hosts, tables.chat_terms):
                self._connection.execute(delete(table).where(table.c.chat_id == number))
            waiting, cancelled = tables.deliveries, {"state": DeliveryState.CANCELLED.value}
            here = waiting.c.chat_id == number
            queued = waiting.c.state.in_([DeliveryState.QUEUED.value, DeliveryState.HELD.value])
            self._ends.write(and_(here, queued), cancelled)
            self._connection.execute(update(waiting).where(here, tables.PENDING).values(cancelled))
            self._connection.execute(
                update(chats)
                .where(chats.c.id == number)
                .values(
                    place=f"@-{self._below(1 << 64):016x}",
                    title="",
                    language="",
                    closed=Unreachable.FORGOTTEN.value,
                    chosen_letter_id=None,
                )
            )

    def forget_representative(self, endorsement_id: int) -> None:
        for table in (
            tables.representatives, tables.received_mails, tables.exchanges, tables.codes, tables.consents,
            tables.communiques, tables.media_contacts, tables.speakers,
        ):  # fmt: skip
            self._connection.execute(delete(table).where(table.c.endorsement_id == endorsement_id))
        proofs = tables.proofs
        self._connection.execute(
            update(proofs).where(proofs.c.endorsement_id == endorsement_id).values(digest="", mail_id=None)
        )
        self._forget_answers(endorsement_id)
        self.forget_addresses(endorsement_id)

    def _forget_answers(self, endorsement_id: int) -> None:
        """What whoever signed has said of the disputes of it; what they were asked, and how it ended, stays."""
        disputes = tables.disputes
        about = select(disputes.c.id, disputes.c.said).where(disputes.c.endorsement_id == endorsement_id)
        for row in self._connection.execute(about).all():
            said = msgspec.json.decode(self._cipher.open(row.said), type=Said)
            kept = self._cipher.seal(
                msgspec.json.encode(Said(said.question, "", said.reason, said.asked_by, said.settled_by)).decode()
            )
            self._connection.execute(update(disputes).where(disputes.c.id == row.id).values(said=kept))

    def forget_addresses(self, endorsement_id: int) -> None:
        mails = tables.mails
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
        self._connection.execute(delete(tables.logos).where(tables.logos.c.endorsement_id == endorsement_id))
        disputed = select(tables.disputes.c.id).where(tables.disputes.c.endorsement_id == endorsement_id)
        for number in self._connection.execute(disputed).scalars().all():
            self.forget_disputer(number)
        self._forget_forms_about(row)
        texts = ("organization", "website", "place", "statement", "reserved", "reservation", "reason", "spokesperson")
        blank = dict.fromkeys((*texts, *Trait), "")
        self._connection.execute(
            update(record).where(record.c.id == endorsement_id).values(**blank, withheld=False, search="", sort_key=b"")
        )
        frozen = tables.snapshot_lines
        self._connection.execute(
            update(frozen).where(frozen.c.endorsement_id == endorsement_id).values(salt=None, line=None)
        )
        merged = tables.merged_endorsements
        self._connection.execute(update(merged).where(merged.c.endorsement_id == endorsement_id).values(reason=""))
        self._journal.erase(row.letter_id, endorsement_id, person_id)
        self.forget_organization(row.organization_id)

    def _forget_forms_about(self, signed: Row[Any]) -> None:
        """Half-filled forms of whoever signed that are about their sign-on, or name its organization."""
        accounts = tables.accounts
        theirs = select(accounts.c.platform, accounts.c.account).where(accounts.c.person_id == signed.person_id)
        for account in self._connection.execute(theirs).all():
            forms = select(tables.forms).where(self._form_of(Account(account.platform, account.account)))
            for row in self._connection.execute(forms).all():
                form = msgspec.json.decode(self._cipher.open(row.sealed), type=Form)
                values = {*form.values.values(), *(form.wrong or {}).values()}
                if signed.receipt in values or signed.organization in values:
                    self._connection.execute(delete(tables.forms).where(tables.forms.c.id == row.id))

    def forget_organization(self, organization_id: int) -> None:
        self._forget_names(organization_id)
        OrganizationIndex(self._connection).renew([organization_id])

    def _forget_names(self, organization_id: int) -> None:
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
        stated = tables.known_domains
        self._connection.execute(delete(names).where(names.c.organization_id.in_(forgotten)))
        self._connection.execute(delete(stated).where(stated.c.organization_id.in_(forgotten)))
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
        own = select(record.c.id).where(record.c.person_id == person_id, tables.OWN, *conditions)
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

    def disputers(self, letter_id: int, limit: int) -> Sequence[int]:
        dispute = tables.disputes
        kept = select(dispute.c.id).where(dispute.c.letter_id == letter_id, dispute.c.language != "")
        return self._connection.execute(kept.order_by(dispute.c.id).limit(limit)).scalars().all()

    def only_signed(self, letter_id: int, limit: int) -> Sequence[int]:
        record, accounts, persons = tables.endorsements, tables.accounts, tables.persons
        organizes = [exists().where(each.c.person_id == persons.c.id) for each in (tables.roles, tables.role_holders)]
        signs = exists().where(
            record.c.person_id == persons.c.id, tables.representatives.c.endorsement_id == record.c.id
        )  # fmt: skip
        disputes = exists().where(tables.disputes.c.person_id == persons.c.id, tables.disputes.c.language != "")
        there = and_(
            tables.chats.c.platform == accounts.c.platform,
            tables.chats.c.place == literal("@").concat(accounts.c.account),
            tables.follows.c.chat_id == tables.chats.c.id,
        )
        follows = exists().where(accounts.c.person_id == persons.c.id, there)
        found = select(persons.c.id).where(
            exists().where(record.c.person_id == persons.c.id, record.c.letter_id == letter_id),
            exists().where(accounts.c.person_id == persons.c.id),
            *(~each for each in (*organizes, signs, disputes, follows)),
        )
        return self._connection.execute(found.order_by(persons.c.id).limit(limit)).scalars().all()

    def forget_told(self, letter_id: int) -> None:
        told = tables.told_signers
        self._connection.execute(delete(told).where(told.c.letter_id == letter_id))

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
