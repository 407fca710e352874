"""A message, as the server holds it and as people see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.waiting import PATIENCE

from .errors import Json
from .mentions import Pings
from .stored import visible_text, walk

if TYPE_CHECKING:
    from .channels import Channel
    from .interactions import Interaction
    from .users import User

CROSSPOSTED = 1 << 0
SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True)
class Attachment:
    """A file of a message."""

    id: int
    filename: str
    data: bytes
    url: str
    description: str | None = None


@dataclass(frozen=True)
class Button:
    """A button as a person sees it."""

    label: str
    custom_id: str | None
    url: str | None
    style: int
    disabled: bool


@dataclass(frozen=True)
class Select:
    """A select menu as a person sees it; `options` maps values to labels where the bot gave a list."""

    kind: int
    custom_id: str
    placeholder: str
    options: dict[str, str]
    low: int
    high: int
    disabled: bool


@dataclass(eq=False)
class Message:
    """One message; a test that holds it sees its later edits and its deletion."""

    id: int
    channel: Channel
    author: User
    created: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    pings: Pings = field(default_factory=Pings)
    viewer: User | None = None
    reference: Message | None = None
    forwarded: Json | None = None
    """Of a forwarded message: what `reference` said when it was forwarded."""
    interaction: Interaction | None = None
    edited: float | None = None
    edits: int = 0
    deleted: bool = False
    pinned: float | None = None
    is_notice: bool = False
    """Whether the server wrote it in somebody's name, to say that they pinned a message."""

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.viewer is not None

    @property
    def loading(self) -> bool:
        """Whether the bot is still "thinking"."""
        return bool(self.flags & LOADING)

    @property
    def published(self) -> bool:
        """Whether it was crossposted to the channels that follow."""
        return bool(self.flags & CROSSPOSTED)

    @property
    def silent(self) -> bool:
        """Whether nobody's device made a sound for it."""
        return bool(self.flags & SUPPRESS_NOTIFICATIONS)

    @property
    def without_previews(self) -> bool:
        """Whether its links show no previews, and its embeds are hidden."""
        return bool(self.flags & SUPPRESS_EMBEDS)

    @property
    def text(self) -> str:
        """Its content and its text displays."""
        return visible_text(self.content, self.components)

    @property
    def buttons(self) -> list[Button]:
        """Its buttons, in reading order."""
        return [
            Button(
                label=component.get("label") or (component.get("emoji") or {}).get("name", ""),
                custom_id=component.get("custom_id"),
                url=component.get("url"),
                style=component["style"],
                disabled=bool(component.get("disabled")),
            )
            for component in walk(self.components)
            if component["type"] == 2
        ]

    @property
    def selects(self) -> list[Select]:
        """Its select menus, in reading order."""
        return [
            Select(
                kind=component["type"],
                custom_id=component["custom_id"],
                placeholder=component.get("placeholder") or "",
                options={option["value"]: option["label"] for option in component.get("options") or []},
                low=component["min_values"],
                high=component["max_values"],
                disabled=bool(component.get("disabled")),
            )
            for component in walk(self.components)
            if component["type"] in (3, 5, 6, 7, 8)
        ]

    def component(self, custom_id: str) -> Json:
        """The component with this custom_id."""
        return next(one for one in walk(self.components) if one.get("custom_id") == custom_id)

    async def expect(self, predicate: Callable[[Message], bool], within: float = PATIENCE) -> Message:
        """Wait until this message is as described, after an edit for example."""
        return await self.channel.world.changes.until(
            lambda: self if predicate(self) else None,
            within,
            lambda: f"the message did not become as expected; it is {self}",
        )

    def __str__(self) -> str:
        marks = [
            mark
            for mark, holds in (
                ("deleted", self.deleted),
                ("edited", self.edited is not None),
                ("ephemeral", self.ephemeral),
                ("loading", self.loading),
                ("published", self.published),
                ("pinned", self.pinned is not None),
            )
            if holds
        ]
        labels = [button.label for button in self.buttons]
        said = self.text or f"{len(self.embeds)} embeds, {len(self.attachments)} files"
        return f"{self.author.name}: {said!r} {labels or ''} {' '.join(marks)}".strip()

    __repr__ = __str__
