"""Short numbers that people read out, write down and type: a slip is noticed."""

import ast
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.codes import ALPHABET, CODE_LENGTH, RECEIPT_LENGTH, make_code, make_name, read_code, spell_code
from tests.unit.code import Function, functions
from tests.unit.strategies import THOROUGH

LENGTHS = (RECEIPT_LENGTH, CODE_LENGTH)


def drawn(draws: list[int]) -> int:
    """The random number of which these characters come, by their places in the alphabet."""
    return sum(draw * len(ALPHABET) ** place for place, draw in enumerate(draws))


def number(draws: list[int], length: int) -> str:
    return make_code(length, lambda bound: drawn(draws) % bound)


numbers = st.sampled_from(LENGTHS).flatmap(
    lambda length: st.lists(st.integers(0, 31), min_size=length, max_size=length).map(lambda d: number(d, length))
)


@THOROUGH
@given(numbers)
def test_every_wrong_character_is_noticed(right: str) -> None:
    for index, other in itertools.product(range(len(right)), ALPHABET):
        wrong = right[:index] + other + right[index + 1 :]
        assert (read_code(wrong, len(right)) is None) == (wrong != right)


@THOROUGH
@given(numbers)
def test_any_two_characters_that_changed_places_are_noticed(right: str) -> None:
    for first, second in itertools.combinations(range(len(right)), 2):
        swapped = list(right)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        wrong = "".join(swapped)
        assert (read_code(wrong, len(right)) is None) == (wrong != right)


@THOROUGH
@given(numbers)
def test_spelling_is_undone_by_reading(right: str) -> None:
    assert read_code(spell_code(right), len(right)) == right
    assert read_code(f"  {spell_code(right).lower()} ", len(right)) == right
    assert read_code(spell_code(right).replace("-", " "), len(right)) == right
    assert all(len(group) == 4 for group in spell_code(right).split("-"))


@THOROUGH
@given(numbers)
def test_letters_that_are_misread_are_taken_for_what_they_look_like(right: str) -> None:
    misread = right.translate(str.maketrans("10", "IO"))
    assert read_code(misread, len(right)) == right
    assert read_code(misread.replace("I", "l").replace("O", "o"), len(right)) == right


@pytest.mark.parametrize("length", LENGTHS)
def test_every_character_but_the_last_is_random(length: int) -> None:
    asked = list[int]()

    def below(bound: int) -> int:
        asked.append(bound)
        return 0

    make_code(length, below)
    assert asked == [len(ALPHABET) ** (length - 1)]


@THOROUGH
@given(st.text(max_size=20), st.sampled_from(LENGTHS))
def test_any_text_is_a_number_or_none(text: str, length: int) -> None:
    found = read_code(text, length)
    assert found is None or (len(found) == length and set(found) <= set(ALPHABET))


@pytest.mark.parametrize("text", ["", "0", "0" * 7, "0" * 9, "UUUUUUUU", "é" * 8, "0000\n0001"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_code(text, RECEIPT_LENGTH) is None


def test_the_alphabet_is_crockford_s() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_a_number_that_somebody_has_stays_good() -> None:
    assert number([4, 18, 26, 17, 8, 23, 2], RECEIPT_LENGTH) == "4JTH8Q27"
    assert read_code("4jth-8q27", RECEIPT_LENGTH) == "4JTH8Q27"


def test_a_name_that_something_has_already_is_not_given_again() -> None:
    numbers = iter([drawn([1] * 7), drawn([1] * 7), drawn([2] * 7)])
    first = make_name(lambda bound: next(numbers), lambda name: False)
    assert make_name(lambda bound: next(numbers), {first}.__contains__) == number([2] * 7, RECEIPT_LENGTH)


def test_whatever_is_named_by_a_number_asks_whether_it_is_taken() -> None:
    unasked = [each.name for each in functions("bot", "storage/repositories", "adapters") if draws_a_name(each)]
    assert unasked == ["bot/model/codes.py.make_name"]


def draws_a_name(function: Function) -> bool:
    """Whether a function makes a random number as long as a receipt by itself."""
    calls = (node for node in ast.walk(function.node) if isinstance(node, ast.Call))
    return any(ast.unparse(each).startswith("make_code(RECEIPT_LENGTH") for each in calls)
