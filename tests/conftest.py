"""What tests of several folders need: their options, a clock that is set, and a store of the test's own."""

import gc
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from adapters.host import logs
from bot.ports.store import Store
from tests.memory import MemoryStore

settings.register_profile("whatever it takes", deadline=None)
settings.load_profile("whatever it takes")

MEASURED = "measured"
"""The property under which a test records what it has measured."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every story be told everywhere."""
    parser.addoption("--everywhere", action="store_true", help="tell the rules of the core on every platform too")


YOUNG = 20_000
"""So many more objects than were given back let Python look for circles among them, instead of 700: a test makes
thousands and leaves next to nothing."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Nothing that is collected is garbage, and none of it is looked through again while the tests run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(YOUNG)
        gc.enable()


TOGETHER = (
    "tests/journeys/test_the_",
    "tests/journeys/",
    "tests/test_wheel.py",
    "postgresql",
    "matrix",
    "tests/browser/",
)
"""What is in the names of tests that run one after another, in one worker, from the beginning on: journeys are
processes at their true pace, which wait most of the time; one wheel, PostgreSQL, homeserver and browser serve all who
need them."""


def _together(nodeid: str) -> int:
    return next((place for place, part in enumerate(TOGETHER) if part in nodeid), len(TOGETHER))


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Gives each worker what goes together, and then one file after another: what its tests share is made once.

    The marks that pytest-xdist has for this group nothing under pytest 9.2, which keeps a test's name elsewhere.
    """

    def _split_scope(self, nodeid: str) -> str:
        place = _together(nodeid)
        return TOGETHER[place] if place < len(TOGETHER) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Scheduling:
    """Let the tests be spread like this, in the order in which they are collected."""
    config.option.loadscopereorder = False
    return _Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there are several workers, what takes longest comes first, and unit tests, whose files are short, last."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: (_together(item.nodeid), item.nodeid.startswith("tests/unit/")))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured, and what was not tried in a browser, with the reason."""
    for each in terminalreporter.getreports("passed"):
        for name, value in each.user_properties:
            if name == MEASURED:
                terminalreporter.write_line(str(value))
    skipped = [each for each in terminalreporter.getreports("skipped") if each.nodeid.startswith("tests/browser/")]
    for reason in {each.longrepr[-1] for each in skipped}:
        terminalreporter.write_line(reason.removeprefix("Skipped: "))


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Whatever a test sets up of the log is gone after it."""
    before = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:], logging.root.level = before
    for name in logs.OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What the host is told at INFO, the level that is usual where platforms are served."""
    for name in logs.OURS:
        caplog.set_level(logging.INFO, logger=name)
    return caplog


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
