"""Methods that look at chats and leave them, and that fetch files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import wire
from .access import readable, writable
from .errors import bad_request
from .files import DOWNLOAD_LIMIT
from .members import LEFT, MEMBER
from .params import Params

if TYPE_CHECKING:
    from .chats import Chat
    from .world import World


async def get_chat(world: World, params: Params) -> Any:
    """getChat."""
    return wire.full_chat(readable(world, params))


async def get_chat_member(world: World, params: Params) -> Any:
    """getChatMember; both sides of a private chat are members, whatever they did (TDLib)."""
    chat = readable(world, params)
    if (user_id := params.integer("user_id")) <= 0:
        raise bad_request("invalid user_id specified")
    if user_id == world.bot_id:
        member = MEMBER if chat.kind == "private" else chat.bot
        return member.wire(wire.bot(world), channel=chat.kind == "channel")
    if chat.person is not None and user_id == chat.person.id:
        return MEMBER.wire(wire.person(chat.person), channel=False)
    if user_id not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    _check_members_shown(chat)
    return _member(world, chat, user_id)


async def get_chat_administrators(world: World, params: Params) -> Any:
    """getChatAdministrators; other bots are left out, and so is this one unless it asks for bots."""
    chat = readable(world, params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    _check_members_shown(chat)
    people = [_member(world, chat, user_id) for user_id, member in chat.members.items() if member.leads]
    if chat.bot.leads and params.boolean("return_bots"):
        people.append(chat.bot.wire(wire.bot(world), channel=chat.kind == "channel"))
    return people


async def get_chat_member_count(world: World, params: Params) -> Any:
    """getChatMemberCount."""
    chat = readable(world, params)
    if chat.kind == "private":
        return 2
    return sum(member.present for member in chat.members.values()) + chat.bot.present


def _check_members_shown(chat: Chat) -> None:
    if chat.kind == "channel" and not chat.bot.leads:
        raise bad_request("member list is inaccessible")


def _member(world: World, chat: Chat, user_id: int) -> dict[str, Any]:
    person = world.people[user_id]
    person.known = True
    return chat.members.get(user_id, LEFT).wire(wire.person(person), channel=chat.kind == "channel")


async def leave_chat(world: World, params: Params) -> Any:
    """leaveChat; the bot hears of it itself (my_chat_member)."""
    chat = writable(world, params)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    channel = chat.kind == "channel"
    me = wire.bot(world)
    old, chat.bot = chat.bot, LEFT
    world.updates.put(
        "my_chat_member",
        {
            "chat": wire.chat(chat),
            "from": me,
            "date": world.now(),
            "old_chat_member": old.wire(me, channel=channel),
            "new_chat_member": LEFT.wire(me, channel=channel),
        },
    )
    return True


async def get_file(world: World, params: Params) -> Any:
    """getFile."""
    if not (file_id := params.text("file_id")):
        raise bad_request("file_id not specified")
    if (file := world.files.get(file_id)) is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }
