"""Whoever gives every command and presses every button finds out nothing about any person behind a sign-on."""

from collections.abc import Iterator

import pytest

from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.interface.options import LETTER
from bot.interface.requests import Answer, Caller, ContinueInPrivate, Invoke, Page, Press, Request, Say
from bot.model.announcements.announcement import Made
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.codes import RECEIPT_LENGTH, make_code, spell_code
from bot.model.endorsements.endorsement import PublicEntry, Representative, State
from bot.model.journal.entries import exported
from bot.model.people.person import Account, Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from bot.views.announcements.news import told
from tests.acts import LEADS_TO
from tests.interface.someone import Someone, with_role

PRESSES = 500
"""So many buttons at the most are pressed: more than there are."""

NAMES = ("Zyxwena Qwertzuiop", "Ζηνοβία Ξανθού", "زينب المثال", "O'Example-Zyx")
ROLE, LOCAL_PART, SAID = "Keeper of the Seventh Kettle", "zyxwena.kettle", "Nobody asked the seventh kettle"
STATES = (State.DRAFT, State.SUBMITTED, State.LISTED, State.LISTED, State.DECLINED, State.WITHDRAWN)


def organization(number: int) -> str:
    """An organization that is like no other."""
    return f"Example {('Bakers', 'Riders', 'Potters', 'Singers', 'Weavers', 'Sailors')[number]}"


def signed(unit: Unit) -> list[str]:
    """Sign-ons in every state, one of them asked and disputed; what nobody may learn: persons, and receipts."""
    secrets = [ROLE, LOCAL_PART, SAID, *NAMES]
    for number, state in enumerate(STATES):
        person = unit.people.ensure(Account("test", f"77001{number}"))
        representative = Representative(NAMES[number % len(NAMES)], ROLE, f"{LOCAL_PART}{number}@example.org")
        record = unit.organizations.add(organization(number), "")
        receipt = make_code(RECEIPT_LENGTH, unit.below)
        made = unit.endorsements.add(
            1,
            organization_id=record.id,
            receipt=receipt,
            state=state,
            revision=1,
            language="en",
            entry=PublicEntry(organization(number), "", "Exampleville"),
            representative=representative,
            person_id=person.id,
            act=LEADS_TO[state],
        )
        unit.endorsements.ask(made, SAID, person.id)
        secrets.extend((receipt, spell_code(receipt), f"77001{number}"))
        if state is not State.LISTED:
            secrets.append(organization(number))
    return secrets


def callers() -> list[Caller]:
    """A stranger in private, and in a chat that others read."""
    return [
        Caller(Account("telegram", "5"), private_chat(Account("telegram", "5")), ChatKind.PRIVATE),
        Caller(Account("telegram", "6"), Address("telegram", "-9"), ChatKind.GROUP, confidential=False),
        Caller(Account("discord", "7"), Address("discord", "9"), ChatKind.GROUP, fields=5),
    ]


def shown(answer: Answer | None) -> str:
    """All that a platform is told to show, and every button's action."""
    match answer:
        case Message():
            keys = " ".join(f"{key.label} {key.action} {key.url}" for key in answer.keys)
            return f"{plain(answer.blocks)} {keys} {[each.name for each in answer.files]}"
        case Page() | ContinueInPrivate():
            return str(answer)
        case _:
            return ""


def onward(answer: Answer | None) -> Iterator[Request]:
    """What can be done next."""
    message = answer.onward if isinstance(answer, Page) else answer
    if isinstance(message, Message):
        yield from (Press(key.action) for key in message.keys if key.action)
        if message.expects:
            yield Say(organization(2))


@pytest.mark.parametrize("caller", callers(), ids=lambda caller: f"{caller.account.platform}-{caller.kind}")
async def test_every_command_and_every_button_tells_a_stranger_nothing_personal(
    caller: Caller, interface: Interface, store: Store
) -> None:
    secrets = await store.write(signed)
    waiting: list[Request] = [Invoke(each.name, {LETTER: "1"} if each.about_letter else {}) for each in COMMANDS]
    done, seen = set[str](), list[str]()
    while waiting and len(done) < PRESSES:
        request = waiting.pop(0)
        answer = await interface.answer(caller, request)
        seen.append(said := shown(answer))
        assert [each for each in secrets if each in said] == [], request
        for following in onward(answer):
            key = str(following) if "form" not in str(following) else f"{following} {len(done) % 7}"
            if key not in done:
                done.add(key)
                waiting.append(following)
    assert any(organization(2) in each for each in seen)
    assert not any("Something went wrong" in each for each in seen)


async def test_what_is_suggested_while_a_stranger_types_names_nobody(interface: Interface, store: Store) -> None:
    secrets = await store.write(signed)
    for command in COMMANDS:
        for option in command.options:
            for typed in ("", "Example", "zyx", "kettle", "Ζην", "77001"):
                for caller in callers():
                    found = await interface.suggest(caller, command.name, option.name, typed)
                    assert [each for each in secrets if each in str(found)] == [], (command.name, option.name)


async def test_what_is_announced_and_the_exported_journal_name_nobody(interface: Interface, store: Store) -> None:
    secrets = await store.write(signed)

    def announced(unit: Unit) -> str:
        revision = unit.letters.current(1)
        assert revision
        made = Made("digest", ids=tuple(range(1, len(STATES) + 1))), Made("milestone", 2)
        return str([told(unit, revision, each) for each in made])

    def journal(unit: Unit) -> str:
        links = list(unit.journal.links(1))
        return "\n".join(exported(1, links[-1], links))

    digest, public = await store.read(announced), await store.read(journal)
    assert organization(2) in digest
    assert [each for each in secrets if each in digest] == []
    assert [each for each in [*secrets, organization(2)] if each in public] == []


async def test_a_reviewer_is_shown_persons_by_one_button_alone_and_that_is_journalled(
    interface: Interface, store: Store
) -> None:
    secrets = await store.write(signed)
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    personal = [each for each in secrets if each in (ROLE, LOCAL_PART, *NAMES)]
    card = await rex.give("review", letter="1")
    assert organization(1) in card
    assert [each for each in personal if each in card] == []
    details = await rex.push("Personal details")
    assert ROLE in details
    links = await store.read(lambda unit: unit.journal.links(1))
    assert "endorsement.details_shown" in links[-1].body
