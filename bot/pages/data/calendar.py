"""A letter's dates, for calendars that subscribe to them."""

from dataclasses import replace

from bot.pages.data.places import LETTER, data
from bot.pages.page import Body, Shown
from bot.pages.visit import Visit
from bot.pages.visiting import in_which
from bot.views.letters import calendar as views


def own_calendar(visit: Visit) -> Shown:
    """The dates in the letter's own language."""
    speech = in_which(visit.speeches, visit.revision.letter.languages[0], visit.revision)
    return calendar(replace(visit, speech=speech or visit.speech))


def calendar(visit: Visit) -> Shown:
    """The dates in a language."""
    ledger = visit.unit.ledger.public(visit.revision.letter_id)
    content = views.calendar(visit.revision, ledger, visit.speech, visit.language, visit.address())
    return Body(content, f"{views.MIME}; charset=utf-8", f"{visit.revision.letter.slug}.ics")


OWN_CALENDAR = data(f"{LETTER}/events.ics", own_calendar)
CALENDAR = data(f"{LETTER}/events/{{language}}.ics", calendar, {"language": "[a-z]{2,8}"})
