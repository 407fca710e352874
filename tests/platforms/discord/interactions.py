"""An interaction: what a person did, and what they see in answer."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.waiting import PATIENCE

from . import payloads
from .errors import Json, NoAnswer
from .message_payloads import message as message_payload
from .messages import Message

if TYPE_CHECKING:
    from .channels import Channel
    from .modals import Modal
    from .people import Person

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
PONG, REPLY, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
"""Callback types (reference: Receiving and Responding, Interaction Callback Type)."""


@dataclass(frozen=True)
class Choice:
    """A suggestion under an option that a person is typing."""

    name: str
    value: str | int | float


class Interaction:
    """One interaction of one person, from the press of a key to the last follow-up."""

    def __init__(
        self,
        person: Person,
        channel: Channel,
        kind: int,
        data: Json,
        *,
        what: str,
        source: Message | None = None,
        trigger: Interaction | None = None,
    ) -> None:
        world = channel.world
        self.id: Final = world.ids.next()
        self.token: Final = secrets.token_urlsafe(48)
        self.created: Final = world.clock.now()
        self.person: Final = person
        self.channel: Final = channel
        self.kind: Final = kind
        self.data: Final = data
        self.what: Final = what
        self.source: Final = source
        self.trigger: Final = trigger
        self.callback: int | None = None
        self.original: Message | None = None
        self.followups: list[Message] = []
        self.modal: Modal | None = None
        self.choices: list[Choice] | None = None
        self._world = world
        self._source_edits = source.edits if source else 0
        world.interactions[self.token] = self

    @property
    def failed(self) -> bool:
        """Whether the person was told that the application did not respond: no first answer came in time."""
        return self.callback is None and self._world.clock.now() >= self.created + self._world.terms.first_answer

    @property
    def expired(self) -> bool:
        """Whether the token no longer works."""
        return self._world.clock.now() >= self.created + self._world.terms.token

    def owners(self) -> dict[str, str]:
        """For whom the application is installed there, as far as the command may be used by that."""
        guild, found = self.channel.guild, dict[str, str]()
        if self.channel is self.person.dm or (guild is not None and guild.has_bot):
            found["0"] = str(guild.id) if guild else "0"
        if self.person.installed:
            found["1"] = str(self.person.id)
        return found

    @property
    def context(self) -> int:
        """In what kind of place it is (reference: Interaction Context Types)."""
        return 0 if self.channel.guild else 1 if self.channel is self.person.dm else 2

    def send(self) -> Interaction:
        """Tell the bot, if it is there; the person is told of a failure when the time for the first answer is over."""
        guild = self.channel.guild
        if guild is None or guild.has_bot or self.person.installed:
            self._world.emit("INTERACTION_CREATE", self.payload(), 0, guild.id if guild else None)
        asyncio.get_running_loop().call_later(self._world.terms.first_answer + 0.001, self._world.changes.tell)
        return self

    def payload(self) -> Json:
        """The interaction as the gateway sends it (reference: Interaction Object)."""
        channel, guild, bot = self.channel, self.channel.guild, self._world.bot
        body: Json = {
            "id": str(self.id),
            "application_id": str(self._world.application_id),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(channel.id),
            "channel": channel.payload() | {"permissions": str(int(channel.permissions_of(self.person)))},
            "locale": self.person.locale,
            "app_permissions": str(int(channel.permissions_of(bot))),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": self.owners(),
            "context": self.context,
            "attachment_size_limit": self._world.attachment_limit,
        }
        if guild is None:
            body["user"] = payloads.user(self.person)
        else:
            shown = payloads.guild(guild)
            permissions = channel.permissions_of(self.person)
            body |= {
                "guild_id": str(guild.id),
                "guild": {"id": shown["id"], "locale": guild.locale, "features": shown["features"]},
                "guild_locale": guild.locale,
                "member": payloads.member(guild.members[self.person.id], permissions),
            }
        if self.source is not None:
            body["message"] = message_payload(self.source)
        return body

    async def answer(self, within: float = PATIENCE) -> Message | Modal:
        """What the person sees: a message that is no longer loading, the message updated in place, or a modal."""
        return await self._world.changes.until(self._shown, within, lambda: f"no answer to {self}")

    async def message(self, within: float = PATIENCE) -> Message:
        """The answer, which must be a message."""
        found = await self.answer(within)
        if not isinstance(found, Message):
            raise AssertionError(f"the answer to {self} is no message but a {found}")
        return found

    async def form(self, within: float = PATIENCE) -> Modal:
        """The answer, which must be a modal."""
        found = await self.answer(within)
        if self.modal is None:
            raise AssertionError(f"the answer to {self} is no modal but {found}")
        return self.modal

    async def suggestions(self, within: float = PATIENCE) -> list[Choice]:
        """The suggestions that answer an autocompletion."""
        found = await self._world.changes.until(self._suggested, within, lambda: f"no suggestions for {self}")
        return list(found)

    async def followup(self, number: int = 1, within: float = PATIENCE) -> Message:
        """The first follow-up, or another by its number."""
        return await self._world.changes.until(
            lambda: self.followups[number - 1] if len(self.followups) >= number else None,
            within,
            lambda: f"no follow-up {number} to {self}; there are {self.followups}",
        )

    def _shown(self) -> Message | Modal | None:
        self._refuse_failure()
        if self.modal is not None:
            return self.modal
        if self.callback in (DEFERRED_UPDATE, UPDATE):
            edited = self.source is not None and self.source.edits > self._source_edits
            return self.source if edited else next(iter(self.followups), None)
        if self.original is not None and not self.original.loading:
            return self.original
        return None

    def _suggested(self) -> list[Choice] | None:
        self._refuse_failure()
        return self.choices

    def _refuse_failure(self) -> None:
        if self.failed:
            raise NoAnswer(f"the application did not respond to {self} in {self._world.terms.first_answer:g} s")

    def __str__(self) -> str:
        return f"{self.what} by {self.person.name} in {self.channel}"
