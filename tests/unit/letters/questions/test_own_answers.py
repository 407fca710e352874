"""Which question is answered by what owners have written, and which is left to the letter."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.letters.answers import OwnAnswer, Worded
from bot.model.letters.questions.own import best

NOW = datetime(2031, 3, 1, tzinfo=UTC)


def answer(number: int, *questions: str, language: str = "en") -> OwnAnswer:
    return OwnAnswer(number, 1, {language: Worded(questions, "Yes.")}, NOW + timedelta(hours=number), 1)


OWN = (
    answer(1, "Can I donate money?", "How do I give money to the campaign?"),
    answer(2, "Who can sign the letter?"),
    answer(3, "Is there parking at the press conference?"),
    answer(4, "Where?"),
    answer(5, "What does demand 3 mean for students?"),
    answer(7, "هل يمكن إحضار الكلاب إلى الترام؟", language="ar"),
    answer(6, "Est-ce que mon église peut afficher la lettre ?", language="fr"),
)


def found(question: str, language: str = "en") -> int:
    chosen = best(question, OWN, language)
    return chosen.id if chosen else 0


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("can i donate money", 1),
        ("Could we donate some money, please?", 1),
        ("money: can one donate", 1),
        ("Can I donat mony?", 1),
        ("can i donte money", 1),
        ("how can I give money to your campaign", 1),
        ("who can sign this letter?", 2),
        ("where is the parking at the press conference", 3),
        ("WHERE", 4),
        ("what does demand 3 mean for a student", 5),
    ],
)
def test_a_question_is_found_in_other_words_of_the_same_meaning(question: str, number: int) -> None:
    assert found(question) == number


def test_a_question_is_found_in_the_language_in_which_it_was_written() -> None:
    assert found("ممكن إحضار كلاب للترام", "ar") == 7
    assert found("mon eglise pourrait afficher votre lettre?", "fr") == 6
    assert found("Est-ce que mon église peut afficher la lettre ?", "en") == 6


@pytest.mark.parametrize(
    "question",
    [
        "who has signed the letter?",
        "how do i sign the letter",
        "when is the press conference",
        "where is the press conference",
        "what does demand 2 mean for students",
        "demand 3",
        "does the minister donate weapons to the army?",
        "money",
        "what are students supposed to do about rent and food and visas",
        "",
    ],
)
def test_a_question_that_only_looks_alike_is_left_to_the_letter(question: str) -> None:
    assert found(question) == 0


def test_of_two_answers_to_one_question_the_later_counts() -> None:
    assert best("Is there tea?", [answer(8, "Is there tea?"), answer(9, "is there tea")], "en") == answer(
        9, "is there tea"
    )


def test_where_nothing_was_written_nothing_is_found() -> None:
    assert best("Is there tea?", [], "en") is None
