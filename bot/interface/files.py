"""The files that come along with a request: whether one is asked for, and where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Conflict
from bot.interface.call import Call
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.requests import Invoke, Request, Say, Submit
from bot.model.files import MOST_BYTES
from bot.text.text import t


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came along with a request; without content, it could not be fetched."""

    name: str
    mime: str
    content: bytes | None
    too_large: bool = False


def asked_for(request: Request, calls: Calls) -> bool:
    """Whether a file that came along is what the caller, who may do so, was asked for."""
    unit, caller, commands = calls.unit, calls.caller, calls.renderer.commands
    match request:
        case Invoke(name, values):
            command, raw = commands.get(name), values
        case Submit(form_id) | Say(form_id):
            typed = isinstance(request, Say)
            form = unit.forms.open(caller.account, caller.address) if typed else unit.forms.get(form_id)
            command = commands.get(form.command) if form else None
            if form is None or command is None or command.file not in form.asked:
                return False
            if str(form.account) != str(caller.account):
                return False
            raw = form.values
        case _:
            return False
    return bool(command and command.file and calls.allowed(command, calls.call(command, raw)))


def with_file(sent: Fetched | None, command: Command, call: Call) -> Mapping[str, str]:
    """What was given, and the file that came along, which is kept from now on; raises `Conflict` where it can't be."""
    if sent is None or not command.file or call.revision is None:
        return call.raw
    if sent.too_large:
        raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
    if sent.content is None:
        raise Conflict(t("This file could not be fetched. Please send it again."))
    file = call.unit.files.add(call.revision.letter_id, sent.name, sent.mime, sent.content)
    return {**call.raw, command.file: str(file.id)}
