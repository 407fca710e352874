"""What each word of a question says of the letter's demands."""

from bot.model.letters.questions.index import index_of
from bot.model.letters.questions.ranking import scores
from tests.unit.letters.questions.city_for_all import CITY_FOR_ALL


def test_the_small_words_of_a_question_say_nothing_in_its_language_either_where_the_letter_is_in_another() -> None:
    index, demands = index_of(CITY_FOR_ALL, "en"), len(CITY_FOR_ALL.demands)
    bare = scores(["bike"], index, "en", demands)
    assert scores(["dans", "bike"], index, "fr", demands) == bare
    assert scores(["dans", "bike"], index, "en", demands) != bare
