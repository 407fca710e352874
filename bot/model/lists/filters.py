"""What of a list is looked at."""

from enum import StrEnum


class Only(StrEnum):
    """Which organizations are looked at: all, those with words of their own, or those with a reservation."""

    ALL = ""
    STATEMENT = "statement"
    RESERVATION = "reservation"
