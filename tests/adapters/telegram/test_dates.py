"""What Telegram's answers say of the time is handed on."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest
from telegram.error import InvalidToken
from telegram.ext import ExtBot

from adapters.telegram.api.http import AiohttpRequest
from tests.platforms.telegram import TelegramServer


@pytest.mark.parametrize("good", [True, False])
async def test_every_answer_tells_the_time_a_refusal_too(good: bool) -> None:
    heard = list[str]()

    def asked() -> Callable[[str], None]:
        return heard.append

    async with TelegramServer() as server:
        request = AiohttpRequest(on_request=asked)
        bot = ExtBot(
            server.token if good else f"{server.token[:-1]}x",
            base_url=f"{server.url}/bot",
            request=request,
            get_updates_request=AiohttpRequest(on_request=asked),
        )
        await request.initialize()
        try:
            if good:
                await bot.get_me()
            else:
                with pytest.raises(InvalidToken):
                    await bot.get_me()
        finally:
            await request.shutdown()
    (date,) = heard
    assert parsedate_to_datetime(date)
