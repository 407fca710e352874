"""What somebody reads who does not know what to do: help names every command, and a question can be cancelled."""

import re

from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.model.people.person import Role
from bot.ports.store import Store
from tests.buttons import button
from tests.interface.someone import Someone, with_role


async def test_help_names_every_command_that_stands_in_a_menu(interface: Interface, store: Store) -> None:
    ada, olga = Someone(interface, "ada"), Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, None)
    for person, shown in ((ada, [each for each in COMMANDS if not each.roles]), (olga, list(COMMANDS))):
        named = re.findall(r"/([a-z_]+)", await person.give("help", letter="1"))
        menu = {each.name for each in shown if each.menu}
        assert menu == set(named), "give it a line in bot/commands/about.py"
        assert len(named) <= len(set(named)) + 1  # of all of them, only /follow stands there twice


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
