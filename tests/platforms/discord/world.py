"""Everything that exists on the server: accounts, guilds, places, messages, commands, interactions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from .changes import Changes
from .clock import Clock, Snowflakes
from .errors import Json
from .users import User

if TYPE_CHECKING:
    from .channels import Channel, DirectChannel
    from .guilds import Guild
    from .interactions import Interaction
    from .messages import Attachment, Message
    from .people import Person
    from .registry import Commands


class Intent(IntEnum):
    """The gateway intents that events here depend on (reference: Gateway, List of Intents)."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


@dataclass(frozen=True)
class Terms:
    """How long things hold, in seconds (reference: Receiving and Responding; Create Message).

    The documentation gives three seconds for the first answer, 15 minutes for the token, and only "the past few
    minutes" for a nonce.
    """

    first_answer: float = 3.0
    token: float = 900.0
    nonce: float = 180.0


def nowhere(event: str, data: Json, intent: int, guild_id: int | None) -> None:
    """Where events go before a gateway is there."""


class World:
    """The state of the server, without any protocol."""

    def __init__(self, clock: Clock, terms: Terms, commands: Commands, attachment_limit: int, latency: float) -> None:
        self.clock = clock
        self.terms = terms
        self.changes = Changes()
        self.ids = Snowflakes(clock)
        self.bot = User(self.ids.next(), "Countersign", bot=True)
        self.application_id = self.bot.id
        self.base_url = ""
        self.gateway_url = ""
        self.emit: Callable[[str, Json, int, int | None], None] = nowhere
        self.sharding: Callable[[], Json] = dict
        self.commands = commands
        self.attachment_limit = attachment_limit
        self.latency = latency
        self.people: dict[int, Person] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.direct_channels: dict[int, DirectChannel] = {}
        self.messages: dict[int, Message] = {}
        self.attachments: dict[int, Attachment] = {}
        self.interactions: dict[str, Interaction] = {}
        self._contents: dict[bytes, bytes] = {}
        self._nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        clock.on_advance(self.changes.tell)

    def kept(self, content: bytes) -> bytes:
        """These bytes, kept once however often they are uploaded."""
        return self._contents.setdefault(content, content)

    def user(self, user_id: int) -> User | None:
        """The account with this identifier."""
        return self.bot if user_id == self.bot.id else self.people.get(user_id)

    def shares_guild_with_bot(self, person: User) -> bool:
        """Whether the person and the bot are members of one guild."""
        return any(guild.has_bot and person.id in guild.members for guild in self.guilds.values())

    def remember_nonce(self, message: Message) -> None:
        """Keep the message under its author's nonce."""
        if message.nonce is not None:
            self._nonces[message.author.id, str(message.nonce)] = (self.clock.now(), message)

    def message_with_nonce(self, author: User, nonce: str | int) -> Message | None:
        """The message that this author sent with this nonce in the past few minutes, whatever the channel."""
        sent, message = self._nonces.get((author.id, str(nonce)), (0.0, None))
        return message if sent + self.terms.nonce > self.clock.now() else None
