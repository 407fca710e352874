"""The objects of the Bot API, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .members import PERMISSIONS
from .text import Entity

if TYPE_CHECKING:
    from .chats import Chat
    from .messages import Message, StoredFile
    from .people import Person
    from .world import World

GROUP_ANONYMOUS_BOT: dict[str, Any] = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who sends for an anonymous administrator (Bot API, Message.from)."""

TELEGRAM: dict[str, Any] = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
"""Who sends what a group gets of its channel by itself (Bot API, Message.from)."""


def present(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def person(who: Person) -> dict[str, Any]:
    """A User who is a person."""
    return present(
        {
            "id": who.id,
            "is_bot": False,
            "first_name": "" if who.deactivated else who.first_name,
            "username": who.username,
            "language_code": who.language_code,
        }
    )


def bot(world: World, *, own: bool = False) -> dict[str, Any]:
    """The User that is the bot; `own` adds what only getMe shows."""
    shown: dict[str, Any] = {
        "id": world.bot_id,
        "is_bot": True,
        "first_name": world.profile.get("name", ""),
        "username": world.bot_username,
    }
    if own:
        shown |= {
            "can_join_groups": True,
            "can_read_all_group_messages": not world.privacy,
            "supports_inline_queries": world.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
    return shown


def user(world: World, user_id: int) -> dict[str, Any]:
    """The User with an id: the bot, a person, or the one who sends for anonymous administrators."""
    if user_id == world.bot_id:
        return bot(world)
    if user_id == GROUP_ANONYMOUS_BOT["id"]:
        return GROUP_ANONYMOUS_BOT
    return person(world.people[user_id])


def chat(where: Chat) -> dict[str, Any]:
    """A Chat."""
    if where.person is not None:
        who = where.person
        return present({"id": where.id, "type": "private", "first_name": who.first_name, "username": who.username})
    shown = {"id": where.id, "type": where.kind, "title": where.title, "username": where.username}
    return present(shown | {"is_forum": True if where.is_forum else None})


def full_chat(where: Chat) -> dict[str, Any]:
    """A ChatFullInfo."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    shown = chat(where) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if where.kind in ("group", "supergroup"):
        shown["permissions"] = {right: right not in where.forbidden for right in PERMISSIONS}
    if pinned := where.pinned:
        shown["pinned_message"] = message(where.world, pinned[-1], nested=True)
    return shown


def entity(world: World, each: Entity) -> dict[str, Any]:
    """A MessageEntity."""
    shown = {
        name: getattr(each, name)
        for name in ("type", "offset", "length", "url", "language", "custom_emoji_id", "unix_time", "date_time_format")
    }
    if each.user_id is not None and each.user_id in world.people:
        shown["user"] = user(world, each.user_id)
    return present(shown)


def _file(each: StoredFile) -> dict[str, Any]:
    common = {"file_id": each.id, "file_unique_id": each.unique_id, "file_size": len(each.content)}
    if each.size is not None:
        return {"photo": [common | {"width": each.size[0], "height": each.size[1]}]}
    return {"document": common | {"file_name": each.name, "mime_type": each.mime_type}}


def message(world: World, each: Message, *, nested: bool = False) -> dict[str, Any]:
    """A Message; one that it replies to is shown without its own."""
    where = world.chats[each.chat_id]
    shown: dict[str, Any] = {"message_id": each.id, "date": each.date, "chat": chat(where), **each.service}
    if each.user_id is not None:
        shown["from"] = user(world, each.user_id)
    if each.sender_chat_id is not None:
        shown["sender_chat"] = chat(world.chats[each.sender_chat_id])
    if each.thread_id is not None:
        shown |= {"message_thread_id": each.thread_id} | ({"is_topic_message": True} if where.is_forum else {})
    if each.forwarded is not None:
        channel, post = each.forwarded
        origin = {"type": "channel", "date": each.date, "chat": chat(world.chats[channel]), "message_id": post}
        shown |= {"is_automatic_forward": True, "forward_origin": origin, "from": TELEGRAM}
    if each.edit_date is not None:
        shown["edit_date"] = each.edit_date
    if each.reply_to is not None and not nested and not (replied := where.history[each.reply_to]).deleted:
        shown["reply_to_message"] = message(world, replied, nested=True)
    elif where.is_forum and each.thread_id in where.topics and not nested and not each.service:
        shown["reply_to_message"] = message(world, where.history[each.thread_id], nested=True)
    if each.alone is not None:
        shown |= {"message_id": 0, "ephemeral_message_id": each.id, "receiver_user": user(world, each.alone)}
    if each.via_bot:
        shown["via_bot"] = bot(world)
    entities = [entity(world, one) for one in each.entities]
    if each.file is not None:
        shown |= _file(each.file)
        if each.text:
            shown |= present({"caption": each.text, "caption_entities": entities or None})
    elif each.text:
        shown |= present({"text": each.text, "entities": entities or None})
    if each.origin:
        hidden = {"type": "hidden_user", "date": each.date, "sender_user_name": each.origin}
        shown["forward_origin"] = hidden
    if each.album is not None:
        shown["media_group_id"] = each.album
    if each.preview:
        shown["link_preview_options"] = dict(each.preview)
    if each.protected:
        shown["has_protected_content"] = True
    if each.markup is not None and (markup := each.markup.wire()) is not None:
        shown["reply_markup"] = markup
    return shown
