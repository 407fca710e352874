"""What comes of a command, with what was given for it so far: it is asked for the rest, or done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import Conflict, Outdated, Questioned, Refusal
from bot.interface.actions import ASKED, Action, filled
from bot.interface.call import Call, Then
from bot.interface.calls import Calls
from bot.interface.command import Command
from bot.interface.files import IncomingFile
from bot.interface.forms.dating import spelled_out, unsettled
from bot.interface.forms.disambiguating import ambiguity, compared
from bot.interface.forms.doubting import doubt
from bot.interface.forms.form import FORM, Asking, convert, meant, shown
from bot.interface.forms.pages import page
from bot.interface.options import Kind, Need, Option
from bot.interface.rendering import Renderer
from bot.interface.requests import Answer, Caller, ContinueInPrivate
from bot.model.codes import make_name
from bot.model.forms import Form, Waits
from bot.ports.messenger import Message
from bot.ports.store import Unit
from bot.service import forms
from bot.text.text import Text, t


@dataclass
class Proceeding:
    """How commands go on, in one request. `handled`: the forms that went on in it, or ended; `cancelled`: one was given
    up."""

    unit: Unit
    caller: Caller
    calls: Calls
    renderer: Renderer
    incoming: IncomingFile
    named: bool = False
    handled: set[str] = field(default_factory=set)
    cancelled: bool = False

    def proceed(
        self,
        command: Command,
        raw: Mapping[str, str],
        form: Form | None = None,
        submitted: bool = False,
        taken: Option | None = None,
    ) -> Answer:
        """Do a command with what was given, or ask for what is missing. `submitted`: it comes from a page of fields;
        `taken`: from a line, for this option. Raises a `Refusal`, but for a form that goes on: its answer says so."""
        began = form is None
        call = self.calls.call(command, raw)
        raw = call.raw
        self.calls.authorize(command, call)
        call = replace(call, values=meant(command, raw, call))
        raw = self.incoming.given(command, call, raw, form)
        if command.private and not self.caller.confidential:
            return self.elsewhere(command, call, raw, form)
        if form is None and command.begin and (call.revision or not command.about_letter):
            raw = {**command.begin(call), **raw}
        given = convert(command, raw, call)
        if self.incoming.unfit and command.file in given.wrong:
            given = replace(given, wrong={**given.wrong, command.file: self.incoming.unfit})
        right = {name: text for name, text in raw.items() if name not in given.wrong}
        right = {**right, **spelled_out(command, right, call, given.values)}
        call = replace(call, raw=right, values=given.values)
        wrong = {name: raw[name] for name in given.wrong}
        form = self._next_step(replace(form or self._new_form(command), values=right, wrong=wrong, asked=()))
        if given.wrong:
            return self._ask_again(Asking(command, call, form), given.wrong, began, taken)
        form = replace(form, held="")
        asking = Asking(command, call, form)
        question = ambiguity(self.unit, asking) or doubt(asking)
        moment = None if question else unsettled(asking)
        if moment:
            return self._which_moment(asking, moment)
        if question:
            self._keep(form)
            return question
        right = {**right, **compared(command, right)}
        call, form = replace(call, raw=right), replace(form, values=right)
        asking = Asking(command, call, form)
        missing = command.missing(call)
        if missing is None:
            return self._done(asking, began, taken)
        if began and not asking.in_field(missing) and command.corrects(call):
            return self._fields_first(asking)
        return self.ask(asking, missing, submitted, taken=taken)

    def _fields_first(self, asking: Asking) -> Answer:
        """What can be corrected: the first page of fields, or each field as a button, where one is asked at a time."""
        if self.caller.fields > 1 and asking.first:
            return self.ask(asking, asking.first)
        self._keep(asking.form)
        return asking.corrections()

    def _done(self, asking: Asking, began: bool, taken: Option | None) -> Answer:
        """What its handler answers; where that refuses what was asked for in a form, what was typed is kept."""
        command, call, form = asking.command, asking.call, asking.form
        try:
            with self.unit.savepoint():
                reply = command.handler(call)
        except Questioned as questioned:
            return self._question(asking, questioned)
        except Outdated:
            raise
        except Refusal as refused:
            if began or not self.caller.confidential or not any(option.typed for option in command.options):
                raise
            if taken:
                return self.ask(asking, taken, wrong=refused.text)
            self._keep(form)
            return asking.refused(refused.text)
        self.unit.forms.close(form.id)
        said = self.renderer.message(
            reply, reply.language or call.speech, call.revision, now=self.unit.now, private=command.private
        )
        return self._then(said, reply.then, call) if reply.then else said

    def _then(self, said: Message, then: Then, call: Call) -> Message:
        """A reply with what is asked beneath it, where one question after another is asked."""
        if self.caller.fields > 1:
            return said
        values = {name: str(value) for name, value in then.values.items()}
        asked = self.proceed(self.renderer.commands[then.command], values)
        form = self.unit.forms.waiting(self.caller.account, self.caller.address)
        if not isinstance(asked, Message) or form is None or form.command != then.command:
            return said
        forms.keep(self.unit, replace(form, beneath=True))
        skip = self.renderer.key(then.skip, call.speech, call.revision)
        return replace(said, blocks=(*said.blocks, *asked.blocks), keys=(skip, *said.keys), expects=asked.expects)

    @property
    def _types(self) -> bool:
        """Whether the caller answers by lines, in private, and not by fields."""
        return self.caller.fields == 1 and self.caller.confidential

    def _replace_earlier(self, form: Form) -> None:
        """Close the forms that wait here and hold nothing that a new one of the same command does not hold."""
        known = {form.id, *self.handled}
        while other := self.unit.forms.waiting(form.account, form.address, known):
            known.add(other.id)
            if other.command == form.command and not other.held and other.values.items() <= form.values.items():
                self.unit.forms.close(other.id)

    def _keep(self, form: Form) -> None:
        """Keep a form that goes on by buttons. What is typed meanwhile is about something else, and where lines are
        typed its answer leads back here."""
        forms.keep(self.unit, replace(form, waits=Waits.PAUSED) if self._types else form)

    def _which_moment(self, asking: Asking, option: Option) -> Message:
        """The question which moment is meant: it is answered by a button, or by a line that says another one."""
        form = replace(asking.form, asked=(option.name,), waits=Waits.LINE if self._types else Waits.NOTHING)
        forms.keep(self.unit, form)
        asking = replace(asking, form=form)
        return asking.moments(option, option.moments(form.values[option.name], asking.call))

    def _next_step(self, form: Form) -> Form:
        self.handled.add(form.id)
        return replace(form, step=form.step + 1, waits=Waits.NOTHING)

    def _question(self, asking: Asking, question: Questioned) -> Message:
        """What could not be done as it was asked for, and what may be chosen so that it can: the form stays."""
        values = {name: text for name, text in asking.form.values.items() if name not in question.anew}
        form = replace(asking.form, values=values)
        self._keep(form)
        option = asking.command.option(question.option)
        if option is None:
            raise question
        return replace(asking, form=form).choice(option, question.text)

    def ask_anew(self, asking: Asking, option: Option) -> Answer:
        """Ask for an option that is to be changed. A page of fields that is opened is no step: it may be closed."""
        if self.caller.fields > 1:
            return self.ask(asking, option)
        return self.ask(replace(asking, form=self._next_step(asking.form)), option)

    def ask(
        self,
        asking: Asking,
        option: Option,
        submitted: bool = False,
        wrong: Text | None = None,
        taken: Option | None = None,
    ) -> Answer:
        """Ask for an option: by buttons, by a question to be answered by the next line, or by a page of fields. Raises
        `Conflict` where the command names another place than the caller's."""
        if self.named:
            raise Conflict(t("Something more has to be asked. Please give the command in that channel itself."))
        if not asking.in_field(option):
            message = asking.choice(option, wrong=wrong)
            if any(key.action.startswith(f"{ASKED}-{FORM}-") for key in message.keys):
                self._keep(asking.form)
            return message
        if not self.caller.confidential:
            return self.elsewhere(asking.command, asking.call, asking.form.values, asking.form)
        names = asking.chunk(option)
        waits = Waits.LINE if self._types else Waits.NOTHING
        form = replace(asking.form, asked=names, waits=waits)
        self._replace_earlier(form)
        forms.keep(self.unit, form)
        asking = replace(asking, form=form)
        if self.caller.fields == 1:
            return asking.question(option, wrong, taken)
        return asking.onward(option) if submitted and not self.caller.pages else page(asking, names)

    def _ask_again(self, asking: Asking, wrong: Mapping[str, Text], began: bool, taken: Option | None) -> Answer:
        first = next(option for option in asking.command.options if option.name in wrong)
        written = any(
            each.kind is Kind.PARAGRAPH and each.name in asking.form.values for each in asking.command.options
        )
        if first.need is Need.NEVER and not (written and first.typed):
            raise Conflict(wrong[first.name])
        if not asking.in_field(first) and first.need is Need.REQUIRED:
            return self.ask(asking, first, wrong=wrong[first.name])
        if not asking.in_field(first) or (began and not first.argument and not asking.form.values):
            raise Conflict(wrong[first.name])
        if self.caller.fields == 1 and self.caller.confidential:
            held = asking.form.held if taken and not taken.anything else ""
            asking = replace(asking, form=replace(asking.form, held=held))
            return self.ask(asking, first, wrong=wrong[first.name])
        form = replace(asking.form, asked=asking.chunk(first))
        forms.keep(self.unit, form)
        return page(replace(asking, form=form), form.asked, wrong) if self.caller.pages else asking.errors(wrong)

    def hold(self, command: Command, form: Form, option: Option, line: str) -> Answer:
        """Keep a line that may be the answer to what a form asks, and ask whether it is."""
        form = self._next_step(replace(form, held=line))
        form = replace(form, asked=(option.name,), waits=Waits.LINE if self._types else Waits.PAUSED)
        forms.keep(self.unit, form)
        if command.private and not self.caller.confidential:
            return self.elsewhere(command, self.calls.call(command, form.values), form.values, form)
        return self.asking_of(command, form).perhaps(option)

    def begin(self, command: Command, raw: Mapping[str, str]) -> Form:
        """A form for a command with what is known so far, which a button goes on with."""
        form = self._next_step(replace(self._new_form(command), values=raw))
        forms.keep(self.unit, form)
        return form

    def begin_held(self, command: Command, raw: Mapping[str, str], option: Option, line: str) -> Answer:
        """Begin a form for a command, with a line that may be for one of its options; raises a `Refusal`."""
        call = self.calls.call(command, raw)
        self.calls.authorize(command, call)
        if command.begin and (call.revision or not command.about_letter):
            call = replace(
                call, raw={**command.begin(replace(call, values=meant(command, call.raw, call))), **call.raw}
            )
        return self.hold(command, replace(self._new_form(command), values=call.raw), option, line)

    def asking_of(self, command: Command, form: Form) -> Asking:
        """What a form asks, in words alone."""
        return Asking(command, self.calls.call(command, form.values), form)

    def asking(self, command: Command, form: Form) -> Asking:
        """What a form has still to ask of its caller, who may use its command."""
        call = self.calls.call(command, form.values)
        self.calls.authorize(command, call)
        given = convert(command, form.values, call)
        return Asking(command, replace(call, values=given.values), form)

    def elsewhere(self, command: Command, call: Call, raw: Mapping[str, str], form: Form | None) -> ContinueInPrivate:
        """A form that goes on in private: it belongs to this account, so that its link is of no use to another."""
        begun = form or self._new_form(command)
        kept = self._next_step(replace(begun, values=raw, asked=begun.asked if begun.held else ()))
        forms.keep(self.unit, kept)
        text = shown(t("This goes on in private, where only you see it."), call)
        action = str(Action(FORM, (kept.id, str(kept.step), "go")))
        about = {name: raw[name] for name in (command.about_chat,) if name in raw}
        anew = str(filled(command.name, command.names, about)) if command.linked else ""
        return ContinueInPrivate(action, text, shown(t("Go on in private"), call), anew)

    def _new_form(self, command: Command) -> Form:
        form_id = make_name(self.unit.below, self.unit.forms.get)
        return Form(form_id, self.caller.account, self.caller.address, command.name, {})


def filled_in(command: Command, form: Form, typed: Mapping[str, str]) -> Mapping[str, str]:
    """A form's values with what was typed for some of its options; what may be left out and is empty is taken away."""
    options = [option for option in command.options if option.name in typed]
    left_out: Sequence[str] = [
        each.name for each in options if each.need is not Need.REQUIRED and not typed[each.name].strip()
    ]
    merged = {**form.values, **{option.name: typed[option.name] for option in options}}
    return {name: text for name, text in merged.items() if name not in left_out}
