"""Ways to ask the server: by the real library and without it."""

import re
from typing import Any

import aiohttp
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from tests.platforms.telegram import TelegramServer

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big") + b"\0" * 20


def client(server: TelegramServer, token: str | None = None) -> ExtBot[None]:
    """The real library, which here reads no certificates: that takes ten times as long as a test."""
    return ExtBot(
        token or server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(connection_pool_size=256, httpx_kwargs={"verify": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"verify": False}),
    )


def button(text: str = "Sign", **fields: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, **fields)]])


def refused(error: type[TelegramError], answer: str) -> pytest.RaisesExc[TelegramError]:
    """The library writes the first letter of an answer large."""
    return pytest.raises(error, match=f"(?i){re.escape(answer)}")


async def updates(bot: ExtBot[None], offset: int | None = None) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, allowed_updates=Update.ALL_TYPES)


async def raw(server: TelegramServer, method: str, **fields: Any) -> dict[str, Any]:
    """A request without the library, which checks some things itself."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{server.token}/{method}", json=fields) as response,
    ):
        answer: dict[str, Any] = await response.json()
        return answer
