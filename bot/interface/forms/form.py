"""A form is whatever options are still missing: the questions, pages and buttons by which they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Invalid
from bot.interface.actions import Action, filled
from bot.interface.call import Call
from bot.interface.command import Command
from bot.interface.options import LETTER, Choice, Kind, Need, Option
from bot.model.forms import Form
from bot.ports.messenger import Key, Message
from bot.text.compose import compose, label
from bot.text.locales import Speech
from bot.text.text import Bullets, Code, Listing, Part, Planned, Text, Typed, t

ANOTHER = "0"
"""In the place of a known organization: it is another one."""

IT_ASKS = t("It's a question")

CANCEL = t("Cancel")

FORM = "form"
"""The word in an action that belongs to a form and not to a command."""


def press(form: Form, act: str, *values: str | int) -> str:
    """The action of a button in a form, as it is at this step."""
    return str(Action(FORM, (form.id, str(form.step), act, *(str(value) for value in values)), asked=True))


@dataclass(frozen=True, slots=True)
class Converted:
    """The options of a call: what could be taken, and what could not, with the reason."""

    values: Mapping[str, str | int | datetime]
    wrong: Mapping[str, Text]


def convert(command: Command, raw: Mapping[str, str], call: Call) -> Converted:
    """Every option that was given and applies, converted; none, while it is not known which letter is meant."""
    letter = command.option(LETTER)
    if call.revision is None and letter and letter.need is Need.REQUIRED and LETTER not in raw:
        return Converted({}, {})
    values, wrong = dict[str, str | int | datetime](), dict[str, Text]()
    for option in command.options:
        given = raw.get(option.name, "")
        if option.name not in raw or not option.wanted(call, raw) or (not given and option.need is not Need.REQUIRED):
            continue
        try:
            values[option.name] = option.convert(given, call)
        except Invalid as error:
            wrong[option.name] = error.text
    return Converted(values, wrong)


def meant(command: Command, raw: Mapping[str, str], call: Call) -> Mapping[str, int | str | datetime]:
    """What is known before a form begins: numbers that are some, and what the handles in a call stand for; raises
    `NotFound` or `Outdated` for one that stands for nothing."""
    given = [option for option in command.options if raw.get(option.name)]
    return {
        option.name: option.convert(raw[option.name], call)
        for option in given
        if option.kind is Kind.HANDLE or (option.kind is Kind.NUMBER and option.holds(raw[option.name]))
    }


def shown(text: Text | str, call: Call) -> str:
    """A label in the caller's language."""
    return label(text, call.speech) if isinstance(text, Text) else text


@dataclass(frozen=True, slots=True)
class Asking:
    """What a command still has to ask of its caller."""

    command: Command
    call: Call
    form: Form

    def in_field(self, option: Option) -> bool:
        """Whether an option is asked for by a field, and not by buttons of its own."""
        return option.typed or (option.beside and self.call.caller.fields > 1)

    @property
    def first(self) -> Option | None:
        """The first option that is typed; nothing where none is."""
        return next(iter(self._typed), None)

    @property
    def _typed(self) -> list[Option]:
        """The options that are typed, or chosen among those, as far as they apply."""
        return [
            option
            for option in self.command.options
            if (option.beside or option.typed)
            and option.need is not Need.NEVER
            and option.wanted(self.call, self.form.values)
        ]

    @property
    def _pages(self) -> list[list[Option]]:
        """The typed options, as many on a page as the caller can be shown at once."""
        size = self.call.caller.fields
        return [self._typed[start : start + size] for start in range(0, len(self._typed), size)]

    def chunk(self, option: Option) -> tuple[str, ...]:
        """The names of the fields that are shown together with an option."""
        page = next((page for page in self._pages if option in page), [option])
        return tuple(entry.name for entry in page)

    def position(self, option: Option) -> tuple[int, int]:
        """Where an option stands among what has to be asked: 2 of 4."""
        if self.call.caller.fields == 1:
            steps: list[tuple[str, ...]] = [(each.name,) for each in self._typed if each.need is Need.REQUIRED]
        else:
            steps = list(
                dict.fromkeys(
                    self.chunk(each) if self.in_field(each) else (each.name,)
                    for each in self.command.options
                    if each.need is Need.REQUIRED and each.name != LETTER and each.wanted(self.call, self.form.values)
                )
            )
        step = next((index for index, names in enumerate(steps, 1) if option.name in names), 0)
        return step, len(steps)

    def question(self, option: Option, wrong: Text | None = None, taken: Option | None = None) -> Message:
        """One field as a question, to be answered by the next line; before it, what was just taken."""
        step, steps = self.position(option)
        parts: list[Part] = [wrong] if wrong else []
        if taken and taken.kind is not Kind.FILE and self.form.values.get(taken.name):
            parts.append(t("Noted. {label}: {value}", label=taken.label, value=self.form.values[taken.name]))
        if step and steps > 1:
            parts.append(t("**{step} of {steps} · {label}**", step=step, steps=steps, label=option.label))
        else:
            parts.append(t("**{label}**", label=option.label))
        parts.extend(option.asks(self.call))
        if self.form.values.get(option.name):
            parts.append(t("Now: {value}", value=self.form.values[option.name]))
        keys = [Key(shown(t("Back"), self.call), press(self.form, "back"))] if self._before(option) else []
        if option.need is not Need.REQUIRED or self.form.values.get(option.name):
            keys.append(
                Key(
                    shown(t("Keep it") if self.form.values.get(option.name) else t("Skip"), self.call),
                    press(self.form, "go"),
                )
            )
        if wrong and self.form.held:
            keys.append(Key(shown(IT_ASKS, self.call), press(self.form, "question")))
        return self._message(parts, [*keys, self._cancel()], expects=self.form.id)

    def perhaps(self, option: Option) -> Message:
        """A line that may be the answer to the question, or a question of its own: it is asked which. Where others read
        it is not repeated: whoever typed it sees it above."""
        keys = [
            Key(shown(t("It is: {label}", label=option.label), self.call), press(self.form, "take"), style="primary"),
            Key(shown(IT_ASKS, self.call), press(self.form, "question")),
        ]
        parts: list[Part] = [
            t("**Is this the answer to what was asked here, or a question of yours?**"),
            *option.asks(self.call),
        ]
        if self.call.caller.confidential:
            parts.extend((t("You typed:"), Typed(self.form.held, quoted=True)))
        return self._message(parts, [*keys, self._cancel()])

    def refused(self, reason: Text) -> Message:
        """What came of it could not be done, and why; what was typed is kept."""
        again = Key(shown(t("Try again"), self.call), press(self.form, "go"))
        return self._message([reason], [*self._changes(), again, self._cancel()])

    def onward_to(self, speech: Speech) -> Key:
        """The button that goes on with this form, under something that has come between, in the language of that."""
        title = self.command.title or self.command.help
        return Key(label(t("Go on: {title}", title=title), speech), press(self.form, "go"))

    def _before(self, option: Option) -> Option | None:
        required = [each for each in self._typed if each.need is Need.REQUIRED]
        index = required.index(option) if option in required else 0
        return required[index - 1] if index else None

    def before(self, option: Option) -> Option | None:
        """The question before this one, else the choice before the first one."""
        choices = [each for each in self.command.options if not each.typed and each.name != LETTER]
        return self._before(option) or (choices[0] if choices else None)

    def choice(self, option: Option, question: Text | None = None, wrong: Text | None = None) -> Message:
        """A choice as buttons, under its own question or another, and what was wrong with what was chosen before; where
        all that is required was typed before, with the ways to change it."""
        choices = option.offers(self.call)
        actions = [self._filled_in(option, choice) for choice in choices]
        stateless = all(self._in_action(name) for name in self.form.values) and all(each.fits for each in actions)
        index = self.command.names.index(option.name)
        keys = [
            Key(
                shown(choice.label, self.call),
                str(action) if stateless else press(self.form, "set", index, choice.key),
                style=choice.style,
            )
            for choice, action in zip(choices, actions, strict=True)
        ]
        if not stateless:
            asked_later = any(each.need is Need.REQUIRED and not self._filled(each) for each in self._typed)
            keys.extend([*(() if asked_later else self._changes()), self._cancel()])
        asked = (question,) if question else option.asks(self.call)
        return self._message((*((wrong,) if wrong else ()), *asked), keys)

    def _in_action(self, name: str) -> bool:
        option = self.command.option(name)
        personal = option is None or option.kind not in (Kind.CHOICE, Kind.NUMBER, Kind.HANDLE)
        return not personal

    def _filled_in(self, option: Option, choice: Choice) -> Action:
        return filled(self.command.name, self.command.names, {**self.form.values, option.name: choice.key}, asked=True)

    def _changes(self) -> list[Key]:
        if self.call.caller.fields == 1:
            keys = [Key(shown(t("Correct"), self.call), press(self.form, "edit"))]
            open_still = Listing([each.label for each in self._typed if not self._filled(each)])
            return (
                [*keys, Key(shown(t("Add: {names}", names=open_still), self.call), press(self.form, "more"))]
                if open_still.items
                else keys
            )
        keys = []
        for page in self._pages:
            labels = [shown(option.label, self.call) for option in page]
            names = Listing(labels) if len(labels) < 3 else f"{labels[0]} … {labels[-1]}"
            if not any(self.form.values.get(option.name) for option in page):
                text = t("Add: {names}", names=names)
            else:
                text = t("Correct: {names}", names=names) if len(self._pages) > 1 else t("Correct")
            keys.append(Key(shown(text, self.call), press(self.form, "ask", self.command.names.index(page[0].name))))
        return keys

    def corrections(self) -> Message:
        """All typed options, as buttons, each to be asked again."""
        return self._edits(t("What would you like to correct?"), self._typed)

    def edits(self, filled: bool) -> Message:
        """The typed options that are filled, or those that are not, as buttons, each to be asked again."""
        question = t("What would you like to correct?") if filled else t("What would you like to add?")
        return self._edits(question, [each for each in self._typed if self._filled(each) is filled])

    def _edits(self, question: Text, options: Sequence[Option]) -> Message:
        keys = [
            Key(shown(option.label, self.call), press(self.form, "ask", self.command.names.index(option.name)))
            for option in options
        ]
        back = Key(shown(t("Back"), self.call), press(self.form, "go"))
        return self._message([question], [*keys, back])

    def _filled(self, option: Option) -> bool:
        return bool(self.form.values.get(option.name))

    def errors(self, wrong: Mapping[str, Text]) -> Message:
        """What can't be taken, field by field; what was right is kept."""
        options = [option for option in self.command.options if option.name in wrong]
        parts: list[Part] = [
            t("Some answers need a correction. The others are kept."),
            Bullets(tuple(t("**{label}:** {wrong}", label=each.label, wrong=wrong[each.name]) for each in options)),
        ]
        index = self.command.names.index(options[0].name)
        correct = Key(shown(t("Correct"), self.call), press(self.form, "ask", index), style="primary")
        without = Key(shown(t("Go on without it"), self.call), press(self.form, "go"))
        spared = [without] if all(each.need is not Need.REQUIRED for each in options) else []
        return self._message(parts, [correct, *spared, self._cancel()])

    def onward(self, option: Option) -> Message:
        """A button that opens the next page, where a page can't follow a page by itself."""
        key = Key(
            shown(t("Go on"), self.call),
            press(self.form, "ask", self.command.names.index(option.name)),
            style="primary",
        )
        return self._message([t("There is one more page to fill.")], [key, self._cancel()])

    def likeness(self, typed: str, names: Sequence[tuple[str, str]]) -> Message:
        """Organizations that are known and perhaps meant, each by its handle."""
        keys = [Key(name, press(self.form, "like", handle)) for handle, name in names]
        other = Key(shown(t("No, another organization"), self.call), press(self.form, "like", ANOTHER))
        question = t("**Did you mean one of these?** You typed: {typed}", typed=typed)
        return self._message([question], [*keys, other, self._cancel()])

    def moments(self, option: Option, found: Sequence[datetime]) -> Message:
        """The moments that can be meant, shown to whoever typed one of them."""
        index = self.command.names.index(option.name)
        said = [t("{moment}", moment=Planned(each)) for each in found]
        labels = [t("Yes")] if len(found) == 1 else said
        asked = (
            t("**Do you mean {moment}?**", moment=said[0])
            if len(found) == 1
            else t("**Which one do you mean?** You typed: {typed}", typed=self.form.values[option.name])
        )
        keys = [
            Key(shown(label, self.call), press(self.form, "mean", index, int(each.timestamp())), style="primary")
            for label, each in zip(labels, found, strict=True)
        ]
        anew = Key(shown(t("Another one"), self.call), press(self.form, "ask", index))
        return self._message([asked], [*keys, anew, self._cancel()], expects=self.form.id)

    def doubt(self, option: Option, typed: str, meant: str) -> Message:
        """What was typed, and what was perhaps meant: either can be chosen."""
        index = self.command.names.index(option.name)
        keys = [
            Key(shown(t("Yes, that is what I meant"), self.call), press(self.form, "meant", index, 1)),
            Key(shown(t("No, what I typed is right"), self.call), press(self.form, "meant", index, 0)),
        ]
        question = t("**Did you mean {meant}?** You typed: {typed}", meant=Code(meant), typed=Code(typed))
        return self._message([question], [*keys, self._cancel()])

    def _cancel(self) -> Key:
        return Key(shown(CANCEL, self.call), press(self.form, "cancel"), style="danger")

    def _message(self, parts: Sequence[Part], keys: Sequence[Key], expects: str = "") -> Message:
        return Message(
            compose(parts, self.call.speech),
            tuple(keys),
            private=self.command.private,
            expects=expects,
            language=self.call.speech.tag,
        )
