"""Which numbers are milestones, and what is due when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.announcements.news import due, holds, milestone, next_milestone
from bot.model.letters.letter import Event, Letter
from bot.model.letters.localized import Localized
from tests.storage.examples import letter

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
VIGIL = Event(Localized({"en": "Vigil"}), datetime.fromisoformat("2026-03-14T18:30:00-04:00"))


def milestones(most: int, goal: int | None = None) -> Sequence[int]:
    return [count for count in range(1, most + 1) if milestone(count, goal) == count]


def test_milestones_are_round_numbers() -> None:
    assert milestones(2500) == [10, 25, 50, 100, 150, 200, 250, 500, 750, 1000, 1500, 2000, 2500]
    assert milestone(123_456, None) == 100_000
    assert milestone(9, None) == 0


def test_the_goal_is_a_milestone() -> None:
    assert milestones(60, goal=30) == [10, 25, 30, 50]
    assert milestone(7, goal=5) == 5
    assert milestones(100, goal=50) == [10, 25, 50, 100]


@pytest.mark.parametrize(
    ("count", "goal", "following"), [(0, None, 10), (10, None, 25), (26, 30, 30), (30, 30, 50), (7500, None, 10000)]
)
def test_after_each_milestone_comes_another(count: int, goal: int | None, following: int) -> None:
    assert next_milestone(count, goal) == following


def days(published: Letter, moment: str, since: datetime = LONG_AGO) -> Sequence[int]:
    """So many days before the vigil are told of at a moment in Toronto's summer or winter time."""
    return [each.days for each in due(published, "event", since, datetime.fromisoformat(moment))]


def test_an_event_is_told_at_ten_in_the_morning_seven_days_and_one_day_before_and_on_its_day() -> None:
    published = replace(letter(), events=(VIGIL,))
    assert days(published, "2026-03-07T09:59:59-05:00") == []
    assert days(published, "2026-03-07T10:00:00-05:00") == [7]
    assert days(published, "2026-03-13T10:00:00-04:00") == [1]
    assert days(published, "2026-03-14T10:00:00-04:00") == [0]


def test_what_is_more_than_twelve_hours_late_is_not_told() -> None:
    published = replace(letter(), events=(VIGIL,))
    assert days(published, "2026-03-13T22:00:00-04:00") == [1]
    assert days(published, "2026-03-13T22:00:01-04:00") == []


def test_what_was_due_before_it_was_switched_on_is_not_told() -> None:
    published, now = replace(letter(), events=(VIGIL,)), "2026-03-13T11:00:00-04:00"
    ten = datetime.fromisoformat("2026-03-13T10:00:00-04:00")
    assert days(published, now, ten) == [1]
    assert days(published, now, ten + timedelta(seconds=1)) == []


def test_an_event_in_less_than_an_hour_is_not_told_any_more() -> None:
    early = replace(VIGIL, at=datetime.fromisoformat("2026-03-14T10:59:00-04:00"))
    assert days(replace(letter(), events=(early,)), "2026-03-14T10:00:00-04:00") == []
    later = replace(VIGIL, at=datetime.fromisoformat("2026-03-14T11:01:00-04:00"))
    assert days(replace(letter(), events=(later,)), "2026-03-14T10:00:00-04:00") == [0]


def test_a_whole_day_is_told_in_its_morning() -> None:
    whole = replace(VIGIL, at=datetime.fromisoformat("2026-03-14T00:00:00-04:00"), all_day=True)
    assert days(replace(letter(), events=(whole,)), "2026-03-14T10:00:00-04:00") == [0]


def test_events_of_one_day_are_told_together() -> None:
    noon = replace(VIGIL, at=datetime.fromisoformat("2026-03-14T12:00:00-04:00"))
    published = replace(letter(), events=(VIGIL, noon))
    assert days(published, "2026-03-13T10:00:00-04:00") == [1]


def test_a_closing_that_was_moved_is_told_anew_and_the_former_one_no_more() -> None:
    closes = datetime.fromisoformat("2026-03-20T23:59:00-04:00")
    published = replace(letter(), closes=closes)
    now = datetime.fromisoformat("2026-03-13T10:00:00-04:00")
    (reminder,) = due(published, "closing", LONG_AGO, now)
    assert (reminder.days, reminder.origin) == (7, "closing:2026-03-20:7")
    assert holds(published, reminder.made, now)
    assert not holds(replace(published, closes=closes + timedelta(days=30)), reminder.made, now)
    assert not holds(replace(published, closes=None), reminder.made, now)
    (closed,) = due(published, "closing", LONG_AGO, closes + timedelta(seconds=1))
    assert closed.origin == "closing:2026-03-20:0"
