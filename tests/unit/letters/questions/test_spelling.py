"""Which word of the letter is meant by one that it does not have."""

import pytest

from bot.model.letters.questions.index import index_of
from bot.model.letters.questions.lexicon import lexicon
from bot.model.letters.questions.spelling import near
from tests.unit.letters.questions.city_for_all import CITY_FOR_ALL


@pytest.mark.parametrize(
    ("word", "meant"),
    [("snowy", "snow"), ("snowman", None), ("freeze", None), ("sleepers", "sleep"), ("sleeplessly", None)],
)
def test_a_word_of_the_same_family_is_near_unless_too_much_follows(word: str, meant: str | None) -> None:
    found = near(word, index_of(CITY_FOR_ALL, "en"), lexicon("en").elisions)
    assert (found[1] if found else None) == meant
