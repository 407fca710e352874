"""The files that come along with a request: whether one is asked for, with which letter it is kept, and what a command
gets of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.errors import Conflict
from bot.interface.call import Call
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.options import LETTER
from bot.interface.requests import Invoke, Request, Say, Submit
from bot.model.files import MOST_BYTES, File
from bot.model.forms import Form
from bot.model.pictures import MOST_BYTES as MOST_BYTES_OF_PICTURE
from bot.model.pictures import MOST_PIXELS
from bot.ports.redrawer import Unfit
from bot.text.text import Text, t

NO_PICTURE = t("This is no picture that can be read. Send a PNG, JPEG or WebP.")
TOO_MANY_PIXELS = t("This picture has too many pixels: {most} million at the most.", most=MOST_PIXELS // 1_000_000)
TOO_LARGE_A_PICTURE = t(
    "This picture is too large: {most} MB at the most.", most=MOST_BYTES_OF_PICTURE // (1024 * 1024)
)
NOT_NOW = t("Pictures can't be looked at at the moment. Please send it again later.")

UNFIT: Mapping[Unfit, Text] = {Unfit.UNREADABLE: NO_PICTURE, Unfit.TOO_MANY_PIXELS: TOO_MANY_PIXELS}
"""What is said of a picture that is not taken."""


class Awaited(Enum):
    """What of files is awaited in a request: none, any, or a picture that is drawn anew."""

    NOTHING = "nothing"
    FILE = "file"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came along with a request; without content, it could not be fetched. `unfit`: why it is not taken."""

    name: str
    mime: str
    content: bytes | None
    too_large: bool = False
    unfit: Text | None = None


@dataclass
class IncomingFile:
    """What came along with one request, until a command has it. `unfit`: why that is not taken; `unasked`: nobody has
    asked for it, so that it is kept encrypted until somebody says what is to be done with it."""

    calls: Calls
    sent: Sequence[Fetched] = ()
    unfit: Text | None = None
    unasked: Sequence[File] = ()

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
        """What a command was given, with the files that came along now or before, which are kept for a while; where it
        takes one, the first. A number that somebody gives is no file."""
        sent, self.sent = self.sent, ()
        letter_id = self.keeper(command, raw) if sent and command.file else None
        self.unfit = next((each.unfit for each in sent if each.unfit), None)
        if self.unfit:
            return {**_given(command, raw, []), command.file: NO_FILE}
        if sent and letter_id:
            received = self.unasked or [self._received(each, letter_id, _given_out(command)) for each in sent]
            numbers = [str(each.id) for each in received]
            before = _numbers(command, form.values) if form and form.asked[:1] != (command.file,) else []
            return _given(command, raw, [*before, *numbers])
        number = raw.get(command.file, "")
        if not number:
            return raw
        if form is None or number != form.values.get(command.file):
            return {**_given(command, raw, []), command.file: NO_FILE}
        if call.revision is None:
            return raw
        files, given_out = self.calls.unit.files, _given_out(command)
        numbered = map(int, _numbers(command, raw))
        found = (files.of_letter(call.revision.letter_id, each, given_out=given_out) for each in numbered)
        return _given(command, raw, [str(each.id) for each in found if each])

    def offered(self, command: Command, call: Call, raw: Mapping[str, str]) -> Mapping[str, str]:
        """What a command would be given with the files that came unasked, which others may be given too."""
        sent, letter_id = self.sent, self.keeper(command, raw) if self.sent and command.file else None
        if letter_id and not self.unasked:
            self.unasked = [self._received(each, letter_id, given_out=False) for each in sent]
        raw = self.given(command, call, raw, None)
        self.sent = sent
        return raw

    def _received(self, sent: Fetched, letter_id: int, given_out: bool) -> File:
        if sent.too_large:
            raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
        if sent.content is None:
            raise Conflict(t("This file could not be fetched. Please send it again."))
        files = self.calls.unit.files
        receive = files.receive if given_out else files.receive_sealed
        return receive(letter_id, sent.name, sent.mime, sent.content)


NO_FILE = "?"
"""In the place of what somebody typed where a file is asked for: it is refused, whatever it says."""

FURTHER = ":further"
"""Behind the name of the option that holds a file: the others that came along, with commas between them."""


def _given_out(command: Command) -> bool:
    option = command.option(command.file)
    return option is not None and option.given_out


def _numbers(command: Command, raw: Mapping[str, str]) -> list[str]:
    further = raw.get(f"{command.file}{FURTHER}", "")
    return [each for each in (raw.get(command.file, ""), *further.split(",")) if each]


def _given(command: Command, raw: Mapping[str, str], numbers: Sequence[str]) -> Mapping[str, str]:
    first, *further = dict.fromkeys(numbers) or [""]
    return {**raw, command.file: first, f"{command.file}{FURTHER}": ",".join(further)}


def files_of(call: Call, option: str) -> tuple[int, ...]:
    """The files that came along."""
    first, further = call.number(option), call.raw.get(f"{option}{FURTHER}", "")
    return () if first is None else (first, *(int(each) for each in further.split(",") if each))


def offering(calls: Calls) -> Sequence[tuple[Command, Call]]:
    """The commands that could do something with what comes unasked, as far as the caller may give them."""
    if not calls.caller.confidential:
        return ()
    made = ((each, calls.call(each, {})) for each in calls.renderer.commands.values() if each.offered)
    return [(command, call) for command, call in made if IncomingFile(calls).keeper(command, {}) is not None]


def awaited(request: Request, calls: Calls) -> Awaited:
    """Whether a file that came along is what the caller, who may do so, was asked for, comes with the words that they
    were asked for, or may be offered something for."""
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
            if isinstance(request, Say) and (form is None or command is None or not takes_file(command, form)):
                return Awaited.FILE if offering(calls) else Awaited.NOTHING
            if form is None or command is None or not takes_file(command, form):
                return Awaited.NOTHING
            if str(form.account) != str(caller.account):
                return Awaited.NOTHING
            raw = form.values
        case _:
            return Awaited.NOTHING
    if command is None or not command.file or not IncomingFile(calls).keeper(command, raw):
        return Awaited.NOTHING
    option = command.option(command.file)
    return Awaited.PICTURE if option and option.redrawn else Awaited.FILE


def takes_file(command: Command, form: Form) -> bool:
    """Whether a file is asked for, or words that one may come with."""
    words = {option.name for option in command.options if option.formatted}
    return bool(command.file) and (command.file in form.asked or not words.isdisjoint(form.asked))
