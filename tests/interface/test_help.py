"""What somebody reads who does not know what to do: help names every command, and a question can be cancelled."""

import re
from dataclasses import replace

from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke
from bot.model.chats import Address, ChatKind
from bot.model.people.person import Role
from bot.model.people.workplaces import Server
from bot.ports.messenger import Message
from bot.ports.store import Store
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role

OF_SIGNERS = {"communique", "withdraw"}
"""What only whoever has signed is told of."""

OF_SERVERS = {"calendar", "call"}
"""What only whoever manages a server is told of, there."""


async def test_help_names_every_command_that_stands_in_a_menu(interface: Interface, store: Store) -> None:
    people = {name: Someone(interface, name) for name in ("ada", "sig", "rex", "eda", "olga")}
    roles = {"rex": Role.REVIEWER, "eda": Role.EDITOR, "olga": Role.OWNER}
    for name, role in roles.items():
        await with_role(store, people[name], role, None if role is Role.OWNER else 1)
    for name in ("sig", "olga"):
        await sign(people[name], f"Example Bakers of {name}")
    for name, person in people.items():
        named = re.findall(r"/([a-z_]+)", await person.give("help", letter="1"))
        given = {each.name for each in COMMANDS if each.menu and _is_for(each, roles.get(name))}
        given -= OF_SERVERS
        given -= set() if name in ("sig", "olga") else OF_SIGNERS
        assert given == set(named), "give it a line in bot/commands/about.py"
        assert len(named) <= len(set(named)) + 1  # of all of them, only /follow stands there twice


def _is_for(command: Command, role: Role | None) -> bool:
    return not command.roles or role is Role.OWNER or role in command.roles


async def test_help_in_a_shared_place_names_following_to_whom_manages_it_alone(interface: Interface) -> None:
    async def yes() -> bool:
        return True

    ada = Someone(interface, "ada")
    place = replace(ada.caller, address=Address("test", "-7"), kind=ChatKind.GROUP)
    for caller, manages in ((place, False), (replace(place, manages=yes), True)):
        answer = await interface.answer(caller, Invoke("help", {"letter": "1"}))
        assert isinstance(answer, Message)
        assert ("/follow" in plain(answer.blocks)) is manages
        assert "/calendar" not in plain(answer.blocks)
        assert ("Get the letter's news in this chat" in [key.label for key in answer.keys]) is manages


async def test_help_names_the_events_of_a_server_to_whom_manages_it_alone(interface: Interface) -> None:
    async def yes() -> bool:
        return True

    ada = Someone(interface, "ada")
    server = replace(ada.caller, address=Address("test", "-7"), kind=ChatKind.GROUP, server=Server("test", "-1"))
    for caller, manages in ((server, False), (replace(server, manages=yes), True)):
        answer = await interface.answer(caller, Invoke("help", {"letter": "1"}))
        assert isinstance(answer, Message)
        assert ("/calendar" in plain(answer.blocks)) is manages


async def test_who_has_nothing_yet_is_offered_the_next_step(interface: Interface, store: Store) -> None:
    ada, eda = Someone(interface, "ada"), Someone(interface, "eda")
    await with_role(store, eda, Role.OWNER, 1)
    for person, command, label in (
        (ada, "endorsement", "Sign on"),
        (ada, "signatories", "Read the letter"),
        (ada, "start", "What I can do"),
        (ada, "review", "What I can do"),
        (eda, "announcements", "Announce something"),
        (eda, "chats", "Get the letter's news in this chat"),
        (eda, "review", "Words to be approved"),
        (eda, "words", "The sign-ons that wait for a decision"),
        (eda, "reservations", "Who has signed"),
        (eda, "blocks", "Keep somebody out"),
    ):
        await person.give(command, letter="1")
        assert label in person.labels, (command, person.text)
        await person.push(label)
        assert "Something went wrong" not in person.text


async def test_a_typed_cancel_ends_what_is_being_asked_as_the_button_does(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers")
    assert "Cancelled. Nothing was recorded." in await ada.give("cancel")
    assert "nothing to cancel" in await ada.give("cancel")
    assert "Which letter?" in await ada.say("Ada Example"), "it is no answer any more, but a question"


async def test_nobody_cancels_what_another_is_asked(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    assert "nothing to cancel" in await Someone(interface, "eve").give("cancel")
    assert "Your name" in await ada.say("Example Bakers")
