"""A file of questions, and how many of them a letter answers with the demand that a person would name."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.model.letters.letter import Letter
from bot.model.letters.questions import understand


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, the number that was expected and the one that was found; 0 is no demand."""

    question: str
    language: str
    expected: int
    found: int
    answered_in: str

    @property
    def right(self) -> bool:
        """Whether the demand is the expected one."""
        return self.found == self.expected


def evaluate(file: Path, letter: Letter) -> list[Outcome]:
    """What becomes of the questions of a file, asked by people of whom only the letter's first language is known."""
    outcomes = []
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["questions"]:
        understood = understand(row["text"], letter, letter.languages[0])
        demand = understood.asked[0].demand if understood.asked else None
        found, answered_in = (demand.number, understood.language) if demand else (0, "")
        outcomes.append(Outcome(row["text"], row["language"], row["demand"], found, answered_in))
    return outcomes


def accuracy(outcomes: Sequence[Outcome]) -> float:
    """The part of the questions that found what was expected."""
    return sum(outcome.right for outcome in outcomes) / len(outcomes)


def report(title: str, outcomes: Sequence[Outcome]) -> str:
    """The accuracies as lines to be read, and the questions that went wrong."""
    groups = {
        "all": outcomes,
        "English": [outcome for outcome in outcomes if outcome.language == "en"],
        "French": [outcome for outcome in outcomes if outcome.language == "fr"],
        "about a demand": [outcome for outcome in outcomes if outcome.expected],
        "about none": [outcome for outcome in outcomes if not outcome.expected],
    }
    parts = [
        f"{name} {sum(one.right for one in group)}/{len(group)} = {accuracy(group):.3f}"
        for name, group in groups.items()
    ]
    misses = [f"    {one.expected} expected, {one.found} found: {one.question}" for one in outcomes if not one.right]
    return "\n".join([f"{title}: {', '.join(parts)}", *misses])
