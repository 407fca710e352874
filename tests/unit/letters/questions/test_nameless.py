"""What is kept of a question that nothing answers: nothing that could tell who has asked."""

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.folder import read_letter
from bot.model.letters.questions.nameless import LENGTH, gist_of, narrowed
from tests.checkout import SAMPLE_LETTER

SAMPLE = read_letter(SAMPLE_LETTER)


def kept(question: str, language: str = "en") -> str:
    gist = gist_of(question, language, SAMPLE)
    return gist.text if gist else ""


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Do you serve croissants at your picnic?", "Do you serve croissants at your picnic?"),
        ("My name is maria lopez, do you serve croissants?", "My name is …, do you serve croissants?"),
        ("I'm Maria from Gatineau: croissants, please!", "I'm … from …: croissants, please!"),
        ("can mr smith bring croissants", "can mr … bring croissants"),
        ("croissants? write to me@example.org or https://example.org/me", "croissants? write to … or …"),
        ("croissants? call +1 (514) 555-0199 or @maria or example.org", "croissants? call … or … or …"),
        ("croissants for 25 at 12 Main Street", "croissants for … at … …"),
        ("Are Croissants served in the WestWing", "Are … served in the …"),
        ("Does Marc Miller eat croissants?", "Does Marc Miller eat croissants?"),
        ("١٢٣ croissants", "… croissants"),
        ("I am Hope Will and I want croissants. What then?", "I am … and I want croissants. What then?"),
    ],
)
def test_names_addresses_and_numbers_are_left_out(question: str, text: str) -> None:
    assert kept(question).replace("… …", "…") == text.replace("… …", "…")


def test_names_are_left_out_in_french_too() -> None:
    assert kept("Je m'appelle marie tremblay, y a-t-il des croissants ?", "fr") == (
        "Je m'appelle …, y a-t-il des croissants ?"
    )
    assert kept("Est-ce que Mme bouchard sert des croissants ?", "fr") == "Est-ce que … sert des croissants ?"


def test_names_are_left_out_in_arabic_too() -> None:
    asked = "هل يمكن إحضار الكلاب إلى الترام؟"
    assert kept(f"اسمي محمد علي، {asked}", "ar") == f"اسمي …، {asked}"
    assert kept("الدكتور محمود يريد إحضار الكلاب", "ar") == "الدكتور … يريد إحضار الكلاب"


@pytest.mark.parametrize("question", ["", "?", "who are you", "Maria Lopez", "514 555 0199", "sign", "CROISSANTS"])
def test_nothing_is_kept_where_no_word_of_a_topic_is_left(question: str) -> None:
    assert kept(question) == ""


def test_what_two_do_not_share_is_dropped_but_for_common_words_and_the_letter_s_own() -> None:
    text = "can mariama bring croissants and tea to the visas office"
    assert (
        narrowed(text, "bringing a croissant, tea", "en", SAMPLE)
        == "can … bring croissants and tea to the visas office"
    )


@settings(max_examples=60)
@given(st.text(max_size=300))
@example("a@b.example 1 croissants")
@example("croissants A1 ٣ ½ x/y #z")
def test_whatever_is_typed_no_number_and_no_address_comes_out(question: str) -> None:
    text = kept(f"croissants {question}")
    assert not regex.search(r"[\p{N}@/#\\]|\p{L}\.\p{L}", text)
    assert len(text) <= LENGTH


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["Zxmaria", "Özlopez", "Иванов", "Παπάς", "zXlopez"]), min_size=1, max_size=5))
def test_no_word_with_a_capital_comes_out_that_the_letter_does_not_have(names: list[str]) -> None:
    text = kept(f"do {' and '.join(names)} eat croissants")
    assert not any(name in text for name in names)
