"""The languages of the bot: plurals, dates with their zone, numbers, and the names of languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.text.languages import own_name
from bot.text.locales import SOURCE, Speech, load, primary
from bot.text.text import n, t

SPEECHES = load()
ENGLISH, FRENCH = SPEECHES["en"], SPEECHES["fr"]
TORONTO = ZoneInfo("America/Toronto")


def template(speech: Speech, count: int) -> str:
    return speech.template(n("{count} hour old", "{count} hours old", count))


def test_the_source_needs_no_catalogue() -> None:
    assert SOURCE == "en"
    assert ENGLISH.template(t("A text that no catalogue has.")) == "A text that no catalogue has."
    assert FRENCH.template(t("A text that no catalogue has.")) == "A text that no catalogue has."


def test_english_has_one_form_for_one_and_another_for_none_and_many() -> None:
    assert [template(ENGLISH, count) for count in (0, 1, 2)] == [
        "{count} hours old",
        "{count} hour old",
        "{count} hours old",
    ]


def test_french_has_one_form_for_none_and_one() -> None:
    none, one, many = (template(FRENCH, count) for count in (0, 1, 2))
    assert none == one != many
    assert one not in ("{count} hour old", "{count} hours old")


@pytest.mark.parametrize(
    ("moment", "english", "french"),
    [
        (datetime(2024, 2, 22, 10, 5, tzinfo=TORONTO), "22 February 2024, 10:05 EST", "22 février 2024, 10:05 HNE"),
        (datetime(2024, 7, 1, 10, 5, tzinfo=TORONTO), "1 July 2024, 10:05 EDT", "1er juillet 2024, 10:05 HEE"),
        (datetime(2024, 2, 22, 10, 5, tzinfo=UTC), "22 February 2024, 10:05 UTC", "22 février 2024, 10:05 TU"),
    ],
)
def test_a_moment_is_shown_in_the_zone_that_it_carries_and_names_it(
    moment: datetime, english: str, french: str
) -> None:
    assert ENGLISH.time(moment) == english
    assert FRENCH.time(moment) == french


def test_two_moments_that_are_the_same_are_shown_as_their_zones_have_them() -> None:
    moment = datetime(2024, 2, 22, 23, 30, tzinfo=UTC)
    assert ENGLISH.time(moment.astimezone(ZoneInfo("Asia/Gaza"))).startswith("23 February 2024, 01:30 ")
    assert ENGLISH.time(moment.astimezone(TORONTO)).startswith("22 February 2024, 18:30 ")
    assert moment.astimezone(TORONTO) - moment == timedelta(0)


def test_a_day_is_written_out() -> None:
    day = date(2024, 2, 1)
    assert (ENGLISH.day(day), FRENCH.day(day)) == ("1 February 2024", "1er février 2024")
    assert FRENCH.day(date(2024, 2, 11)) == "11 février 2024"


def test_the_first_of_a_month_is_written_alike_with_its_weekday() -> None:
    moment = datetime(2024, 11, 1, 17, 30, tzinfo=TORONTO)
    assert FRENCH.planned(moment).startswith("vendredi 1er novembre 2024, 17:30 ")


def test_a_number_has_the_separators_of_its_language() -> None:
    assert ENGLISH.number(1234567) == "1,234,567"
    assert "".join(FRENCH.number(1234567).split()) == "1234567"


def test_a_language_has_its_name_or_else_its_tag() -> None:
    assert (ENGLISH.language("ar"), FRENCH.language("ar"), ENGLISH.language("zzz")) == ("Arabic", "arabe", "zzz")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr", "fr"), ("fr-CA", "fr"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("", ""), ("klingon!", ""), ("-", "")],
)
def test_the_primary_language_of_a_tag_is_known_or_none(tag: str, language: str) -> None:
    assert primary(tag) == language


@pytest.mark.parametrize(("tag", "name"), [("en", "English"), ("fr", "Français"), ("ar", "العربية"), ("zzz", "Zzz")])
def test_a_language_is_called_by_the_name_that_its_speakers_look_for(tag: str, name: str) -> None:
    assert own_name(tag) == name
