"""A moment as somebody types it: still to come, and in a zone; or a word about what is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.text.checks import moment
from bot.text.text import Code
from tests.unit.strategies import THOROUGH

TORONTO = "America/Toronto"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def read(text: str, now: datetime = NOW, zone: str = TORONTO) -> datetime:
    return moment(text, zone, now)


def refused(text: str, now: datetime = NOW, zone: str = TORONTO) -> str:
    with pytest.raises(Invalid) as caught:
        read(text, now, zone)
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
    ],
)
def test_a_moment_is_read_in_its_zone_or_the_letter_s(text: str, utc: str, zone: str) -> None:
    found = read(text)
    assert found.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert str(found.tzinfo) == zone


@pytest.mark.parametrize(
    "text", ["", "soon", "tomorrow 17:00", "14.03.2026 17:00", "2026-03-14", "17", "17h00", "5 pm", "2026/03/14 17:00"]
)
def test_what_is_no_time_is_answered_with_an_example(text: str) -> None:
    assert refused(text) == refused("soon")


@pytest.mark.parametrize(
    "text", ["2026-02-30 17:00", "2026-13-01 17:00", "2026-03-14 24:00", "25:61", "0000-01-01 10:00"]
)
def test_a_day_or_an_hour_that_there_is_not_is_refused(text: str) -> None:
    assert "no such day or hour" in refused(text)


@pytest.mark.parametrize(
    "zone", ["Berlin", "Mars/Olympus", "EST5EDTX", "+15:00", "+02:60", "UTC+2", "../../etc/passwd", "17:30"]
)
def test_a_zone_that_there_is_not_is_refused(zone: str) -> None:
    assert "no time zone" in refused(f"2026-03-14 17:00 {zone}")


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


@THOROUGH
@given(st.text(max_size=30) | st.from_regex(r"\A(\d{4}-\d{2}-\d{2} )?\d{1,2}:\d{2}( \S{1,9})?\Z"))
def test_whatever_is_typed_is_a_moment_to_come_or_refused(text: str) -> None:
    try:
        assert read(text) > NOW
    except Invalid:
        return
