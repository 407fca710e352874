"""Zones by their names, and what their clocks show on the days on which they are changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.zones import Never, Once, Twice, find_region, find_zone, nearest_region, readings, start_of_day
from tests.unit.strategies import THOROUGH


@pytest.mark.parametrize(("name", "found"), [("", None), ("europe/berlin", ZoneInfo("Europe/Berlin")), ("gmt", UTC),
                                             ("Local", None), ("+14:00", "UTC+14:00")])  # fmt: skip
def test_a_zone_is_found_by_its_name_in_any_case(name: str, found: object) -> None:
    zone = find_zone(name)
    assert zone == found or str(zone) == found


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("america/toronto", "America/Toronto"),
        ("America/Torronto", "America/Toronto"),
        (" america/new york ", "America/New_York"),
        ("Toronto", "America/Toronto"),
        ("Berlni", "Europe/Berlin"),
        ("+02:00", ""),
        ("Mars/Olympus", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_what_is_no_region_is_told_which_is_near(name: str, near: str) -> None:
    assert find_region(name) is None
    assert nearest_region(name) == near


def test_a_region_is_spelled_exactly() -> None:
    assert find_region("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    assert find_region("UTC") == ZoneInfo("UTC")


TORONTO = ZoneInfo("America/Toronto")
FIRST = datetime.fromisoformat("2000-01-01 00:00")


def test_the_clocks_of_a_zone_show_a_time_once_never_or_twice() -> None:
    assert readings(datetime.fromisoformat("2026-03-08 03:00"), TORONTO) == Once(
        datetime(2026, 3, 8, 3, 0, tzinfo=TORONTO)
    )
    skipped = readings(datetime.fromisoformat("2026-03-08 02:30"), TORONTO)
    assert isinstance(skipped, Never)
    assert skipped.instead.isoformat() == "2026-03-08T03:30:00-04:00"
    repeated = readings(datetime.fromisoformat("2026-11-01 01:30"), TORONTO)
    assert isinstance(repeated, Twice)
    assert repeated.first.isoformat() == "2026-11-01T01:30:00-04:00"
    assert repeated.second.isoformat() == "2026-11-01T01:30:00-05:00"


@THOROUGH
@given(
    st.integers(0, 30 * 366 * 24 * 4).map(lambda quarters: FIRST + timedelta(minutes=15 * quarters)),
    st.sampled_from(["America/Toronto", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "UTC"]),
)
def test_a_time_is_shown_at_the_moments_at_which_the_zone_shows_it(local: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    around = (local.replace(tzinfo=UTC) + timedelta(minutes=15 * step) for step in range(-60, 61))
    shown = [moment for moment in around if moment.astimezone(zone).replace(tzinfo=None) == local]
    match readings(local, zone):
        case Never():
            assert shown == []
        case Once(moment):
            assert shown == [moment.astimezone(UTC)]
        case Twice(first, second):
            assert shown == [first.astimezone(UTC), second.astimezone(UTC)]


@pytest.mark.parametrize(
    ("day", "zone", "begins"),
    [
        (date(2026, 3, 8), "America/Toronto", "2026-03-08T00:00:00-05:00"),
        (date(2018, 11, 4), "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"),  # midnight was left out
        (date(2020, 11, 1), "America/Havana", "2020-11-01T00:00:00-04:00"),  # midnight came twice
        (date(2011, 12, 30), "Pacific/Apia", "2011-12-31T00:00:00+14:00"),  # the day was left out
    ],
)
def test_a_day_begins_at_its_first_moment(day: date, zone: str, begins: str) -> None:
    assert start_of_day(day, ZoneInfo(zone)).isoformat() == begins
