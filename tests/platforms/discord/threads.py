"""Threads of channels, and the posts of forums, which are threads too (reference: Threads)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from . import payloads
from .channels import KINDS, Channel, GuildChannel, Tag
from .errors import Json
from .messages import Message
from .permissions import Permission

if TYPE_CHECKING:
    from .guilds import Guild
    from .users import User


class Thread(Channel):
    """A public thread of a channel, which has the channel's overwrites; in a forum, a post."""

    def __init__(self, parent: GuildChannel, name: str, owner: User, tags: Sequence[Tag] = ()) -> None:
        super().__init__(parent.world, 10 if parent.type == KINDS["announcement"] else 11, name)
        self.parent: Final = parent
        self.owner: Final = owner
        self.tags: Final = tuple(tags)
        self.created: Final = self.world.clock.now()
        self.archived = False
        self.locked = False

    @property
    def guild(self) -> Guild:
        return self.parent.guild

    @property
    def is_thread(self) -> bool:
        return True

    def permissions_of(self, user: User) -> Permission:
        return self.parent.permissions_of(user)

    def knows(self, user_id: int) -> bool:
        return self.parent.knows(user_id)

    def pingable_role(self, role_id: int, author: User) -> bool:
        return self.parent.pingable_role(role_id, author)

    def payload(self) -> Json:
        return payloads.thread(self)

    @property
    def starter(self) -> Message | None:
        """The first message of a post, which has the thread's identifier, unless it was deleted."""
        return next((message for message in self.messages if message.id == self.id and not message.deleted), None)

    def archive(self, *, locked: bool = False) -> None:
        """Archive the thread, and lock it if asked; the gateway tells."""
        self._become(archived=True, locked=locked or self.locked)

    def unarchive(self) -> None:
        """Make it active again, locked as it was; the gateway tells."""
        self._become(archived=False, locked=self.locked)

    def lock(self) -> None:
        """Lock it, archived or not: only those who manage threads write in it; the gateway tells."""
        self._become(archived=self.archived, locked=True)

    def unlock(self) -> None:
        """Unlock it; the gateway tells."""
        self._become(archived=self.archived, locked=False)

    def delete(self) -> None:
        """Delete the thread; the gateway tells."""
        self.deleted = True
        self.tell("THREAD_DELETE", payloads.deleted_thread(self))
        self.world.changes.tell()

    def tell(self, event: str, data: Json) -> None:
        """Send a gateway event about this thread, if the bot sees it (reference: Threads, Permissions)."""
        if Permission.VIEW_CHANNEL in self.permissions_of(self.world.bot):
            self.guild.tell(event, data)

    def _become(self, *, archived: bool, locked: bool) -> None:
        self.archived, self.locked = archived, locked
        self.tell("THREAD_UPDATE", self.payload())
