"""What organizers are told of presenting the letter: that another one has recorded it, and that nothing came back."""

from bot.interface.call import Reply
from bot.model.addressees import Presentation
from bot.model.deliveries import Subject
from bot.notices.letters import ORGANIZERS
from bot.notices.notice import About, Notice
from bot.notices.people import FOR_OWNERS
from bot.ports.store import Unit
from bot.views.addressees import presented, silent


def _presentation(unit: Unit, number: int) -> tuple[Presentation, int] | None:
    found = unit.presentations.get(number)
    return (found, found.letter_id) if found else None


def _presented(about: About[Presentation]) -> Reply:
    return presented(about.unit, about.revision, about.thing)


def _silent(about: About[Presentation]) -> Reply | None:
    return silent(about.unit, about.revision, about.thing)


NOTICES = (
    Notice(Subject.PRESENTED, _presentation, _presented, FOR_OWNERS),
    Notice(Subject.ADDRESSEE_SILENT, _presentation, _silent, ORGANIZERS),
)
