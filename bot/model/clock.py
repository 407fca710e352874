"""The time that counts: that of the machine's clock as long as it can be believed, and else what is known without it.

Much that time does can't be undone: what is erased, published, sent. So time goes ahead, beyond what passes by itself,
only where two agree on it, such as the machine's clock and a platform; it goes back where one platform says so, for
what has only waited can still be done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LEAP = timedelta(minutes=5)
"""Clocks that are not further apart agree: no clock that is kept is so wrong, and nobody plans to the minute."""

HOST_BELIEVED = timedelta(days=1)
"""For so long after the host has said that the machine's clock is right it is believed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on disk of the time: until when a process has seen it pass (none before there was one), and when, by the
    machine's clock, the host last said that this is right."""

    seen_at: datetime | None = None
    accepted_at: datetime | None = None

    def just_accepted(self, machine: datetime) -> bool:
        """Whether the host has said lately that this clock is right."""
        return self.accepted_at is not None and timedelta(0) <= machine - self.accepted_at <= HOST_BELIEVED


@dataclass(frozen=True, slots=True)
class Doubt:
    """The machine's clock can't be believed: what it says, what somebody else says, who, and the time that counts."""

    machine: datetime
    other: datetime
    who: str
    counts: datetime


def near(one: datetime, other: datetime) -> bool:
    """Whether two clocks agree."""
    return abs(one - other) <= LEAP


class Clock:
    """Tells the time that counts. `machine` tells that of the machine's clock, in UTC; `elapsed` the seconds that have
    passed, which only grow, those while the machine was suspended included.
    """

    def __init__(self, machine: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self.machine = machine
        self._elapsed = elapsed
        self._known = (machine(), elapsed())
        self._seen: datetime | None = None
        self._dates = dict[str, tuple[datetime, float]]()
        self._accepted = False
        self._other: tuple[str, datetime, float] | None = None

    def now(self) -> datetime:
        """The machine's clock where it agrees with what is known and has passed since; else that."""
        machine, known = self.machine(), self._since(*self._known)
        return machine if near(machine, known) else known

    def begin(self, kept: Kept, ahead: timedelta) -> None:
        """Begin where the disk has left off. The machine's clock is believed up to so much `ahead` of that; where it is
        further ahead, or behind, the earlier of both counts until others agree."""
        machine = self.machine()
        if kept.just_accepted(machine):
            self.accept()
        elif kept.seen_at and not -LEAP <= machine - kept.seen_at <= ahead:
            self._know(min(machine, kept.seen_at))
            self._seen = kept.seen_at
            self._doubt("what is on disk", kept.seen_at)
        else:
            self._know(machine)

    def accept(self) -> None:
        """The host says that the machine's clock is right: it counts, whatever others say."""
        self._accepted = True
        self._agree(self.machine())

    def asked(self, who: str) -> Callable[[str], None]:
        """A request leaves for a platform. What this returns is told the `Date` header of the answer, empty where there
        is none; one that was under way for long says nothing of now."""
        began = self._elapsed()

        def answered(header: str) -> None:
            date = _read_date(header)
            if date and timedelta(seconds=self._elapsed() - began) <= LEAP:
                self.heard(who, date)

        return answered

    def heard(self, who: str, date: datetime) -> None:
        """A platform says what time it is."""
        machine, now = self.machine(), self.now()
        others = [self._since(*said) for other, said in self._dates.items() if other != who]
        self._dates[who] = (date, self._elapsed())
        slow = self._seen is not None and machine < self._seen - LEAP <= date
        agreed = slow or any(near(date, each) for each in others)
        if near(date, machine):
            self._agree(date)
        elif self._accepted:
            return
        elif near(date, now):
            self._other = None
        elif date < now or agreed:
            self._agree(date)
        else:
            self._doubt(who, date)

    def look(self) -> None:
        """Follow the machine's clock where it has come to agree with what a platform has said before."""
        machine = self.machine()
        if any(near(machine, self._since(*said)) for said in self._dates.values()):
            self._agree(machine)

    @property
    def doubt(self) -> Doubt | None:
        """Why the machine's clock can't be believed, if it can't."""
        machine, now = self.machine(), self.now()
        if self._other:
            who, said, at = self._other
            return Doubt(machine, self._since(said, at), who, now)
        return None if near(machine, now) else Doubt(machine, now, "the time that has passed", now)

    @property
    def confirmed(self) -> bool:
        """Whether a platform has said what time it is."""
        return bool(self._dates)

    def _agree(self, moment: datetime) -> None:
        self._know(moment)
        self._seen = self._other = None

    def _know(self, moment: datetime) -> None:
        self._known = (moment, self._elapsed())

    def _doubt(self, who: str, said: datetime) -> None:
        self._other = (who, said, self._elapsed())

    def _since(self, moment: datetime, at: float) -> datetime:
        return moment + timedelta(seconds=self._elapsed() - at)


def _read_date(header: str) -> datetime | None:
    """The moment in a `Date` header (RFC 9110, 5.6.7), if there is one."""
    try:
        return parsedate_to_datetime(header).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
