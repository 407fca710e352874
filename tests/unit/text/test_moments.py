"""A moment as somebody types it: still to come, and in a zone; or a word about what is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.model.zones import find_region, find_zone, kept_zone
from bot.text.moments.reading import read as moments
from bot.text.moments.reading import spelled
from bot.text.text import Code
from tests.unit.strategies import THOROUGH

TORONTO = "America/Toronto"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def every(text: str, language: str = "en", now: datetime = NOW, zone: str = TORONTO) -> list[str]:
    """All that can be meant, in the clocks of its zone."""
    found = moments(text, zone=zone, languages=(language, "en"), now=now)
    return [f"{each:%Y-%m-%d %H:%M}" for each in found]


def read(text: str, now: datetime = NOW, zone: str = TORONTO) -> datetime:
    (found,) = moments(text, zone=zone, languages=("en",), now=now)
    return found


def refused(text: str, now: datetime = NOW, zone: str = TORONTO, language: str = "en") -> str:
    with pytest.raises(Invalid) as caught:
        moments(text, zone=zone, languages=(language, "en"), now=now)
    return caught.value.text.template


@pytest.mark.parametrize(
    ("text", "utc", "zone"),
    [
        ("2026-03-14 17:00", "2026-03-14 21:00", TORONTO),
        ("2026-03-14T17:00", "2026-03-14 21:00", TORONTO),
        ("2026-03-14 17:00:00", "2026-03-14 21:00", TORONTO),
        ("2026-03-14  9:05", "2026-03-14 13:05", TORONTO),
        ("2026-03-14 17:00 Europe/Berlin", "2026-03-14 16:00", "Europe/Berlin"),
        ("2026-03-14 17:00 europe/BERLIN", "2026-03-14 16:00", "Europe/Berlin"),
        ("2026-03-14 17:00 america/new york", "2026-03-14 21:00", "America/New_York"),
        ("2026-03-14 17:00 America/Argentina/Buenos_Aires", "2026-03-14 20:00", "America/Argentina/Buenos_Aires"),
        ("2026-03-14 17:00Z", "2026-03-14 17:00", "UTC"),
        ("2026-03-14 17:00 utc", "2026-03-14 17:00", "UTC"),
        ("2026-03-14 17:00 +02:00", "2026-03-14 15:00", "UTC+02:00"),
        ("2026-03-14 17:00 -0330", "2026-03-14 20:30", "UTC-03:30"),
        ("2026-03-14 17:00 UTC+5:45", "2026-03-14 11:15", "UTC+05:45"),
        ("2026-03-14 17:00 UTC+2", "2026-03-14 15:00", "UTC+02:00"),
        ("2026-03-14 5 pm gmt-3", "2026-03-14 20:00", "UTC-03:00"),
        ("2026-03-14 17:00 −5", "2026-03-14 22:00", "UTC-05:00"),
        ("2026-03-14T17:00:30Z", "2026-03-14 17:00:30", "UTC"),
        ("2026-03-14T17:00:30+02:00", "2026-03-14 15:00:30", "UTC+02:00"),
        ("2026-03-14T17:00:00.000Z", "2026-03-14 17:00", "UTC"),
        ("2026-03-14T17:00:00.123456+01:00", "2026-03-14 16:00", "UTC+01:00"),
        ("2026-03-14 17:00:00-05:00", "2026-03-14 22:00", "UTC-05:00"),
        ("Sat, 14 Mar 2026 17:00:30 +0000", "2026-03-14 17:00:30", "UTC"),
        ("2026-03-14 17:00 America/\u2060New_York", "2026-03-14 21:00", "America/New_York"),
        ("tomorrow at 9am (Europe/Berlin)", "2026-03-02 08:00", "Europe/Berlin"),
    ],
)
def test_a_moment_is_read_in_its_zone_or_the_letter_s(text: str, utc: str, zone: str) -> None:
    found = read(text)
    assert found.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert str(found.tzinfo) == zone


@pytest.mark.parametrize(
    "text",
    ["", "soon", "now 17:00", "17", "1700", "tomorrow 9", "next week", "may", "17.30", "2026-W12-3", "17:00 17:30",
     "17:00 5 pm",
     "tomorrow in 2 hours", "2026-03-14 17:00 or so", "environ 17h00", "14/03/26 17:00", "at", "in", "../../etc/passwd",
     "today tomorrow 9:00", "in 2 hours at 5 pm", "-1:00", "9:0", "morning",
     "tomorrow 9am EOD", "tomorrow 9am or so", "tomorrow 9am ASAP", "demain 9h environ"],
)  # fmt: skip
def test_what_is_no_time_is_answered_with_an_example(text: str) -> None:
    assert refused(text).startswith("This is not a time that I understand.")


def test_the_example_is_one_that_would_be_understood_in_the_letter_s_zone() -> None:
    with pytest.raises(Invalid) as caught:
        read("soon", zone="Asia/Tokyo")
    example = caught.value.text.values["example"]
    assert isinstance(example, Code)
    assert example.text == "2026-03-08 17:00 Asia/Tokyo"
    assert read(example.text, zone="Asia/Tokyo") == datetime(2026, 3, 8, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30 17:00",
        "2026-13-01 17:00",
        "2026-03-14 24:00",
        "25:61",
        "0000-01-01 10:00",
        "13:00 am",
        "0:30 pm",
        "31/02/2026 9:00",
        "13/13/2026 9:00",
        "Monday 14 March 2026 9:00",
        "tomorrow at 25",
    ],
)
def test_a_day_or_an_hour_that_there_is_not_is_refused(text: str) -> None:
    assert "no such day or hour" in refused(text)


@pytest.mark.parametrize(
    "zone",
    ["Berlin", "Mars/Olympus", "+15:00", "+02:60", "UTC+15", "../../etc/passwd", "localtime", "Factory",
     "Etc/GMT+5", "etc/localtime", "posix/Europe/Berlin", "SystemV/EST5"],
)  # fmt: skip
def test_a_zone_that_there_is_not_is_refused(zone: str) -> None:
    assert "no time zone" in refused(f"2026-03-14 17:00 {zone}")
    assert "no time zone" in refused(f"tomorrow at 5 pm {zone}")


@pytest.mark.parametrize(
    "name", ["localtime", "Factory", "posixrules", "Universal", "Zulu", "leapseconds", "GMT0", "W-SU"]
)
def test_a_name_of_the_zone_database_that_is_no_place_is_none(name: str) -> None:
    refused(f"2026-03-14 17:00 {name}")
    assert find_zone(name) is None
    assert find_region(name) is None


@pytest.mark.parametrize("name", ["EST", "Etc/GMT+5", "CET", TORONTO, "UTC+02:00", "nowhere", ""])
def test_a_zone_that_was_kept_is_one(name: str) -> None:
    assert NOW.astimezone(kept_zone(name)) == NOW


@pytest.mark.parametrize("zone", ["EST", "CET", "IST", "BST", "EST5EDT", "HNE", "est"])
def test_an_abbreviation_that_means_other_times_elsewhere_is_refused(zone: str) -> None:
    assert "can mean several time zones" in refused(f"2026-03-14 17:00 {zone}")


def test_a_zone_is_refused_with_one_that_can_be_typed() -> None:
    for typed, proposed in (("Berlin", "Europe/Berlin"), ("EST", TORONTO), ("Factory", TORONTO)):
        with pytest.raises(Invalid) as caught:
            read(f"2026-03-14 17:00 {typed}")
        assert caught.value.text.values["example"] == Code(proposed)
        assert str(read(f"2026-03-14 17:00 {proposed}").tzinfo) == proposed


SUNDAY, WEDNESDAY = NOW, NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("tomorrow 9am", "en", ["2026-03-02 09:00"]),
        ("9 a.m. tomorrow", "en", ["2026-03-02 09:00"]),
        ("the day after tomorrow at 17:00", "en", ["2026-03-03 17:00"]),
        ("today at 5:00 pm", "en", ["2026-03-01 17:00"]),
        ("5:00 PM", "en", ["2026-03-01 17:00"]),
        ("５：００ ｐｍ", "en", ["2026-03-01 17:00"]),
        ("12 am", "en", ["2026-03-02 00:00"]),
        ("12 pm", "en", ["2026-03-01 12:00"]),
        ("noon", "en", ["2026-03-01 12:00"]),
        ("tomorrow at noon", "en", ["2026-03-02 12:00"]),
        ("midnight", "en", ["2026-03-02 00:00"]),
        ("in 2 hours", "en", ["2026-03-01 09:00"]),
        ("now", "en", ["2026-03-01 07:01"]),
        ("Right now", "en", ["2026-03-01 07:01"]),
        ("in an hour", "en", ["2026-03-01 08:00"]),
        ("in half an hour", "en", ["2026-03-01 07:30"]),
        ("in 90 minutes", "en", ["2026-03-01 08:30"]),
        ("in 3 days at 9:00", "en", ["2026-03-04 09:00"]),
        ("in two weeks 9am", "en", ["2026-03-15 09:00"]),
        ("friday 5pm", "en", ["2026-03-06 17:00"]),
        ("this Friday, 17:00", "en", ["2026-03-06 17:00"]),
        ("Sunday 17:00", "en", ["2026-03-01 17:00"]),
        ("14 March 2026 17:00", "en", ["2026-03-14 17:00"]),
        ("March 14th, 2026, 5 pm", "en", ["2026-03-14 17:00"]),
        ("Saturday 14 March 2026, 17:00", "en", ["2026-03-14 17:00"]),
        ("Sept 3 9:00", "en", ["2026-09-03 09:00"]),
        ("1 Feb 9:00", "en", ["2027-02-01 09:00"]),
        ("15/03/2026 17:00", "en", ["2026-03-15 17:00"]),
        ("03/15/2026 17:00", "en", ["2026-03-15 17:00"]),
        ("15.03.2026 17:00", "en", ["2026-03-15 17:00"]),
        ("15-3-2026 17:00", "en", ["2026-03-15 17:00"]),
        ("2026/3/15 17:00", "en", ["2026-03-15 17:00"]),
        ("04/04/2026 17:00", "en", ["2026-04-04 17:00"]),
        ("15/03 17:00", "en", ["2026-03-15 17:00"]),
        ("17h00", "en", ["2026-03-01 17:00"]),
        ("2026-03-14 17h00", "fr", ["2026-03-14 17:00"]),
        ("17 h 30", "fr", ["2026-03-01 17:30"]),
        ("demain à 9h", "fr", ["2026-03-02 09:00"]),
        ("après-demain à 9 heures", "fr", ["2026-03-03 09:00"]),
        ("demain midi", "fr", ["2026-03-02 12:00"]),
        ("demain, 9 h du soir", "fr", ["2026-03-02 21:00"]),
        ("demain soir à 8h", "fr", ["2026-03-02 20:00"]),
        ("vendredi 14h", "fr", ["2026-03-06 14:00"]),
        ("le 1er avril 2026 à 9 h", "fr", ["2026-04-01 09:00"]),
        ("aujourd’hui à 20 h", "fr", ["2026-03-01 20:00"]),
        ("dans deux heures", "fr", ["2026-03-01 09:00"]),
        ("maintenant", "fr", ["2026-03-01 07:01"]),
        ("tout de suite", "fr", ["2026-03-01 07:01"]),
        ("الآن", "ar", ["2026-03-01 07:01"]),
        ("dans une demi-heure", "fr", ["2026-03-01 07:30"]),
        ("tomorrow 9am", "fr", ["2026-03-02 09:00"]),
        ("غدًا الساعة ٩ صباحًا", "ar", ["2026-03-02 09:00"]),
        ("٢٠٢٦-٠٣-١٤ ١٧:٠٠", "ar", ["2026-03-14 17:00"]),
        ("٢٠٢٦-٠٣-١٤ ١٧:٠٠", "en", ["2026-03-14 17:00"]),
        ("۲۰۲۶-۰۳-۱۴ ۱۷:۰۰", "en", ["2026-03-14 17:00"]),
        ("بعد غد الساعة الخامسة مساءً", "ar", ["2026-03-03 17:00"]),
        ("١٤ آذار ٢٠٢٦، الساعة ٥ مساء", "ar", ["2026-03-14 17:00"]),
        ("14 مارس 2026 17:00", "ar", ["2026-03-14 17:00"]),
        ("يوم الجمعة الساعة ١٧:٠٠", "ar", ["2026-03-06 17:00"]),
        ("بعد ساعتين", "ar", ["2026-03-01 09:00"]),
        ("غدا ظهرا", "ar", ["2026-03-02 12:00"]),
        ("tonight at 11", "en", ["2026-03-01 23:00"]),
        ("tonight 9:30", "en", ["2026-03-01 21:30"]),
        ("this afternoon at 3", "en", ["2026-03-01 15:00"]),
        ("tonight at midnight", "en", ["2026-03-02 00:00"]),
        ("this evening 20:00", "en", ["2026-03-01 20:00"]),
        ("ce soir à 8 heures", "fr", ["2026-03-01 20:00"]),
        ("الليلة ٨:٣٠", "ar", ["2026-03-01 20:30"]),
        ("Sat. 14 Mar. 5 p.m.", "en", ["2026-03-14 17:00"]),
        ("Sept. 15, 2026 17:00", "en", ["2026-09-15 17:00"]),
        ("in 90 min.", "en", ["2026-03-01 08:30"]),
        ("in two hrs.", "en", ["2026-03-01 09:00"]),
        ("dim. 14 févr. 2027, 9h", "fr", ["2027-02-14 09:00"]),
        ("sa. 14. märz 17 uhr", "de", ["2026-03-14 17:00"]),
        ("14. März 2026 17 Uhr", "de", ["2026-03-14 17:00"]),
        ("sábado 17:00", "es", ["2026-03-07 17:00"]),
    ],
)
def test_a_moment_is_read_as_people_type_it(text: str, language: str, found: list[str]) -> None:
    assert every(text, language) == found


@pytest.mark.parametrize(
    ("text", "language", "now", "found"),
    [
        ("03/04/2026 9:00", "en", NOW, ["2026-03-04 09:00", "2026-04-03 09:00"]),
        ("3.4.2026 9:00", "fr", NOW, ["2026-03-04 09:00", "2026-04-03 09:00"]),
        ("03/04 9:00", "en", NOW, ["2026-03-04 09:00", "2026-04-03 09:00"]),
        ("02/04/2026 9:00", "en", NOW, ["2026-04-02 09:00"]),
        ("next friday 17:00", "en", WEDNESDAY, ["2026-03-06 17:00", "2026-03-13 17:00"]),
        ("next friday 17:00", "en", SUNDAY, ["2026-03-06 17:00"]),
        ("next wednesday 17:00", "en", WEDNESDAY, ["2026-03-11 17:00"]),
        ("vendredi prochain à 17h", "fr", WEDNESDAY, ["2026-03-06 17:00", "2026-03-13 17:00"]),
        ("الجمعة القادمة الساعة ٥ مساءً", "ar", WEDNESDAY, ["2026-03-06 17:00", "2026-03-13 17:00"]),
        ("tomorrow at 9", "en", NOW, ["2026-03-02 09:00", "2026-03-02 21:00"]),
        ("tomorrow at 14", "en", NOW, ["2026-03-02 14:00"]),
        ("today at 6", "en", NOW, ["2026-03-01 18:00"]),
        ("غدا الساعة ٩", "ar", NOW, ["2026-03-02 09:00", "2026-03-02 21:00"]),
        ("midnight tomorrow", "en", NOW, ["2026-03-02 00:00", "2026-03-03 00:00"]),
        ("demain à minuit", "fr", NOW, ["2026-03-02 00:00", "2026-03-03 00:00"]),
        ("midnight today", "en", NOW, ["2026-03-02 00:00"]),
        ("sunday 6:00", "en", NOW, ["2026-03-08 06:00"]),
        ("sunday at 6", "en", NOW, ["2026-03-01 18:00"]),
        ("sunday midnight", "en", NOW, ["2026-03-02 00:00"]),
    ],
)
def test_what_can_mean_several_moments_is_all_of_them_that_are_to_come(
    text: str, language: str, now: datetime, found: list[str]
) -> None:
    assert every(text, language, now) == found


@pytest.mark.parametrize(
    ("now", "clock", "offset"),
    [(datetime(2026, 3, 8, 6, 30, 40, tzinfo=UTC), "04:30", "-0400"),
     (datetime(2026, 11, 1, 4, 30, tzinfo=UTC), "01:30", "-0500"),
     (datetime(2026, 11, 1, 3, 30, tzinfo=UTC), "01:30", "-0400")],
)  # fmt: skip
def test_hours_from_now_are_hours_also_where_the_clocks_change(now: datetime, clock: str, offset: str) -> None:
    found = read("in 2 hours", now)
    assert f"{found:%H:%M %z}" == f"{clock} {offset}"
    assert found - now == timedelta(hours=2, seconds=-now.second)
    assert read(spelled(found), now).timestamp() == found.timestamp()


@pytest.mark.parametrize(
    ("text", "language"),
    [("2026-03-14", "en"), ("next friday", "en"), ("tomorrow", "en"), ("in 3 days", "en"), ("15/03/2026", "en"),
     ("vendredi prochain", "fr"), ("14 March", "en"), ("غدًا", "ar")],
)  # fmt: skip
def test_a_day_without_a_time_is_asked_for_it_or_is_its_end(text: str, language: str) -> None:
    with pytest.raises(Invalid) as caught:
        every(text, language)
    assert caught.value.text.template.startswith("At what time?")
    example = caught.value.text.values["example"]
    assert isinstance(example, Code)
    ends = moments(text, zone=TORONTO, languages=(language,), now=NOW, end_of_day=True)
    assert [f"{each:%Y-%m-%d}" for each in ends] == [each[:10] for each in every(example.text, language)]
    assert {f"{each:%H:%M}" for each in ends} == {"23:59"}


@pytest.mark.parametrize("text", ["2026-03-01 06:59", "2026-03-01 07:00", "2025-12-31 17:00", "1970-01-01 00:00",
                                  "0001-01-01 00:00 +14:00"])  # fmt: skip
def test_a_moment_that_has_passed_or_is_now_is_refused(text: str) -> None:
    assert "has passed" in refused(text)


@pytest.mark.parametrize("text", ["2027-03-03 17:00", "2031-03-14 17:00", "9999-12-31 23:59 -14:00"])
def test_a_moment_more_than_a_year_away_is_refused(text: str) -> None:
    assert "more than a year" in refused(text)


def test_a_year_to_the_day_is_not_too_long() -> None:
    assert read("2027-03-01 07:00").astimezone(UTC) == datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("7:01", "2026-03-01 12:01"),
        ("07:00", "2026-03-02 12:00"),
        ("06:00", "2026-03-02 11:00"),
        ("23:59", "2026-03-02 04:59"),
        ("12:00 Asia/Tokyo", "2026-03-02 03:00"),
        ("01:00 Pacific/Auckland", "2026-03-01 12:00"),
    ],
)
def test_a_time_without_a_day_is_the_next_one(text: str, utc: str) -> None:
    wanted = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert read(text).astimezone(UTC) == (wanted if wanted > NOW else wanted + timedelta(days=1))


@pytest.mark.parametrize("text", ["2026-03-08 02:00", "2026-03-08 02:30", "2026-03-08 02:59"])
def test_a_time_over_which_the_clocks_go_forward_is_refused(text: str) -> None:
    assert "does not exist" in refused(text)


@pytest.mark.parametrize("text", ["2026-11-01 01:00", "2026-11-01 01:59"])
def test_a_time_that_comes_twice_is_asked_back(text: str) -> None:
    assert "comes twice" in refused(text)


def test_what_is_proposed_for_a_time_that_comes_twice_is_understood() -> None:
    with pytest.raises(Invalid) as caught:
        read("2026-11-01 01:30")
    proposed = [caught.value.text.values[name] for name in ("first", "second")]
    first, second = (read(each.text) for each in proposed if isinstance(each, Code))
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "utc"),
    [("2026-03-08 01:59", "2026-03-08 06:59"), ("2026-03-08 03:00", "2026-03-08 07:00"),
     ("2026-11-01 00:59", "2026-11-01 04:59"), ("2026-11-01 02:00", "2026-11-01 07:00")],
)  # fmt: skip
def test_the_minutes_around_a_change_of_the_clocks_are_as_they_are(text: str, utc: str) -> None:
    assert read(text).astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "text", "utc"),
    [
        (datetime(2026, 3, 8, 16, tzinfo=UTC), "02:30", "2026-03-09 06:30"),
        (datetime(2026, 11, 1, 17, tzinfo=UTC), "01:30", "2026-11-02 06:30"),
    ],
)
def test_a_time_without_a_day_is_the_next_one_also_on_the_day_on_which_the_clocks_changed_over_it(
    now: datetime, text: str, utc: str
) -> None:
    assert read(text, now).astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@THOROUGH
@given(
    st.integers(-2000, 560_000).map(lambda minutes: NOW.replace(tzinfo=None) + timedelta(minutes=minutes)),
    st.sampled_from([TORONTO, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "+13:45", "UTC"]),
)
def test_whatever_is_taken_is_what_was_typed_and_still_to_come(local: datetime, zone: str) -> None:
    typed = f"{local:%Y-%m-%d %H:%M}"
    try:
        found = read(f"{typed} {zone}")
    except Invalid:
        return
    assert found.strftime("%Y-%m-%d %H:%M") == typed
    assert NOW < found <= NOW + timedelta(days=366)
    assert found.astimezone(UTC).astimezone(found.tzinfo) == found


_WORDS = st.sampled_from(
    ["tomorrow", "today", "next", "friday", "monday", "5", "9", "17:00", "5:30", "pm", "am", "noon", "midnight", "in",
     "2", "hours", "days", "at", "on", "the", "03/04/2026", "15/03", "14 March", "2026-03-14", "UTC+2", "Europe/Berlin",
     "America/Toronto", "Z", "-0500", "evening", "2026-11-01", "1:30", "17h", "2026-11-01 01:30 -0400", "week",
     "٩", ","]
)  # fmt: skip


@THOROUGH
@given(st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), st.booleans())
def test_what_was_understood_is_spelled_out_as_what_means_it_alone(text: str, end_of_day: bool) -> None:
    try:
        found = moments(text, zone=TORONTO, languages=("en", "fr", "ar"), now=NOW, end_of_day=end_of_day)
    except Invalid:
        return
    assert list(found) == sorted(set(found))
    for each in found:
        assert moments(spelled(each), zone=TORONTO, languages=("fr",), now=NOW) == (each,)


@THOROUGH
@given(st.text(max_size=30) | st.from_regex(r"\A(\d{4}-\d{2}-\d{2} )?\d{1,2}:\d{2}( \S{1,9})?\Z"))
def test_whatever_is_typed_is_a_moment_to_come_or_refused(text: str) -> None:
    try:
        found = moments(text, zone=TORONTO, languages=("en", "fr", "ar"), now=NOW)
    except Invalid:
        return
    assert all(each > NOW for each in found)
