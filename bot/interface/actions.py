"""A button's action: a command with some of its options filled in.

It matches `[A-Za-z0-9_-]{1,64}`, so that it fits Telegram's callback data and deep links and Discord's `custom_id`: a
digit for the version, the command, and its options' values in the order of their declaration, between hyphens. Values
are ids, numbers or keys of choices, never what a person typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VERSION, ASKED = "1", "2"
"""The version of an action; the second where its button stands under a question, whose place the answer takes."""

LENGTH = 64
"""Telegram: callback data are 1 to 64 bytes, a start parameter up to 64 characters (Bot API)."""

_PIECE = re.compile(r"[A-Za-z0-9_]*")


def fits(value: str) -> bool:
    """Whether a value can stand in an action."""
    return bool(_PIECE.fullmatch(value))


@dataclass(frozen=True, slots=True)
class Action:
    """A command and the values of its options in order; an empty one is not filled in.

    `asked`: its button stands under a question, whose place the answer takes.
    """

    command: str
    values: tuple[str, ...] = ()
    asked: bool = False

    @property
    def _text(self) -> str:
        return "-".join((ASKED if self.asked else VERSION, self.command, *self.values)).rstrip("-")

    @property
    def fits(self) -> bool:
        """Whether a button can carry it."""
        return len(self._text) <= LENGTH and all(fits(piece) for piece in (self.command, *self.values))

    def __str__(self) -> str:
        if not self.fits:
            raise ValueError(f"an action that does not fit: {self.command}")
        return self._text

    @classmethod
    def read(cls, text: str) -> "Action | None":
        """The action that a button carries; nothing where it is not one of this version."""
        version, _, rest = text.partition("-")
        pieces = rest.split("-")
        if (
            version not in (VERSION, ASKED)
            or not pieces[0]
            or len(text) > LENGTH
            or not all(fits(piece) for piece in pieces)
        ):
            return None
        return cls(pieces[0], tuple(pieces[1:]), version == ASKED)


def filled(command: str, options: Sequence[str], values: Mapping[str, str], asked: bool = False) -> Action:
    """The action of a command with these options, in declared order, filled in."""
    return Action(command, tuple(values.get(option, "") for option in options), asked)
