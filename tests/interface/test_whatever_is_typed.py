"""Whatever is typed as a value of any option of any command, the bot has a word for it, and nothing harmful is kept."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import LETTER, Kind, Option
from bot.interface.requests import Invoke
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.text.blocks import plain
from tests.interface.someone import Someone, sign, with_role
from tests.memory import MemoryStore

FAILED = "Something went wrong here"

HOSTILE = (
    "@everyone <@1> **b** [a](https://b.example) <script>alert(1)</script> {organization} {0} %s ${x} /start #tag",
    "=1+1;@SUM(1) 'quoted' \"twice\" \\ -- خبازو المدينة 👩‍👩‍👧‍👦 𝔅 B\u0338\u0321\u031ba\u0335",
    "Zxmark\x07\x1b[31m",
    "Zxmark \u202egro.elpmaxe",
    "Zxmark \ud800",
    "\u3164\u3164 \u200b",
    "Z" * 5_000,
    "-1",
    "99999999999999999999",
)
"""What is to be shown as it was typed, what is not to be taken, and what is no number that there is."""

HARMFUL = (b"Zxmark\x07", b"Zxmark\\u0007", "Zxmark \u202e".encode(), b"Zxmark \\u202e", b"Zxmark \\ud800")
"""How these would stand in the store, as texts and within JSON."""

PLAUSIBLE = {
    Kind.TEXT: "Example",
    Kind.PARAGRAPH: "An example of a text.",
    Kind.NUMBER: "1",
    Kind.ORGANIZATION: "Example Bakers",
    Kind.DATE: "tomorrow 18:00",
    Kind.CHAT: "Example",
    Kind.HANDLE: "1",
    Kind.ROLE: "Example",
}


def given(command: Command) -> dict[str, str]:
    """Something that fits for each option that is no file, as far as that can be told from its declaration."""
    values = {option.name: _plausible(option) for option in command.options if option.kind is not Kind.FILE}
    return {**{name: value for name, value in values.items() if value}, LETTER: "1"}


def _plausible(option: Option) -> str:
    if option.kind is Kind.CHOICE:
        return option.choices[0].key if isinstance(option.choices, tuple) and option.choices else ""
    return PLAUSIBLE.get(option.kind, "")


def typed() -> Iterator[tuple[Command, Option]]:
    """Every option in which people type, with its command."""
    for command in COMMANDS:
        for option in command.options:
            if option.typed and option.kind is not Kind.FILE and option.name != LETTER:
                yield command, option


@pytest.mark.parametrize("alone", [True, False], ids=["given alone", "given with all the others"])
async def test_whatever_is_typed_has_an_answer_and_nothing_harmful_is_kept(
    interface: Interface, store: MemoryStore, alone: bool
) -> None:
    owner = Someone(interface, "owner")
    await with_role(store, owner, Role.OWNER, None)
    await sign(Someone(interface, "ada"), "Example Bakers")
    faults = list[str]()
    turns = cycle(HOSTILE)
    for command, option in typed():
        for text in HOSTILE if alone else (next(turns), next(turns)):
            values = {**({LETTER: "1"} if alone else given(command)), option.name: text}
            answer = await interface.answer(owner.caller, Invoke(command.name, values))
            if answer is None or (isinstance(answer, Message) and FAILED in plain(answer.blocks)):
                faults.append(f"{command.name}.{option.name}: {text[:40]!r}")
    assert faults == []
    content = store.content()
    assert [each for each in HARMFUL if each in content] == []
