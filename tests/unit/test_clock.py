"""The time that counts, whatever the machine's clock says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.clock import LEAP, Clock, Kept

BEGAN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY, YEARS = timedelta(days=1), timedelta(days=400)
MARGIN = timedelta(seconds=2)
"""What the `Date` of an answer leaves out, and how long the answer takes."""


@dataclass
class Machine:
    """A machine: how long it runs, and how far its clock is from the true time."""

    off: timedelta = timedelta(0)
    passed: float = 0.0
    before: timedelta = timedelta(0)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = self._new()

    @property
    def true(self) -> datetime:
        return BEGAN + self.before + timedelta(seconds=self.passed)

    def started(self, kept: Kept, ahead: timedelta = LEAP, after: timedelta = timedelta(0)) -> Clock:
        """The clock after a start of the machine, so long after it was turned off."""
        self.before, self.passed = self.true - BEGAN + after, 0.0
        self.clock = self._new()
        self.clock.begin(kept, ahead)
        return self.clock

    def hears(self, who: str = "discord", off: timedelta = timedelta(0), under_way: float = 0.0) -> None:
        """A platform answers; `off`: how far its clock is from the true time."""
        answered, date = self.clock.asked(who), format_datetime((self.true + off).astimezone(UTC), usegmt=True)
        self.passed += under_way
        answered(date)

    def error(self) -> timedelta:
        """How far the time that counts is from the true one."""
        return self.clock.now() - self.true

    def _new(self) -> Clock:
        return Clock(lambda: self.true + self.off, lambda: self.passed)


OFF = st.timedeltas(-3 * YEARS, 3 * YEARS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("passes"), st.timedeltas(timedelta(0), timedelta(days=2))),
        st.tuples(st.just("jumps"), OFF | st.just(timedelta(0))),
        st.tuples(st.just("creeps"), st.timedeltas(-LEAP, LEAP)),
        st.tuples(st.sampled_from(["discord", "telegram"]), st.just(timedelta(0))),
        st.tuples(st.just("starts"), st.timedeltas(timedelta(0), YEARS)),
    ),
    max_size=30,
)


@given(OFF, STEPS)
def test_the_time_that_counts_is_never_ahead_of_the_true_one_by_more_than_the_clocks_may_differ(
    off: timedelta, steps: list[tuple[str, timedelta]]
) -> None:
    machine, seen = Machine(off), BEGAN
    machine.started(Kept(seen), after=DAY)
    for what, by in steps:
        match what:
            case "passes":
                machine.passed += by.total_seconds()
            case "jumps":
                machine.off = by
            case "creeps":
                machine.off += by
            case "starts":
                machine.started(Kept(min(seen, machine.true)), after=by)
            case _:
                machine.hears(what)
                assert abs(machine.error()) <= LEAP + MARGIN or machine.error() < timedelta(0)
        assert machine.error() <= 2 * LEAP + MARGIN
        machine.clock.look()
        assert machine.error() <= 2 * LEAP + MARGIN
        if machine.clock.doubt is None:
            seen = machine.clock.now()
    machine.off = timedelta(0)
    machine.hears()
    assert abs(machine.error()) <= MARGIN
    assert machine.clock.doubt is None


@pytest.mark.parametrize("jump", [YEARS, -YEARS, timedelta(hours=2), timedelta(minutes=6)])
def test_a_clock_that_jumps_ahead_or_back_moves_nothing_and_is_doubted_until_it_is_back(jump: timedelta) -> None:
    machine = Machine()
    machine.off = jump
    machine.passed += 60
    assert machine.error() == timedelta(0)
    assert machine.clock.doubt is not None
    machine.hears()
    assert machine.error() == timedelta(0)
    assert machine.clock.doubt is not None
    machine.off = timedelta(0)
    assert machine.clock.doubt is None


def test_a_clock_that_was_set_right_is_followed_once_a_platform_agrees() -> None:
    machine = Machine()
    machine.clock.begin(Kept(), LEAP)
    machine.passed, machine.off = 60.0, YEARS
    machine.hears(off=YEARS)
    assert machine.error() == YEARS
    assert machine.clock.doubt is None


def test_many_small_steps_without_a_witness_go_no_further_than_one() -> None:
    machine = Machine()
    for _ in range(100):
        machine.off += timedelta(minutes=4)
        machine.passed += 1
        assert machine.error() <= LEAP
    assert machine.error() == timedelta(0)


def test_a_clock_that_is_set_right_after_a_platform_has_said_so_is_followed_without_asking_again() -> None:
    machine = Machine(-timedelta(hours=2))
    clock = machine.started(Kept())
    machine.hears()
    machine.passed += 3600
    clock.look()
    assert machine.error() == -timedelta(hours=2)
    machine.off = timedelta(0)
    clock.look()
    assert machine.error() == timedelta(0)
    assert clock.doubt is None


def test_a_machine_that_was_suspended_goes_on_where_the_system_counts_that_time() -> None:
    machine = Machine()
    machine.passed += 30 * DAY.total_seconds()
    assert machine.error() == timedelta(0)
    assert machine.clock.doubt is None


def test_after_three_months_it_goes_on_by_itself_as_soon_as_a_platform_agrees() -> None:
    machine = Machine()
    clock = machine.started(Kept(BEGAN), after=timedelta(days=90))
    assert clock.now() == BEGAN
    assert clock.doubt is not None
    machine.hears()
    assert clock.now() == machine.true
    assert clock.doubt is None


@pytest.mark.parametrize(("after", "believed"), [(timedelta(hours=20), True), (timedelta(days=2), False)])
def test_without_a_witness_the_next_day_is_believed_and_a_later_one_is_not(after: timedelta, believed: bool) -> None:
    machine = Machine()
    clock = machine.started(Kept(BEGAN), ahead=DAY, after=after)
    assert (clock.now() == machine.true) is believed
    assert (clock.doubt is None) is believed


def test_what_an_earlier_clock_wrote_from_the_future_holds_nothing_up_and_brings_nothing_forward() -> None:
    machine = Machine()
    clock = machine.started(Kept(BEGAN + YEARS))
    assert clock.now() == machine.true
    assert clock.doubt is not None
    machine.hears()
    assert clock.now() == machine.true
    assert clock.doubt is None


def test_a_machine_without_a_clock_of_its_own_begins_in_the_past_and_is_brought_up_by_the_platform_and_the_disk() -> (
    None
):
    machine = Machine(-50 * 365 * DAY)
    clock = machine.started(Kept(BEGAN), after=DAY)
    assert clock.now() < BEGAN
    machine.hears()
    assert abs(machine.error()) <= MARGIN
    machine.off = timedelta(0)
    assert clock.now() == machine.true
    assert clock.doubt is None


def test_a_first_start_with_a_clock_that_is_ahead_goes_back_at_a_platform_s_word() -> None:
    machine = Machine(YEARS)
    clock = machine.started(Kept())
    assert machine.error() == YEARS
    machine.hears()
    assert abs(machine.error()) <= MARGIN
    assert clock.doubt is not None


def test_a_platform_alone_brings_nothing_forward_and_two_that_agree_do() -> None:
    machine = Machine(-YEARS)
    clock = machine.started(Kept())
    machine.hears("discord")
    assert machine.error() == -YEARS
    assert clock.doubt is not None
    assert (clock.doubt.who, clock.doubt.machine) == ("discord", machine.true - YEARS)
    machine.hears("discord")
    assert machine.error() == -YEARS
    machine.hears("telegram")
    assert abs(machine.error()) <= MARGIN


def test_an_answer_that_was_under_way_for_long_and_a_header_that_is_none_say_nothing() -> None:
    machine = Machine()
    machine.hears(under_way=8 * 3600)
    assert machine.error() == timedelta(0)
    for header in ("", "yesterday", "Sun, 99 Foo 2026 25:00:00 GMT"):
        machine.clock.asked("discord")(header)
    assert machine.error() == timedelta(0)
    assert machine.clock.doubt is None


def test_the_host_s_word_counts_against_everybody_until_the_clock_jumps_again() -> None:
    machine = Machine()
    machine.off = YEARS
    machine.hears()
    machine.clock.accept()
    machine.hears()
    assert machine.error() == YEARS
    assert machine.clock.doubt is None
    machine.off += DAY
    assert machine.error() == YEARS
    assert machine.clock.doubt is not None


@pytest.mark.parametrize(
    ("later", "believed"), [(timedelta(minutes=1), True), (-timedelta(minutes=1), False), (2 * DAY, False)]
)
def test_the_host_s_word_is_believed_at_a_start_for_a_day(later: timedelta, believed: bool) -> None:
    machine = Machine()
    clock = machine.started(Kept(BEGAN - YEARS, BEGAN - later))
    assert (clock.now() == machine.true) is believed
