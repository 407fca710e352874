"""Which demand a question is about: how often it is found, and what is always so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.folder import read_letter
from bot.model.letters.letter import Addressee, Demand, Letter
from bot.model.letters.localized import Localized
from bot.model.letters.questions import Asked, language_of, understand
from tests.checkout import SAMPLE_LETTER
from tests.conftest import MEASURED
from tests.unit.letters.questions.city_for_all import CITY_FOR_ALL, NOISE
from tests.unit.letters.questions.evaluation import accuracy, evaluate, report

HERE = Path(__file__).parent
SAMPLE = read_letter(SAMPLE_LETTER)
ONE_DEMAND = replace(
    CITY_FOR_ALL,
    demands=(
        Demand(
            number=1,
            title=Localized({"en": "The Government of Canada must clean the Long River"}),
            asked=Localized({"en": "That the minister fund the removal of what was dumped into it."}),
            addressee=Addressee("Anne Placeholder", Localized({"en": "Minister of the Environment"})),
            topics={"en": ("river", "pollution"), "fr": ("rivière", "pollution")},
        ),
    ),
)


def asked(question: str, letter: Letter = CITY_FOR_ALL, preferred: str = "en") -> Asked | None:
    """The demand that a question is first about."""
    return next((each for each in understand(question, letter, preferred).asked if each.demand), None)


def found(question: str, preferred: str = "en") -> int:
    first = asked(question, preferred=preferred)
    return first.demand.number if first and first.demand else 0


def test_the_sample_letter_answers_nearly_every_question(record_property: Callable[[str, object], None]) -> None:
    outcomes = evaluate(HERE / "stop-genocide-or-resign.toml", SAMPLE)
    record_property(MEASURED, report("The sample letter", outcomes))
    assert accuracy(outcomes) >= 0.94


def test_a_letter_on_which_nothing_was_tuned_answers_nearly_every_question(
    record_property: Callable[[str, object], None],
) -> None:
    outcomes = evaluate(HERE / "city-for-all.toml", CITY_FOR_ALL)
    record_property(MEASURED, report("The held-out letter", outcomes))
    assert accuracy(outcomes) >= 0.93


def test_what_is_answered_is_answered_in_the_language_of_the_question() -> None:
    outcomes = evaluate(HERE / "city-for-all.toml", CITY_FOR_ALL) + evaluate(
        HERE / "stop-genocide-or-resign.toml", SAMPLE
    )
    answered = [outcome for outcome in outcomes if outcome.found]
    assert sum(outcome.answered_in == outcome.language for outcome in answered) / len(answered) >= 0.98


def test_a_number_that_no_demand_has_names_none() -> None:
    assert asked("demand 9") is None


def test_a_name_is_found_without_its_accents_and_with_a_slip() -> None:
    assert [found("levesque"), found("Okaffor"), found("HELENE BOUCHAR")] == [2, 1, 4]


def test_a_word_is_found_misspelled_in_another_form_or_run_together_with_its_article() -> None:
    assert [found("tiolets"), found("bicycels"), found("cyclist"), found("leau potable")] == [4, 3, 3, 4]


def test_the_answer_is_in_the_language_asked_and_else_in_the_preferred_one() -> None:
    questions = [("que dites-vous des bars", "en"), ("what about the bars", "fr"), ("bars", "fr"), ("bars", "en")]
    found = [understand(question, CITY_FOR_ALL, preferred) for question, preferred in questions]
    assert [each.language for each in found if each.asked] == ["fr", "en", "fr", "en"]


def test_a_question_about_two_demands_gets_both() -> None:
    both = understand("toilets and bicycles", CITY_FOR_ALL, "en").asked
    assert [each.demand.number for each in both if each.demand] == [4, 3]


def test_a_demand_that_may_have_been_meant_as_well_is_offered() -> None:
    first = asked("toilets bicycles")
    assert first
    assert first.demand
    assert {first.demand.number, *(each.number for each in first.runners_up)} == {3, 4}


def test_words_that_every_demand_has_lead_to_none() -> None:
    alike = replace(CITY_FOR_ALL, demands=tuple(replace(NOISE, number=number) for number in (1, 2, 3)))
    assert asked("noise at night", alike) is None


@pytest.mark.parametrize(
    "question", ["the government", "Canada", "who is the prime minister of Canada", "the letter", "hi"]
)
def test_general_words_lead_to_no_demand_even_where_there_is_but_one(question: str) -> None:
    assert asked(question, ONE_DEMAND) is None


@pytest.mark.parametrize(
    "question", ["is the river so polluted?", "la riviere", "demand 1", "Mrs. Placeholder", "clean the river"]
)
def test_a_letter_with_one_demand_is_asked_about_by_its_topics(question: str) -> None:
    assert asked(question, ONE_DEMAND) is not None


def test_a_letter_without_demands_has_no_answer() -> None:
    assert asked("noise", replace(CITY_FOR_ALL, demands=())) is None


def test_what_is_beyond_4000_characters_is_not_read() -> None:
    assert found("x " * 1_990 + "toilets") == 4
    assert found("x " * 2_000 + "toilets") == 0


@settings(deadline=None)
@given(st.text(max_size=5_000), st.sampled_from(["en", "fr", "ar", ""]))
def test_any_text_at_all_gets_an_answer_or_none(question: str, preferred: str) -> None:
    understood = understand(question, CITY_FOR_ALL, preferred)
    assert understood.language in ("en", "fr", "ar", preferred)
    assert len(understood.asked) <= 3
    assert language_of(question, CITY_FOR_ALL.languages, preferred) in ("en", "fr", preferred)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["the", "bars", "2", "demand", "second", "la", "Okafor", "nuit", "é", "ß", "\ud800"])))
def test_any_order_of_known_words_gets_an_answer_or_none(known: list[str]) -> None:
    for each in understand(" ".join(known), CITY_FOR_ALL, "en").asked:
        assert each.demand not in each.runners_up


@pytest.mark.parametrize("question", ["ok, xyzzy frobnicate?", "d'accord, xyzzy ?", "got it. why is the sky blue"])
def test_assent_before_a_question_is_no_answer_to_it(question: str) -> None:
    assert not understand(question, CITY_FOR_ALL, "en").asked


@pytest.mark.parametrize(
    ("word", "preferred", "language"),
    [
        ("deadline", "fr", "fr"),
        ("help", "fr", "fr"),
        ("thanks", "fr", "fr"),
        ("xyzzy", "fr", "fr"),
        ("bonjour", "en", "fr"),
        ("désabonnement", "en", "fr"),
        ("شكرا", "en", "ar"),
        ("what demands", "fr", "en"),
    ],
)
def test_a_lone_word_tells_its_language_by_its_letters_or_as_a_greeting(
    word: str, preferred: str, language: str
) -> None:
    assert understand(word, CITY_FOR_ALL, preferred).language == language
