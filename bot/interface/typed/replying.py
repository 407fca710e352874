"""What a line is that replies to a message of the bot's: it is about what that message is about."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from bot.errors import NotAllowed, NotFound
from bot.interface.actions import Action
from bot.interface.forms.form import FORM
from bot.interface.forms.presses import FormPresses
from bot.interface.requests import Answer, Replied, Say
from bot.model.forms import Waits


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies of one caller to messages with buttons."""

    presses: FormPresses
    press: Callable[[str], Answer]

    def answer(self, say: Say, replied: Replied) -> Answer | None:
        """What comes of a reply: one of the buttons by its label, the answer to the question that they belong to, or
        what one of them asks for; nothing where it is none of these."""
        line = say.text.strip()
        if not line:
            return None
        named = [action for label, action in replied.keys if label.casefold() == line.casefold()]
        if named:
            return self.press(named[0])
        for action in _actions(replied):
            answer = self._in_form(action, say) if action.command == FORM else self._filling(action, line)
            if answer is not None:
                return answer
        return None

    def asked_about(self, replied: Replied, line: str) -> Answer | None:
        """What comes of a reply that may be meant for somebody else, which is asked about; nothing for any other, nor
        where whoever replies may not do that: they talk about what others decide."""
        for action in _actions(replied):
            command = self.presses.proceeding.renderer.commands.get(action.command)
            if command is None or not command.reply_is_asked_about:
                continue
            with suppress(NotAllowed):
                answer = self._filling(action, line)
                if answer is not None:
                    return answer
        return None

    def _in_form(self, action: Action, say: Say) -> Answer | None:
        form_id, step = (*action.values, "", "")[:2]
        try:
            form = self.presses.form(form_id)
        except NotFound:
            return None
        command = self.presses.command_of(form)
        if not form.asked or form.waits is Waits.NOTHING:
            return None
        if step == str(form.step):
            return self.presses.take(command, form, say.text, say.formatted)
        return self.presses.hold(command, form, say)

    def _filling(self, action: Action, line: str) -> Answer | None:
        """A button's command with the line for the option that a reply fills in, where that is to be given."""
        proceeding = self.presses.proceeding
        command = proceeding.renderer.commands.get(action.command)
        raw = command.filled(action.values) if command else None
        if command is None or raw is None:
            return None
        option = command.option(command.reply(raw))
        if option is None or option.name in raw:
            return None
        if command.reply_is_asked_about:
            return proceeding.begin_held(command, raw, option, line)
        return proceeding.proceed(command, {**raw, option.name: line})


def _actions(replied: Replied) -> Iterator[Action]:
    """What the buttons do under which somebody replies."""
    return filter(None, (Action.read(text) for _, text in replied.keys))
