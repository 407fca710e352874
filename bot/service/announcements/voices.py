"""Announcements in the words of an endorser: nobody else changes them, and they hold as long as it is in the list."""

from bot.errors import Conflict
from bot.model.announcements.announcement import Content
from bot.model.endorsements.endorsement import Endorsement, State
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import t


def kind(endorsement_id: int) -> str:
    """What the origin of every announcement in the words of an endorser begins with."""
    return f"communique:{endorsement_id}"


def speaker(unit: Unit, content: Content) -> Endorsement | None:
    """The endorser in whose words an announcement is; nothing where they are the initiator's, or where the endorser
    stands in the public list no more, or not yet."""
    endorsement = unit.endorsements.get(content.voice) if content.voice is not None else None
    if endorsement is None or endorsement.state is not State.LISTED or not content.texts:
        return None
    return endorsement if disclosure.discloses(unit, endorsement.letter_id) else None


def is_heard(unit: Unit, content: Content) -> bool:
    """Whether an announcement says something still: the initiator's does, and that of an endorser who speaks."""
    return content.voice is None or speaker(unit, content) is not None


def check_speaks(unit: Unit, content: Content) -> None:
    """Raises `Conflict` where an announcement is in the words of an endorser that everybody can't see in the list."""
    if not is_heard(unit, content):
        raise Conflict(t("This is in the words of an organization that does not stand in the public list now."))


def check_own(content: Content) -> None:
    """Raises `Conflict` where the words are an endorser's: nobody puts others into its mouth."""
    if content.voice is not None:
        raise Conflict(t("These are the words of the organization that has signed: only it can change them."))
