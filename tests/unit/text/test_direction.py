"""Right to left: what is said in Arabic, and what is Arabic in an English text, keeps its order and its place."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import regex
from hypothesis import given

from bot.model.letters.localized import Localized
from bot.text.blocks import Span, plain
from bot.text.compose import compose, label
from bot.text.direction import END, ISOLATE, TO_THE_LEFT
from bot.text.locales import load
from bot.text.text import Bullets, Code, Language, Link, Listing, Planned, Text, Typed, n, t
from tests.unit.strategies import THOROUGH, typed

SPEECHES = load()
ARABIC, ENGLISH, FRENCH = SPEECHES["ar"], SPEECHES["en"], SPEECHES["fr"]
BAKERS = "اتحاد الخبازين"
CONTROLS = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")


def between(text: str) -> str:
    return f"{ISOLATE}{text}{END}"


def test_arabic_runs_to_the_left_and_the_others_do_not() -> None:
    assert [speech.to_the_left for speech in (ARABIC, ENGLISH, FRENCH)] == [True, False, False]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Bakers (Local 3)", "Bakers (Local 3)"),
        (BAKERS, BAKERS),
        (3, "3"),
        (date(2024, 2, 1), "1 فبراير 2024"),
        (Code("/demand 2"), "/demand 2"),
        (Link("https://example.org/a"), "https://example.org/a"),
        (Link("https://example.org/a", "Bakers"), "Bakers"),
        (Language("fr"), "الفرنسية"),
        (Localized({"en": "A title"}), "A title"),
    ],
)
def test_every_value_in_an_arabic_text_stands_by_itself(value: object, shown: str) -> None:
    assert label(t("Place: {place}", place=value), ARABIC) == f"المكان: {between(shown)}"


def test_in_a_text_from_left_to_right_only_what_runs_to_the_left_stands_by_itself() -> None:
    assert label(t("Place: {place}", place=BAKERS), ENGLISH) == f"Place: {between(BAKERS)}"
    assert label(t("Place: {place}", place="Bakers"), ENGLISH) == "Place: Bakers"
    assert label(t("Place: {place}", place="3"), FRENCH) == "Lieu\u00a0: 3"


def test_things_that_are_listed_stand_each_by_itself() -> None:
    listed = t("Place: {place}", place=Listing(["Bakers", BAKERS]))
    assert label(listed, ARABIC) == f"المكان: {between('Bakers')} و{between(BAKERS)}"
    assert label(listed, ENGLISH) == f"Place: Bakers and {between(BAKERS)}"


def test_a_text_in_a_text_is_of_the_same_language_and_only_its_values_stand_by_themselves() -> None:
    inner = t("{name} ({acronym})", name="Bakers", acronym="B")
    assert label(t("Place: {place}", place=inner), ARABIC) == f"المكان: {between('Bakers')} ({between('B')})"


def test_what_is_copied_has_no_sign_in_it() -> None:
    blocks = compose((t("Such a code is `4JTH-8Q27`."), t("Place: {place}", place=Code("4JTH-8Q27"))), ARABIC)
    copied = [run.text for block in blocks for run in block.runs if run.code]
    assert copied == ["4JTH-8Q27"] * 2
    for block in blocks:
        before, after = plain((block,)).split("4JTH-8Q27")
        assert (before[-1], after[0]) == (ISOLATE, END)


def test_the_signs_have_the_style_and_the_link_of_what_they_stand_around_and_are_not_typed() -> None:
    (block,) = compose((t("**{title}**", title=Link("https://example.org", "Bakers")),), ARABIC)
    assert block.runs == (
        Span(TO_THE_LEFT),
        Span(ISOLATE, bold=True, link="https://example.org"),
        Span("Bakers", bold=True, typed=True, link="https://example.org"),
        Span(END, bold=True, link="https://example.org"),
    )


@pytest.mark.parametrize("text", [t("{name}", name="Bakers"), t("{number}. {title}", number=2, title="Bakers")])
def test_a_text_of_values_alone_still_begins_at_the_right(text: Text) -> None:
    (alone,), (item,) = compose((text,), ARABIC), compose((Bullets((text,)),), ARABIC)
    assert plain((alone,)).startswith(TO_THE_LEFT)
    assert item.runs == alone.runs
    assert TO_THE_LEFT not in plain(compose((text, Bullets((text,))), ENGLISH))


def test_what_begins_with_a_command_begins_at_the_right_also_where_a_client_does_not_pass_over_isolates() -> None:
    said = label(t("{command} — this list", command=Code("/help")), ARABIC)
    assert said.startswith(f"{TO_THE_LEFT}{between('/help')}")
    assert not label(t("{command} — this list", command=Code("/help")), ENGLISH).startswith(TO_THE_LEFT)


def test_a_text_that_says_in_arabic_what_it_is_needs_no_mark() -> None:
    assert TO_THE_LEFT not in label(t("Place: {place}", place="Bakers"), ARABIC)
    assert TO_THE_LEFT not in label(t("{name}: on", name="Events"), ARABIC).lstrip(TO_THE_LEFT)


@THOROUGH
@given(typed)
def test_nothing_that_was_typed_turns_round_what_stands_behind_it(text: str) -> None:
    for speech in (ARABIC, ENGLISH):
        for part in (t("{place} (end)", place=text), Typed(text)):
            said = plain(compose((part,), speech))
            assert set(CONTROLS.findall(said)) <= {ISOLATE, END}
            assert said.count(ISOLATE) == said.count(END) <= 1


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "عمره أقل من ساعة"), (1, "عمره ساعة واحدة"), (2, "عمره ساعتان"), (3, f"عمره {between('3')} ساعات"),
     (11, f"عمره {between('11')} ساعة"), (100, f"عمره {between('100')} ساعة"), (103, f"عمره {between('103')} ساعات")],
)  # fmt: skip
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    assert label(n("{count} hour old", "{count} hours old", count), ARABIC) == said


def test_digits_are_those_that_are_typed_in_commands() -> None:
    assert ARABIC.number(1234567) == "1,234,567"
    assert ARABIC.day(date(2024, 2, 1)) == "1 فبراير 2024"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (ZoneInfo("America/Toronto"), "الخميس، 22 فبراير 2024، 10:05 غرينتش-05:00"),
        (ZoneInfo("Asia/Gaza"), "الخميس، 22 فبراير 2024، 10:05 غرينتش+02:00"),
        (UTC, "الخميس، 22 فبراير 2024، 10:05 UTC"),
    ],
)
def test_a_moment_names_its_zone_so_that_its_sign_stays_where_it_is(zone: ZoneInfo, said: str) -> None:
    moment = datetime(2024, 2, 22, 10, 5, tzinfo=zone)
    assert label(t("{moment}", moment=Planned(moment)), ARABIC) == f"{TO_THE_LEFT}{between(said)}"
