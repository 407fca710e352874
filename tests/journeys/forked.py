"""Processes of the command that are forked off one that has loaded its code: each worker of the tests loads it once.

From then on such a process is one of its own, as if it had been started by the command: with its own number, its own
environment, and what it writes. That the command starts by itself is tried where it is started by itself.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from adapters.host.terminal import command
from tests.checkout import ROOT

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([__name__])


def _run(arguments: tuple[str, ...], environment: Mapping[str, str], written: Connection, log: Path) -> None:
    """Be the command with these arguments, which writes there."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(written.fileno(), sys.stdout.fileno())
    with log.open("ab") as complaints:
        os.dup2(complaints.fileno(), sys.stderr.fileno())
    sys.argv = ["countersign", *arguments]
    sys.exit(command.main())


class Forked:
    """A process of the command, handled as those of `asyncio.subprocess` are."""

    def __init__(self, *arguments: str, environment: Mapping[str, str], log: Path) -> None:
        """`log`: the file to which it adds what it writes to its standard error."""
        self._written, writing = _FORKING.Pipe(duplex=False)
        log.touch()  # it is read at once
        self._process = _FORKING.Process(target=_run, args=(arguments, environment, writing, log))
        self._process.start()
        writing.close()
        self.stdout = asyncio.StreamReader()

    async def listen(self) -> None:
        """Begin to hear what it writes to its standard output."""
        pipe = os.fdopen(os.dup(self._written.fileno()), "rb", buffering=0)
        self._written.close()
        protocol = asyncio.StreamReaderProtocol(self.stdout)
        self._hearing, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, pipe)

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status, once it has ended: the number of the signal that has ended it, below zero."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it, in whatever it is doing."""
        self._process.kill()

    def terminate(self) -> None:
        """Tell it to end."""
        self._process.terminate()

    async def communicate(self) -> tuple[bytes, None]:
        """Wait until it has ended; what it has written besides."""
        rest = await self.stdout.read()
        await asyncio.to_thread(self._process.join)
        self._hearing.close()
        return rest, None
