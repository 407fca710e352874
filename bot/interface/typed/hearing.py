"""What a typed line is meant for: the question that is open in a chat, or something else."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.interface.options import Kind, Option
from bot.interface.requests import Say
from bot.model.forms import FRESH, Form, Waits
from bot.model.letters.letter import Letter
from bot.model.letters.questions import inquires, strong, understand
from bot.model.letters.questions.matters import COURTESIES, Matter

QUESTION_MARKS = ("?", "？", "؟", "⁇")
LONG = 200
"""A longer text, or one of several lines, is nobody's short question."""


class Meaning(Enum):
    """What a line is: the answer to the open question; perhaps that, and perhaps a question; something else."""

    ANSWER = "answer"
    PERHAPS = "perhaps"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """What a form asks that waits in a chat. `newest`: nothing of the bot's stands below it; `letter`: what it is
    about."""

    form: Form
    option: Option | None
    newest: bool
    letter: Letter | None

    def meaning(self, say: Say, now: datetime) -> Meaning:
        """What a line is to this question."""
        if self.option is None or self.form.waits is not Waits.LINE or say.edited:
            return Meaning.OTHER
        if self.option.kind is Kind.FILE:
            return Meaning.OTHER if asks(say.text) and not say.upload else Meaning.ANSWER
        if self.form.changed_at is None or now - self.form.changed_at >= FRESH:
            return Meaning.OTHER
        sure = self.newest and not doubtful(say.text, self.option, self.letter)
        return Meaning.ANSWER if sure else Meaning.PERHAPS


def asks(text: str) -> bool:
    """Whether a line ends as questions do."""
    return text.strip().rstrip("\"'»”)! ").endswith(QUESTION_MARKS)


def doubtful(text: str, option: Option, letter: Letter | None) -> bool:
    """Whether a line asks something rather than to answer what an option asks."""
    line = text.strip()
    if option.anything or option.kind is Kind.FILE or len(line) > LONG or "\n" in line:
        return False
    asking = asks(line) or (option.personal and option.kind is Kind.TEXT and inquires(line))
    return (not option.questions and asking) or (letter is not None and strong(line, letter))


def is_for_the_bot(text: str, letter: Letter) -> bool:
    """Whether a line asks the bot something, or greets or thanks it, and says nothing else. "OK" can be an answer."""
    understood = understand(text, letter, letter.languages[0]).asked
    courteous = bool(understood) and all(each.matter in COURTESIES - {Matter.ALL_RIGHT} for each in understood)
    return courteous or asks(text) or strong(text, letter)
