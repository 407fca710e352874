"""Who asks what came of the demands is told that, in each language."""

import pytest

from bot.model.letters.questions import Matter, understand
from tests.storage.examples import letter


@pytest.mark.parametrize(
    ("question", "language", "demand"),
    [
        ("what came of demand 1?", "en", 1),
        ("did the minister answer?", "en", None),
        ("has the mayor answered yet", "en", None),
        ("any response from the government?", "en", None),
        ("were the demands met?", "en", None),
        ("qu'est devenue la demande 1 ?", "fr", 1),
        ("le ministre a répondu ?", "fr", None),
        ("où en sont les demandes", "fr", None),
        ("ماذا حصل للمطلب 1؟", "ar", 1),
        ("هل رد الوزير؟", "ar", None),
    ],
)
def test_it_is_understood(question: str, language: str, demand: int | None) -> None:
    understood = understand(question, letter(), "en")
    (asked,) = understood.asked
    assert (asked.matter, understood.language) == (Matter.OUTCOME, language)
    assert (asked.demand.number if asked.demand else None) == demand


@pytest.mark.parametrize("question", ["what if the minister does not answer?", "what happens if they refuse?"])
def test_what_follows_where_there_is_no_answer_is_another_matter(question: str) -> None:
    (asked,) = understand(question, letter(), "en").asked
    assert asked.matter is Matter.ESCALATION
