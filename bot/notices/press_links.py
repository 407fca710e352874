"""What organizers are told of links for the press: one that waits for them, and one that was used."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.lists.press_links import PressLink
from bot.model.people.person import SENDERS
from bot.notices.notice import About, Notice, Readers
from bot.notices.people import FOR_OWNERS
from bot.ports.store import Unit
from bot.text.text import t
from bot.views.press_links import opened, release_card


def _link(unit: Unit, link_id: int) -> tuple[PressLink, int] | None:
    found = unit.press_links.get(link_id)
    return (found, found.letter_id) if found else None


def _release(about: About[PressLink]) -> Reply:
    return release_card(about.unit, about.revision, about.thing)


def _opened(about: About[PressLink]) -> Reply:
    return opened(about.unit, about.revision, about.thing)


NOTICES = (
    Notice(
        Subject.PRESS_LINK,
        _link,
        _release,
        Readers(SENDERS, None, t("What stood here is for the letter's organizers.")),
    ),
    Notice(Subject.PRESS_LINK_OPENED, _link, _opened, FOR_OWNERS),
)
