"""What everybody may read again of what was announced: on the letter's page and in its feed."""

from collections.abc import Sequence

from bot.model.announcements.announcement import EVERYBODY, Announcement, Audience, Stage
from bot.ports.store import Unit
from bot.service.announcements.voices import is_heard

EVERY_FOLLOWER = Audience(reach="all")
"""The chats that follow any letter."""

LATEST = 200
"""So many announcements at the most are looked at, the latest."""


def announced(unit: Unit, letter_id: int, limit: int) -> Sequence[Announcement]:
    """What organizers have told every chat that follows a letter, and not taken back since, the latest first. What the
    letter told by itself stands on its pages in any case, as far as it holds still."""
    return [
        each
        for each in unit.announcements.recent(letter_id, LATEST)
        if _went_to_everybody(each) and is_heard(unit, each.content)
    ][:limit]


def _went_to_everybody(announcement: Announcement) -> bool:
    told = announcement.audience in (EVERYBODY, EVERY_FOLLOWER) and not announcement.content.to_signers
    return announcement.stage is Stage.DONE and told and announcement.content.made is None
