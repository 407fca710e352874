"""One request in its unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from bot.errors import NotFound, Refusal
from bot.interface.actions import Action
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.contact import met
from bot.interface.files import IncomingFile
from bot.interface.forms.form import FORM, convert
from bot.interface.forms.formatting import forms_of
from bot.interface.forms.presses import FormPresses
from bot.interface.forms.proceeding import Proceeding, filled_in
from bot.interface.offering.suggesting import is_handle, suggested
from bot.interface.options import LETTER
from bot.interface.rendering import Renderer
from bot.interface.requests import (
    Answer,
    Caller,
    ContinueInPrivate,
    Invoke,
    Open,
    PendingAnswer,
    Press,
    Request,
    Say,
    Submit,
    Update,
)
from bot.interface.typed.listening import Listening
from bot.model.chats import Chat
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.text.checks import mended
from bot.text.markup.formatted import Reading, unformatted
from bot.text.text import t

CANCEL = "cancel"
"""What is typed where a question's button could be pressed; it is no command, since it is about a form."""


@dataclass
class RequestRun:
    """One request in its unit of work: authorize, convert, ask for what is missing, call, answer."""

    unit: Unit
    caller: Caller
    calls: Calls
    renderer: Renderer
    incoming: IncomingFile

    @cached_property
    def _proceeding(self) -> Proceeding:
        return Proceeding(self.unit, self.caller, self.calls, self.renderer, self.incoming)

    @cached_property
    def _presses(self) -> FormPresses:
        return FormPresses(self._proceeding)

    @cached_property
    def _listening(self) -> Listening:
        return Listening(self._presses, self._invoke, self._press)

    def reached(self, command: Command, raw: Mapping[str, str]) -> Sequence[Chat]:
        """The chats of which a command wants to know beforehand whether they can be reached."""
        call = self.calls.call(command, raw)
        if command.reachability is None or not self.calls.allowed(command, call):
            return ()
        try:
            return command.reachability(replace(call, values=convert(command, call.raw, call).values))
        except Refusal:
            return ()

    def answer(self, request: Request, update: Update | None) -> Answer | None:
        """The answer to a request, with everything that comes of it written; nothing where it needs none."""
        if update and not self.unit.updates.take(update.platform, update.number):
            return None
        answer: Answer | None
        before, refused = self._listening.before, False
        try:
            with self.unit.savepoint():
                self._reopen()
                answer = self._take(request)
                if isinstance(answer, Message) and _in_place(request):
                    answer = replace(answer, replaces=True)
                answer = met(self.calls, answer)
        except Refusal as refusal:
            refused = isinstance(request, Press)
            answer = self.calls.say(refusal.text, *(self.renderer.commands[name] for name in refusal.then))
        answer = self._listening.after(before, answer)
        if refused and isinstance(answer, Message) and not answer.keys:
            answer = replace(answer, small=True)
        return self._kept(answer, update)

    def is_meant(self, request: Request) -> bool:
        """Whether a request is for the bot, and no line among others of a shared place."""
        return not isinstance(request, Say) or self.caller.confidential or self._listening.is_meant(request)

    def _reopen(self) -> None:
        """A chat that was closed speaks again: it can be reached."""
        chat = self.calls.chat
        if chat and chat.closed:
            self.unit.chats.ensure(chat.address, chat.kind, self.caller.title)

    def apologize(self, update: Update | None) -> Answer | None:
        """What is said where a request has failed, and nothing of it was recorded."""
        if update and not self.unit.updates.take(update.platform, update.number):
            return None
        sorry = t("Something went wrong here, and nothing was recorded. Please try again.")
        return self._kept(self.calls.say(sorry), update)

    def _kept(self, answer: Answer | None, update: Update | None) -> Answer | None:
        if update and not update.at_once and isinstance(answer, Message | ContinueInPrivate):
            kept = (
                PendingAnswer(update.route, answer)
                if isinstance(answer, Message)
                else PendingAnswer(update.route, None, answer)
            )
            self.unit.updates.keep_answer(update.platform, update.number, msgspec.json.encode(kept).decode())
        return answer

    def _take(self, request: Request) -> Answer | None:
        match request:
            case Invoke(name, values, _, chat):
                self._proceeding.named = chat is not None
                return self._invoke(name, values, request.formatted)
            case Press(text):
                return self._press(text)
            case Open(text):
                return self._press(text, linked=True)
            case Submit(form_id, values):
                form = self._presses.form(form_id)
                command = self._presses.command_of(form)
                typed = {name: mended(text) for name, text in values.items()}
                filled = {**filled_in(command, form, typed), **forms_of(command, typed, request.formatted)}
                return self._proceeding.proceed(command, filled, form, submitted=True)
            case Say():
                return self._listening.hear(request)

    def _invoke(self, name: str, values: Mapping[str, str], reading: Reading = unformatted) -> Answer:
        if name == CANCEL:
            return self._presses.cancel(self.unit.forms.waiting(self.caller.account, self.caller.address))
        command = self.renderer.commands.get(name)
        if command is None:
            raise NotFound(t("There is no such command. `/help` shows what you can do."), "help")
        given = {key: mended(value) for key, value in values.items() if value.strip()}
        return self._proceeding.proceed(command, {**self._meant(command, given), **forms_of(command, given, reading)})

    def _meant(self, command: Command, given: Mapping[str, str]) -> Mapping[str, str]:
        """What was given, with the values themselves for handles that stood for them in suggestions."""
        if not any(is_handle(value) for value in given.values()):
            return given
        call = self.calls.call(command, given)
        if not self.calls.allowed(command, call):
            return given
        options = {option.name: option for option in command.options}
        return {key: suggested(options[key], call, value) if key in options else value for key, value in given.items()}

    def _press(self, text: str, linked: bool = False) -> Answer:
        action = Action.read(text)
        if action and action.command == FORM:
            return self._presses.press(action.values, linked)
        command = self.renderer.commands.get(action.command) if action else None
        given = command.filled(action.values) if action and command else None
        if command is None or given is None:
            raise NotFound(t("This button belongs to an earlier version. `/help` shows what you can do."), "help")
        if linked and not command.linked:
            raise NotFound(t("This can't be opened by a link. `/help` shows what you can do."))
        if linked:
            named = {LETTER, command.about_chat, *(option.name for option in command.options if option.argument)}
            given = {name: value for name, value in given.items() if name in named}
        if action and action.asked:
            self.calls.choose(command, given)
        return self._proceeding.proceed(command, given)


def _in_place(request: Request) -> bool:
    """Whether the answer takes the place of the question under which something was pressed or filled in."""
    if isinstance(request, Press):
        action = Action.read(request.action)
        return action is not None and action.asked
    return isinstance(request, Submit)
