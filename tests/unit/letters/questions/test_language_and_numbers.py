"""What is told of a question before it is ranked: its language, and a number that it names."""

import pytest

from adapters.folder import read_letter
from bot.model.letters.questions import language_of, understand
from bot.model.letters.questions.numbers import named_number, said_number
from bot.model.letters.questions.text import question_words, words
from tests.checkout import SAMPLE_LETTER
from tests.unit.letters.questions_asked.asking import EXAMPLES


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what do you want", "en"),
        ("Que demandez-vous à la ville ?", "fr"),
        ("est-ce que the library is ouverte le dimanche", "fr"),
        ("réunification", "fr"),
        ("embargo", "preferred"),
        ("", "preferred"),
        ("¿?!", "preferred"),
        ("что вы хотите", "preferred"),
    ],
)
def test_the_language_is_told_by_small_words_and_letters_or_not_at_all(question: str, language: str) -> None:
    assert language_of(question, ("en", "fr"), "preferred") == language


def test_the_language_is_told_by_its_script_where_no_words_of_it_are_known() -> None:
    assert language_of("ماذا تطلب الرسالة", ("en", "fr", "ar"), "en") == "ar"


def test_a_language_without_word_lists_is_not_taken_for_one_that_has_them() -> None:
    assert language_of("no me gusta el ruido", ("en", "es"), "es") == "es"


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("demand 2", 2),
        ("Demand no. 2, please", 2),
        ("demande numéro 2", 2),
        ("the second demand", 2),
        ("the second of your demands", 2),
        ("la deuxième demande", 2),
        ("DEUXIEME DEMANDE", 2),
        ("demand two", 2),
        ("demande deux", 2),
        ("number two", 2),
        ("et la deuxième ?", 2),
        ("2", 2),
        ("the difference between demand 1 and demand 2", None),
        ("la lettre demande deux ans de financement", None),
        ("number 2 pencils", None),
        ("wait a second", None),
        ("in the first place", None),
    ],
)
def test_a_demand_is_named_by_its_number(question: str, number: int | None) -> None:
    assert named_number(words(question), ("en", "fr")) == number


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("[demand 2](javascript:1)", ["demand", "2"]),
        ("see https://example.org/3?a=1 please", ["see", "please"]),
        ("HTTPS://example.org/3", []),
        ("www.example.org", []),
        ("example.org/3", []),
        ("demand (2)", ["demand", "2"]),
        ("has example.org signed", ["has", "example", "org", "signed"]),
        ("demands 1/2", ["demands", "1", "2"]),
        ("question:2", ["question", "2"]),
    ],
)
def test_where_a_link_leads_is_not_read(question: str, read: list[str]) -> None:
    assert question_words(question) == read


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("2", 2), ("[2]", 2), ("(2)?", 2), ("#2", 2), ("no.2", 2), ("demand:2", 2), ("question: 2", 2), ("n°2 svp", 2),
        ("javascript:2", 0), ("x:2", 0), ("1.2", 0), ("10.0.0.2", 0), ("00:02", 0), ("+2", 0), ("2 %", 0), ("$2", 0),
        ("it costs 2 €", 0),
    ],
)  # fmt: skip
def test_a_number_names_a_demand_only_where_it_stands_alone(question: str, number: int) -> None:
    found = understand(question, read_letter(SAMPLE_LETTER), "en").asked
    assert [each.demand.number for each in found if each.demand] == ([number] if number else [])


def test_what_names_an_organization_leads_to_no_demand() -> None:
    library = read_letter(EXAMPLES / "library-and-buses")
    for question in ("will the Example Seniors' Circle speak", "is our board too late to sign"):
        assert [each for each in understand(question, library, "en").asked if each.demand] == []
    (told,) = understand("did the Council for Military Trade and Visas sign", read_letter(SAMPLE_LETTER), "en").asked
    assert told.name == "Council for Military Trade and Visas"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((text, 2) for text in ("two", "deux", "اثنين", "٢", "#2", "no. 2", "N° 2", "nº2", "2.", "the second", "2e")),
        *((text, None) for text in ("-2", "2.5", "2,000", "2-3", "two three", "#", "", "some", "½", "2" * 12)),
    ],
)
def test_a_number_can_be_said_in_words(text: str, number: int | None) -> None:
    assert said_number(text) == number
