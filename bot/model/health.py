"""How the bot is: what keeps it from its work that nobody but its host can mend, and how much waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Ailment(StrEnum):
    """What only the host can mend."""

    REFUSED = "refused"
    """A platform refuses the token, or the bot."""
    UNREACHABLE = "unreachable"
    """A platform can't be reached."""
    TAKEN_OVER = "taken_over"
    """Another process takes away what people write on a platform."""
    WEBHOOK = "webhook"
    """A platform can't bring what people write to the bot's address."""
    CROWDED = "crowded"
    """The bot is in almost as many servers as a platform lets it be in before it is verified."""
    MAIL = "mail"
    """No mail leaves: its server lets nothing in."""
    DISK = "disk"
    """The disk is nearly full."""
    CLOCK = "clock"
    """The machine's clock can't be believed."""
    BACKUP = "backup"
    """The newest backup is too old."""


PATIENCE = {
    Ailment.REFUSED: timedelta(0),
    Ailment.UNREACHABLE: timedelta(minutes=10),
    Ailment.TAKEN_OVER: timedelta(minutes=1),
    Ailment.WEBHOOK: timedelta(minutes=5),
    Ailment.CROWDED: timedelta(0),
    Ailment.MAIL: timedelta(minutes=10),
    Ailment.DISK: timedelta(0),
    Ailment.CLOCK: timedelta(minutes=1),
    Ailment.BACKUP: timedelta(minutes=30),
}
"""Whatever passes in less than this is nobody's to mend."""

CALM = timedelta(seconds=30)
"""What a process has not met for so long is well again there: a platform that is tried once more is not in between."""

SEEN_EACH = timedelta(minutes=1)
"""So often it is put on disk that a trouble is still met."""

ABANDONED = timedelta(minutes=6)
"""What nobody has met for so long is over, whoever met it: several processes serve a database, and their clocks may
differ by five minutes."""


class Pulse:
    """What keeps a platform from working, as it was met last; nothing where the last request went well."""

    def __init__(self) -> None:
        self.ailment: Ailment | None = None

    def well(self) -> None:
        """A request went well."""
        self.ailment = None

    @property
    def ailments(self) -> tuple[Ailment, ...]:
        """The same as a collection."""
        return (self.ailment,) if self.ailment else ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """An ailment, and the platform's name where it is one's."""

    ailment: Ailment
    about: str = ""


@dataclass(frozen=True, slots=True)
class KnownTrouble:
    """A trouble of which the owners were told: since when it stands, when it was last met, and when it was well again,
    if it is."""

    id: int
    trouble: Trouble
    began_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much may leave now and has not, and since when the oldest of it may; nothing where there is none."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Backlogs:
    """What waits in all, over all letters: messages by platform, announcements held back in chats, mail, and sign-ons
    for a reviewer. It tells of no letter by itself: under an embargo a number is a leak."""

    at: datetime
    queues: Mapping[str, Waiting] = field(default_factory=dict)
    held: int = 0
    mails: Waiting = Waiting()
    reviews: Waiting = Waiting()


@dataclass(frozen=True, slots=True)
class PlatformHealth:
    """A platform that is served: whether it is connected, or stands by while another process serves it; what is wrong
    with it, and its pace. `requests`: those made
    since the start; `too_many`: those to which it answered that there were too many; `waiting`: those that wait for
    their turn; `halted`: for how many seconds it asks to wait with everything; `part`: of a platform that is shared the
    number of the part, counted from 0."""

    name: str
    connected: bool
    ailments: Sequence[Ailment] = ()
    requests: int = 0
    too_many: int = 0
    waiting: int = 0
    halted: float = 0.0
    stands_by: bool = False
    part: int = 0

    @property
    def label(self) -> str:
        """What tells it from the other parts."""
        return f"{self.name}.{self.part}" if self.part else self.name

    @property
    def ready(self) -> bool:
        """Whether it does what it should now."""
        return self.connected or self.stands_by


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the bot can do its work now, and of each part what it is: `connected`, `answers`, `served` …"""

    ready: bool
    parts: Mapping[str, str]
