"""What a button does, said by its meaning: the command, and the options that are filled in."""

from dataclasses import replace

from bot.commands import COMMANDS
from bot.interface import options
from bot.interface.actions import Action, filled
from bot.interface.options import Kind, Option
from bot.ports.store import Store, Unit
from tests.letters import LETTER

_DECLARED = {command.name: command for command in COMMANDS}


def button(command: str, /, **values: object) -> str:
    """The action of a button with these options filled in, by their names. Where the command is about a letter, so is
    the button: about `LETTER`, unless another one is named."""
    declared = _DECLARED[command]
    given = {name: str(value) for name, value in values.items()}
    assert given.keys() <= set(declared.names), f"{command} has the options {declared.names}"
    letter = {options.LETTER: str(LETTER)} if declared.about_letter else {}
    return str(filled(command, declared.names, {**letter, **given}))


async def with_handles(store: Store, action: str) -> str:
    """An action in which tests have named sign-ons and disputes by their numbers, as the bot would have made it."""
    read = Action.read(action)
    declared = _DECLARED.get(read.command) if read else None
    if read is None or declared is None:
        return action

    def handle(unit: Unit, option: Option, value: str) -> str:
        if option.kind is not Kind.HANDLE or not value.isdecimal():
            return value
        if option.name == "dispute":
            dispute = unit.disputes.get(int(value))
            return dispute.handle if dispute else value
        endorsement = unit.endorsements.get(int(value))
        return endorsement.receipt if endorsement else value

    def values(unit: Unit) -> tuple[str, ...]:
        return tuple(handle(unit, *each) for each in zip(declared.options, read.values, strict=False))

    return str(replace(read, values=await store.read(values)))
