"""Whether what was not meant for an open question lands in its field: each command, line and button against each
question, as each platform's people send them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands import COMMANDS
from bot.interface.actions import Action
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.forms.form import FORM
from bot.interface.options import LETTER, Kind, Need, Option
from bot.interface.requests import Answer, Caller, Invoke, Press, Replied, Request, Say
from bot.model.chats import ChatKind, private_chat
from bot.model.forms import Form, Waits
from bot.model.people.person import Account, Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.interface.someone import Someone, with_role

PLATFORMS = {"telegram": 1, "discord by lines": 1, "discord by commands": 5, "console": 1}
"""How many fields of a form each shows at once."""

LINES = (
    "what does demand 2 ask for",
    "Who has signed?",
    "when is the press conference?",
    "can I sign as a private person?",
    "que demande la demande 1 ?",
    "Qui a signé ?",
    "ما هي المطالب؟",
    "من وقع على الرسالة؟",
)

FAILED = "Something went wrong here"

FORM_ID, STEP, TYPED = "7Q4JTH8K", 7, {LETTER: "1", "kept": "what was typed before"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is open: a command's typed option."""

    command: Command
    option: Option

    def __str__(self) -> str:
        return f"{self.command.name}.{self.option.name}"


@dataclass(frozen=True, slots=True)
class Intruder:
    """What comes instead of an answer."""

    name: str
    request: Request
    kind: str


def questions() -> Sequence[Question]:
    """Every question that a line can answer, but for those that ask for a question."""
    return [
        Question(command, option)
        for command in COMMANDS
        for option in command.options
        if option.typed and option.need is not Need.NEVER and option.kind is not Kind.HANDLE and not option.anything
    ]


def intruders() -> Iterator[Intruder]:
    """Every command, plain questions, and buttons of an earlier step, of another form and of a message."""
    for command in COMMANDS:
        yield Intruder(f"/{command.name}", Invoke(command.name, {}), "command")
    for line in LINES:
        yield Intruder(line, Say(line), "line")
        yield Intruder(f"{line} (changed)", Say(line, edited=True), "changed line")
        demand = Replied("1", (("Ask", str(Action("ask", ("1",)))),))
        yield Intruder(f"{line} (reply)", Say(line, replied=demand), "reply")
    for act in ("go", "back", "edit", "take", "set-1-yes", "ask-1", "cancel"):
        old = f"2-{FORM}-{FORM_ID}-{STEP - 1}-{act}"
        yield Intruder(f"old {act}", Press(old), "old button")
    yield Intruder("a button of no form", Press(f"2-{FORM}-4JTH8Q2M-1-go"), "old button")
    yield Intruder("a button of an earlier version", Press(f"2-{FORM}-{FORM_ID}-go"), "old button")
    for held in ("9" * 40, "x" * 40):
        yield Intruder(f"a button that holds {held}", Press(f"2-signatories-1-{held}"), "forged button")
        yield Intruder(f"a step that holds {held}", Press(f"2-{FORM}-{FORM_ID}-{STEP}-go-{held}"), "forged button")


@dataclass
class Matrix:
    """A core in which somebody with every role is asked one thing after another."""

    interface: Interface
    store: Store

    async def prepare(self) -> None:
        """Give everybody who asks here every role."""
        for platform in PLATFORMS:
            await with_role(self.store, Someone(self.interface, platform), Role.OWNER, None)

    def caller(self, platform: str) -> Caller:
        """Somebody in private, as a platform shows them."""
        account = Account("test", platform)
        return Caller(account, private_chat(account), ChatKind.PRIVATE, fields=PLATFORMS[platform])

    async def fault(self, question: Question, intruder: Intruder, platform: str) -> str:
        """What is wrong after something has come in the place of an answer; empty where nothing is."""
        caller = self.caller(platform)
        form = Form(
            FORM_ID, caller.account, caller.address, question.command.name, TYPED,
            (question.option.name,), step=STEP, waits=Waits.LINE,
        )  # fmt: skip
        await self.store.write(lambda unit: _only(unit, form))
        answer = await self.interface.answer(caller, intruder.request)
        there = await self.store.read(lambda unit: unit.forms.get(FORM_ID))
        return _swallowed(question, there) or _lost(intruder, answer, there)


def _only(unit: Unit, form: Form) -> None:
    while older := unit.forms.waiting(form.account, form.address):
        unit.forms.close(older.id)
    unit.forms.save(form)


def _swallowed(question: Question, there: Form | None) -> str:
    if there is None:
        return "the form is gone"
    if {name: there.values.get(name) for name in TYPED} != TYPED:
        return "what was typed before is gone"
    return "it landed in the field" if question.option.name in there.values else ""


def _lost(intruder: Intruder, answer: Answer | None, there: Form | None) -> str:
    if answer is None:
        return "nobody answered"
    if isinstance(answer, Message) and not answer.blocks:
        return "the answer is empty"
    if isinstance(answer, Message) and FAILED in plain(answer.blocks):
        return "the bot failed"
    held = there.held if there else ""
    line = intruder.request.text if isinstance(intruder.request, Say) else ""
    return "another line is kept" if held and held != line else ""
