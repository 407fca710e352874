"""Processes that serve one database tell one another that there may be something to do."""

from collections.abc import Callable
from typing import Protocol


class Bell(Protocol):
    """What all of them hear."""

    def ring(self) -> None:
        """Others may have something to do: they hear it soon, or look by themselves where it is lost."""

    def hears(self, listener: Callable[[], None]) -> None:
        """Tell this one whenever another process rings."""


class NoBell(Bell):
    """That of a process that serves a database by itself."""

    def ring(self) -> None:
        pass

    def hears(self, listener: Callable[[], None]) -> None:
        pass


SILENT = NoBell()
