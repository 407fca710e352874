"""Several things in a sentence, as each language lists them, whatever they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.letters.localized import Localized
from bot.text.blocks import Span, plain
from bot.text.compose import compose, label
from bot.text.direction import END, ISOLATE, TO_THE_LEFT, uncontrolled
from bot.text.locales import load
from bot.text.text import Code, Language, Link, Listing, n, t
from tests.unit.strategies import THOROUGH, typed

SPEECHES = load()
WORDS = {"en": {", ", " and ", ", and "}, "fr": {", ", " et "}, "ar": {" و"}}


def runs(listing: Listing, tag: str = "en", template: str = "{x}") -> tuple[Span, ...]:
    (block,) = compose((t(template, x=listing),), SPEECHES[tag])
    return block.runs


@pytest.mark.parametrize(
    ("items", "english", "french"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a et b"),
        (["a", "b", "c"], "a, b, and c", "a, b et c"),
        (["a", "b", "c", "d"], "a, b, c, and d", "a, b, c et d"),
        ([1, 2, 3000], "1, 2, and 3,000", "1, 2 et 3\u202f000"),
        ([Language("en"), Language("fr")], "English and French", "anglais et français"),
        ([Localized({"en": "Hello", "fr": "Bonjour"}), Code("4JTH")], "Hello and 4JTH", "Bonjour et 4JTH"),
        ([Listing(["a", "b"]), "c"], "a and b and c", "a et b et c"),
    ],
)
def test_each_language_lists_things_in_its_own_way(items: list[object], english: str, french: str) -> None:
    assert label(t("{x}", x=Listing(items)), SPEECHES["en"]) == english
    assert label(t("{x}", x=Listing(items)), SPEECHES["fr"]) == french


@pytest.mark.parametrize("tag", ["en", "fr", "ar"])
@THOROUGH
@given(st.lists(typed.map(uncontrolled).filter(bool), min_size=1, max_size=8))
def test_what_a_person_typed_stays_as_it_is_and_the_words_between_are_the_bot_s(tag: str, items: list[str]) -> None:
    found = [run for run in runs(Listing(items), tag) if run.text not in (ISOLATE, END, TO_THE_LEFT)]
    assert [run.text for run in found if run.typed] == items
    assert {run.text for run in found if not run.typed} <= WORDS[tag]
    assert [run.typed for run in found] == [index % 2 == 0 for index in range(2 * len(items) - 1)]


@pytest.mark.parametrize(
    "item", ["**b**", "- a", "{x}", "{0}", "{", "\ue000", "\ue001\uf8ff", "\0", ", and ", "a\n\nb"]
)
def test_markdown_braces_and_private_use_characters_in_a_list_stay(item: str) -> None:
    assert runs(Listing([item, "b", item]), "fr") == (
        Span(item, typed=True), Span(", "), Span("b", typed=True), Span(" et "), Span(item, typed=True)
    )  # fmt: skip


def test_a_list_has_the_style_of_its_place_and_each_thing_what_it_is() -> None:
    link = Link("https://example.org", "Bakers")
    assert runs(Listing([link, t("*{role}*", role="owner"), Code("x")]), template="**{x}**.") == (
        Span("Bakers", bold=True, link="https://example.org", typed=True),
        Span(", ", bold=True),
        Span("owner", bold=True, italic=True, typed=True),
        Span(", and ", bold=True),
        Span("x", bold=True, code=True),
        Span("."),
    )


def test_texts_in_a_list_are_translated() -> None:
    chats = [n("{count} single chat", "{count} single chats", count) for count in (1, 2)]
    french = compose((t("Recipients: {recipients}", recipients=Listing(chats)),), SPEECHES["fr"])
    assert plain(french) == "Destinataires\u00a0: 1 discussion choisie et 2 discussions choisies"


@pytest.mark.parametrize("item", [True, None, 1.5, object()])
def test_a_thing_that_nobody_put_into_words_is_a_mistake_in_a_list_too(item: object) -> None:
    with pytest.raises(TypeError):
        runs(Listing(["a", item]))
