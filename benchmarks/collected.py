"""Tests that were collected once, with everything they import, of which any run in a process forked from this one.

What starts so needs some milliseconds where importing the project and collecting takes 9 seconds of CPU.
"""

import os
import resource
import signal
import time
from collections.abc import Callable, Mapping, Sequence

import pytest

Prepare = Callable[[pytest.Config], None]


class InAnother(Exception):
    """This is the process that was forked."""


class Collected:
    """A plugin of pytest's: instead of the tests, `work` runs, which runs those that it wants."""

    def __init__(self, work: Callable[["Collected"], None]) -> None:
        self._work = work
        self._chosen: list[pytest.Item] = []
        self._forked = False
        self._items: Mapping[str, pytest.Item] = {}
        self._config: pytest.Config | None = None

    @property
    def tests(self) -> Sequence[str]:
        """The names of all."""
        return list(self._items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Work, and end; in a process that was forked, leave it to pytest to run what was chosen."""
        self._items, self._config = {each.nodeid: each for each in session.items}, session.config
        try:
            self._work(self)
        except InAnother:
            session.items[:] = self._chosen
            return None
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """End at once, where this process was forked: what is left to be done at the end is the first one's."""
        if self._forked:
            os._exit(exitstatus)

    def fork(self, tests: Sequence[str], prepare: Prepare, seconds: int) -> int:
        """Run tests in another process, which ends by a signal after so many seconds of CPU, and give its id.

        What is prepared there can register a plugin. Raises `InAnother` there, which has to be let through.
        """
        number = os.fork()
        if number:
            return number
        quiet = os.open(os.devnull, os.O_WRONLY)
        for output in (1, 2):
            os.dup2(quiet, output)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        self._forked, self._chosen = True, [self._items[each] for each in tests]
        assert self._config is not None
        prepare(self._config)
        raise InAnother


def ended(process: int, seconds: float) -> int:
    """As what a process ends, which is killed after so many seconds; negative where by a signal."""
    until = time.monotonic() + seconds
    while True:
        number, status = os.waitpid(process, os.WNOHANG)
        if number:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.kill(process, signal.SIGKILL)
            until = float("inf")
        time.sleep(0.02)
