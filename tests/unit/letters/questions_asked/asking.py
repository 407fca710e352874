"""Files of questions, and how many of them are understood as a person would.

A line is a letter, a language, a kind, what is expected of it, and the question. Kinds are matters, `two` where two are
asked, and `nothing` where the question is to be turned away.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.folder import read_letter
from bot.model.letters.letter import Letter
from bot.model.letters.questions import Asked, Matter, understand
from bot.model.organizations.searching import has
from tests.checkout import SAMPLE_LETTER

HERE = Path(__file__).parent
FILES = tuple(
    HERE / f"{name}.tsv"
    for name in (
        "tuning",
        "by_other_eyes",
        "second_eyes",
        "third_eyes",
        "fourth_eyes",
        "fifth_eyes",
        "sixth_eyes",
        "seventh_eyes",
        "eighth_eyes",
        "ninth_eyes",
        "tenth_eyes",
        "eleventh_eyes",
        "twelfth_eyes",
        "thirteenth_eyes",
        "fourteenth_eyes",
        "held_out",
        "last_unseen",
    )
)
"""In the order in which they were written: the first was tuned on, the others each committed before they were run."""

EXAMPLES = HERE.parents[2] / "letters_of_examples"

_EVENTS = {"when": Matter.EVENT_WHEN, "where": Matter.EVENT_WHERE, "who": Matter.EVENT_SPEAKERS}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what was expected of it, and what was found; nothing found is turned away."""

    letter: str
    language: str
    kind: str
    expected: str
    question: str
    found: tuple[Asked, ...]
    answered_in: str

    @property
    def right(self) -> bool:
        """Whether it was understood: one thing first, two both, nothing not at all."""
        if self.kind == "nothing":
            return not self.found
        if self.kind == "two":
            wanted = [each.split(":") for each in self.expected.split("+")]
            return all(any(_is(kind, what, found) for found in self.found) for kind, what in wanted)
        return bool(self.found) and _is(self.kind, self.expected, self.found[0])


def _is(kind: str, expected: str, found: Asked) -> bool:
    if kind == "demand":
        return bool(found.demand and found.demand.number == int(expected))
    if kind == "event":
        return found.matter in (_EVENTS[expected], Matter.EVENT)
    if kind == "has_signed":
        return found.matter is Matter.HAS_SIGNED and (has(found.name, expected) or has(expected, found.name))
    return found.matter == kind or (kind == "letter" and found.matter is Matter.DEMANDS)


def letters() -> dict[str, Letter]:
    """The letters of the questions, by their names there."""
    return {"genocide": read_letter(SAMPLE_LETTER), "library": read_letter(EXAMPLES / "library-and-buses")}


def rows(file: Path) -> Sequence[dict[str, str]]:
    """The questions of a file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def evaluate(file: Path) -> Iterator[Outcome]:
    """What becomes of the questions of a file, asked by people of whom only the letter's first language is known. What
    is asked about the demands of a letter in a language that it was not given is left out."""
    asked_about = letters()
    for row in rows(file):
        letter = asked_about[row["letter"]]
        if "demand" in (row["kind"], *row["expected"].split(":")) and row["language"] not in letter.languages:
            continue
        understood = understand(row["question"], letter, letter.languages[0])
        yield Outcome(**row, found=understood.asked, answered_in=understood.language)


def accuracy(outcomes: Sequence[Outcome]) -> float:
    """The part of the questions that were understood."""
    return sum(outcome.right for outcome in outcomes) / len(outcomes)
