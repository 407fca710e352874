"""What the organizers of a letter can set, and what holds where they have not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.model.lists.order import Order
from bot.model.proofs.authority import Level

Guard = Literal["auto", "on", "off"]

GUARDED_FROM = 10
"""An announcement to so many chats is guarded by itself, where there are two organizers."""

UNDO_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Choices:
    """What is set for a letter.

    `second`: whether another organizer has to release an announcement: by itself from ten chats on, always, or never.
    `undo`: for how many seconds one that was released can be stopped before it leaves; nothing: a minute where it is
    guarded. `milestones`, `digest`, `events`, `closing`: what the letter announces by itself.
    `list_requires`: what a sign-on needs to be listed; `shows_level`: whether the public list says how each was shown;
    `order`: in which order it is.
    """

    second: Guard = "auto"
    undo: int | None = None
    milestones: bool = False
    digest: bool = False
    events: bool = False
    closing: bool = False
    list_requires: Level = Level.PROVEN
    shows_level: bool = False
    order: Order = Order.ALPHABETICAL


SWITCHES = ("milestones", "digest", "events", "closing")
"""What can be on or off, and is off at first: nothing is announced that nobody has asked for."""


def read_choices(settings: Mapping[str, str]) -> Choices:
    """The choices as they are kept, by name; what is not kept is as it is at first."""
    second = settings.get("second", "auto")
    undo, requires = settings.get("undo", ""), settings.get("list_requires", "")
    return Choices(
        second="on" if second == "on" else "off" if second == "off" else "auto",
        undo=int(undo) if undo.isdecimal() else None,
        list_requires=Level(requires) if requires in set(Level) else Level.PROVEN,
        shows_level=settings.get("shows_level") == "on",
        order=Order.ARRIVAL if settings.get("order") == Order.ARRIVAL else Order.ALPHABETICAL,
        **{name: settings.get(name) == "on" for name in SWITCHES},
    )
