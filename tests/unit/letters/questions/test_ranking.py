"""What each word of a question says of the letter."""

from adapters.folder import read_letter
from bot.model.letters.questions.index import index_of
from bot.model.letters.questions.ranking import scores
from tests.checkout import SAMPLE_LETTER
from tests.unit.letters.questions.city_for_all import CITY_FOR_ALL


def test_the_small_words_of_a_question_say_nothing_in_its_language_either_where_the_letter_is_in_another() -> None:
    index, demands = index_of(CITY_FOR_ALL, "en"), len(CITY_FOR_ALL.demands)
    bare = scores(["bike"], index, "en", demands)
    assert scores(["dans", "bike"], index, "fr", demands) == bare
    assert scores(["dans", "bike"], index, "en", demands) != bare


def test_two_words_name_an_organization_of_the_letter_where_both_are_of_its_name() -> None:
    index = index_of(read_letter(SAMPLE_LETTER), "en")
    assert index.names_organization("middle", "east")
    assert not index.names_organization("middle", "bikes")
    assert not index.names_organization("bikes", "middle")
