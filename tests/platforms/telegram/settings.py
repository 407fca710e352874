"""Methods by which a bot says who it is: commands, name, descriptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import wire
from .access import find_chat
from .errors import bad_request
from .params import Params
from .text import utf16_length

if TYPE_CHECKING:
    from .world import World

COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(world: World, params: Params) -> Any:
    """getMe."""
    return wire.bot(world, own=True)


async def set_my_commands(world: World, params: Params) -> Any:
    """setMyCommands."""
    given = params.json("commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(world, params), _language(params)] = [_read_command(each) for each in given]
    return True


async def get_my_commands(world: World, params: Params) -> Any:
    """getMyCommands."""
    return world.commands.get((_scope(world, params), _language(params)), [])


async def delete_my_commands(world: World, params: Params) -> Any:
    """deleteMyCommands."""
    world.commands.pop((_scope(world, params), _language(params)), None)
    return True


def _read_command(given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, description = given.get("command"), given.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        raise bad_request('can\'t parse BotCommand: Can\'t find field "command" or "description"')
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description.strip():
        raise bad_request("command description must be non-empty")
    if utf16_length(description) > DESCRIPTION_LIMIT:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_LIMIT}")
    if not isinstance(alone := given.get("is_ephemeral", False), bool):
        raise bad_request('can\'t parse BotCommand: Field "is_ephemeral" must be of type Boolean')
    return {"command": command, "description": description} | ({"is_ephemeral": True} if alone else {})


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(world: World, params: Params) -> str:
    """The scope as one word, with the chat and the member that it is about."""
    given = params.json("scope")
    if given is None:
        return "default"
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = given.get("type")
    if kind in _SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = find_chat(world, str(given.get("chat_id") or ""))
    if chat.kind == "channel":
        raise bad_request("can't change commands in channel chats")
    if kind != "chat" and chat.kind == "private":
        raise bad_request("can't use specified scope in private chats")
    if kind != "chat_member":
        return f"{kind} {chat.id}"
    if not isinstance(user_id := given.get("user_id"), int) or user_id <= 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return f"{kind} {chat.id} {user_id}"


async def set_my_name(world: World, params: Params) -> Any:
    """setMyName."""
    return _set_profile(world, params, "name")


async def set_my_description(world: World, params: Params) -> Any:
    """setMyDescription."""
    return _set_profile(world, params, "description")


async def set_my_short_description(world: World, params: Params) -> Any:
    """setMyShortDescription."""
    return _set_profile(world, params, "short_description")


async def get_my_name(world: World, params: Params) -> Any:
    """getMyName."""
    return _profile(world, params, "name")


async def get_my_description(world: World, params: Params) -> Any:
    """getMyDescription."""
    return _profile(world, params, "description")


async def get_my_short_description(world: World, params: Params) -> Any:
    """getMyShortDescription."""
    return _profile(world, params, "short_description")


def _set_profile(world: World, params: Params, field: str) -> bool:
    value = params.text(field)
    language = _language(params)
    if utf16_length(value) > PROFILE_LIMITS[field]:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    world.profile[f"{field} {language}".strip()] = value
    return True


def _profile(world: World, params: Params, field: str) -> dict[str, str]:
    language = _language(params)
    return {field: world.profile.get(f"{field} {language}".strip()) or world.profile.get(field, "")}
