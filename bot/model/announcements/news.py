"""What a letter announces by itself, and when: milestones, and what is told some days before a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo

from bot.model.announcements.announcement import Made
from bot.model.letters.events import over
from bot.model.letters.letter import Event, Letter
from bot.model.people.settings import EVENT_DAYS

FIRST_MILESTONES = (10, 25, 50)
STEPS = (100, 150, 200, 250, 500, 750)
"""From 100 on, these and ten, a hundred and a thousand times as many: 1,000, 1,500, 2,000, 2,500, 5,000, 7,500, …"""

DIGEST_AT = time(18)
REMINDED_AT = time(10)
"""The hours of the day, in the letter's zone."""

DAYS_BEFORE = (7, 1)
"""So many days before the closing it is told of."""

LATEST = timedelta(hours=12)
"""What should have been told longer ago is not told any more."""

NOTICE = timedelta(hours=1)
"""What happens sooner is not told any more on its day."""


def _milestones() -> Iterator[int]:
    """Every milestone but the goal, the least first."""
    yield from FIRST_MILESTONES
    scale = 1
    while True:
        yield from (step * scale for step in STEPS)
        scale *= 10


def milestone(count: int, goal: int | None) -> int:
    """The highest milestone that so many organizations have reached, perhaps the goal; 0 where there is none."""
    reached = max(takewhile(lambda each: each <= count, _milestones()), default=0)
    return max(reached, goal) if goal and goal <= count else reached


def next_milestone(count: int, goal: int | None) -> int:
    """The milestone after so many organizations."""
    following = next(each for each in _milestones() if each > count)
    return min(following, goal) if goal and goal > count else following


def at(letter: Letter, day: date, hour: time) -> datetime:
    """An hour of a day in the letter's zone."""
    return datetime.combine(day, hour, ZoneInfo(letter.zone))


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is told once, at a moment: of the events of a day, or of the closing on it, so many days before."""

    kind: Literal["event", "closing"]
    day: date
    days: int
    at: datetime

    @property
    def made(self) -> Made:
        """What is told."""
        return Made(self.kind, self.day.toordinal(), self.days)

    @property
    def origin(self) -> str:
        """What tells it apart from every other one of the letter."""
        return f"{self.kind}:{self.day.isoformat()}:{self.days}"


def due(
    letter: Letter,
    kind: Literal["event", "closing"],
    since: datetime,
    now: datetime,
    event_days: Sequence[int] = EVENT_DAYS,
) -> Sequence[Reminder]:
    """What is to be told by now, where its moment has come after `since`, not too long ago, and it is still so. Of
    events so many days before them."""
    found = _of_events(letter, event_days) if kind == "event" else _of_closing(letter)
    return [
        each for each in found if since <= each.at <= now <= each.at + LATEST and holds(letter, each.made, now, NOTICE)
    ]


def _of_events(letter: Letter, event_days: Sequence[int]) -> Iterator[Reminder]:
    for day in sorted({letter.local(event.at).date() for event in letter.events}):
        for days in event_days:
            yield Reminder("event", day, days, at(letter, day - timedelta(days), REMINDED_AT))


def _of_closing(letter: Letter) -> Iterator[Reminder]:
    if letter.closes is None:
        return
    day = letter.local(letter.closes).date()
    for days in DAYS_BEFORE:
        yield Reminder("closing", day, days, at(letter, day - timedelta(days), REMINDED_AT))
    yield Reminder("closing", day, 0, letter.closes)


def upcoming(letter: Letter, day: date, now: datetime) -> Sequence[Event]:
    """The events of a day that are not over, or have not begun where they have a time; the first one first. Also those
    that are called off."""
    of_day = (event for event in letter.events if letter.local(event.at).date() == day)
    return sorted((event for event in of_day if not over(letter, event, now)), key=lambda event: event.at)


def holds(letter: Letter, made: Made, now: datetime, notice: timedelta = timedelta(0)) -> bool:
    """Whether what is told of a day is still so; of events, where there is so much time before them."""
    day = date.fromordinal(made.number)
    if made.kind == "event":
        return any(not event.called_off for event in upcoming(letter, day, now + notice))
    if letter.closes is None or letter.local(letter.closes).date() != day:
        return False
    return now < letter.closes if made.days else letter.closes < now
