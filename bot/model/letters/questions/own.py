"""Which of the answers that owners have written themselves answers a question."""

from collections.abc import Sequence
from functools import lru_cache

from bot.model.letters.answers import OwnAnswer
from bot.model.letters.questions.sense import Sense, likeness, sense_of

ELSEWHERE = 0.9  # of its likeness that remains of a wording in another language than the question's


def best(question: str, answers: Sequence[OwnAnswer], language: str) -> OwnAnswer | None:
    """The answer with the wording that is most like the question, which is in `language`; the later one where two are
    alike, nothing where none is like it."""
    senses = {tag: sense_of(question, tag, language) for tag in {tag for each in answers for tag in each.texts}}
    scored = [(_likeness(each, senses, language), each.at, each.id, each) for each in answers]
    found = max(scored, default=None, key=lambda entry: entry[:3])
    return found[3] if found and found[0] else None


def _likeness(answer: OwnAnswer, senses: dict[str, Sense], language: str) -> float:
    return max(
        likeness(senses[tag], _sense(wording, tag)) * (1 if tag == language else ELSEWHERE)
        for tag, worded in answer.texts.items()
        for wording in worded.questions
    )


@lru_cache(maxsize=4_000)
def _sense(wording: str, language: str) -> Sense:
    """What an owner's wording says. What people ask is kept in no such cache."""
    return sense_of(wording, language)
