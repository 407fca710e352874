"""What of a list is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Only(StrEnum):
    """Which organizations are looked at: all, those with words of their own, or those with a reservation."""

    ALL = ""
    STATEMENT = "statement"
    RESERVATION = "reservation"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which organizations are looked at: those with a part of their name, with words, and with these categories, by the
    names of their traits."""

    typed: str = ""
    only: Only = Only.ALL
    traits: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        """Whether it leaves anybody out."""
        return bool(self.typed or self.only or self.traits)


EVERYBODY = Filter()
"""The whole list."""
