"""A correction that is written and made at once."""

from bot.model.announcements.announcement import Announcement
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import corrections


def correct(
    unit: Unit, person: Person, *, letter_id: int, announcement_id: int, language: str, text: str
) -> Announcement:  # fmt: skip
    """Let an announcement say something else in a language."""
    corrections.write_correction(
        unit, letter_id=letter_id, announcement_id=announcement_id, language=language, text=text
    )
    return corrections.correct(unit, person, letter_id=letter_id, announcement_id=announcement_id)
