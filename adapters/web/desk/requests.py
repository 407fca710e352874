"""What a form of the page on which people sign asks of the core."""

from collections.abc import Mapping, Sequence

from bot.interface.conversation import Interface
from bot.interface.requests import Invoke, Press, Request, Say, Submit, Upload
from bot.interface.typed.arguments import arguments

FIELD = "field-"
"""Before the name of a field of the core's, beside the names of the page's own."""

REQUEST = ("do", "action", "form", "line", "command")
"""The names of what is to be done, beside the core's fields."""


def carried_fields(posted: Mapping[str, str]) -> Mapping[str, str]:
    """What somebody had sent who has no session: it is done once they have one."""
    return {name: text for name, text in posted.items() if name in REQUEST or name.startswith(FIELD)}


def request_of(interface: Interface, posted: Mapping[str, str], files: Sequence[Upload] = ()) -> Request | None:
    """What is to be done; nothing where only what waits is to be shown."""
    match posted.get("do"):
        case "press":
            return Press(posted.get("action", ""))
        case "submit":
            values = {name.removeprefix(FIELD): text for name, text in posted.items() if name.startswith(FIELD)}
            first, *more = files or (None,)
            return Submit(posted.get("form", ""), values, first, tuple(more))
        case "give":
            return Invoke(posted.get("command", ""), {})
        case "say":
            line = posted.get("line", "").strip()
            name, _, rest = line.removeprefix("/").partition(" ")
            return _typed(interface, name, rest) if line.startswith("/") else Say(line)
    return None


def _typed(interface: Interface, name: str, rest: str) -> Invoke:
    """A command with what was typed after it."""
    command = interface.command(name)
    return Invoke(name, arguments(command.arguments(confidential=True), rest) if command else {})
