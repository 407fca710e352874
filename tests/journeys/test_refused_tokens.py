"""A token that is refused ends its platform and no other, until the host has another; with real processes."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.process import BotProcess
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.waiting import PATIENCE


class Tokens:
    """The files in which the tokens stand."""

    def __init__(self, folder: Path) -> None:
        self.telegram, self.discord = folder / "telegram", folder / "discord"


@pytest.fixture
def tokens(tmp_path: Path, telegram: TelegramServer, discord: DiscordServer) -> Tokens:
    """Both tokens, each in its file."""
    tokens = Tokens(tmp_path)
    tokens.telegram.write_text(telegram.token)
    tokens.discord.write_text(discord.token)
    return tokens


@pytest.fixture
async def bot(
    tmp_path: Path, telegram: TelegramServer, discord: DiscordServer, tokens: Tokens
) -> AsyncIterator[BotProcess]:
    """The bot, not started yet, whose tokens stand in files."""
    files = {"TELEGRAM_TOKEN_FILE": str(tokens.telegram), "DISCORD_TOKEN_FILE": str(tokens.discord)}
    process = BotProcess(tmp_path, telegram, discord, **files)
    yield process
    await process.kill()


async def test_a_token_that_is_refused_at_the_start_is_taken_from_its_file_when_it_is_mended(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer, tokens: Tokens
) -> None:
    tokens.telegram.write_text("1234567:" + "x" * 35)
    ada = telegram.person("Ada")
    await ada.start()
    await bot.start(platforms=1)
    await discord.connected()
    await bot.logged("telegram refuses the token")
    assert ada.messages == []
    tokens.telegram.write_text(telegram.token)
    await bot.connected()
    await ada.chat.expect("letter")
    telegram.renew_token()
    await bot.logged("telegram refuses the token", times=2)
    async with asyncio.timeout(PATIENCE):
        await bot.stop()


async def test_a_token_that_is_revoked_while_the_bot_runs_ends_that_platform_until_there_is_another(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer, tokens: Tokens
) -> None:
    await bot.start()
    before = telegram.token
    telegram.renew_token()
    await bot.logged("telegram refuses the token")
    await discord.connected()
    telegram.token = before
    bot.hang_up()
    await bot.connected()

    other = await discord.renew_token()
    await bot.logged("discord refuses the token")
    ada = telegram.person("Ada")
    await ada.start()
    await ada.chat.expect("letter")
    tokens.discord.write_text(other)
    await bot.connected()
    await discord.connected()
