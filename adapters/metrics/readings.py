"""What stands at the moment at which somebody looks."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.health import Backlogs, PlatformHealth, Trouble


@dataclass(frozen=True, slots=True)
class Readings:
    """How the bot is. `backlogs`: nothing where the storage does not answer; `disk`: bytes that are free, and
    all, where the database is a file; `backup_at`: when the newest backup was made, where there is one."""

    ready: bool = False
    platforms: tuple[PlatformHealth, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    backlogs: Backlogs | None = None
    disk: tuple[int, int] | None = None
    backup_at: datetime | None = None
