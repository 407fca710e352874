"""Messages as the server keeps them: frozen snapshots, replaced when they change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .markup import Markup
from .text import Entity

Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A document or a photo, by the id under which it can be sent again or fetched."""

    id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes = field(repr=False)
    size: tuple[int, int] | None = None
    """Width and height of a photo."""

    @property
    def kind(self) -> Literal["document", "photo"]:
        """What it is shown as."""
        return "document" if self.size is None else "photo"


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said before it was edited."""

    text: str
    entities: tuple[Entity, ...]
    buttons: Rows


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a chat; `text` is the caption where it has a file."""

    id: int
    chat_id: int
    date: int
    text: str = ""
    entities: tuple[Entity, ...] = ()
    markup: Markup | None = None
    from_bot: bool = False
    user_id: int | None = None
    sender_chat_id: int | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    forwarded: tuple[int, int] | None = None
    """The channel and the number of its post that Telegram has put here by itself, for comments."""
    file: StoredFile | None = None
    album: str | None = None
    """The `media_group_id` of an item of an album."""
    origin: str = ""
    """The name of whoever wrote it, where it was forwarded and they hide their account."""
    alone: int | None = None
    """Who alone sees it in a group; or that the bot alone does, where that is its id."""
    via_bot: bool = False
    """Whether a person has chosen it from what the bot found inline."""
    service: Mapping[str, Any] = field(default_factory=dict)
    """The fields of a service message, as on the wire."""
    preview: Mapping[str, Any] = field(default_factory=dict)
    """The link preview options that were asked for."""
    silent: bool = False
    """Sent, or pinned, without a sound."""
    protected: bool = False
    pinned: bool = False
    edit_date: int | None = None
    versions: tuple[Version, ...] = ()
    deleted: bool = False

    @property
    def buttons(self) -> Rows:
        """The rows of buttons: the label, and the callback data or address (empty in a reply keyboard)."""
        rows = self.markup.rows if self.markup else ()
        return tuple(tuple((button.text, button.does) for button in row) for row in rows)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all buttons in reading order."""
        return tuple(label for row in self.buttons for label, _ in row)

    @property
    def automatic_links(self) -> tuple[str, ...]:
        """The stretches of the text that Telegram made a link by itself."""
        return tuple(entity.of(self.text) for entity in self.entities if entity.automatic)

    @property
    def shows_preview(self) -> bool:
        """Whether an app shows the preview of a link: there is one in the text, and no preview was not asked for."""
        linked = any(entity.type in ("url", "text_link") for entity in self.entities)
        return self.file is None and linked and not self.preview.get("is_disabled")

    @property
    def version(self) -> Version:
        """What it says now."""
        return Version(self.text, self.entities, self.buttons)

    def __str__(self) -> str:
        buttons = f" [{' | '.join(self.labels)}]" if self.labels else ""
        file = f" <{self.file.name}>" if self.file else ""
        return f"#{self.id}{file} {self.text!r}{buttons}"


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """Something that the bot did in a chat."""

    action: Literal["sent", "edited", "deleted"]
    message: Message

    def __str__(self) -> str:
        return f"{self.action} {self.message}"


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the person who pressed a button got to see."""

    text: str = ""
    show_alert: bool = False
    url: str = ""
