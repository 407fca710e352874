"""What a typed line is meant for: the question that is open in a chat, or something else."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.interface.options import Kind, Option
from bot.interface.requests import Say
from bot.model.forms import FRESH, Form, Waits
from bot.model.letters.letter import Letter
from bot.model.letters.questions import ORDERS, SURE, inquires, says_little, strong, understand
from bot.model.letters.questions.matters import COURTESIES, Matter
from bot.model.letters.questions.text import words

QUESTION_MARKS = ("?", "？", "؟", "⁇")
LONG = 200
"""A longer text, or one of several lines, is nobody's short question."""


class Meaning(Enum):
    """What a line is: the answer to the open question; perhaps that, and perhaps a question; neither yes nor no to
    which of the two an earlier line is; something else."""

    ANSWER = "answer"
    PERHAPS = "perhaps"
    UNDECIDED = "undecided"
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
        if self.option is None or say.edited:
            return Meaning.OTHER
        fresh = self.form.changed_at is not None and now - self.form.changed_at < FRESH
        if self.option.kind is Kind.FILE and say.upload and fresh:
            return Meaning.ANSWER
        if self.form.waits is not Waits.LINE:
            return Meaning.OTHER
        if self.option.kind is Kind.FILE:
            return Meaning.OTHER if asks(say.text) and not say.upload else Meaning.ANSWER
        if not fresh:
            return Meaning.OTHER
        sure = self.newest and not doubtful(say.text, self.option, self.letter)
        if self.undecided:
            return self._after_a_doubt(say.text, sure)
        return Meaning.ANSWER if sure else Meaning.PERHAPS

    @property
    def undecided(self) -> bool:
        """Whether it was asked last if an earlier line is the answer."""
        return bool(self.form.held and not self.form.wrong)

    def _after_a_doubt(self, text: str, sure: bool) -> Meaning:
        """What a line is that comes instead of a press: the answer, another question, or a mere yes or no, of which
        nobody knows to what."""
        if says_little(text):
            return Meaning.UNDECIDED
        return Meaning.ANSWER if sure else Meaning.OTHER


def asks(text: str) -> bool:
    """Whether a line ends as questions do."""
    return text.strip().rstrip("\"'»”)! ").endswith(QUESTION_MARKS)


def doubtful(text: str, option: Option, letter: Letter | None) -> bool:
    """Whether a line asks something rather than to answer what an option asks."""
    line = text.strip()
    if option.anything or option.kind is Kind.FILE or len(line) > LONG or "\n" in line:
        return False
    of_person = option.personal and option.kind is Kind.TEXT
    if not option.questions and (asks(line) or (of_person and inquires(line))):
        return True
    if of_person and len(words(line)) == 1 and says_little(line):
        return True
    if letter is None:
        return False
    names = of_person or option.kind is Kind.ORGANIZATION
    return strong(line, letter) or (names and is_said_to_the_bot(line, letter))


def is_said_to_the_bot(text: str, letter: Letter) -> bool:
    """Whether a line is no more than a word to the bot, which nobody is called by: "stop", "thanks", "we want to
    sign"."""
    understood = understand(text, letter, letter.languages[0]).asked
    return bool(understood) and all(
        each.matter in COURTESIES | ORDERS or (each.matter is Matter.HOW_TO_SIGN and each.sure >= SURE)
        for each in understood
    )


def is_for_the_bot(text: str, letter: Letter) -> bool:
    """Whether a line asks the bot something, or greets or thanks it, and says nothing else. "OK" can be an answer."""
    understood = understand(text, letter, letter.languages[0]).asked
    courteous = bool(understood) and all(each.matter in COURTESIES - {Matter.ALL_RIGHT} for each in understood)
    return courteous or asks(text) or strong(text, letter)
