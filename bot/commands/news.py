"""What a letter announces by itself, in words."""

from collections.abc import Sequence

from bot.model.announcements import Made
from bot.model.letter import Revision
from bot.ports.store import Unit
from bot.text.text import Part


def told(unit: Unit, revision: Revision, made: Made) -> Sequence[Part] | None:
    """What is told; nothing where it is not so any more."""
    raise NotImplementedError
