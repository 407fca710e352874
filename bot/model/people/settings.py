"""What the organizers of a letter can set, and what holds where they have not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model.lists.order import Order
from bot.model.proofs.authority import Level

Guard = Literal["auto", "on", "off"]

GUARDED_FROM = 10
"""What one organizer alone causes in a day reaches fewer chats than this, where there are two organizers."""

STRICTNESS: Mapping[Guard, int] = {"off": 0, "auto": 1, "on": 2}
"""How much each guards."""

UNDO_SECONDS = 60

EVENT_DAYS = (7, 1, 0)
"""So many days before an event it is told of, where the owners have chosen no others; 0 is its own day."""

OFFERED_DAYS = (14, 7, 3, 2, 1, 0)
"""What they can choose."""


@dataclass(frozen=True, slots=True)
class Loosening:
    """A setting is to become looser from a moment on, unless an owner refuses: who wants it."""

    name: str
    value: str
    at: datetime
    person_id: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What is set for a letter.

    `second`: whether another organizer has to release an announcement: by itself from ten chats on, always, or never.
    `loosenings`: what waits for another owner, or for a day to pass. `undo`: for how many seconds one that was released
    can be stopped before it leaves; nothing: a minute where it is guarded. `milestones`, `digest`, `events`, `closing`:
    what the letter announces by itself; `event_days`: how many days before an event. `list_requires`: what a sign-on
    needs to be listed; `shows_level`: whether the public list says how each was shown; `order`: in which order it is.
    """

    second: Guard = "auto"
    undo: int | None = None
    milestones: bool = False
    digest: bool = False
    events: bool = False
    closing: bool = False
    list_requires: Level = Level.PROVEN
    shows_level: bool = False
    loosenings: tuple[Loosening, ...] = ()
    order: Order = Order.ALPHABETICAL
    event_days: tuple[int, ...] = EVENT_DAYS

    def guard(self, now: datetime) -> Guard:
        """Whether another organizer has to release what is sent now."""
        begun = [_guard(each.value) for each in self.loosenings if each.name == "second" and each.at <= now]
        return begun[0] if begun else self.second


REQUIRABLE = (Level.STATED, Level.PROVEN, Level.CONFIRMED)
"""What a list can require. A mailbox shows nothing of an organization."""

SWITCHES = ("milestones", "digest", "events", "closing")
"""What can be on or off, and is off at first: nothing is announced that nobody has asked for."""

LOOSENED = ("second", *SWITCHES, "event_days")
"""What one owner alone does not always loosen at once."""

NEXT = "_next"


def read_choices(settings: Mapping[str, str]) -> Choices:
    """The choices as they are kept, by name; what is not kept is as it is at first."""
    undo, requires = settings.get("undo", ""), settings.get("list_requires", "")
    return Choices(
        second=_guard(settings.get("second", "")),
        undo=int(undo) if undo.isdecimal() else None,
        list_requires=Level(requires) if requires in REQUIRABLE else Level.PROVEN,
        shows_level=settings.get("shows_level") == "on",
        loosenings=tuple(_loosening(name, settings[key]) for name in LOOSENED if (key := f"{name}{NEXT}") in settings),
        event_days=read_days(settings.get("event_days", "")),
        order=Order.ARRIVAL if settings.get("order") == Order.ARRIVAL else Order.ALPHABETICAL,
        **{name: settings.get(name) == "on" for name in SWITCHES},
    )


def kept(loosening: Loosening) -> tuple[str, str]:
    """Under which name a loosening is kept, and as what."""
    return f"{loosening.name}{NEXT}", f"{loosening.value} {loosening.person_id} {loosening.at.isoformat()}"


def _loosening(name: str, text: str) -> Loosening:
    value, person_id, at = text.split(" ")
    return Loosening(name, value, datetime.fromisoformat(at), int(person_id))


def days_text(days: Collection[int]) -> str:
    """Days before an event, as they are kept."""
    return ",".join(str(each) for each in OFFERED_DAYS if each in days)


def read_days(text: str) -> tuple[int, ...]:
    """Days before an event from what is kept; the first choice where nothing is."""
    kept = {int(each) for each in text.split(",") if each.isdecimal()}
    return tuple(each for each in OFFERED_DAYS if each in kept) or EVENT_DAYS


def _guard(text: str) -> Guard:
    return "on" if text == "on" else "off" if text == "off" else "auto"
