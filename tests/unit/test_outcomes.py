"""What the libraries raise, as the ends that sending can have: real exceptions of theirs, in a table."""

import ssl
from datetime import timedelta
from typing import cast

import aiohttp
import discord
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram import error as telegram

from adapters.discord.outcomes import change as discord_change
from adapters.discord.outcomes import outcome as discord_outcome
from adapters.telegram.api.http import NeverLeft
from adapters.telegram.api.outcomes import outcome as telegram_outcome
from bot.model.chats import Address, ChatKind, Unreachable
from bot.ports.messenger import Gone, Missing, Moved, Outcome, Refused, RetryAfter, Sent, Unknown


class Response:
    """As much of an answer as discord.py's exceptions look at."""

    def __init__(self, status: int) -> None:
        self.status, self.reason = status, "reason"


def answered(
    kind: type[discord.HTTPException], status: int, code: int = 0, text: str = "told"
) -> discord.HTTPException:
    return kind(cast("aiohttp.ClientResponse", Response(status)), {"code": code, "message": text})


def unconnected() -> aiohttp.ClientConnectorError:
    key = ConnectionKey("h.example", 443, True, True, None, None, None)
    return aiohttp.ClientConnectorError(key, OSError(111, "refused"))


DISCORD: list[tuple[Exception, Outcome]] = [
    (discord.RateLimited(7.5), RetryAfter(7.5, "Discord asked to wait")),
    (answered(discord.DiscordServerError, 500), Unknown("Discord answered 500")),
    (answered(discord.DiscordServerError, 503), Unknown("Discord answered 503")),
    (answered(discord.Forbidden, 403, 50001), Gone(Unreachable.REMOVED, "told")),
    (answered(discord.Forbidden, 403, 50007), Gone(Unreachable.BLOCKED, "told")),
    (answered(discord.Forbidden, 403, 50013), Gone(Unreachable.FORBIDDEN, "told")),
    (answered(discord.Forbidden, 403, 50278), Gone(Unreachable.UNREACHABLE, "told")),
    (answered(discord.Forbidden, 403, 20016), Gone(Unreachable.FORBIDDEN, "told")),
    (answered(discord.Forbidden, 403, 0), RetryAfter(60.0, "Discord refuses everything", everything=True)),
    (answered(discord.Forbidden, 403, 40333), RetryAfter(60.0, "Discord refuses everything", everything=True)),
    (answered(discord.HTTPException, 400, 50008), Gone(Unreachable.FORBIDDEN, "told")),
    (answered(discord.HTTPException, 400, 50033), Gone(Unreachable.UNREACHABLE, "told")),
    (answered(discord.HTTPException, 400, 50083), Gone(Unreachable.ARCHIVED, "told")),
    (answered(discord.HTTPException, 400, 160005), Gone(Unreachable.ARCHIVED, "told")),
    (answered(discord.NotFound, 404, 10003), Gone(Unreachable.DELETED, "told")),
    (answered(discord.NotFound, 404, 10004), Gone(Unreachable.DELETED, "told")),
    (answered(discord.NotFound, 404, 0, ""), Gone(Unreachable.DELETED, "the channel can't be reached")),
    (answered(discord.HTTPException, 413, 40005), Refused("the files are too large for Discord")),
    (answered(discord.HTTPException, 413), Refused("the files are too large for Discord")),
    (answered(discord.NotFound, 404, 10008), Missing("the message was deleted")),
    (answered(discord.HTTPException, 401), RetryAfter(60.0, "Discord refused the token", everything=True)),
    (answered(discord.HTTPException, 429), RetryAfter(3.0, "Discord asked to wait")),
    (answered(discord.HTTPException, 400, 50035), Refused("told")),
    (answered(discord.HTTPException, 400, 200000), Refused("told")),
    (unconnected(), RetryAfter(3.0, "Discord could not be reached", everything=True)),
    (aiohttp.ServerDisconnectedError(), Unknown("ServerDisconnectedError")),
    (aiohttp.ClientOSError(104, "reset"), Unknown("ClientOSError")),
    (aiohttp.ClientPayloadError(), Unknown("ClientPayloadError")),
    (aiohttp.SocketTimeoutError(), Unknown("SocketTimeoutError")),
    (TimeoutError(), Unknown("TimeoutError")),
    (ConnectionResetError(104, "reset"), Unknown("ConnectionResetError")),
    (ssl.SSLError("broken"), Unknown("SSLError")),
    (discord.ClientException("odd"), Unknown("ClientException")),
]

_GONE: list[tuple[str, Unreachable]] = [
    ("Forbidden: bot was blocked by the user", Unreachable.BLOCKED),
    ("Forbidden: user is deactivated", Unreachable.DEACTIVATED),
    ("Forbidden: bot was kicked from the group chat", Unreachable.REMOVED),
    ("Forbidden: bot is not a member of the channel chat", Unreachable.REMOVED),
    ("Forbidden: the group chat was deleted", Unreachable.DELETED),
    ("Forbidden: bot can't initiate conversation with a user", Unreachable.UNREACHABLE),
    ("Forbidden: bot can't send messages to bots", Unreachable.UNREACHABLE),
    ("Forbidden: for a reason of tomorrow", Unreachable.FORBIDDEN),
    ("Chat not found", Unreachable.DELETED),
    ("Group chat was deleted", Unreachable.DELETED),
    ("Message thread not found", Unreachable.DELETED),
    ("TOPIC_DELETED", Unreachable.DELETED),
    ("TOPIC_CLOSED", Unreachable.ARCHIVED),
    ("Not enough rights to send text messages to the chat", Unreachable.FORBIDDEN),
    ("Not enough rights to manage pinned messages in the chat", Unreachable.FORBIDDEN),
    ("Need administrator rights in the channel chat", Unreachable.FORBIDDEN),
    ("Have no rights to send a message", Unreachable.FORBIDDEN),
    ("CHAT_WRITE_FORBIDDEN", Unreachable.FORBIDDEN),
    ("CHAT_RESTRICTED", Unreachable.FORBIDDEN),
    ("User is deactivated", Unreachable.DEACTIVATED),
    ("PEER_ID_INVALID", Unreachable.UNREACHABLE),
]
TELEGRAM: list[tuple[telegram.TelegramError, Outcome]] = [
    *(
        ((telegram.Forbidden if text.startswith("Forbidden") else telegram.BadRequest)(text), Gone(cause, text))
        for text, cause in _GONE
    ),
    (telegram.ChatMigrated(-1005), Moved(Address("telegram", "-1005"))),
    (telegram.BadRequest("Message is too long"), Refused("Message is too long")),
    (telegram.BadRequest("Message to edit not found"), Missing("Message to edit not found")),
    (telegram.BadRequest("Message to delete not found"), Missing("Message to delete not found")),
    (telegram.BadRequest("Message to pin not found"), Missing("Message to pin not found")),
    (telegram.BadRequest("MESSAGE_ID_INVALID"), Missing("MESSAGE_ID_INVALID")),
    (telegram.BadRequest("Message can't be edited"), Refused("Message can't be edited")),
    (telegram.BadRequest("Message can't be deleted"), Refused("Message can't be deleted")),
    (telegram.BadRequest("Button_data_invalid"), Refused("Button_data_invalid")),
    (telegram.NetworkError("Request Entity Too Large"), Refused("Request Entity Too Large")),
    (telegram.InvalidToken(), RetryAfter(60.0, "Telegram refused the token", everything=True)),
    (telegram.EndPointNotFound("not found"), RetryAfter(60.0, "Telegram refused the token", everything=True)),
    (telegram.Conflict("terminated by other getUpdates request"), Unknown("terminated by other getUpdates request")),
    (telegram.NetworkError("Bad Gateway"), Unknown("Bad Gateway")),
    (telegram.NetworkError("ServerDisconnectedError"), Unknown("ServerDisconnectedError")),
    (telegram.TimedOut(), Unknown("Timed out")),
    (NeverLeft("ClientConnectorError"), RetryAfter(3.0, "Telegram could not be reached", everything=True)),
    (telegram.TelegramError(""), Unknown("TelegramError")),
]


def _named(value: object) -> str:
    return f"{type(value).__name__} {value}"[:50]


@pytest.mark.parametrize(("error", "end"), DISCORD, ids=_named)
def test_what_discord_py_raises_has_an_end(error: Exception, end: Outcome) -> None:
    assert discord_outcome(error) == end


@pytest.mark.parametrize(("error", "end"), TELEGRAM, ids=_named)
def test_what_python_telegram_bot_raises_has_an_end(error: telegram.TelegramError, end: Outcome) -> None:
    assert telegram_outcome(error, "telegram") == end


@pytest.mark.parametrize("asked", [timedelta(seconds=35), 35])
def test_how_long_telegram_asks_to_wait_is_kept(asked: timedelta | int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without this the library warns whenever it reads a `retry_after`
    assert telegram_outcome(telegram.RetryAfter(asked), "telegram") == RetryAfter(35.0, "Telegram asked to wait")


@pytest.mark.parametrize("kind", ChatKind)
def test_what_is_changed_in_an_archived_thread_closes_no_chat(kind: ChatKind) -> None:
    assert discord_change(answered(discord.HTTPException, 400, 50083), kind) == Refused("told")
    assert discord_change(answered(discord.Forbidden, 403, 50001), kind) == Gone(Unreachable.REMOVED, "told")
    deleted = Missing("told") if kind is ChatKind.FORUM else Gone(Unreachable.DELETED, "told")
    assert discord_change(answered(discord.NotFound, 404, 10003), kind) == deleted


def test_no_error_is_ever_a_delivery() -> None:
    ends = [end for _, end in DISCORD] + [end for _, end in TELEGRAM]
    assert not any(isinstance(end, Sent) for end in ends)
