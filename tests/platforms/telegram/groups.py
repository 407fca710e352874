"""Chats of several people: groups, supergroups with their topics, channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import wire
from .chats import Chat, Topic
from .links import automatic_links
from .members import (
    ADMINISTRATOR,
    BOT_IN_CHANNEL,
    BOT_IN_GROUP,
    KICKED,
    LEFT,
    MEMBER,
    OWNER,
    PERMISSIONS,
    SENDING,
    Member,
)
from .messages import Message, StoredFile
from .text import Formatted, clean

if TYPE_CHECKING:
    from .people import Person


GENERAL = 1
"""The id of the general topic, which no request names (TDLib)."""


class Shared(Chat):
    """A chat of several people."""

    default_rights = BOT_IN_GROUP

    def add(self, *people: Person, admin: bool = False) -> None:
        """Let people in; the first administrator owns the chat."""
        for person in people:
            owned = OWNER in self.members.values()
            self.members[person.id] = (ADMINISTRATOR if owned else OWNER) if admin else MEMBER

    async def remove_bot(self, by: Person, *, banned: bool = True) -> None:
        """Remove the bot; where it is not banned it counts as having left."""
        await self.set_bot(KICKED if banned else LEFT, by)

    async def promote_bot(self, by: Person, rights: Sequence[str] | None = None) -> None:
        """Make the bot an administrator, with these rights or the usual ones."""
        await self.set_bot(Member("administrator", self.default_rights if rights is None else frozenset(rights)), by)

    async def delete(self) -> None:
        """Delete the chat; nobody is told. A supergroup or channel then looks like one that banned the bot (TDLib)."""
        if self.kind == "group":
            self.gone = True
        else:
            self.bot = KICKED


class Group(Shared):
    """A basic group or a supergroup."""

    async def add_bot(self, by: Person, *, as_admin: bool = False) -> None:
        """Add the bot: my_chat_member, and the service message of a new member."""
        await self.set_bot(Member("administrator", BOT_IN_GROUP) if as_admin else MEMBER, by)
        me = wire.bot(self.world)
        self.service(by, new_chat_members=[me])

    async def demote_bot(self, by: Person) -> None:
        """Make the bot a plain member."""
        await self.set_bot(MEMBER, by)

    async def silence_bot(self, by: Person, *what: str) -> None:
        """Take the right to send, or to send "documents" or "photos" only.

        A group takes it from all members, and tells nobody; a supergroup from the bot, which hears of it.
        """
        taken = frozenset(SENDING[each] for each in what) or frozenset(PERMISSIONS)
        if self.kind == "supergroup":
            await self.set_bot(Member("restricted", frozenset(PERMISSIONS) - taken), by)
        else:
            self.forbidden = taken

    async def unsilence_bot(self, by: Person) -> None:
        """Give the right to send back."""
        self.forbidden = frozenset()
        if self.kind == "supergroup":
            await self.set_bot(MEMBER, by)

    async def topic(self, name: str) -> Topic:
        """Make a topic, and tell the bot; the first makes the supergroup a forum."""
        topic = self.add_topic(name)
        if self.bot.present:
            self.world.deliver(self.history[topic.id])
        return topic

    async def close_topic(self, topic: Topic, by: Person) -> None:
        """Close a topic: only who manages topics writes there from now on."""
        topic.closed = True
        self.service(by, thread_id=topic.id, forum_topic_closed={})

    async def reopen_topic(self, topic: Topic, by: Person) -> None:
        """Open a topic again."""
        topic.closed = False
        self.service(by, thread_id=topic.id, forum_topic_reopened={})

    async def delete_topic(self, topic: Topic) -> None:
        """Delete a topic with all that stands in it; no update tells of it (Bot API, "Update")."""
        del self.topics[topic.id]
        for message in [each for each in self.history.values() if each.thread_id == topic.id and not each.deleted]:
            self.world.delete(self, message)

    def add_topic(self, name: str) -> Topic:
        """Make a topic of which nobody is told."""
        if self.kind != "supergroup":
            raise ValueError("only a supergroup has topics")
        self.is_forum = True
        while (topic_id := self.world.next_message_id(self)) <= GENERAL:
            pass
        self.topics[topic_id] = topic = Topic(topic_id, name)
        self.history[topic_id] = Message(
            id=topic_id,
            chat_id=self.id,
            date=self.world.now(),
            user_id=next(iter(self.members), None),
            thread_id=topic_id,
            service={"forum_topic_created": {"name": name, "icon_color": 7322096}},
        )
        return topic

    async def upgrade(self, by: Person | None = None) -> Group:
        """Make a group a supergroup: the old chat refuses from now on, and names the new one."""
        if self.kind != "group":
            raise ValueError("only a basic group can become a supergroup")
        world = self.world
        new = Group(world, -1_002_000_000_000 - next(world.ids), "supergroup", self.title)
        new.members, new.bot, self.migrated_to = dict(self.members), self.bot, new.id
        new.forbidden = self.forbidden
        self.service(by or self._owner(), migrate_to_chat_id=new.id)
        new.service(None, migrate_from_chat_id=self.id)
        return new

    def _owner(self) -> Person | None:
        return next((self.world.people[user_id] for user_id, member in self.members.items() if member.leads), None)


class Channel(Shared):
    """A channel."""

    default_rights = BOT_IN_CHANNEL

    async def add_bot(self, by: Person, *, rights: Sequence[str] | None = None) -> None:
        """Add the bot, which a channel takes as an administrator only."""
        await self.promote_bot(by, rights)

    async def demote_bot(self, by: Person) -> None:
        """Take the bot's rights; a bot that is no administrator is not in the channel at all."""
        await self.set_bot(LEFT, by)

    def discuss_in(self, group: Group) -> None:
        """Let what is posted from now on be commented on in a supergroup."""
        self.discussion = group

    async def post(self, text: str, by: Person) -> Message:
        """Publish a post; a bot that is an administrator hears of it."""
        body = clean(text)
        return self.publish(Formatted(body.text, automatic_links(body.text, ())), by)

    def publish(self, body: Formatted, by: Person, file: StoredFile | None = None) -> Message:
        """Put a post into the channel."""
        if not self.members.get(by.id, LEFT).leads:
            raise ValueError(f"{by.first_name} is no administrator of {self}")
        self.seen = len(self.events)
        message = self.world.store(self, sender_chat_id=self.id, text=body.text, entities=body.entities, file=file)
        if self.bot.leads:
            self.world.deliver(message, "channel_post")
        return message
