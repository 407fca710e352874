"""The files that come along with a request: whether one is asked for, with which letter it is kept, and what a command
gets of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Conflict
from bot.interface.call import Call
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.options import LETTER
from bot.interface.requests import Invoke, Request, Say, Submit
from bot.model.files import MOST_BYTES, File
from bot.model.forms import Form
from bot.text.text import t


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came along with a request; without content, it could not be fetched."""

    name: str
    mime: str
    content: bytes | None
    too_large: bool = False


@dataclass
class IncomingFile:
    """What came along with one request, until a command has it."""

    calls: Calls
    sent: Fetched | None = None

    def keeper(self, command: Command, raw: Mapping[str, str]) -> int | None:
        """The letter with which a file is kept: the one that is meant, else, while that is to be asked, the first for
        which the caller may use the command; nothing where they may not."""
        meant = self.calls.call(command, raw).revision
        letters = [meant] if meant else [] if LETTER in raw else self.calls.about(command)
        for each in letters:
            if self.calls.allowed(command, self.calls.call(command, {**raw, LETTER: str(each.letter_id)})):
                return each.letter_id
        return None

    def given(self, command: Command, call: Call, raw: Mapping[str, str], form: Form | None) -> Mapping[str, str]:
        """What a command was given, with the file that came along now or before, which is kept for a while. A number
        that somebody gives is no file."""
        sent, self.sent = self.sent, None
        letter_id = self.keeper(command, raw) if sent and command.file else None
        if sent and letter_id:
            return {**raw, command.file: str(self._received(sent, letter_id).id)}
        number = raw.get(command.file, "")
        if not number:
            return raw
        if form is None or number != form.values.get(command.file):
            return {**raw, command.file: ""}
        file = self.calls.unit.files.of_letter(call.revision.letter_id, int(number)) if call.revision else None
        return {**raw, command.file: str(file.id)} if file else raw

    def _received(self, sent: Fetched, letter_id: int) -> File:
        if sent.too_large:
            raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
        if sent.content is None:
            raise Conflict(t("This file could not be fetched. Please send it again."))
        return self.calls.unit.files.receive(letter_id, sent.name, sent.mime, sent.content)


def asked_for(request: Request, calls: Calls) -> bool:
    """Whether a file that came along is what the caller, who may do so, was asked for."""
    unit, caller, commands = calls.unit, calls.caller, calls.renderer.commands
    match request:
        case Invoke(name, values):
            command, raw = commands.get(name), values
        case Submit() | Say():
            form = (
                unit.forms.get(request.form)
                if isinstance(request, Submit)
                else unit.forms.waiting(caller.account, caller.address)
            )
            command = commands.get(form.command) if form else None
            if form is None or command is None or command.file not in form.asked:
                return False
            if str(form.account) != str(caller.account):
                return False
            raw = form.values
        case _:
            return False
    return bool(command and command.file and IncomingFile(calls).keeper(command, raw))
