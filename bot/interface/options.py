"""The options of a command: what may be given, by whom it is asked for, and how it is converted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import Invalid, NotFound, Outdated
from bot.interface.call import Call
from bot.model.letters.questions import said_number
from bot.ports.messenger import KeyStyle
from bot.ports.store import Unit
from bot.text import checks
from bot.text.blocks import Words
from bot.text.direction import uncopied
from bot.text.locales import SOURCE
from bot.text.moments import reading as moments
from bot.text.text import Part, Text, t

LETTER = "letter"
"""The name of the option by which a command is about a letter."""


DIGITS = 9
"""So many digits a number has at the most."""


class Kind(StrEnum):
    """What an option holds."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    CHOICE = "choice"
    ORGANIZATION = "organization"
    DATE = "date"
    FILE = "file"
    CHAT = "chat"
    HANDLE = "handle"
    ROLE = "role"


class Need(StrEnum):
    """Whether an option is asked for where it was not given."""

    REQUIRED = "required"
    OFFERED = "offered"
    NEVER = "never asked"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice: its key `[a-z0-9_]+`, and what people read."""

    key: str
    label: Text | str
    style: KeyStyle = "plain"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that somebody who is typing may mean."""

    value: str
    label: str


Choices = tuple[Choice, ...] | Callable[[Call], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command.

    `personal`: a person's name, role or address; never an argument in a shared place, never shown on a card.
    `argument`: it may be given together with the command. `when`: whether it applies, given what was typed so far;
    `applies`: likewise, where that hangs on the letter.
    `prompt`: what is asked; `clean` takes away what was pasted along; `check` takes what was typed and returns its one
    spelling, or raises `Invalid`, as `judge` does where it hangs on the letter. `meant`: what was perhaps meant instead
    of a value, which is asked; empty for most.
    `anything`: whatever is typed is meant for it, questions too; `questions`: what is typed is often a question to
    somebody else.
    `suggest`: what somebody who is typing may mean. `prefill`: what stands in its field where that can be changed.
    `shaped`: what it takes can hardly be anything else, as an address. `spoken`: its words tell in which language an
    answer is wanted, whatever the person's is.
    `formatted`: what was typed is kept with its form; `marked`: its form is put into it as Markdown.
    `given_out`, of a file: others get it. Every other is kept encrypted until it was read.
    `redrawn`, of a file: it is a picture, which is drawn anew before anything else is done with it.
    Of a date: `end_of_day`, whether a day without a time is its end; `shown`, whether the command itself shows the
    moment to its author before it counts.
    `beside`: a choice that can be made among the fields of a page, where several are shown at once.
    `above`: what stands above the fields of a page in which it is, where there is room.
    `begun`, of a letter: also one of which nothing was published yet, for those who own every letter.
    `find`: the number of what a handle stands for, if it stands for anything; `instead`: the command by which it goes
    on where a button has none that does.
    """

    name: str
    kind: Kind
    label: Text
    prompt: Text | Callable[[Call], Sequence[Part]]
    need: Need = Need.REQUIRED
    personal: bool = False
    argument: bool = True
    least: int = 1
    most: int = 200
    choices: Choices = ()
    when: Callable[[Mapping[str, str]], bool] = lambda given: True
    applies: Callable[[Call, Mapping[str, str]], bool] = lambda call, given: True
    clean: Callable[[str], str] = lambda text: text
    check: Callable[[str], str] = lambda text: text
    judge: Callable[[Call, str], object] = lambda call, value: None
    meant: Callable[[str], str] = lambda value: ""
    anything: bool = False
    questions: bool = False
    suggest: Callable[[Call, str], Sequence[Suggestion]] | None = None
    prefill: Callable[[Call], Words] = lambda call: ""
    shaped: bool = False
    spoken: bool = False
    formatted: bool = False
    marked: bool = False
    given_out: bool = False
    redrawn: bool = False
    end_of_day: bool = False
    shown: bool = False
    beside: bool = False
    above: Callable[[Call], Sequence[Part]] = lambda call: ()
    find: Callable[[Unit, str], int | None] = lambda unit, handle: None
    instead: str = ""
    begun: bool = False

    def wanted(self, call: Call, given: Mapping[str, str]) -> bool:
        """Whether it applies in this call, given what was typed so far."""
        return self.when(given) and self.applies(call, given)

    @property
    def typed(self) -> bool:
        """Whether it holds what a person types, rather than what they press."""
        return self.kind is not Kind.CHOICE

    def holds(self, value: str) -> bool:
        """Whether a button of this version can hold a value of it."""
        match self.kind:
            case Kind.NUMBER | Kind.FILE:
                return value.isdecimal() and len(value) <= DIGITS
            case Kind.CHOICE if isinstance(self.choices, tuple):
                return value in {choice.key for choice in self.choices}
        return True

    def takes(self, raw: str) -> bool:
        """Whether a typed text is a value of it, whatever the letter says of that."""
        try:
            self.check(checks.written(self.clean(raw), self.least, self.most, lines=False))
        except Invalid:
            return False
        return True

    def offers(self, call: Call) -> Sequence[Choice]:
        """The choices that there are in this call."""
        return self.choices if isinstance(self.choices, tuple) else self.choices(call)

    def asks(self, call: Call) -> Sequence[Part]:
        """What is asked in this call."""
        return (self.prompt,) if isinstance(self.prompt, Text) else self.prompt(call)

    def convert(self, raw: str, call: Call) -> str | int | datetime:
        """The value that was given; raises `Invalid` with what is wrong, `NotFound` for a
        handle of nothing, `Outdated` for the number that an old button has in its place."""
        match self.kind:
            case Kind.HANDLE:
                number = self.find(call.unit, raw)
                if number is not None:
                    return number
                if raw.isdecimal():  # buttons held numbers once
                    raise Outdated(self.instead)
                raise NotFound(t("There is nothing of this number here."))
            case Kind.NUMBER:
                return self._number(raw)
            case Kind.DATE:
                return self.moments(raw, call)[0]
            case Kind.FILE:
                return self._file(raw, call)
            case Kind.CHOICE:
                if raw not in {choice.key for choice in self.offers(call)}:
                    raise Invalid(t("This can't be chosen here any more."))
                self.judge(call, raw)
                return raw
            case Kind.PARAGRAPH:
                return self.check(checks.written(raw, self.least, self.most, lines=True))
            case Kind.TEXT | Kind.ORGANIZATION | Kind.CHAT | Kind.ROLE:
                value = self.check(checks.written(self.clean(raw), self.least, self.most, lines=False))
                self.judge(call, value)
                return value

    def moments(self, raw: str, call: Call) -> tuple[datetime, ...]:
        """The moments that can be meant, of which there is one at the least; raises `Invalid` with what is wrong."""
        return moments.read(
            checks.written(raw, self.least, self.most, lines=False),
            zone=call.letter.zone,
            languages=(call.speech.tag, *call.letter.languages, SOURCE),
            now=call.unit.now,
            end_of_day=self.end_of_day,
        )

    def _number(self, raw: str) -> int:
        digits = uncopied(raw)
        if digits.isdecimal() and len(digits) <= DIGITS:
            return int(digits)
        said = said_number(digits)
        if said is None:
            raise Invalid(t("This has to be a number, such as 2."))
        return said

    def _file(self, raw: str, call: Call) -> int:
        if not raw.isdecimal() or len(raw) > DIGITS or not call.unit.files.get([int(raw)]):
            raise Invalid(t("Please send a file."))
        return int(raw)
