"""A letter's dates as a calendar that others subscribe to or keep (iCalendar, RFC 5545)."""

import uuid
from collections.abc import Iterator
from datetime import UTC

from icalendar import Calendar, Event, vText

from bot.model.letters import letter as letters
from bot.model.letters.calendars import gathering
from bot.model.letters.events import keyed
from bot.model.letters.ledger import Ledger
from bot.model.letters.letter import Revision
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import t

MIME = "text/calendar"


def calendar(revision: Revision, ledger: Ledger, speech: Speech, language: str, address: str = "") -> bytes:
    """The dates in a language, with those until which an answer is due. A revision's number is that of what it says of
    each, so that calendars take what is newer; `address`: where the letter's page is, if there is one."""
    letter, made = revision.letter, Calendar()
    made.add("prodid", "-//Countersign//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(letter.title.in_(language)))
    for event in (*_events(revision, speech, language), *_due(revision.letter, ledger, speech)):
        event.add("dtstamp", revision.published_at)
        event.add("sequence", revision.number)
        if address:
            event.add("url", address)
        made.add_component(event)
    return bytes(made.to_ical())


def _events(revision: Revision, speech: Speech, language: str) -> Iterator[Event]:
    letter = revision.letter
    for key, each in keyed(letter).items():
        yield _event(letter, each, language, f"{letter.slug} {key}")
    if letter.closes:
        closing = Event()
        closing.add("uid", _identifier(f"{letter.slug} closes"))
        closing.add("summary", label(t("Sign-ons close: {title}", title=letter.title), speech))
        closing.add("dtstart", letter.closes.astimezone(UTC))
        yield closing


def _due(letter: letters.Letter, ledger: Ledger, speech: Speech) -> Iterator[Event]:
    for demand in letter.demands:
        entry = ledger.standing(demand.number)
        if entry and entry.said.due:
            awaited = Event()
            awaited.add("uid", _identifier(f"{letter.slug} due {entry.id}"))
            said = t("An answer is due to demand {number}: {title}", number=demand.number, title=demand.title)
            awaited.add("summary", label(said, speech))
            awaited.add("dtstart", letter.local(entry.said.due).date())
            yield awaited


def _event(letter: letters.Letter, event: letters.Event, language: str, key: str) -> Event:
    shown, made = gathering(letter, event, language), Event()
    made.add("uid", _identifier(key))
    made.add("summary", shown.title)
    made.add("status", "CANCELLED" if event.called_off else "CONFIRMED")
    if event.place:
        made.add("location", shown.place)
    made.add("description", shown.about)
    if event.all_day:
        made.add("dtstart", letter.local(shown.begins).date())
    else:
        made.add("dtstart", shown.begins.astimezone(UTC))
        made.add("dtend", shown.ends.astimezone(UTC))
    return made


def _identifier(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))
