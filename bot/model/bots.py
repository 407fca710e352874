"""The bot as people find it on a platform."""

from collections.abc import Callable
from dataclasses import dataclass, field


def no_link(action: str) -> str:
    """Nothing: no link begins an action."""
    return ""


@dataclass(frozen=True, slots=True)
class BotProfile:
    """The bot on a platform: the platform's name as people write it, the account's, and a link to it. `begin` makes the
    link by which an action is begun in private; empty where there is none."""

    platform: str
    account: str
    link: str
    begin: Callable[[str], str] = field(default=no_link, compare=False)
