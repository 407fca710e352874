"""What becomes of a line that somebody types, and of the question that is open in their chat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.interface.command import Command
from bot.interface.files import offering, takes_file
from bot.interface.forms.form import CANCEL, press, shown
from bot.interface.forms.formatting import forms_of
from bot.interface.forms.presses import FormPresses, letter_of
from bot.interface.forms.proceeding import Proceeding
from bot.interface.options import Kind, Option
from bot.interface.requests import Answer, Say
from bot.interface.typed.hearing import Meaning, Question, asks, is_for_the_bot
from bot.interface.typed.replying import Replies
from bot.model.chats import ChatKind
from bot.model.codes import is_code
from bot.model.forms import FRESH, OFFERED, Form, Waits
from bot.model.letters.letter import Letter
from bot.model.people.limits import ASKED_HERE
from bot.ports.messenger import Key, Message
from bot.service.letters.answers import is_answered
from bot.text.checks import mended
from bot.text.compose import compose
from bot.text.text import Text, t

EDITED = t(
    "I read a message once, as it first was. To change an answer of yours, go on with the form and press *Correct*; a "
    "question you can send again."
)
OFFERED_HERE = t("**What is to be done with this?** Nothing has left yet.")
NOT_TAKEN = t(
    "This can't be sent along: only pictures, documents, videos and sound files can. Save it as one of them, and send "
    "it again."
)
NOT_LOOKED_AT = t("I don't look at pictures and files here. In words I can answer what you ask about the letter.")
ENOUGH = t("I was asked a lot here lately. Please ask me in private.")


LONGEST_LABEL = 40
"""Characters of a button's label that somebody may type."""


@dataclass
class Listening:
    """What one caller says in a chat, and which question waits there."""

    presses: FormPresses
    invoke: Callable[[str, Mapping[str, str]], Answer]
    press: Callable[[str], Answer]

    @property
    def _proceeding(self) -> Proceeding:
        return self.presses.proceeding

    @cached_property
    def before(self) -> Form | None:
        """The form whose question waits in this chat, as the request found it."""
        caller = self._proceeding.caller
        if caller.kind is not ChatKind.PRIVATE:
            return None
        return self._proceeding.unit.forms.waiting(caller.account, caller.address)

    def is_meant(self, say: Say) -> bool:
        """Whether a line of a shared place is for the bot. Under a channel's post people talk with each other: there
        only what asks is."""
        if say.replied is not None and say.replied.chat is not None:
            return say.mentioned or asks(say.text)
        return say.mentioned or say.replied is not None

    def hear(self, say: Say) -> Answer | None:
        """What comes of a line: an answer to what it replies to or to the open question, else a question; nothing
        where it is meant for others."""
        say = replace(say, text=mended(say.text))
        replies = Replies(self.presses, self.press)
        if not self._proceeding.caller.confidential:
            return self._overheard(say, replies) if self.is_meant(say) else None
        if say.edited and say.replied and say.replied.keys:
            return self._proceeding.calls.say(EDITED)
        replied = replies.answer(say, say.replied) if say.replied else None
        if replied is not None:
            return replied
        form = self.before
        command = self._proceeding.renderer.commands.get(form.command) if form else None
        if form is None or command is None:
            return self._something_else(say)
        offered = None if takes_file(command, form) else self._offered(say)
        if offered is not None:
            return offered
        now = self._proceeding.unit.now
        option = command.option(form.asked[0]) if form.asked else None
        question = Question(form, option, self._is_newest(form), self._letter(command, form))
        pressed = self._typed_cancel(command, form, option, say) or (
            self._typed_button(command, form, option, say.text) if option and question.newest else None
        )
        if pressed is not None:
            return pressed
        match question.meaning(say, now):
            case Meaning.ANSWER:
                return self.presses.take(command, form, say.text, say.formatted)
            case Meaning.PERHAPS:
                return self.presses.hold(command, form, say)
            case Meaning.UNDECIDED:
                return self.presses.asked_again(command, form)
        if say.edited and form.changed_at and now - form.changed_at < FRESH:
            return self._proceeding.calls.say(EDITED)
        return self._something_else(say)

    def _typed_button(self, command: Command, form: Form, option: Option, text: str) -> Answer | None:
        """What comes of a line that is no more than the label of a button under the question: the same as of pressing
        it."""
        line = text.strip().casefold()
        if form.waits is not Waits.LINE or len(line) > LONGEST_LABEL:
            return None
        keys = self._proceeding.asking_of(command, form).question(option).keys
        key = next((each for each in keys if each.label.casefold() == line), None)
        return self.press(key.action) if key else None

    def _typed_cancel(self, command: Command, form: Form, option: Option | None, say: Say) -> Answer | None:
        """What comes of a line that is no more than the label of *Cancel*, while a form waits: that button again, since
        it forgets everything that was typed."""
        renderer, now = self._proceeding.renderer, self._proceeding.unit.now
        labels = {renderer.label(CANCEL, tag).casefold() for tag in renderer.speeches}
        late = form.changed_at is None or now - form.changed_at >= OFFERED
        if say.edited or late or say.text.strip().casefold() not in labels:
            return None
        if option and option.kind is not Kind.FILE:
            return self._proceeding.hold(command, form, option, say.text)
        return self.presses.asked_again(command, form)

    def after(self, before: Form | None, answer: Answer | None) -> Answer | None:
        """An answer, with a button by which it goes on with a question that it has come between, which waits from now
        on until that is pressed."""
        if before is None or not isinstance(answer, Message) or self._proceeding.cancelled:
            return answer
        unit, handled = self._proceeding.unit, self._proceeding.handled
        if before.id in handled and unit.forms.get(before.id):  # it goes on: what waits beside it was offered before
            return answer
        form = self._left_open(before)
        command = self._proceeding.renderer.commands.get(form.command) if form else None
        if form is None or command is None:
            return answer
        if form.waits is Waits.LINE:
            unit.forms.pause(form.account, form.address)
        if form.changed_at is None or unit.now - form.changed_at >= OFFERED:
            return answer
        asking = self._proceeding.asking_of(command, form)
        speech = self._proceeding.renderer.speeches.get(answer.language, asking.call.speech)
        return replace(answer, keys=(*answer.keys, asking.onward_to(speech)))

    def _left_open(self, before: Form) -> Form | None:
        """The form that waits where something has come between; those that were asked by the way are closed."""
        unit, handled = self._proceeding.unit, self._proceeding.handled
        while form := unit.forms.waiting(before.account, before.address, handled):
            if not form.given_up:
                return form
            unit.forms.close(form.id)
        return None

    def _is_newest(self, form: Form) -> bool:
        chat = self._proceeding.calls.chat
        moment = form.changed_at
        return chat is None or moment is None or not self._proceeding.unit.outbox.arrived_since(chat.id, moment)

    def _letter(self, command: Command, form: Form) -> Letter | None:
        revision = self._proceeding.calls.revision(command, form.values)
        return revision.letter if revision else None

    def _something_else(self, say: Say) -> Answer | None:
        """What comes of a line that answers nothing: a code or receipt that is known here, else a question."""
        text = say.text
        offered = self._offered(say)
        if offered is not None:
            return offered
        if not text.strip():
            return self._proceeding.calls.say(NOT_LOOKED_AT)
        commands = self._proceeding.renderer.commands
        for command in commands.values() if is_code(text) else ():
            given = command.said(self._proceeding.calls.call(command, {}), text) if command.said else {}
            if given:
                return self._proceeding.proceed(command, given)
        held = self._held_late(say) or self._held_for_who_waits(say)
        if held is not None:
            return held
        self._answers_what_was_asked_for()
        return self.invoke("ask", {**(letter_of(self.before) if self.before else {}), "question": text})

    def _answers_what_was_asked_for(self) -> None:
        """A question that is typed is what an earlier `/ask` was for, which waits no more."""
        form = self.before
        if form and form.command == "ask" and not form.held:
            self._proceeding.handled.add(form.id)
            self._proceeding.unit.forms.close(form.id)

    def _held_late(self, say: Say) -> Answer | None:
        """A line to which nothing knows an answer, while a question was put aside: people type on as if it still stood
        there, so it is asked whether it is the answer to that."""
        form = self.before
        command = self._proceeding.renderer.commands.get(form.command) if form else None
        option = command.option(form.asked[0]) if form and command and form.asked else None
        if form is None or command is None or option is None or say.edited or asks(say.text):
            return None
        if option.kind is Kind.FILE or option.anything or form.changed_at is None:
            return None
        calls = self._proceeding.calls
        if option.shaped and option.takes(say.text) and self._proceeding.unit.now - form.changed_at < FRESH:
            return self.presses.take(command, form, say.text, say.formatted)
        if self._proceeding.unit.now - form.changed_at >= OFFERED:
            return None
        revision = calls.revision(self._proceeding.renderer.commands["ask"], letter_of(form))
        if revision is None or is_answered(self._proceeding.unit, revision, say.text, calls.speech(private=True).tag):
            return None
        return self.presses.hold(command, form, say)

    def _held_for_who_waits(self, say: Say) -> Answer | None:
        """A line of somebody of whom a word is awaited: people type it without pressing anything, so it is asked
        whether it is that."""
        proceeding = self._proceeding
        for command in proceeding.renderer.commands.values() if not say.edited else ():
            raw = command.awaited(proceeding.calls.call(command, {})) if command.awaited else {}
            option = command.option(command.reply(raw)) if raw else None
            revision = proceeding.calls.revision(command, raw)
            if option and revision and not is_for_the_bot(say.text, revision.letter):
                return proceeding.begin_held(command, raw, option, say.text)
        return None

    def _offered(self, say: Say) -> Message | None:
        """What a file or a forwarded post that comes unasked could be used for, by whoever may; else nothing."""
        proceeding = self._proceeding
        sent = proceeding.incoming.sent
        unasked = (sent or say.forwarded or say.unread) and not say.edited
        commands = offering(proceeding.calls) if unasked else ()
        if not commands:
            return None
        if not (sent or say.text.strip()):
            return proceeding.calls.say(NOT_TAKEN)
        keys = list[Key]()
        for command, call in commands:
            typed = {option.name: say.text for option in command.options if option.formatted}
            raw = {**proceeding.incoming.offered(command, call, {**call.raw, **typed})}
            raw.update(forms_of(command, typed, say.formatted))
            for words, values in command.offered(call) if command.offered else ():
                kept = {name: text for name, text in {**raw, **values}.items() if text.strip()}
                form = proceeding.begin(command, kept)
                keys.append(Key(shown(words, call), press(form, "go"), style="primary"))
        return replace(proceeding.calls.say(OFFERED_HERE), keys=tuple(keys))

    def _overheard(self, say: Say, replies: Replies) -> Answer | None:
        """What is said in a shared place to a line that names the bot or replies to it: what everybody may know, so
        often in an hour at the most."""
        asked_about = replies.asked_about(say.replied, say.text.strip()) if say.replied and say.text.strip() else None
        if asked_about is not None:
            return asked_about
        asked = self._asked_here()
        if asked > ASKED_HERE.most:
            return None
        if asked == ASKED_HERE.most:
            return self._aloud(ENOUGH)
        if say.text.strip():
            return self.invoke("ask_here", {"question": say.text})
        wordless = say.upload or say.unread or say.replied
        return self._aloud(NOT_LOOKED_AT) if wordless else self.invoke("start", {})

    def _aloud(self, text: Text) -> Message:
        """A word where others read it too, to whoever has turned to the bot there."""
        speech = self._proceeding.calls.speech(private=False)
        return Message(compose((text,), speech), language=speech.tag)

    def _asked_here(self) -> int:
        """How often the bot was asked in this chat before, lately, whatever letter was meant; this is counted too."""
        letters = self._proceeding.calls.letters
        if not letters:
            return 0
        limits, counted_in, key = (
            self._proceeding.unit.limits,
            letters[0].letter_id,
            str(self._proceeding.caller.address),
        )
        asked = limits.count(counted_in, ASKED_HERE.kind, key, ASKED_HERE.within)
        if asked <= ASKED_HERE.most:
            limits.add(counted_in, (ASKED_HERE.kind, key))
        return asked
