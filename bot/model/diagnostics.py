"""What is found out about how the bot is set up, for the host who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model.chats import Chat


class Level(StrEnum):
    """How a finding is: good, worth a look, to be mended since something does not work, or not to be found out."""

    GOOD = "good"
    LOOK = "look"
    MEND = "mend"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about a part, and how it is mended, where it has to be. It holds no secret."""

    level: Level
    about: str
    said: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a platform is examined for: the chats that follow, and the public address at which it would be heard."""

    chats: Sequence[Chat] = ()
    public_url: str = ""
