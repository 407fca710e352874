"""Words of one field, ages, and countries: what a question says by other words than the letter."""

import pytest

from bot.model.letters.questions import Matter, understand
from bot.model.letters.questions.fields import fields
from tests.unit.letters.questions_asked.asking import letters

LETTERS = letters()


def demand(letter: str, question: str) -> int:
    """The number of the demand that a question is first about; 0 where it is about none."""
    first = next(iter(understand(question, LETTERS[letter], "en").asked), None)
    return first.demand.number if first and first.demand else 0


@pytest.mark.parametrize(
    ("letter", "question", "number"),
    [
        ("genocide", "people are starving", 2),
        ("genocide", "no more bombs", 1),
        ("genocide", "and my aunt?", 3),
        ("library", "a roof against the snow", 4),
        ("genocide", "les gens ont soif", 2),
        ("genocide", "et ma tante ?", 3),
        ("genocide", "الناس جعانة", 2),
        ("genocide", "وخالتي؟", 3),
    ],
)
def test_a_word_of_the_same_field_leads_to_a_demand(letter: str, question: str, number: int) -> None:
    assert demand(letter, question) == number


@pytest.mark.parametrize("question", ["I'm 16", "she is 71", "j'ai 12 ans", "elle a 80 ans", "عمري 17 سنة"])
def test_an_age_leads_to_the_demand_about_the_young_or_the_old(question: str) -> None:
    assert demand("library", question) == 2


@pytest.mark.parametrize("question", ["I'm 40", "in 12 weeks", "200 ans", "is 1000 enough"])
def test_no_other_number_does(question: str) -> None:
    assert demand("library", question) == 0


@pytest.mark.parametrize("question", ["a visa for Japan", "un visa pour le Japon", "فيزا لليابان", "a visa for Canada"])
def test_a_country_that_the_demands_do_not_name_leads_away_from_them(question: str) -> None:
    assert demand("genocide", question) == (3 if "Canada" in question else 0)


@pytest.mark.parametrize(
    "question",
    [
        "Reporter here. What do you ask about visas?",
        "Je suis journaliste. Que demandez-vous sur les visas ?",
        "أنا صحفية، ماذا تطلبون بشأن التأشيرات؟",
    ],
)
def test_who_says_to_be_of_the_press_and_asks_about_a_demand_is_told_of_the_demand(question: str) -> None:
    assert [each.matter for each in understand(question, LETTERS["genocide"], "en").asked] == [Matter.DEMAND]
    assert demand("genocide", question) == 3


def test_who_of_the_press_asks_for_somebody_to_talk_to_is_told_of_the_press_contact() -> None:
    found = understand("I'm a reporter, who can I talk to?", LETTERS["library"], "en").asked
    assert [each.matter for each in found] == [Matter.PRESS]


def test_a_language_without_a_file_has_no_fields() -> None:
    assert not fields("de").of("Hunger")
