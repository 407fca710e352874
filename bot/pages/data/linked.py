"""What a letter's page says of itself to programs: what it is, in the words of schema.org, and where its data are."""

from collections.abc import Iterator

from bot.model.letters.letter import Event
from bot.pages.data.places import address
from bot.pages.page import Alternate
from bot.pages.visit import Visit
from bot.text.text import t

FEED = t("News of this letter")
CALENDAR = t("The dates of this letter")
DATA = t("This letter as data")
CALENDAR_TO_ADD = t("Add them to your calendar")


def calendar(visit: Visit) -> str:
    """Where the letter's dates are, for calendars."""
    return address(visit, "events", f"{visit.language}.ics")


def table(visit: Visit) -> str:
    """Where those who have signed are, for spreadsheets."""
    return address(visit, "endorsements.csv")


def feed(visit: Visit) -> str:
    """Where the letter's news are, for feed readers."""
    return address(visit, "feed", f"{visit.language}.atom")


def alternates(visit: Visit) -> tuple[Alternate, ...]:
    """The letter in other forms."""
    return (
        Alternate("application/atom+xml", feed(visit), FEED),
        Alternate("text/calendar", calendar(visit), CALENDAR),
        Alternate("application/json", address(visit), DATA),
    )


def structured(visit: Visit) -> dict[str, object]:
    """The letter, who has written it, and its dates."""
    return {"@context": "https://schema.org", "@graph": [_article(visit), *_events(visit)]}


def _article(visit: Visit) -> dict[str, object]:
    revision, reading = visit.revision, visit.speech.reading
    letter = revision.letter
    return {
        "@type": "Article",
        "headline": reading(letter.title),
        "description": reading(letter.summary),
        "inLanguage": visit.speech.language_of(letter.text),
        "url": visit.address(),
        "version": revision.number,
        "dateModified": revision.published_at.isoformat(),
        "author": _initiator(visit),
    }


def _initiator(visit: Visit) -> dict[str, object]:
    initiator = visit.revision.letter.initiator
    named: dict[str, object] = {"@type": "Organization", "name": visit.speech.reading(initiator.name)}
    return named | ({"url": initiator.website} if initiator.website else {})


def _events(visit: Visit) -> Iterator[dict[str, object]]:
    for each in visit.revision.letter.events:
        begins = visit.revision.letter.local(each.at)
        yield {
            "@type": "Event",
            "name": visit.speech.reading(each.title),
            "eventStatus": f"https://schema.org/{'EventCancelled' if each.called_off else 'EventScheduled'}",
            "startDate": (begins.date() if each.all_day else begins).isoformat(),
            "organizer": _initiator(visit),
            **_where(visit, each),
        }


def _where(visit: Visit, event: Event) -> dict[str, object]:
    place = {"location": {"@type": "Place", "name": visit.speech.reading(event.place)}} if event.place else {}
    return place | ({"url": event.link} if event.link else {})
