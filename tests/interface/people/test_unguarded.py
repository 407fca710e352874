"""Where others could read it on the way, nothing that is a person's own is said, whatever is asked for and pressed."""

from collections import deque
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import update

from bot.commands import COMMANDS
from bot.interface import options
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.interface.options import Kind
from bot.interface.requests import Caller, Invoke, Press, Request
from bot.model.outreach import Contact, Prospect
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button, with_handles
from tests.interface.people.conftest import MARK
from tests.interface.someone import Someone
from tests.letters import LETTER

PERSONAL = (
    "ada zxmark",
    "zxmark chair",
    "@zxmark.example",
    "somebody zxmark",
    "zxmark director",
    "kim zxmark",
    "zxmark speaker",
    "555 7777",
)
"""Names, roles and addresses, as they stand in what Ada has done; her account is known where she is heard."""


@dataclass
class Curious:
    """Somebody who gives every command, and presses every button to which that leads and which is not red: each that
    does the same once, whatever it does it to."""

    interface: Interface
    store: Store
    caller: Caller
    found: dict[str, set[str]] = field(default_factory=dict)

    async def look(self) -> dict[str, set[str]]:
        """Whatever is personal in what is answered, by the commands."""
        pressed, waiting = set[str](), deque[str]()
        for command in COMMANDS:
            given = {options.LETTER: f"{LETTER}"} if command.about_letter else {}
            waiting.extend(await self._ask(command.name, Invoke(command.name, given)))
        while waiting:
            action = waiting.popleft()
            does = _does(action)
            if does and does not in pressed:
                pressed.add(does)
                waiting.extend(await self._ask(does, Press(action)))
        return self.found

    async def _ask(self, name: str, request: Request) -> list[str]:
        answer = await self.interface.answer(self.caller, request)
        if not isinstance(answer, Message):
            return []
        said = [plain(answer.blocks), *[each.label for each in answer.keys], *await self._files(answer)]
        told = {each for each in PERSONAL if any(each in text.casefold() for text in said)}
        if told:
            self.found.setdefault(name, set()).update(told)
        return [each.action for each in answer.keys if each.action and each.style != "danger"]

    async def _files(self, answer: Message) -> list[str]:
        ids = [each.id for each in answer.files]
        contents = await self.store.read(lambda unit: [unit.files.content(each) for each in ids])
        return [each.decode(errors="replace") for each in contents]


def _does(action: str) -> str:
    """What a button does: its command with what it chooses, without what it is about."""
    read = Action.read(action)
    assert read
    declared = next((each for each in COMMANDS if each.name == read.command), None)
    if declared is None:  # it goes on with a form
        return ""
    chosen = [
        value if option.kind in (Kind.CHOICE, Kind.ROLE) else option.name
        for option, value in zip(declared.options, read.values, strict=False)
        if value
    ]
    return " ".join((read.command, *chosen))


def _arranged(unit: Unit) -> None:
    """Nobody is named in public, and somebody is known whom anybody may ask."""
    assert isinstance(unit, ConnectionUnit)
    unit.connection.execute(update(tables.endorsements).values(spokesperson=""))
    unit.prospects.add(Prospect(0, LETTER, "Example Spinners", contact=Contact("Ada Zxmark", "zxmark chair")))


@pytest.mark.forged
@pytest.mark.parametrize("who", ["rex", f"{MARK}-ada"], ids=["who organizes", "who signs"])
async def test_nothing_personal_is_said_where_it_is_not_encrypted(
    served: Interface, ada: Someone, store: Store, who: str
) -> None:
    await store.write(_arranged)
    curious = Curious(served, store, replace(Someone(served, who).caller, guarded=False))
    assert await curious.look() == {}
    curious.caller = replace(curious.caller, guarded=True)
    for action in ("media_list", "privacy"):
        await curious._ask(action, Press(button(action)))
    assert curious.found, "there is something personal to be said"


@pytest.mark.forged
async def test_organizers_are_told_it_where_it_is_encrypted(served: Interface, ada: Someone, store: Store) -> None:
    curious = Curious(served, store, Someone(served, "rex").caller)
    actions = [button("media_list"), button("details", endorsement=3), button("dispute_details", dispute=2)]
    for action in actions:
        await curious._ask(action, Press(await with_handles(store, action)))
    assert set().union(*curious.found.values()) == set(PERSONAL)
