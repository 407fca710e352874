"""What a question asks, where the letter has several of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.folder import read_letter
from bot.model.letters.letter import Event
from bot.model.letters.localized import Localized
from bot.model.letters.questions import Matter, understand
from tests.checkout import SAMPLE_LETTER

TITLES = (
    {"en": "Press conference", "fr": "Conférence de presse"},
    {"en": "Candlelight vigil", "fr": "Veillée aux chandelles"},
)
LETTER = replace(
    read_letter(SAMPLE_LETTER),
    events=tuple(Event(Localized(title), datetime(2026, 3, day, tzinfo=UTC)) for day, title in enumerate(TITLES, 3)),
)


@pytest.mark.parametrize(("question", "which"), [("when is the press conference?", 0), ("when is the vigil?", 1)])
def test_a_question_about_one_event_of_several_says_which(question: str, which: int) -> None:
    (asked,) = understand(question, LETTER, "en").asked
    assert (asked.matter, asked.which) == (Matter.EVENT_WHEN, (which,))


@pytest.mark.parametrize("words", ["of the?", "Canadians?", "Middle East?"])
def test_who_runs_the_letter_is_asked_by_more_than_a_word_of_their_name(words: str) -> None:
    assert understand(words, LETTER, "en").asked == ()
