"""When things are: the letter's events, and until when one can sign."""

from collections.abc import Callable, Sequence

from bot.model.letters.events import over
from bot.model.letters.letter import Event
from bot.text.text import Bullets, Part, Text, t
from bot.views.buttons import READ, SIGN
from bot.views.letters.answers.answer import About, Answer, closed, not_said, whom_to_ask
from bot.views.letters.letter import closing, event_entry

MOST_EVENTS = 4
"""So many events at the most stand in an answer."""


def event(about: About) -> Answer:
    """The events, as far as the letter says anything of them."""
    return _events(about, lambda each: True, t("The letter does not say more about it."))


def when(about: About) -> Answer:
    """When the events are."""
    return _events(about, lambda each: not each.all_day, t("The letter does not say at what time."))


def where(about: About) -> Answer:
    """Where the events are."""
    return _events(about, lambda each: bool(each.place or each.link), t("The letter does not say where."))


def speakers(about: About) -> Answer:
    """Who speaks at the events."""
    return _events(about, lambda each: bool(each.speakers), t("The letter does not say who speaks."))


def _events(about: About, says: Callable[[Event], bool], missing: Text) -> Answer:
    """The events that are meant, those that are to come first; and what the letter does not say of any of them."""
    there = about.letter.events
    if not there:
        return not_said(about, t("The letter names no event."))
    meant = _in_order(about, [there[place] for place in about.asked.which] if about.asked.which else there)
    parts: list[Part] = [
        Bullets(tuple(event_entry(about.letter, each, about.facts.now) for each in meant[:MOST_EVENTS]))
    ]
    if not any(says(each) for each in meant):
        parts.extend((missing, whom_to_ask(about)))
    return Answer(tuple(parts), (READ,), about.source)


def _in_order(about: About, meant: Sequence[Event]) -> Sequence[Event]:
    return sorted(meant, key=lambda each: (over(about.letter, each, about.facts.now), each.at))


def deadline(about: About) -> Answer:
    """Until when one can sign."""
    closes = about.letter.closes
    if closes is None:
        open_ended = t("The letter names no last day: organizations can sign on as long as it is open.")
        return Answer((open_ended,), (SIGN,), about.source)
    over = closed(about)
    if over:
        return Answer((over,), (READ,), about.source)
    return Answer((*closing(about.letter, about.facts.now),), (SIGN,), about.source)
