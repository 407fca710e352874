"""run(): one request in its unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from bot.errors import Conflict, NotFound, Outdated, Questioned, Refusal
from bot.interface.actions import ASKED, Action
from bot.interface.call import Call, Then
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.dating import chosen_moment, spelled_out, unsettled
from bot.interface.disambiguating import ambiguity, chosen, compared
from bot.interface.doubting import doubt, settled
from bot.interface.files import IncomingFile, offering, takes_file
from bot.interface.formatting import forms_of
from bot.interface.forms import FORM, Asking, convert, meant, press, shown
from bot.interface.options import LETTER, Kind, Need, Option
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
from bot.interface.suggesting import is_handle, suggested
from bot.model.chats import Chat
from bot.model.codes import RECEIPT_LENGTH, is_code, make_code
from bot.model.forms import Form
from bot.ports.messenger import Key, Message
from bot.ports.store import Unit
from bot.text.checks import mended
from bot.text.compose import compose, label
from bot.text.formatted import Reading, unformatted
from bot.text.text import Text, t

CANCEL = "cancel"
"""What is typed where a question's button could be pressed; it is no command, since it is about a form."""

OFFERED = t("**What is to be done with this?** Nothing has left yet.")
NOT_TAKEN = t(
    "This can't be sent along: only pictures, documents, videos and sound files can. Save it as one of them, and send "
    "it again."
)

CLOSED = t("This form is finished or closed. To begin another, give the command again.")


@dataclass
class RequestRun:
    """One request in its unit of work: authorize, convert, ask for what is missing, call, answer."""

    unit: Unit
    caller: Caller
    calls: Calls
    renderer: Renderer
    incoming: IncomingFile
    named: bool = False

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
        if update and not self.unit.updates.take(update.platform, update.number):
            return None
        answer: Answer | None
        try:
            with self.unit.savepoint():
                self._reopen()
                answer = self._take(request)
                if isinstance(answer, Message) and _in_place(request):
                    answer = replace(answer, replaces=True)
        except Outdated as outdated:
            answer = self.say(outdated.text, self.renderer.commands[outdated.command])
        except Refusal as refusal:
            answer = self.say(refusal.text)
        return self._kept(answer, update)

    def is_meant(self, request: Request) -> bool:
        """Whether a request is for the bot, and no line among others of a shared place."""
        if not isinstance(request, Say) or self.caller.confidential:
            return True
        form = self.unit.forms.open(self.caller.account, self.caller.address)
        return form is not None and bool(form.asked)

    def _reopen(self) -> None:
        """A chat that was closed speaks again: it can be reached."""
        chat = self.calls.chat
        if chat and chat.closed:
            self.unit.chats.ensure(chat.address, chat.kind, self.caller.title)

    def apologize(self, update: Update | None) -> Answer | None:
        if update and not self.unit.updates.take(update.platform, update.number):
            return None
        return self._kept(self.say(t("Something went wrong here, and nothing was recorded. Please try again.")), update)

    def _kept(self, answer: Answer | None, update: Update | None) -> Answer | None:
        if update and isinstance(answer, Message | ContinueInPrivate):
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
                self.named = chat is not None
                return self._invoke(name, values, request.formatted)
            case Press(text):
                return self._press(text)
            case Open(text):
                return self._press(text, linked=True)
            case Submit(form_id, values):
                return self._fill(self._form(form_id), values, request.formatted, submitted=True)
            case Say(text):
                form = self.unit.forms.open(self.caller.account, self.caller.address)
                if form and form.asked and not self._is_apart(request, form):
                    return self._fill(form, {form.asked[0]: text}, request.formatted)
                offered = self._offered(request)
                if offered or not text.strip():
                    return offered
                return self._said(text) if self.caller.confidential else None

    def _said(self, text: str) -> Answer:
        """What comes of a line that answers nothing: a code or receipt that is known here, else a question."""
        for command in self.renderer.commands.values() if is_code(text) else ():
            given = command.said(self.calls.call(command, {}), text) if command.said else {}
            if given:
                return self._proceed(command, given)
        return self._invoke("ask", {"question": text})

    def _is_apart(self, request: Say, form: Form) -> bool:
        """Whether a file, or what somebody else has written, is no answer to what is asked."""
        command = self._command_of(form)
        return bool(self.incoming.sent or request.forwarded) and not takes_file(command, form)

    def _offered(self, request: Say) -> Message | None:
        """What a file or a forwarded post that comes unasked could be used for, by whoever may; else nothing."""
        sent = self.incoming.sent
        commands = offering(self.calls) if sent or request.forwarded or request.unread else ()
        if not commands:
            return None
        if not (sent or request.text.strip()):
            return self.say(NOT_TAKEN)
        keys = list[Key]()
        for command, call in commands:
            typed = {option.name: request.text for option in command.options if option.formatted}
            self.incoming.sent = sent
            raw = self.incoming.given(command, call, {**call.raw, **typed}, None)
            beside = forms_of(command, typed, request.formatted)
            for words, values in command.offered(call) if command.offered else ():
                kept = {name: mended(text) for name, text in {**raw, **beside, **values}.items() if text.strip()}
                form = replace(self._new_form(command), values=kept)
                self.unit.forms.save(form)
                keys.append(Key(shown(words, call), press(form, "go"), style="primary"))
        return replace(self.say(OFFERED), keys=tuple(keys))

    def _invoke(self, name: str, values: Mapping[str, str], reading: Reading = unformatted) -> Answer:
        if name == CANCEL:
            return self._cancel(self.unit.forms.open(self.caller.account, self.caller.address))
        command = self.renderer.commands.get(name)
        if command is None:
            raise NotFound(t("There is no such command. `/help` shows what you can do."))
        given = {key: mended(value) for key, value in values.items() if value.strip()}
        return self._proceed(command, {**self._meant(command, given), **forms_of(command, given, reading)})

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
            return self._press_in_form(action.values[:2] if linked else action.values)
        command = self.renderer.commands.get(action.command) if action else None
        if action is None or command is None or len(action.values) > len(command.options):
            raise NotFound(t("This button belongs to an earlier version. `/help` shows what you can do."))
        if linked and not command.linked:
            raise NotFound(t("This can't be opened by a link. `/help` shows what you can do."))
        options = zip(command.options, action.values, strict=False)
        asked = {
            option.name: text
            for option, text in options
            if text and (not linked or option.argument or option.name == LETTER)
        }
        return self._proceed(command, asked)

    # What comes of a command.

    def _proceed(
        self, command: Command, raw: Mapping[str, str], form: Form | None = None, submitted: bool = False
    ) -> Answer:  # fmt: skip
        call = self.calls.call(command, raw)
        raw = call.raw
        self.calls.authorize(command, call)
        call = replace(call, values=meant(command, raw, call))
        raw = self.incoming.given(command, call, raw, form)
        if command.private and not self.caller.confidential:
            return self._elsewhere(command, call, raw, form)
        if form is None and command.begin and (call.revision or not command.about_letter):
            raw = {**command.begin(call), **raw}
        given = convert(command, raw, call)
        right = {name: text for name, text in raw.items() if name not in given.wrong}
        right = {**right, **spelled_out(command, right, call, given.values)}
        call = replace(call, raw=right, values=given.values)
        wrong = {name: raw[name] for name in given.wrong}
        form = replace(form or self._new_form(command), values=right, wrong=wrong, asked=())
        if given.wrong:
            return self._ask_again(Asking(command, call, form), given.wrong, submitted)
        asking = Asking(command, call, form)
        question = ambiguity(self.unit, asking) or unsettled(asking) or doubt(asking)
        if question:
            self.unit.forms.save(form)
            return question
        right = {**right, **compared(command, right)}
        call, form = replace(call, raw=right), replace(form, values=right)
        asking = Asking(command, call, form)
        missing = command.missing(given.values, right)
        if missing is None:
            try:
                with self.unit.savepoint():
                    reply = command.handler(call)
            except Questioned as questioned:
                return self._question(asking, questioned)
            self.unit.forms.close(form.id)
            said = self.renderer.message(reply, reply.language or call.speech.tag, call.revision, command.private)
            return self._then(said, reply.then, call) if reply.then else said
        return self._ask(asking, missing, submitted)

    def _then(self, said: Message, then: Then, call: Call) -> Message:
        """A reply with what is asked beneath it, where one question after another is asked."""
        if self.caller.fields > 1:
            return said
        values = {name: str(value) for name, value in then.values.items()}
        asked = self._proceed(self.renderer.commands[then.command], values)
        if not isinstance(asked, Message):
            return said
        skip = self.renderer.key(then.skip, call.speech, call.revision)
        return replace(said, blocks=(*said.blocks, *asked.blocks), keys=(*said.keys, skip), expects=asked.expects)

    def _question(self, asking: Asking, question: Questioned) -> Message:
        """What could not be done as it was asked for, and what may be chosen so that it can: the form stays."""
        values = {name: text for name, text in asking.form.values.items() if name not in question.anew}
        form = replace(asking.form, values=values)
        self.unit.forms.save(form)
        option = asking.command.option(question.option)
        if option is None:
            raise question
        return replace(asking, form=form).choice(option, question.text)

    def _ask(self, asking: Asking, option: Option, submitted: bool = False, wrong: Text | None = None) -> Answer:
        if self.named:
            raise Conflict(t("Something more has to be asked. Please give the command in that channel itself."))
        if not option.typed:
            message = asking.choice(option)
            if any(key.action.startswith(f"{ASKED}-{FORM}-") for key in message.keys):
                self.unit.forms.save(asking.form)
            return message
        if not self.caller.confidential:
            return self._elsewhere(asking.command, asking.call, asking.form.values, asking.form)
        names = asking.chunk(option)
        form = replace(asking.form, asked=names)
        self.unit.forms.save(form)
        asking = replace(asking, form=form)
        if self.caller.fields == 1:
            return asking.question(option, wrong)
        return asking.onward(option) if submitted else asking.page(names)

    def _ask_again(self, asking: Asking, wrong: Mapping[str, Text], submitted: bool) -> Answer:
        first = next(option for option in asking.command.options if option.name in wrong)
        written = any(
            each.kind is Kind.PARAGRAPH and each.name in asking.form.values for each in asking.command.options
        )
        if first.need is Need.NEVER and not (written and first.typed):
            raise Conflict(wrong[first.name])
        if not first.typed and first.need is Need.REQUIRED:
            return self._ask(asking, first)
        if not first.typed or (not first.argument and not asking.form.values):
            raise Conflict(wrong[first.name])
        if self.caller.fields == 1 and self.caller.confidential:
            return self._ask(asking, first, wrong=wrong[first.name])
        self.unit.forms.save(replace(asking.form, asked=asking.chunk(first)))
        return asking.errors(wrong)

    # What is pressed and typed in a form.

    def _form(self, form_id: str) -> Form:
        form = self.unit.forms.get(form_id)
        if form is None or str(form.account) != str(self.caller.account):
            raise NotFound(CLOSED)
        return replace(form, address=self.caller.address)

    def _command_of(self, form: Form) -> Command:
        command = self.renderer.commands.get(form.command)
        if command is None:
            raise NotFound(CLOSED)
        return command

    def _press_in_form(self, values: Sequence[str]) -> Answer:
        form_id, act, index, key = (*values, "", "", "", "")[:4]
        form = self._form(form_id)
        command = self._command_of(form)
        option = command.options[int(index)] if index.isdecimal() and int(index) < len(command.options) else None
        match act:
            case "cancel":
                return self._cancel(form)
            case "set" if option:
                return self._proceed(command, {**form.values, option.name: key}, form)
            case "like":
                return self._proceed(command, chosen(self.unit, command, form, index), form)
            case "mean" if option:
                return self._proceed(command, chosen_moment(option, form, key), form)
            case "meant" if option:
                call = self._asking(command, form).call
                return self._proceed(command, settled(option, call, form, instead=key == "1"), form)
            case "ask" if option:
                return self._ask(self._asking(command, form), option)
            case "edit" | "more":
                return self._asking(command, form).edits(filled=act == "edit")
            case "back":
                asking = self._asking(command, form)
                asked = command.option(form.asked[0]) if form.asked else None
                before = asking.before(asked) if asked else None
                return self._ask(asking, before) if before else asking.edits(filled=True)
        return self._proceed(command, form.values, form)

    def _cancel(self, form: Form | None) -> Message:
        if form is None:
            raise NotFound(t("Nothing is being asked here, so there is nothing to cancel."))
        self.unit.forms.close(form.id)
        return self.say(t("Cancelled. Nothing was recorded."))

    def _fill(
        self, form: Form, values: Mapping[str, str], reading: Reading = unformatted, submitted: bool = False
    ) -> Answer:  # fmt: skip
        command = self._command_of(form)
        if self.incoming.sent and takes_file(command, form):  # words that it comes with need not be there
            values = {name: text for name, text in values.items() if text.strip() or name == command.file}
        typed = {name: mended(text) for name, text in values.items()}
        options = [option for option in command.options if option.name in typed]
        left_out = {each.name for each in options if each.need is not Need.REQUIRED and not typed[each.name].strip()}
        merged = {**form.values, **{option.name: typed[option.name] for option in options}}
        merged.update(forms_of(command, typed, reading))
        return self._proceed(command, {n: text for n, text in merged.items() if n not in left_out}, form, submitted)

    def _asking(self, command: Command, form: Form) -> Asking:
        call = self.calls.call(command, form.values)
        self.calls.authorize(command, call)
        given = convert(command, form.values, call)
        return Asking(command, replace(call, values=given.values), form)

    def _elsewhere(self, command: Command, call: Call, raw: Mapping[str, str], form: Form | None) -> ContinueInPrivate:
        """A form that goes on in private: it belongs to this account, so that its link is of no use to another."""
        kept = replace(form or self._new_form(command), values=raw, asked=())
        self.unit.forms.save(kept)
        text = shown(t("This goes on in private, where only you see it."), call)
        return ContinueInPrivate(str(Action(FORM, (kept.id, "go"))), text, shown(t("Go on in private"), call))

    def _new_form(self, command: Command) -> Form:
        form_id = make_code(RECEIPT_LENGTH, self.unit.below)
        return Form(form_id, self.caller.account, self.caller.address, command.name, {})

    def say(self, text: Text, then: Command | None = None) -> Message:
        """A text for the caller alone, with a button by which it goes on."""
        speech = self.calls.speech(private=True)
        keys = (Key(label(then.title or then.help, speech), str(Action(then.name))),) if then else ()
        return Message(compose((text,), speech), keys, private=True, language=speech.tag)


def _in_place(request: Request) -> bool:
    """Whether the answer takes the place of the question under which something was pressed or filled in."""
    if isinstance(request, Press):
        action = Action.read(request.action)
        return action is not None and action.asked
    return isinstance(request, Submit)
