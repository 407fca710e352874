"""A letter's events: which are over, and which of them is the same in another text of the letter."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.model.letters.letter import Event, Letter, canonical_json


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event that is elsewhere, at another time or called off, and as it is now; nothing where it is gone."""

    before: Event
    after: Event | None

    @property
    def called_off(self) -> bool:
        """Whether it does not take place any more, as far as the letter says."""
        return self.after is None or self.after.called_off


def over(letter: Letter, event: Event, now: datetime) -> bool:
    """Whether an event has begun, or its day has passed where it has no time."""
    at = letter.local(event.at)
    return at.date() < letter.local(now).date() if event.all_day else at < now


def keyed(letter: Letter) -> Mapping[str, Event]:
    """The events, each under what tells it from the others however it is moved: its title, and which one of that."""
    named, found = Counter[str](), dict[str, Event]()
    for event in letter.events:
        title = canonical_json(event.title)
        named[title] += 1
        found[f"{title} {named[title]}"] = event
    return found


def in_order(letter: Letter, now: datetime) -> Sequence[Event]:
    """The events: those that come first, the next one first; then those that are over, the last one first."""
    ahead = sorted((each for each in letter.events if not over(letter, each, now)), key=lambda each: each.at)
    past = sorted((each for each in letter.events if over(letter, each, now)), key=lambda each: each.at, reverse=True)
    return (*ahead, *past)


def changes(before: Letter, after: Letter, now: datetime) -> Sequence[EventChange]:
    """The events that were to come, and of which something is not so any more that people rely on: when, where, and
    whether at all. One of another title is another one, unless it takes the same place at the same time."""
    there = keyed(after)
    stand = {(each.at, canonical_json(each.place)) for each in after.events if not each.called_off}
    found = list[EventChange]()
    for key, old in keyed(before).items():
        new = there.get(key)
        if old.called_off or over(before, old, now) or (new and _relied_on(new) == _relied_on(old)):
            continue
        if new is None and (old.at, canonical_json(old.place)) in stand:
            continue
        found.append(EventChange(old, new))
    return found


def _relied_on(event: Event) -> tuple[object, ...]:
    return event.at, event.all_day, canonical_json(event.place), event.called_off


def marks(letter: Letter) -> Mapping[str, int]:
    """The number of each event, from 1 on, by a mark that stays with it as long as it keeps its title."""
    return {sha256(key.encode()).hexdigest()[:16]: number for number, key in enumerate(keyed(letter), 1)}
