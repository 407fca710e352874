"""A letter's dates as a calendar that others subscribe to (iCalendar, RFC 5545)."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

from icalendar import Calendar, Event, vText

from bot.model.letters import letter as letters
from bot.model.letters.calendars import gathering
from bot.pages.data.places import LETTER, data
from bot.pages.page import Body, Shown, Visit
from bot.pages.visiting import in_which
from bot.text.compose import label
from bot.text.text import t


def own_calendar(visit: Visit) -> Shown:
    """The dates in the letter's own language."""
    speech = in_which(visit.speeches, visit.revision.letter.languages[0], visit.revision)
    return calendar(replace(visit, speech=speech or visit.speech))


def calendar(visit: Visit) -> Shown:
    """The dates in a language."""
    letter, language = visit.revision.letter, visit.language
    made = Calendar()
    made.add("prodid", "-//Countersign//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(letter.title.in_(language)))
    for event in _events(visit):
        event.add("dtstamp", visit.revision.published_at)
        event.add("url", visit.address())
        made.add_component(event)
    return Body(made.to_ical(), "text/calendar; charset=utf-8", f"{letter.slug}.ics")


def _events(visit: Visit) -> Iterator[Event]:
    letter, named = visit.revision.letter, Counter[str]()
    for each in letter.events:
        key = letters.canonical_json(each.title)
        named[key] += 1
        yield _event(letter, each, visit.language, f"{letter.slug} {key} {named[key]}")
    for demand in letter.demands:
        entry = visit.unit.ledger.public(visit.revision.letter_id).standing(demand.number)
        if entry and entry.said.due:
            awaited = Event()
            awaited.add("uid", _identifier(f"{letter.slug} due {entry.id}"))
            said = t("An answer is due to demand {number}: {title}", number=demand.number, title=demand.title)
            awaited.add("summary", label(said, visit.speech))
            awaited.add("dtstart", letter.local(entry.said.due).date())
            yield awaited
    if letter.closes:
        closing = Event()
        closing.add("uid", _identifier(f"{letter.slug} closes"))
        closing.add("summary", label(t("Sign-ons close: {title}", title=letter.title), visit.speech))
        closing.add("dtstart", letter.closes.astimezone(UTC))
        yield closing


def _event(letter: letters.Letter, event: letters.Event, language: str, key: str) -> Event:
    shown, made = gathering(letter, event, language), Event()
    made.add("uid", _identifier(key))
    made.add("summary", shown.title)
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


OWN_CALENDAR = data(f"{LETTER}/events.ics", own_calendar)
CALENDAR = data(f"{LETTER}/events/{{language}}.ics", calendar, {"language": "[a-z]{2,8}"})
