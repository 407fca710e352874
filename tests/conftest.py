"""What tests of several folders need: their options, a clock that is set, and a store of the test's own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.ports.store import Store
from tests.memory import MemoryStore

MEASURED = "measured"
"""The property under which a test records what it has measured."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every story be told everywhere."""
    parser.addoption("--everywhere", action="store_true", help="tell the rules of the core on every platform too")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured."""
    for each in terminalreporter.getreports("passed"):
        for name, value in each.user_properties:
            if name == MEASURED:
                terminalreporter.write_line(str(value))


class Clock:
    """The time, which stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        """Let time pass: `forward(days=14)`."""
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    """The clock of the store."""
    return Clock()


@pytest.fixture
def memory(clock: Clock) -> Iterator[Store]:
    """A store in memory, in which nothing was written."""
    made = MemoryStore(clock)
    yield made
    made.close()


@pytest.fixture
def store(memory: Store) -> Store:
    """A store in which nothing was written. A folder that is about what stores keep overrides it."""
    return memory
