"""The channels to which messages go: found by the client that is logged in, or opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import discord

from adapters.discord.sending.tracing import asking
from bot.delivery.pace import Pace
from bot.model.chats import ChatKind
from bot.ports.messenger import Destination

DIRECT_KEPT = 10_000
OPENING = 20
"""So many messages wait for their channel to be opened: each has a turn of its own already, which others need."""


class Unconnected(Exception):
    """No client is logged in, or it does not know its servers yet."""


class Busy(Exception):
    """Too many channels are being opened already."""


class Channels:
    """The channels of the client that is logged in. Opening one is a request that has a turn of its own."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._client: discord.Client | None = None
        self._direct: dict[str, int] = {}
        self._opening = 0

    def use(self, client: discord.Client) -> None:
        """Use this client from now on."""
        self._client = client

    @property
    def client(self) -> discord.Client:
        """The client that is logged in; raises `Unconnected`."""
        if self._client is None or self._client.is_closed():
            raise Unconnected
        return self._client

    @property
    def account(self) -> int:
        """The id of the bot's own account, as soon as it is logged in; 0 before."""
        return self.user.id if self.user else 0

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot's own account, as soon as it is logged in."""
        return self._client.user if self._client else None

    async def to(self, to: Destination) -> discord.PartialMessageable:
        """Where a message for a chat that is no forum is put."""
        place = to.address.place
        if not place.startswith("@"):
            return self.client.get_partial_messageable(int(place))
        if place not in self._direct:
            with self._one_more():
                async with self._pace.turn("", False, to.lane):
                    opened = await self.client.create_dm(discord.Object(int(place.removeprefix("@"))))
            self._direct[place] = opened.id
            if len(self._direct) > DIRECT_KEPT:
                del self._direct[next(iter(self._direct))]
        return self.client.get_partial_messageable(self._direct[place])

    async def of(self, to: Destination, message_id: str) -> discord.PartialMessage:
        """A message that is there. A forum's stands in the thread that it began, whose id is its own."""
        if to.kind is ChatKind.FORUM:
            return self.client.get_partial_messageable(int(message_id)).get_partial_message(int(message_id))
        return (await self.to(to)).get_partial_message(int(message_id))

    async def known(self, to: Destination) -> object:
        """A server's channel or thread, with what the bot may do there.

        The client keeps no archived thread: what it does not know it asks for, and raises what Discord refuses.
        """
        client, number = self.client, int(to.address.place)
        if not client.is_ready():
            raise Unconnected
        found = client.get_channel(number)
        if found is not None:
            return found
        with self._one_more():
            async with self._pace.turn("", False, to.lane):
                return await client.fetch_channel(number)

    def there(self, place: str) -> discord.abc.GuildChannel | discord.Thread | None:
        """A server's channel or thread, where the client knows it."""
        channel = self._client.get_channel(int(place)) if self._client and place.isdecimal() else None
        return channel if isinstance(channel, discord.abc.GuildChannel | discord.Thread) else None

    def address(self, place: str, message_id: str) -> str:
        """Where a message of a server's channel can be looked at; a forum's begins a thread of its own number."""
        channel = self.there(place)
        if channel is None:
            return ""
        within = message_id if isinstance(channel, discord.ForumChannel) else place
        return f"https://discord.com/channels/{channel.guild.id}/{within}/{message_id}"

    @contextmanager
    def _one_more(self) -> Iterator[None]:
        if self._opening >= OPENING:
            raise Busy
        self._opening += 1
        try:
            with asking("", apart=True):
                yield
        finally:
            self._opening -= 1
