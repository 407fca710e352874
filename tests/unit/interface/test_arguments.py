"""A line that was typed, as the arguments of a command."""

import pytest
from hypothesis import given

from bot.interface.options import Kind, Need, Option
from bot.interface.typed.arguments import arguments
from bot.text.text import t
from tests.unit.strategies import THOROUGH, typed

NUMBER = Option("number", Kind.NUMBER, t("Number"), t("?"))
NAME = Option("name", Kind.TEXT, t("Name"), t("?"))
PLACE = Option("place", Kind.ORGANIZATION, t("Place"), t("?"))
TEXT = Option("text", Kind.PARAGRAPH, t("Text"), t("?"))
PAGE = Option("page", Kind.NUMBER, t("Page"), t("?"), need=Need.NEVER)
CHOICE = Option("choice", Kind.CHOICE, t("Choice"), t("?"))


@pytest.mark.parametrize(
    ("options", "line", "given"),
    [
        ((), "anything at all", {}),
        ((NUMBER,), "", {}),
        ((NUMBER,), "  2  ", {"number": "2"}),
        ((NUMBER,), "2 and more", {"number": "2 and more"}),
        ((TEXT,), "all of the rest", {"text": "all of the rest"}),
        ((TEXT,), "two\n\nparagraphs", {"text": "two\n\nparagraphs"}),
        ((NUMBER, TEXT), "2 all of the rest", {"number": "2", "text": "all of the rest"}),
        ((NAME, TEXT), "Ada is here", {"name": "Ada is here"}),
        ((NAME, TEXT), '"Ada Example" is here', {"name": "Ada Example", "text": "is here"}),
        ((NAME, TEXT), '"Ada" "is here"', {"name": "Ada", "text": "is here"}),
        ((NAME,), r'"say \"hi\" \\ there"', {"name": r'say "hi" \ there'}),
        ((NAME, PLACE, TEXT), '"Ada" "A place" rest of it', {"name": "Ada", "place": "A place", "text": "rest of it"}),
        ((NAME, CHOICE), "Ada yes", {"name": "Ada", "choice": "yes"}),
        ((CHOICE, NUMBER), "yes 2", {"choice": "yes", "number": "2"}),
        ((CHOICE, NUMBER), "yes 2 3", {"choice": "yes", "number": "2 3"}),
        ((NAME,), '"quoted" and more', {"name": "quoted and more"}),
        ((NAME,), 'an "inner" quotation', {"name": 'an "inner" quotation'}),
        ((NAME,), '"never closed', {"name": '"never closed'}),
        ((NAME, TEXT), '""', {"name": ""}),
        ((PAGE, NAME), "2", {"page": "2"}),
        ((PAGE, NAME), "2 bakers", {"page": "2", "name": "bakers"}),
        ((PAGE, NAME), "bakers and more", {"name": "bakers and more"}),
        ((PAGE, NAME), '"2 more" bakers', {"name": "2 more bakers"}),
        ((PAGE, CHOICE), "bakers", {"page": "bakers"}),
    ],
)
def test_options_are_given_in_order(options: tuple[Option, ...], line: str, given: dict[str, str]) -> None:
    assert arguments(options, line) == given


@pytest.mark.parametrize("line", ["What's addressed to Hussen?", "l'eau d'ici", "' '", "'one", 'it\'s "it"'])
def test_apostrophes_are_letters(line: str) -> None:
    assert arguments((TEXT,), line) == {"text": line}


def test_what_is_left_of_a_line_belongs_to_the_first_text() -> None:
    assert arguments((NAME, PLACE, TEXT), "Example Tenants of Hamilton") == {"name": "Example Tenants of Hamilton"}
    assert arguments((NUMBER, NAME, TEXT), "2 Ada Example") == {"number": "2", "name": "Ada Example"}
    assert arguments((NAME, PLACE), '"Example Tenants" Hamilton') == {
        "name": "Example Tenants",
        "place": "Hamilton",
    }


@THOROUGH
@given(typed)
def test_any_line_gives_only_options_that_there_are(line: str) -> None:
    given = arguments((NUMBER, NAME, TEXT), line)
    assert given.keys() <= {"number", "name", "text"}
    assert all(value == value.strip() or '"' in line for value in given.values())


@THOROUGH
@given(typed.map(str.strip).filter(lambda text: text and not text.startswith('"')))
def test_a_single_text_is_the_line_as_it_was_typed(line: str) -> None:
    assert arguments((TEXT,), line) == {"text": line}
