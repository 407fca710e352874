"""What a typed line is meant for: the question that is open in a chat, or something else."""

from datetime import datetime
from enum import Enum

from bot.interface.command import Command
from bot.interface.files import takes_file
from bot.interface.options import Kind, Option
from bot.interface.requests import Say
from bot.model.forms import FRESH, Form, Waits
from bot.model.letters.letter import Letter
from bot.model.letters.questions import strong

QUESTION_MARKS = ("?", "？", "؟", "⁇")
LONG = 200
"""A longer text, or one of several lines, is nobody's short question."""


class Meaning(Enum):
    """What a line is: the answer to the open question; perhaps that, and perhaps a question; something else."""

    ANSWER = "answer"
    PERHAPS = "perhaps"
    OTHER = "other"


def meaning(
    say: Say, form: Form | None, command: Command | None, *, now: datetime, newest: bool, letter: Letter | None
) -> Meaning:
    """What a line is to the form that waits in its chat. `newest`: nothing of the bot's stands below its question."""
    option = command.option(form.asked[0]) if form and command and form.asked else None
    if form is None or option is None or form.waits is not Waits.LINE or say.edited:
        return Meaning.OTHER
    if command and takes_file(command, form) and (say.upload or say.forwarded):
        return Meaning.ANSWER
    if form.changed_at is None or now - form.changed_at >= FRESH:
        return Meaning.OTHER
    return Meaning.ANSWER if newest and not doubtful(say.text, option, letter) else Meaning.PERHAPS


def asks(text: str) -> bool:
    """Whether a line ends as questions do."""
    return text.strip().rstrip("\"'»”)! ").endswith(QUESTION_MARKS)


def doubtful(text: str, option: Option, letter: Letter | None) -> bool:
    """Whether a line asks something rather than to answer what an option asks."""
    line = text.strip()
    if option.anything or option.kind is Kind.FILE or len(line) > LONG or "\n" in line:
        return False
    return (not option.questions and asks(line)) or (letter is not None and strong(line, letter))
