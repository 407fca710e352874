"""What a chat platform is to the host that serves it: a declaration, and what it offers while it runs."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from bot.delivery.pace import Pace
from bot.delivery.windows import Limits
from bot.interface.conversation import Interface
from bot.interface.rendering import Prepare
from bot.model.bots import BotProfile
from bot.model.diagnostics import Examined, Finding
from bot.model.health import Ailment
from bot.ports.messenger import Messenger, Uploads
from bot.ports.settings import Setting
from bot.text.text import Text

Given = Mapping[str, str]
"""What the host has set, by the names of the settings; what is not set is not in it."""


class Platform(Protocol):
    """A platform that is served."""

    @property
    def name(self) -> str:
        """Its name, as people write it."""

    @property
    def messenger(self) -> Messenger:
        """How messages leave for it."""

    @property
    def ready(self) -> asyncio.Event:
        """Set while it is connected."""

    def link(self, action: str) -> str:
        """A link that performs an action in a private chat; empty where there is no such link."""

    @property
    def bot(self) -> BotProfile | None:
        """The bot as people find it there, while it is connected."""

    @property
    def ailments(self) -> Collection[Ailment]:
        """What keeps it from working now, or soon will, that only the host can mend."""

    async def run(self) -> None:
        """Serve it until cancelled; raises `SetupError` where it refuses what was set."""

    async def stand_by(self) -> None:
        """While another process serves it, look up what is asked there, and answer what is brought to this one, until
        cancelled; raises as `run` does. It is not run afterwards."""

    def others_answered(self) -> None:
        """Another process may have put an answer on disk that is to be given here."""


@runtime_checkable
class Hook(Protocol):
    """A platform that can tell what happens by requests to an address of the bot's own, where the host wants that."""

    def stands_at(self, url: str) -> None:
        """It is reached at this public address, below which nothing else is; empty where the web is not served. Raises
        `SetupError` where it can't do with that."""

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers comes from the platform: nobody else's is read."""

    async def take(self, body: bytes) -> bool:
        """Do what a request asks, on disk when this returns; false where it is to be made again."""


async def at_once(seconds: float) -> None:
    """Begin without a wait: no other part is there."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts into which a platform is shared, each of which one process alone serves. Of several that hear
    people, the first sends what is queued. `in_turn`: waits until a connection may begin, and keeps all other parts of
    all processes from it for so many seconds afterwards."""

    number: int = 0
    count: int = 1
    in_turn: Callable[[float], Awaitable[None]] = field(default=at_once, compare=False)

    @property
    def sends(self) -> bool:
        """Whether it sends what is queued."""
        return self.number == 0


WHOLE = Part()
"""A platform that is not shared."""

Build = Callable[[Given, Interface, Pace, Uploads, Part], Platform]


Examine = Callable[[Given, Pace, Examined], Awaitable[Sequence[Finding]]]
"""Examines a platform as it is set up: nobody is sent anything, and nothing is taken from a bot that runs."""


@dataclass(frozen=True, slots=True)
class PlatformDeclaration:
    """A platform, declared.

    `name`: as in addresses and accounts, and in front of its settings' names. `token`: the setting without which it is
    not served; `settings`: the others. `limits`: what its pace keeps to, as it is set up. `prepare`: what is wrong with
    a message, found before it is sent. `build`: makes it, and connects nothing yet. `examine`: what `countersign init`
    and `doctor` find out. `names_account`: whether a text is how it writes an account, by which the host names owners.
    `kinds`: what its people call the kinds of its shared chats. `parts`: into how many parts it is shared.
    `asked_before`, `asked_after`: what `init` asks for before the token, without which that can't be tried, and after
    it, by the settings' names, with what it says.
    """

    name: str
    token: Setting
    settings: tuple[Setting, ...]
    limits: Callable[[Given], Limits]
    prepare: Prepare
    build: Build
    examine: Examine
    names_account: Callable[[str], bool] = str.isdecimal
    kinds: Mapping[str, Text] = field(default_factory=dict)
    parts: Callable[[Given], int] = lambda given: 1
    asked_before: Mapping[str, str] = field(default_factory=dict)
    asked_after: Mapping[str, str] = field(default_factory=dict)

    @property
    def every_setting(self) -> tuple[Setting, ...]:
        """All its settings, the token first."""
        return (self.token, *self.settings)

    def is_served(self, given: Given) -> bool:
        """Whether the host has set what it needs."""
        return bool(given.get(self.token.name))
