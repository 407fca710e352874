"""Whatever can hold something of somebody is shown to them and erased with them, or it is said here why it stays."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, String, Text, select

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.endorsements.endorsement import State
from bot.model.proofs.mails import MailKind
from bot.model.restores import Removal
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.restores import restoring
from storage import tables
from storage.removals.keeping import as_removal
from storage.removals.watching import REMOVALS
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.people.conftest import BAKERS, MARK
from tests.interface.someone import Someone, sign
from tests.letters import LETTER
from tests.memory import MemoryStore

ERASED = frozenset({
    "accounts.account", "accounts.person_id", "chat_group_members.chat_id", "chat_hosts.chat_id",
    "chat_hosts.person_id", "chat_terms.chat_id", "chats.place", "chats.title",
    "chats.language", "codes.person_id", "commitments.line", "commitments.salt", "consents.person_id",
    "disputes.claim", "disputes.said", "disputes.language", "endorsements.organization", "endorsements.website",
    "endorsements.place", "endorsements.statement", "endorsements.reason", "endorsements.reservation",
    "endorsements.search", "communiques.sealed", "endorsements.spokesperson",
    "exchanges.question", "exchanges.answer", "exchanges.asked_by", "follows.chat_id", "forms.account",
    "forms.sealed", "halts.place", "imports.person_id", "imports.sealed", "leases.person_id", "mails.reason",
    "mails.sealed", "menus.account", "mailboxes.account", "mailboxes.address", "mailboxes.sealed",
    "merged_endorsements.reason", "organization_names.key", "organization_names.name",
    "organization_names.search", "organization_tokens.token", "vocabulary.word",
    "organizations.acronym", "organizations.domain", "organizations.kind", "organizations.name",
    "organizations.place", "organizations.website", "persons.language", "proofs.digest",
    "representatives.mailbox", "representatives.sealed",
    "role_holders.person_id", "roles.person_id", "former_roles.person_id", "missed.person_id", "persons.name",
    "media_contacts.person_id", "media_contacts.sealed", "speakers.sealed", "received_mails.sealed",
    "received_mails.file",
    "prospects.mailbox", "prospects.sealed", "prospects.taken_by",
    "sessions.sealed", "snapshot_lines.line", "snapshot_lines.salt", "told_signers.person_id",
    "unanswered_questions.sealed",
})  # fmt: skip
"""What is gone, or empty, once somebody was forgotten and has taken back what they signed."""

ORGANIZERS = "Organizers wrote it for everybody, or about their own chats."
NUMBER = "The number of a row of persons or chats that has no account, address and title any more: it leads to nobody."
HASH = "A hash, by which nothing is found that is not there."
TEXT_OF_NOBODY = "A closed value or a platform's word about a message, a zone or an address of a shared chat."
ASKED = "An organization's name, and no person's: whom to ask there goes, and all of it with the campaign."
KEPT: Mapping[str, str] = {
    "logos.alt": "Gone with its row, at once with a withdrawal.",
    "logos.sha256": HASH,
    "logos.content": "Gone with its row, at once with a withdrawal.",
    "announcements.audience": ORGANIZERS,
    "announcements.content": f"{ORGANIZERS} What an endorser says there in its own words goes with its name.",
    "announcements.correction": ORGANIZERS,
    "announcements.proposed": ORGANIZERS,
    "own_answers.content": ORGANIZERS,
    "ledger.content": ORGANIZERS,
    "presentations.content": ORGANIZERS,
    "answer_files.sealed": ORGANIZERS,
    "answer_files.file": ORGANIZERS,
    "presentations.by": f"{ORGANIZERS} It is gone 180 days after that.",
    "chat_groups.name": ORGANIZERS,
    "files.content": f"{ORGANIZERS} What the bot makes as a file is gone after a day or two.",
    "files.alt": ORGANIZERS,
    "files.name": ORGANIZERS,
    "documents_taken_back.sha256": HASH,
    "letter_drafts.content": ORGANIZERS,
    "letter_settings.name": ORGANIZERS,
    "letter_settings.value": ORGANIZERS,
    "duties.duty": TEXT_OF_NOBODY,
    "letters.slug": ORGANIZERS,
    "letters.language": ORGANIZERS,
    "revisions.content": ORGANIZERS,
    "imports.listed": ORGANIZERS,
    "chats.calls": TEXT_OF_NOBODY,
    "calendars.server": TEXT_OF_NOBODY,
    "calendars.language": TEXT_OF_NOBODY,
    "server_events.server": TEXT_OF_NOBODY,
    "server_events.remote": TEXT_OF_NOBODY,
    "server_events.digest": HASH,
    "platform_memory.name": TEXT_OF_NOBODY,
    "platform_memory.value": "How far the bot has read on a platform, and by which login of its own.",
    "webhooks.sealed": ORGANIZERS,
    "webhooks.listed": HASH,
    "webhooks.message": "A random number of a message.",
    "webhooks.about": HASH,
    "webhooks.ledger": HASH,
    "webhooks.presented": HASH,
    "webhooks.person_id": NUMBER,
    "copies.address": ORGANIZERS,
    "press_links.digest": HASH,
    "press_links.recipient": f"{ORGANIZERS} It is gone a month after the link's end.",
    "press_links.person_id": NUMBER,
    "prospects.organization": ASKED,
    "prospects.key": ASKED,
    "prospects.link": HASH,
    "partners.name": ORGANIZERS,
    "partners.link": HASH,
    "workplaces.server": ORGANIZERS,
    "workplaces.title": ORGANIZERS,
    "workplaces.role": ORGANIZERS,
    "workplaces.role_title": ORGANIZERS,
    "follower_counts.language": "In which languages how many chats follow; it says of none which it is.",
    "removals.subject": "Numbers and hashes of what is gone; gone itself when no backup can hold that any more.",
    "restores.lost_hash": HASH,
    "restores.confirmed_by": NUMBER,
    "announcements.person_id": NUMBER,
    "announcements.second_id": NUMBER,
    "announcements.proposed_by": NUMBER,
    "announcements.report_to": NUMBER,
    "bulks.person_id": NUMBER,
    "deliveries.chat_id": NUMBER,
    "disputes.person_id": NUMBER,
    "distinctions.person_id": NUMBER,
    "endorsements.person_id": NUMBER,
    "endorsements.decided_by": NUMBER,
    "known_domains.person_id": NUMBER,
    "letter_drafts.person_id": NUMBER,
    "letter_drafts.proposed_by": NUMBER,
    "merged_endorsements.decided_by": NUMBER,
    "merges.person_id": NUMBER,
    "outreach.charged_to": NUMBER,
    "outreach.person_id": NUMBER,
    "own_answers.person_id": NUMBER,
    "ledger.person_id": NUMBER,
    "presentations.person_id": NUMBER,
    "revisions.person_id": NUMBER,
    "follows.asked_by": NUMBER,
    "former_roles.agreed_by": NUMBER,
    "former_roles.invited_by": NUMBER,
    "former_roles.removed_by": NUMBER,
    "roles.agreed_by": NUMBER,
    "roles.invited_by": NUMBER,
    "blocks.digest": "Whom reviewers keep out stays out until they say otherwise; /privacy says so.",
    "blocks.value": "Whom reviewers keep out stays out until they say otherwise; /privacy says so.",
    "blocks.reason": "Whom reviewers keep out stays out until they say otherwise; /privacy says so.",
    "unanswered_questions.stems": "Keyed digests of words; gone with their row, at the latest after a month.",
    "unanswered_questions.kinds": TEXT_OF_NOBODY,
    "unanswered_questions.language": "In which language something was asked: it names nobody.",
    "searches.sealed": "What was searched in a public list, by whom is not kept; gone after a day.",
    "tries.digest": "A keyed digest that is gone after a day: forgetting is no way around a limit.",
    "mailboxes.language": "Gone with its row.",
    "sessions.digest": HASH,
    "mails.address": "A keyed digest, so that whoever has the address can still say that they want no mail.",
    "mails.domain": "A keyed digest, so that forgetting is no way around the limit of mail to a domain.",
    "mails.token": "A keyed digest of the page's random address.",
    "mails.language": "In which language an address was written to: it names nobody.",
    "unwanted_mail.address": "Whoever has the address wants no mail; that must be known.",
    "unwanted_mail.sealed": "Whoever has the address wants no mail; that must be known.",
    "updates.answer": "An answer that has not left yet: gone as it leaves, at the latest after three days.",
    "proofs.domain": "An organization's domain, on which it rests that its sign-on was shown to be its own.",
    "proofs.mail_id": "The number of a mail without its address.",
    "codes.digest": "A keyed digest of a code; the row goes with the person who made it.",
    "persons.journal_id": "Random; the journal names nobody.",
    "journal.body": "The journal names nobody.",
    "journal.hash": HASH,
    "heads.hash": HASH,
    "file_references.reference": HASH,
    "files.sha256": HASH,
    "imports.sha256": HASH,
    "revisions.sha256": HASH,
    "snapshots.head": HASH,
    "snapshots.sha256": HASH,
    "snapshot_lines.commitment": HASH,
    "keys.sealed": "A key of the host's.",
    "files.mime": TEXT_OF_NOBODY,
    "announcements.origin": TEXT_OF_NOBODY,
    "announcements.zone": TEXT_OF_NOBODY,
    "endorsements.board_zone": TEXT_OF_NOBODY,
    "endorsements.reserved": "Numbers of demands; gone with the organization.",
    "endorsements.language": "In which language the letter was read that was signed; it is in the journal too.",
    "consents.language": "Gone with its row.",
    "media_contacts.language": "Gone with its row.",
    "speakers.asked_by": NUMBER,
    "files.sealed": "What an organizer took out is gone after an hour; a mail that is entered goes then.",
    "organization_names.language": "Gone with its row.",
    "chats.thread": TEXT_OF_NOBODY,
    "chats.closed": TEXT_OF_NOBODY,
    "deliveries.message": TEXT_OF_NOBODY,
    "deliveries.reason": TEXT_OF_NOBODY,
    "forms.place": "Gone with its row.",
    "imports.choices": "Gone with its row.",
    "known_domains.domain": "Gone with the organization, where nobody else has signed for it.",
    "known_domains.found": "Gone with the organization, where nobody else has signed for it.",
    "organization_names.apart": "Gone with its row.",
    "vocabulary.head": "Gone with its row.",
    "endorsements.sort_key": "Empty with the name that it puts in order.",
    "forms.thread": "Gone with its row.",
    "forms.command": "Gone with its row.",
    "bulks.ids": "Numbers of sign-ons.",
}
"""What stays, and why."""

MARKED_STILL = frozenset({"blocks.value", "blocks.reason", "unwanted_mail.sealed"})
"""What may name somebody after they were forgotten."""


def can_hold_something_of_somebody(column: Column[Any]) -> bool:
    """By its type: bytes, texts that are no closed values, languages, and the numbers of persons and chats."""
    refers = {key.column.table.name for key in column.foreign_keys} & {"persons", "chats", "accounts", "mails"}
    words = isinstance(column.type, String) and (isinstance(column.type, Text) or (column.type.length or 99) > 20)
    person = isinstance(column.type, Integer) and column.name.endswith(("_by", "person_id"))
    return bool(refers) or words or person or column.name == "language" or isinstance(column.type, LargeBinary)


def test_it_is_said_of_every_column_what_becomes_of_it() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if can_hold_something_of_somebody(column)
    }
    said = ERASED | set(KEPT)
    assert found - said == set(), "erase it in storage/repositories/people/privacy.py, or say here why it stays"
    assert said - found == set()
    assert not ERASED & set(KEPT)


def holding(unit: Unit, person_id: int, chat_id: int, salts: frozenset[str]) -> set[str]:
    """The columns that hold something of Ada."""
    assert isinstance(unit, ConnectionUnit)
    found = set[str]()
    for table in tables.metadata.sorted_tables:
        for row in map(dict, unit.connection.execute(select(table)).mappings()):
            for column in table.columns:
                value, name = row[column.name], f"{table.name}.{column.name}"
                refers = {key.column.table.name for key in column.foreign_keys}
                if isinstance(column.type, tables.Sealed) and value is not None:
                    value = unit.cipher.open(value)
                if isinstance(value, bytes):
                    value = value.decode(errors="replace")
                theirs = (
                    (MARK in value.casefold() or value in salts)
                    if isinstance(value, str)
                    else (("persons" in refers or column.name.endswith("_by")) and value == person_id)
                    or ("chats" in refers and value == chat_id)
                )
                if theirs or (name in ("persons.language", "chats.language") and _of(row, person_id, chat_id, name)):
                    found.add(name)
                if name == "disputes.language" and row["person_id"] == person_id and value:
                    found.add(name)
    return found


def _of(row: Mapping[str, Any], person_id: int, chat_id: int, name: str) -> bool:
    return bool(row["language"]) and row["id"] == (person_id if name.startswith("persons") else chat_id)


def secrets_of(unit: Unit) -> frozenset[str]:
    """The salts of Ada's lines, the digests of her addresses, and the number of her account on the web."""
    assert isinstance(unit, ConnectionUnit)
    mailboxes = tables.mailboxes
    found = {each for row in unit.connection.execute(select(mailboxes.c.account, mailboxes.c.address)) for each in row}
    for table in (tables.commitments, tables.snapshot_lines):
        rows = unit.connection.execute(select(table.c.salt, table.c.line)).all()
        found |= {row.salt for row in rows if row.salt and MARK in row.line.casefold()}
    proofs = tables.proofs
    rows = unit.connection.execute(select(proofs.c.digest).where(proofs.c.endorsement_id == 3)).all()
    return frozenset(found | {row.digest for row in rows if row.digest})


async def test_all_of_it_is_shown_and_nothing_of_it_is_left(ada: Someone, store: Store) -> None:
    def numbers(unit: Unit) -> tuple[int, int, frozenset[str]]:
        person, there = unit.people.find(ada.account), unit.chats.find(private_chat(ada.account))
        assert person
        assert there
        return person.id, there.id, secrets_of(unit)

    known = await store.read(numbers)
    before = await store.read(lambda unit: holding(unit, *known))
    assert ERASED - before == set(), "nothing of this was there to be erased"
    shown = await ada.give("privacy")
    for each in (
        "test:zxmark-ada", "Ada Zxmark", BAKERS, "1 dispute", "half-filled form", "private chat gets the news",
        "to be sent to you", "one-time code", "1 question that reviewers asked" , "you agreed as you signed",
        "named to the press", "for a speaker at 1 event",
        "colleague@zxmark.example", "ada@zxmark.example", "1 list that you sent", "kept out of 1 letter",
        "your role as an organizer", "before you", "English", "Organizing Zxmark", "1 role that was taken from you",
        "1 message that could not reach you", "1 version of a communiqué",
        "you have taken 1 organization", "noted you as whom to ask",
        "sign-on for Example Choir in which you are named",
        "who speaks for Zxmark",
        "1 question that I could not answer", "came@zxmark.example", "1 session on the web",
    ):  # fmt: skip
        assert each in shown, each
    await ada.press(button("forget_me", how="withdraw"))
    assert "Forgotten" in ada.text
    after = await store.read(lambda unit: holding(unit, *known))
    assert after & ERASED == set()
    assert {each for each in after if KEPT.get(each) != NUMBER} <= MARKED_STILL | {"mails.address"}
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


async def test_a_backup_brings_nothing_of_it_back(ada: Someone, store: Store, clock: Clock) -> None:
    assert isinstance(store, MemoryStore)

    def numbers(unit: Unit) -> tuple[int, int, frozenset[str]]:
        assert isinstance(unit, ConnectionUnit)
        REMOVALS.keep(unit.connection)
        person, there = unit.people.find(ada.account), unit.chats.find(private_chat(ada.account))
        assert person
        assert there
        return person.id, there.id, secrets_of(unit)

    known = await store.write(numbers)
    taken_at, backup = clock(), store.content()
    await ada.press(button("forget_me", how="withdraw"))
    assert "Forgotten" in ada.text
    gone = await store.read(lambda unit: holding(unit, *known))

    def removals(unit: Unit) -> list[Removal]:
        assert isinstance(unit, ConnectionUnit)
        rows = unit.connection.execute(select(tables.removals).order_by(tables.removals.c.number))
        return [as_removal(row.number, row.at, row.kind, row.subject) for row in rows]

    since = await store.read(removals)
    restored = MemoryStore(clock, backup)
    done = await restored.write(lambda unit: restoring.restore(unit, taken_at, since, whole=True))
    assert done.whole
    left = await restored.read(lambda unit: holding(unit, *known))
    assert (left - gone) & ERASED == set()
    assert (await restored.read(lambda unit: verification.verify(unit, LETTER))).fault == ""
    restored.close()


async def test_who_keeps_their_sign_ons_leaves_only_what_is_public(ada: Someone, store: Store) -> None:
    await ada.press(button("forget_me", how="keep"))
    assert "Forgotten" in ada.text
    personal = (
        "Ada Zxmark",
        "zxmark chair",
        "ada@zxmark.example",
        "colleague@zxmark.example",
        "I am Zxmark",
        "Zxmark says yes",
        "zxmark-ada",
    )

    def left(unit: Unit) -> list[str]:
        assert isinstance(unit, ConnectionUnit)
        found = list[str]()
        for table in tables.metadata.sorted_tables:
            for row in unit.connection.execute(select(table)).mappings():
                for column in table.columns:
                    name, value = f"{table.name}.{column.name}", row[column.name]
                    if isinstance(column.type, tables.Sealed) and value is not None:
                        value = unit.cipher.open(value)
                    of_eve = table is tables.disputes and "Somebody Zxmark" in str(value)
                    if name not in MARKED_STILL and not of_eve and any(each in str(value) for each in personal):
                        found.append(f"{name}: {value}")
        return found

    assert await store.read(left) == []
    stands = await store.read(lambda unit: unit.endorsements.get(3))
    assert stands
    assert stands.state is State.LISTED


async def test_an_account_of_nobody_who_is_known_is_shown_its_forms_and_chat_and_loses_them(
    interface: Interface, store: Store
) -> None:
    eve = Someone(interface, "eve")
    assert "Nothing." in await eve.give("privacy")
    await eve.press(button("sign", capacity="may_sign"))
    await eve.say("Example Bakers", "Eve Example")
    await store.write(lambda unit: unit.chats.ensure(private_chat(eve.account), ChatKind.PRIVATE, "Eve Example"))
    shown = await eve.give("privacy")
    assert "1 half-filled form" in shown
    assert "your private chat" in shown
    assert await store.read(lambda unit: unit.people.find(eve.account)) is None
    await eve.push("Forget me")
    assert "Forgotten" in await eve.push("Yes, forget me")
    assert await store.read(lambda unit: unit.forms.waiting(eve.account, eve.caller.address)) is None
    assert await store.read(lambda unit: unit.chats.find(private_chat(eve.account))) is None
    assert "Nothing." in await eve.give("privacy")
    assert "Nothing is held about you." in await eve.give("forget_me")


async def test_whoever_hands_over_leaves_no_address_behind(served: Interface, store: Store) -> None:
    ada, grace = Someone(served, "ada"), Someone(served, "grace")
    await sign(ada, "Example Bakers")
    sent = await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))
    assert [each.address for each in sent] == ["ada@example.org"]
    code = (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2]
    await grace.give("claim", code=code)
    await grace.push("Take it over")
    await grace.say("Grace Example", "director", "grace@example.org")
    await grace.push("I confirm, and take it over")
    sent = await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1))
    assert "ada@example.org" not in {each.address for each in sent}
    assert "ada@example.org" not in await ada.give("privacy")


async def test_an_account_that_has_disputed_is_not_linked_so_that_its_dispute_is_found_by_it(
    interface: Interface, store: Store, rex: Someone
) -> None:
    ada, eve = Someone(interface, "ada"), Someone(interface, "eve")
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await eve.press(button("dispute"))
    await eve.say("Example Bakers", "Eve Example", "director", "eve@example.com", "Not ours.")
    await eve.push("Yes, tell the reviewers")
    code = (await ada.give("claim")).rpartition("/claim ")[2]
    await eve.give("claim", code=code)
    assert "This account has disputed an entry." in await eve.push("Yes, both accounts are mine")
    assert "1 dispute that you made" in await eve.give("privacy")
