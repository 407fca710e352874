"""What the libraries raise, as the ends that sending can have: real exceptions of theirs, in a table."""

import ssl
from datetime import timedelta
from typing import cast

import aiohttp
import discord
import httpx
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram import error as telegram

from adapters.discord.outcomes import outcome as discord_outcome
from adapters.telegram.outcomes import outcome as telegram_outcome
from bot.model.chats import Address
from bot.ports.messenger import Gone, Missing, Moved, Outcome, Refused, RetryAfter, Sent, Unknown


class Response:
    """As much of an answer as discord.py's exceptions look at."""

    def __init__(self, status: int) -> None:
        self.status, self.reason = status, "reason"


def answered(
    kind: type[discord.HTTPException], status: int, code: int = 0, text: str = "told"
) -> discord.HTTPException:
    return kind(cast("aiohttp.ClientResponse", Response(status)), {"code": code, "message": text})


def caused(error: telegram.TelegramError, cause: Exception) -> telegram.TelegramError:
    error.__cause__ = cause
    return error


def unconnected() -> aiohttp.ClientConnectorError:
    key = ConnectionKey("h.example", 443, True, True, None, None, None)
    return aiohttp.ClientConnectorError(key, OSError(111, "refused"))


DISCORD: list[tuple[Exception, Outcome]] = [
    (discord.RateLimited(7.5), RetryAfter(7.5, "Discord asked to wait")),
    (answered(discord.DiscordServerError, 500), Unknown("Discord answered 500")),
    (answered(discord.DiscordServerError, 503), Unknown("Discord answered 503")),
    (answered(discord.Forbidden, 403, 50001), Gone("told")),
    (answered(discord.Forbidden, 403, 50007), Gone("told")),
    (answered(discord.Forbidden, 403, 50013), Gone("told")),
    (answered(discord.NotFound, 404, 10003), Gone("told")),
    (answered(discord.NotFound, 404, 0, ""), Gone("the channel can't be reached")),
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

_NEVER_LEFT = RetryAfter(3.0, "Telegram could not be reached", everything=True)
TELEGRAM: list[tuple[telegram.TelegramError, Outcome]] = [
    (telegram.ChatMigrated(-1005), Moved(Address("telegram", "-1005"))),
    (telegram.Forbidden("Forbidden: bot was blocked by the user"), Gone("Forbidden: bot was blocked by the user")),
    (telegram.Forbidden("bot was kicked from the group chat"), Gone("bot was kicked from the group chat")),
    (telegram.Forbidden("user is deactivated"), Gone("user is deactivated")),
    (telegram.BadRequest("Chat not found"), Gone("Chat not found")),
    (telegram.BadRequest("PEER_ID_INVALID"), Gone("PEER_ID_INVALID")),
    (telegram.BadRequest("Not enough rights to send text messages to the chat"),
     Gone("Not enough rights to send text messages to the chat")),
    (telegram.BadRequest("Have no rights to send a message"), Gone("Have no rights to send a message")),
    (telegram.BadRequest("CHAT_WRITE_FORBIDDEN"), Gone("CHAT_WRITE_FORBIDDEN")),
    (telegram.BadRequest("Need administrator rights in the channel chat"),
     Gone("Need administrator rights in the channel chat")),
    (telegram.BadRequest("Message thread not found"), Gone("Message thread not found")),
    (telegram.BadRequest("TOPIC_CLOSED"), Gone("TOPIC_CLOSED")),
    (telegram.BadRequest("Message is too long"), Refused("Message is too long")),
    (telegram.BadRequest("Message to edit not found"), Missing("Message to edit not found")),
    (telegram.BadRequest("MESSAGE_ID_INVALID"), Missing("MESSAGE_ID_INVALID")),
    (telegram.BadRequest("Message can't be edited"), Refused("Message can't be edited")),
    (telegram.BadRequest("Button_data_invalid"), Refused("Button_data_invalid")),
    (telegram.InvalidToken(), RetryAfter(60.0, "Telegram refused the token", everything=True)),
    (telegram.Conflict("terminated by other getUpdates request"), Unknown("terminated by other getUpdates request")),
    (telegram.NetworkError("Bad Gateway"), Unknown("Bad Gateway")),
    (telegram.TimedOut(), Unknown("Timed out")),
    (caused(telegram.TimedOut(), httpx.ReadTimeout("slow")), Unknown("Timed out")),
    (caused(telegram.TimedOut(), httpx.ConnectTimeout("slow")), _NEVER_LEFT),
    (caused(telegram.TimedOut(), httpx.PoolTimeout("full")), _NEVER_LEFT),
    (caused(telegram.NetworkError("refused"), httpx.ConnectError("refused")), _NEVER_LEFT),
    (caused(telegram.NetworkError("reset"), httpx.ReadError("reset")), Unknown("reset")),
    (caused(telegram.NetworkError("reset"), httpx.WriteError("reset")), Unknown("reset")),
    (telegram.TelegramError(""), Unknown("TelegramError")),
]  # fmt: skip


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


def test_no_error_is_ever_a_delivery() -> None:
    ends = [end for _, end in DISCORD] + [end for _, end in TELEGRAM]
    assert not any(isinstance(end, Sent) for end in ends)
