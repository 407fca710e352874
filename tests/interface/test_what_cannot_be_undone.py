"""Whatever can't be undone asks first; of every other command it is said why it need not."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.model.announcements.announcement import EVERYBODY, Content
from bot.model.chats import Address, ChatKind, Topic
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.lists import publication
from bot.service.people import organizers
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role
from tests.storage import examples

SHOWS = "It changes nothing, or only what its caller is shown."
TYPED = "It says what its author typed after being told to whom it goes, or is typed anew."
BACK = "A button or a command beside it takes it back."
GUARDS = "It stops something that must not have to wait, and shows what it said, so that it can be given again."
GOES = "It drops what goes by itself, and comes back where it is asked again."
KEEPS = "It adds a record, and takes nothing away."
NEED_NOT: Mapping[str, str] = {
    **dict.fromkeys((
        "announcements", "answers", "ask", "ask_here", "board", "changes", "chats", "compare", "cutoff_at",
        "demand", "demands", "details", "dispute_details", "document", "draft", "edit", "embargo_at",
        "endorsement", "export", "frozen", "groups", "help", "journal", "letter", "letters", "organization",
        "packet", "papers",
        "picture", "press_kit", "preview", "privacy", "progress", "report", "reservations", "review", "schedule",
        "signatories", "signed_picture", "start", "statement", "verify", "words", "outreach", "invited",
        "addressees", "ledger", "into_channel",
        "events", "speakers", "media_contact", "media_list", "public_line", "tell_others",
    ), SHOWS),
    **dict.fromkeys((
        "add_demand", "add_document", "give_answer", "add_event", "announce", "answer", "attach", "change",
        "clear", "colleague", "confirm", "correct", "followup", "give_reservation", "give_statement",
        "prove_dispute", "reply_dispute", "write_communique",
        "wording", "my_name", "ask_again", "write_more", "write_file",
        "drop_speaker", "only_the_day", "describe", "new_webhook", "webhooks", "add_prospect", "remind_prospect",
        "acknowledge", "add_to_status", "addressee_answered", "demand_status",
        "ask_speaker", "speaker_details", "speaker_languages", "name_media_contact", "add_category",
    ), TYPED),
    **dict.fromkeys((
        "agree_press_link", "at_once", "communique",
        "attach_document", "attach_kit", "block", "blocks", "board_meets", "calendar",
        "call", "cutoff",
        "decide", "domain", "follow", "guards",
        "judge", "language", "move_up", "options", "press_link", "recipients", "regroup", "relate", "reopen",
        "reservation",
        "retract_domain", "review_here", "settings", "settle", "take_down", "undo_bulk", "unfollow", "unmerge",
        "workplaces", "call_off", "event_days", "speaking",
        "bar_category", "consents", "copies", "judge_logo", "logo", "stop_news",
    ), BACK),
    **dict.fromkeys((
        "add_language", "add_speaker", "add_partner", "new_group", "new_letter", "publish_head", "snapshot",
        "announce_presentation", "announce_status", "note_copy", "answer_file",
    ), KEEPS),
    "press_links": GUARDS,
    "remove_answer": GUARDS,
    "drop_media_contact": GUARDS,
    "speaker": GUARDS,
    "drop_question": GOES,
}  # fmt: skip
"""Why a command asks nobody whether they are sure."""


def test_of_every_command_it_is_said_whether_it_can_be_undone() -> None:
    asking = {each.name for each in COMMANDS if each.irreversible}
    assert asking | set(NEED_NOT) == {each.name for each in COMMANDS}, "declare it irreversible, or say here why not"
    assert not asking & set(NEED_NOT)


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.irreversible], ids=lambda each: each.name)
def test_nobody_gives_together_with_a_command_that_they_are_sure(command: Command) -> None:
    option = command.option(command.irreversible)
    assert option, "an option of the command"
    assert not option.argument, "a line that is typed, or a link, would state it"


WATCHED = (
    tables.endorsements, tables.representatives, tables.accounts, tables.roles, tables.follows, tables.chat_groups,
    tables.letter_drafts, tables.announcements, tables.codes, tables.embargoes, tables.disputes, tables.revisions,
    tables.ledger, tables.presentations, tables.letters,
)  # fmt: skip


def rows(unit: Unit) -> Sequence[object]:
    """Whatever of it would be lost."""
    assert isinstance(unit, ConnectionUnit)
    return [tuple(row) for table in WATCHED for row in unit.connection.execute(select(table)).all()]


Prepare = Callable[[Interface, Store], Awaitable[Someone]]


async def signer(interface: Interface, store: Store) -> Someone:
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    return ada


async def withdrawn(interface: Interface, store: Store) -> Someone:
    ada = await signer(interface, store)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    return ada


async def owner(interface: Interface, store: Store) -> Someone:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await with_role(store, Someone(interface, "rex"), Role.REVIEWER, 1)

    def unit(unit: Unit) -> None:
        there = unit.chats.ensure(Address("test", "-5"), ChatKind.GROUP, "Town")
        unit.chats.follow(there.id, 1, Topic.NEWS)
        unit.groups.ensure(1, "North")
        unit.announcements.add(1, Content({"en": "We meet."}), audience=EVERYBODY, person_id=1)

    await store.write(unit)
    return olga


async def editing(interface: Interface, store: Store) -> Someone:
    olga = await owner(interface, store)
    await olga.press(button("add_document"))
    await olga.say("Example paper")
    await olga.push("Go on") if "Go on" in olga.labels else None
    return olga


async def keeping_back(interface: Interface, store: Store) -> Someone:
    olga = await owner(interface, store)
    await store.write(
        lambda unit: publication.keep_back(unit, unit.people.ensure(olga.account), 1, unit.now + timedelta(days=1))
    )
    return olga


async def recording(interface: Interface, store: Store) -> Someone:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await olga.give(
        "demand_status", letter="1", demand="1", status="met", on="today", source="Example", note="", due=""
    )
    return olga


async def following(interface: Interface, store: Store) -> Someone:
    olga = Someone(interface, "olga")
    await store.write(lambda unit: examples.publish(unit, "the-letter-before"))
    for letter in (1, 2):
        await with_role(store, olga, Role.OWNER, letter)
    return olga


async def presented(interface: Interface, store: Store) -> Someone:
    olga = await owner(interface, store)
    await store.write(lambda unit: examples.present(unit, 1))
    return olga


LOSES: Mapping[str, tuple[Prepare, Mapping[str, object], Mapping[str, object]]] = {
    "withdraw": (signer, {"endorsement": 1}, {"sure": "yes"}),
    "erase": (withdrawn, {"endorsement": 1}, {"sure": "yes"}),
    "forget_me": (signer, {}, {"how": "withdraw"}),
    "hand_over": (signer, {"endorsement": 1}, {"sure": "yes"}),
    "organizers": (owner, {"remove": 2}, {"sure": "yes"}),
    "drop_chat": (owner, {"chat": 1}, {"sure": "yes"}),
    "disband": (owner, {"group": 1}, {"sure": "yes"}),
    "steer": (owner, {"announcement": 1, "act": "discard"}, {"sure": "yes"}),
    "undo_edits": (editing, {}, {"sure": "yes"}),
    "embargo": (keeping_back, {}, {"act": "lift"}),
    "record_status": (recording, {"entry": 1}, {"act": "record"}),
    "follows_letter": (following, {"earlier": 2}, {"sure": "yes"}),
    "not_presented": (presented, {"presentation": 1}, {"sure": "yes"}),
}
"""What is there, what is pressed, and what says that its presser is sure."""


@pytest.mark.parametrize("name", LOSES)
async def test_nothing_is_lost_before_somebody_says_that_they_are_sure(
    name: str, interface: Interface, store: Store
) -> None:
    prepare, given, sure = LOSES[name]
    somebody = await prepare(interface, store)
    before = await store.read(rows)
    await somebody.press(button(name, **given))
    assert somebody.labels, "it asks by buttons"
    assert await store.read(rows) == before
    await somebody.press(button(name, **given, **sure))
    assert "Something went wrong" not in somebody.text
    assert await store.read(rows) != before


async def test_an_account_is_not_linked_before_somebody_says_that_it_is_theirs(
    interface: Interface, store: Store, clock: Clock
) -> None:
    ada, eve = Someone(interface, "ada"), Someone(interface, "eve")
    code = await store.write(lambda unit: organizers.link_account(unit, unit.people.ensure(ada.account)))
    await eve.press(button("claim", code=code))
    assert await store.read(lambda unit: unit.people.find(eve.account)) is None
    await eve.push("Yes, both accounts are mine")
    assert await store.read(lambda unit: unit.people.find(eve.account)) is not None
