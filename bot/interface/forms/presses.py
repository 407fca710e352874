"""What is pressed in a form: each button belongs to one step of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import NotFound
from bot.interface.command import Command
from bot.interface.forms.dating import chosen_moment
from bot.interface.forms.disambiguating import chosen
from bot.interface.forms.doubting import settled
from bot.interface.forms.formatting import forms_of
from bot.interface.forms.proceeding import Proceeding, filled_in
from bot.interface.options import LETTER
from bot.interface.requests import Answer, Say
from bot.model.forms import Form, Waits
from bot.ports.messenger import Message
from bot.service import forms
from bot.text.compose import label
from bot.text.markup.formatted import Reading
from bot.text.text import t

CLOSED = t("This form is finished or closed. To begin another, give the command again.")

EARLIER = t("This button belongs to an earlier step. This is where it stands now.")


def letter_of(form: Form) -> Mapping[str, str]:
    """The letter that a form is about, as it is given to another command."""
    return {LETTER: form.values[LETTER]} if LETTER in form.values else {}


@dataclass(frozen=True, slots=True)
class FormPresses:
    """The presses in the forms of one caller."""

    proceeding: Proceeding

    def form(self, form_id: str) -> Form:
        """The caller's form of this id, which goes on where they are now; raises `NotFound`."""
        form = self.proceeding.unit.forms.get(form_id)
        if form is None or str(form.account) != str(self.proceeding.caller.account):
            raise NotFound(CLOSED, "help")
        return replace(form, address=self.proceeding.caller.address)

    def command_of(self, form: Form) -> Command:
        """The command that a form is for; raises `NotFound` where there is none of its name any more."""
        command = self.proceeding.renderer.commands.get(form.command)
        if command is None:
            raise NotFound(CLOSED, "help")
        return command

    def press(self, values: Sequence[str], linked: bool) -> Answer:
        """Do what a button of a form does, by the values of its action: the form, its step, what is done, and to what.
        By a link a form only goes on."""
        form_id, step, act, index, key = (*values, "", "", "", "", "")[:5]
        form = self.form(form_id)
        command = self.command_of(form)
        self.proceeding.handled.add(form.id)
        if linked:
            return self._go_on(command, form)
        if step != str(form.step):
            return self._earlier(command, form)
        return self._do(command, form, act, index, key)

    def _do(self, command: Command, form: Form, act: str, index: str, key: str) -> Answer:
        proceeding = self.proceeding
        option = command.options[int(index)] if index.isdecimal() and int(index) < len(command.options) else None
        match act:
            case "cancel":
                return self.cancel(form)
            case "set" if option:
                values = {**form.values, option.name: key}
                if option.name == LETTER:
                    proceeding.calls.choose(command, values)
                return proceeding.proceed(command, values, form)
            case "like":
                return proceeding.proceed(command, chosen(proceeding.unit, command, form, index), form)
            case "mean" if option:
                return proceeding.proceed(command, chosen_moment(option, form, key), form)
            case "meant" if option:
                call = proceeding.asking(command, form).call
                return proceeding.proceed(command, settled(option, call, form, instead=key == "1"), form)
            case "ask" if option:
                return proceeding.ask_anew(proceeding.asking(command, form), option)
            case "edit" | "more":
                return proceeding.asking(command, form).edits(filled=act == "edit")
            case "take" if form.held and form.asked:
                return self.take(command, form, form.held)
            case "question" if form.held:
                return self._ask(form)
            case "back":
                asking = proceeding.asking(command, form)
                asked = command.option(form.asked[0]) if form.asked else None
                before = asking.before(asked) if asked else None
                return proceeding.ask_anew(asking, before) if before else asking.edits(filled=True)
        return self._go_on(command, form)

    def _go_on(self, command: Command, form: Form) -> Answer:
        """Where a form stands: a line that may be its answer is asked about first."""
        option = command.option(form.asked[0]) if form.held and form.asked else None
        if option and not form.wrong:
            return self.proceeding.asking(command, form).perhaps(option)
        return self.proceeding.proceed(command, form.values, form)

    def _ask(self, form: Form) -> Answer:
        """A line that was typed while a form asked something is a question of its own; the form waits."""
        proceeding = self.proceeding
        proceeding.handled.discard(form.id)
        forms.keep(proceeding.unit, replace(form, held="", wrong=None, waits=Waits.PAUSED))
        return proceeding.proceed(proceeding.renderer.commands["ask"], {**letter_of(form), "question": form.held})

    def _earlier(self, command: Command, form: Form) -> Answer:
        answer = self._go_on(command, form)
        if not isinstance(answer, Message):
            return answer
        return replace(answer, pop_up=label(EARLIER, self.proceeding.calls.speech(private=True)))

    def take(self, command: Command, form: Form, line: str, reading: Reading | None = None) -> Answer:
        """Take a line for the answer to what a form asks; where a file comes with it, it may say nothing. `reading`:
        what it is with its form, where that is not kept yet."""
        name = form.asked[0]
        self.proceeding.handled.add(form.id)
        typed = {name: line} if line.strip() or not self.proceeding.incoming.sent else {}
        formed = forms_of(command, typed, reading) if reading else {}
        values, held = {**filled_in(command, form, typed), **formed}, formed.get(name, line)
        answer = self.proceeding.proceed(command, values, replace(form, held=held), taken=command.option(name))
        return replace(answer, closes=form.id) if isinstance(answer, Message) else answer

    def asked_again(self, command: Command, form: Form) -> Answer:
        """The question whether an earlier line is the answer, once more."""
        self.proceeding.handled.add(form.id)
        return self._go_on(command, form)

    def hold(self, command: Command, form: Form, say: Say) -> Answer:
        """Ask whether a line is the answer to what a form asks; raises `NotFound` where it asks nothing any more."""
        option = command.option(form.asked[0])
        if option is None:
            raise NotFound(CLOSED, "help")
        formed = dict(forms_of(command, {option.name: say.text}, say.formatted))
        line = formed.pop(option.name, say.text)
        return self.proceeding.hold(command, replace(form, values={**form.values, **formed}), option, line)

    def cancel(self, form: Form | None) -> Message:
        """Forget a form, with everything that was typed in it; raises `NotFound` where there is none."""
        if form is None:
            raise NotFound(t("Nothing is being asked here, so there is nothing to cancel."))
        self.proceeding.handled.add(form.id)
        self.proceeding.cancelled = True
        self.proceeding.unit.forms.close(form.id)
        calls = self.proceeding.calls
        return calls.say(t("Cancelled. Nothing was recorded."))
