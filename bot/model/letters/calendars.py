"""A letter's dates as events of servers whose hosts have agreed to that."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.letters.letter import Event, Letter
from bot.model.people.workplaces import Server

LASTS = timedelta(hours=2)
"""So long an event is shown to last, of which the letter says when it begins."""

RESTS = timedelta(hours=6)
"""After so long it is tried again what a platform has refused."""

SLOTS = 20
"""So many of a letter's events at the most are shown in a server."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event as people see it in a server."""

    title: str
    place: str
    about: str
    begins: datetime
    ends: datetime

    @property
    def digest(self) -> str:
        """What tells it from any other."""
        whole = "\x00".join((self.title, self.place, self.about, self.begins.isoformat(), self.ends.isoformat()))
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Calendar:
    """A server whose host has agreed that a letter's events stand among its own, in this language."""

    letter_id: int
    server: Server
    language: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a server in the place of one of the letter's events, counted from 0: the platform's id of it, and
    what it shows. `rests_until`: what was refused is not tried again before."""

    letter_id: int
    server: str
    slot: int
    remote: str = ""
    digest: str = ""
    ends: datetime | None = None
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done in a server: a gathering to be put there, or in the place of `remote`; nothing, to be taken
    from there."""

    letter_id: int
    server: str
    slot: int
    remote: str
    gathering: Gathering | None


def gathering(letter: Letter, event: Event, language: str) -> Gathering:
    """An event of a letter as a server shows it. One without a time takes the whole day."""
    title = event.title.in_(language)
    who = (f"{each.name} ({each.organization})" if each.name else each.organization for each in event.speakers)
    speakers = () if event.called_off else who
    lines = (letter.title.in_(language), ", ".join(speakers), event.link)
    return Gathering(
        title,
        event.place.in_(language) if event.place else event.link or letter.title.in_(language),
        "\n".join(filter(None, lines)),
        event.at,
        event.at + (timedelta(days=1) if event.all_day else LASTS),
    )
