"""What a button does, said by its meaning: the command, and the options that are filled in."""

from bot.commands import COMMANDS
from bot.interface import options
from bot.interface.actions import filled
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
