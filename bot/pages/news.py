"""What was announced, on the letter's page."""

from collections.abc import Iterator

from bot.pages.page import Section, Visit
from bot.service.announcements import public
from bot.service.announcements.voices import speaker
from bot.text.text import Text, Typed, t
from bot.views.announcements.announcement_views import from_whom
from bot.views.announcements.voices import from_endorser

LATEST = 5
"""So many announcements stand there; the feed has more."""


def news(visit: Visit) -> Iterator[Section]:
    """What every follower was told, the latest first, in the language of the page where it was written in that."""
    letter, announced = visit.revision.letter, public.announced(visit.unit, visit.revision.letter_id, LATEST)
    if announced:
        yield Section((), t("News"), "news")
    for each in announced:
        words, language = each.content.in_(visit.language)
        endorser = speaker(visit.unit, each.content)
        date = letter.local(each.started_at or each.created_at).date()
        yield Section((Text("**{date}**", {"date": date}),))
        yield Section((Typed(words, links=True),), language=language if language != visit.language else "")
        yield Section((from_endorser(letter, endorser) if endorser else from_whom(letter),))
