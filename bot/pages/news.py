"""What was announced, on the letter's page."""

from collections.abc import Iterator

from bot.pages.pieces import Section
from bot.pages.visit import Visit
from bot.service.announcements import public
from bot.text.text import Text, Typed, t
from bot.views.announcements.announcement_views import from_whom, sender

LATEST = 5
"""So many announcements stand there; the feed has more."""


def news(visit: Visit) -> Iterator[Section]:
    """What every follower was told, the latest first, in the language of the page where it was written in that."""
    letter, announced = visit.revision.letter, public.announced(visit.unit, visit.revision.letter_id, LATEST)
    if announced:
        yield Section((from_whom(letter),), t("News"), "news")
    for each in announced:
        words, language = each.content.in_(visit.language)
        date = letter.local(each.started_at or each.created_at).date()
        by = () if each.content.voice is None else (sender(visit.unit, letter, each.content),)
        yield Section((Text("**{date}**", {"date": date}), *by))
        yield Section((Typed(words, links=True),), language=language if language != visit.language else "")
