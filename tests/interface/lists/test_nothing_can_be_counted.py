"""While a list is kept back, nobody can count the sign-ons of others by what stands in their own."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from bot.commands import COMMANDS
from bot.interface.actions import Action
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import LETTER, Kind
from bot.interface.requests import Answer, ContinueInPrivate, Page, Press
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import State
from bot.model.organizations.directory import DirectoryRow
from bot.model.organizations.organization import Name, NameKind
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.service.lists import publication
from bot.service.organizations import directory
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.conftest import core
from tests.interface.someone import Someone, with_role
from tests.memory import MemoryStore
from tests.storage import examples

OTHERS = (3, 300)
OUTSIDERS = tuple(command for command in COMMANDS if not command.roles)
OF_THE_LETTER = {
    ("demand", "demand"),
    ("picture", "demand"),
    ("document", "document"),
    ("reservation", "demand"),
    ("changes", "revision"),
    ("changes", "since"),
    ("reconfirm", "revision"),
    ("signatories", "page"),
    ("frozen", "number"),
    ("signatories", "found"),
    ("host", "chat"),
    ("host", "value"),
    ("host", "version"),
    ("communique", "language"),
    ("write_communique", "language"),
    ("addressees", "presentation"),
    ("give_logo", "file"),
    ("sign_again", "which"),
    ("sign_again", "revision"),
}
"""The numbers that buttons of everybody carry: of demands, documents, languages and revisions, which anybody reads in
the letter; of chats, announcements and their versions, and of the times that the letter was presented, by which no
sign-on is counted; of somebody's own sign-ons to the letter before, from the first; of pages and snapshots of the list
once it is public; and where what somebody searched is kept, which its digest says. The number of a file that somebody
sends stands in their form, and in no button."""


@pytest.mark.parametrize("command", OUTSIDERS, ids=lambda command: command.name)
def test_what_everybody_presses_is_named_by_no_number(command: Command) -> None:
    numbered = {(command.name, option.name) for option in command.options if option.kind in (Kind.NUMBER, Kind.FILE)}
    assert numbered <= OF_THE_LETTER


RANDOM = (
    r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}",
    r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b",
    r"\b[0-9a-f]{64}\b",
    r"\b[0-9a-f]{32}\b",
    r"\b[0-9A-HJKMNP-TV-Z]{8}\b",
)
"""Codes, receipts, hashes, salts, and the handles in buttons."""


def unrandom(text: str) -> str:
    """A text in which all that is random is alike."""
    for pattern in RANDOM:
        text = re.sub(pattern, "RANDOM", text)
    return re.sub(r"form-RANDOM-\d+", "form-RANDOM-STEP", text)


def whole(answer: Answer | None) -> str:
    """All that an answer holds, read or hidden."""
    match answer:
        case Message():
            keys = [(key.label, key.action, key.url) for key in answer.keys]
            files = [(file.name, file.mime, file.size) for file in answer.files]
            return unrandom(f"{plain(answer.blocks)} {keys} {files} {answer.expects}")
        case Page():
            return unrandom(f"{answer.form} {answer.title} {[field.value for field in answer.fields]}")
        case ContinueInPrivate():
            return unrandom(f"{answer.action} {answer.text}")
    return ""


def others(unit: Unit, count: int, until: timedelta) -> None:
    """So many have signed while the list is kept back for a time."""
    owner = examples.person(unit, "owner")
    publication.keep_back(unit, owner, 1, unit.now + until)
    for number in range(count):
        states = (State.LISTED, State.SUBMITTED, State.DRAFT, State.DECLINED, State.WITHDRAWN)
        signed = examples.sign(unit, 1, f"Example Choir {number}", states[number % 5], signer=f"signer{number}")
        unit.endorsements.ask(signed, "Who are you?", owner.id)
        unit.files.add(1, f"{number}.txt", "text/plain", str(number).encode())
    names = [Name("Example Zebra Quartet", "", NameKind.IMPORTED)]
    directory.record(unit, [DirectoryRow(1, tuple(names))])


async def conversation(interface: Interface, store: MemoryStore) -> Sequence[str]:
    """Everything that somebody reads and is offered who signs, and presses every button there is, twice over."""
    eve, seen = Someone(interface, "eve"), list[str]()

    async def take(step: str) -> None:
        seen.append(f"{step}: {whole(eve.last)}")

    for capacity, name in (("board", "Example Zebra Quartets"), ("may_sign", "Example Night Riders")):
        await eve.press(button("sign", capacity=capacity))
        await eve.say(name)
        await take("typed a name")
        if capacity == "board":
            await eve.push("No, another organization")
        await eve.say("Eve Example", "chair", "eve@example.org")
        await take("typed the rest")
        await eve.push("Keep as a draft" if capacity == "board" else "I confirm, and sign on")
        await take("signed")
    seen.extend(await _told(interface, store, eve))
    pressed, waiting = set[str](), list(_keys(eve))
    for command in ("endorsement", "verify", "privacy", "withdraw", "signatories", "progress", "confirm"):
        await eve.give(command, letter="1")
        await take(command)
        waiting.extend(_keys(eve))
    waiting.sort(key=lambda action: "withdraw" in action or "erase" in action or "forget" in action)
    while waiting and len(pressed) < 60:
        action = waiting.pop(0)
        step = unrandom(action)
        if step in pressed or "cancel" in action:
            continue
        pressed.add(step)
        await eve.press(action)
        await take(step)
        fresh = [each for each in _keys(eve) if unrandom(each) not in pressed]
        waiting = [each for each in fresh if "-set-" not in each] + waiting
    return seen


def _keys(person: Someone) -> Sequence[str]:
    return [key.action for key in person.last.keys if key.action] if isinstance(person.last, Message) else []


async def _told(interface: Interface, store: MemoryStore, person: Someone) -> Sequence[str]:
    """What the bot would tell somebody unasked of their own sign-ons."""

    def unit(unit: Unit) -> Sequence[str]:
        found = unit.people.find(person.account)
        assert found
        chat = unit.chats.ensure(private_chat(person.account), ChatKind.PRIVATE, "")
        said = list[str]()
        for each in unit.endorsements.of_person(found.id, 1):
            for subject in (Subject.OUTCOME, Subject.QUESTION, Subject.PROOF, Subject.BOARD, Subject.HANDED_OVER):
                delivery = Delivery(1, chat, subject, each.id, DeliveryState.SENT, key="k")
                said.append(whole(composer(interface)(unit)(delivery)))
        return said

    return await store.write(unit)


async def test_an_outsider_who_signs_reads_and_is_offered_the_same_among_few_and_among_many(
    clock: Clock, lettered: bytes
) -> None:
    seen = list[Sequence[str]]()
    for count in OTHERS:
        store = MemoryStore(clock, lettered)
        store.do(partial(others, count=count, until=timedelta(days=2)))
        seen.append(await conversation(core(store), store))
        store.close()
    few, many = seen
    assert len(few) > 30
    assert any("Did you mean" in each for each in few)
    assert any("with this hash" in each for each in few)
    assert many == few


async def test_who_signs_reads_the_numbers_of_the_journal_where_the_list_is_public(
    interface: Interface, store: MemoryStore
) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    await ada.push("I confirm, and sign on")
    assert "Its entries in the journal: " in await ada.press(button("verify", endorsement=1))


async def test_a_head_is_announced_without_its_number_while_the_list_is_kept_back(
    interface: Interface, store: MemoryStore
) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await store.write(lambda unit: others(unit, 3, timedelta(days=2)))
    head = await store.read(lambda unit: unit.journal.last(1))
    drafted = await olga.press(button("publish_head", act="announce"))
    assert head.hash in drafted
    assert f"{head.number}:" not in drafted
    await store.write(lambda unit: publication.publish(unit, 1, examples.person(unit, "owner")))
    head = await store.read(lambda unit: unit.journal.last(1))
    assert f"{head.number}:{head.hash}" in await olga.press(button("publish_head", act="announce"))


def _handled() -> Sequence[tuple[Command, str]]:
    return [(each, option.name) for each in COMMANDS for option in each.options if option.kind is Kind.HANDLE]


@pytest.mark.parametrize(("command", "option"), _handled(), ids=lambda each: getattr(each, "name", each))
async def test_a_button_that_holds_a_number_says_that_it_is_old_and_where_it_goes_on(
    interface: Interface, store: MemoryStore, command: Command, option: str
) -> None:
    await store.write(lambda unit: others(unit, 3, timedelta(days=2)))
    rex = Someone(interface, "rex")
    for role in command.roles or (Role.REVIEWER,):
        await with_role(store, rex, role, 1)
    seen = set[str]()
    for number in (1, 2, 999_999_999):
        values = {LETTER: "1", option: str(number)}
        action = Action(command.name, tuple(values.get(name, "") for name in command.names))
        rex.last = await interface.answer(rex.caller, Press(str(action)))
        assert "This button is old, and nothing was done." in rex.text
        seen.add(whole(rex.last))
    (said,) = seen
    goes_on = next(each for each in command.options if each.name == option).instead
    assert f"/{goes_on}" in said
    assert "This button is old" not in await rex.press(_keys(rex)[0])
