"""How many questions `ask` understands as a person would, and what one costs.

`make ask`. Files of questions over two letters in three languages: those that were tuned on, and those that were each
written before they were run, and of whose failures kinds were mended since.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.model.letters.questions import understand
from tests.unit.letters.questions_asked.asking import FILES, Outcome, accuracy, evaluate, letters, rows

ROUNDS = 3
"""So many times each question is asked; the first warms what is kept."""

LANGUAGES = {"en": "English", "fr": "French", "ar": "Arabic"}


def main() -> None:
    for file in FILES:
        outcomes = list(evaluate(file))
        print(f"{file.stem.replace('_', ' ').capitalize()}: {len(outcomes)} questions")
        for tag, name in LANGUAGES.items():
            show(name, [each for each in outcomes if each.language == tag])
        show("All", outcomes)
        kinds = defaultdict[str, list[Outcome]](list)
        for each in outcomes:
            kinds[each.kind].append(each)
        print("  " + ", ".join(f"{kind} {share(found)}" for kind, found in sorted(kinds.items())))
        told = [each for each in outcomes if each.found]
        right = sum(each.language == each.answered_in for each in told)
        print(f"  answered in the question's language: {right}/{len(told)}")
    cost(FILES[1])


def show(name: str, outcomes: Sequence[Outcome]) -> None:
    """A line: answered rightly first, turned away rightly."""
    asked = [each for each in outcomes if each.kind != "nothing"]
    nothing = [each for each in outcomes if each.kind == "nothing"]
    print(f"  {name:8} answered rightly first {share(asked)}, turned away rightly {share(nothing)}")


def share(outcomes: Sequence[Outcome]) -> str:
    """How many are right, of how many, and in a hundred."""
    if not outcomes:
        return "-"
    return f"{sum(each.right for each in outcomes)}/{len(outcomes)} ({100 * accuracy(outcomes):.1f} %)"


def cost(file: Path) -> None:
    """What a question costs, when the words of the letters and the languages are known."""
    asked_about, spent = letters(), list[float]()
    for number in range(ROUNDS):
        for row in rows(file):
            letter = asked_about[row["letter"]]
            began = time.process_time()
            understand(row["question"], letter, letter.languages[0])
            if number:
                spent.append(1000 * (time.process_time() - began))
    late = sorted(spent)[int(0.95 * len(spent))]
    mean, most = statistics.mean(spent), max(spent)
    print(f"CPU a question: {mean:.2f} ms, 95 in a hundred below {late:.2f} ms, most {most:.2f} ms")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    main()
