"""What Discord refuses for good, at a start and while the bot runs."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from adapters.discord import platform
from adapters.discord.refusals import FORBIDDEN, INTENTS, SHARDS, TOKEN, Refusal, refused
from bot.delivery.backoff import Backoff
from tests.drivers.discord import DiscordPerson, settings
from tests.drivers.running import running
from tests.platforms.discord import DiscordServer, Rates
from tests.platforms.discord.library import pointed_at
from tests.waiting import until


def answered(kind: type[discord.HTTPException], status: int, code: int = 0) -> discord.HTTPException:
    """An error that an answer of Discord's is."""
    return kind(cast(Any, SimpleNamespace(status=status, reason="")), {"code": code, "message": ""})


def closed(code: int) -> discord.ConnectionClosed:
    """The gateway has closed the connection."""
    return discord.ConnectionClosed(cast(Any, SimpleNamespace(close_code=code)), shard_id=None, code=code)


def unknown_gateway(cause: Exception) -> discord.GatewayNotFound:
    """The gateway's address was not told."""
    error = discord.GatewayNotFound()  # type: ignore[no-untyped-call]
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (discord.LoginFailure(), TOKEN),
        (answered(discord.HTTPException, 401), TOKEN),
        (unknown_gateway(answered(discord.HTTPException, 401)), TOKEN),
        (unknown_gateway(answered(discord.Forbidden, 403, 20_000)), FORBIDDEN),
        (unknown_gateway(answered(discord.DiscordServerError, 500)), None),
        (answered(discord.Forbidden, 403, 40333), None),
        (answered(discord.Forbidden, 403), None),
        (answered(discord.DiscordServerError, 503), None),
        (discord.PrivilegedIntentsRequired(None), INTENTS),
        (closed(4004), TOKEN),
        (closed(4013), INTENTS),
        (closed(4010), SHARDS),
        (closed(4011), SHARDS),
        (closed(4000), None),
        (closed(1006), None),
    ],
)
def test_what_is_refused_for_good_is_told_from_what_passes(
    error: discord.DiscordException, refusal: Refusal | None
) -> None:
    assert refused(error) == refusal


@pytest.mark.parametrize("drops", [True, False])
async def test_a_token_that_is_reset_is_told_whether_or_not_the_connection_is_closed(
    tmp_path: Path, told: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, drops: bool
) -> None:
    monkeypatch.setattr(platform, "RECONNECTING", Backoff(0.0, 0.0))
    async with DiscordServer(rates=Rates().times(1000)) as server:
        ada = server.person("Ada")
        with pointed_at(server):
            async with running(settings(server, tmp_path)):
                await server.renew_token(drops=drops)
                if not drops:
                    await ada.write_dm("/help")
                await until(lambda: "discord refuses the token" in told.text)
                await asyncio.sleep(0.2)
    refusals = [each for each in told.records if getattr(each, "event", "") == "platform.refused"]
    assert len(refusals) == 1


async def test_one_answer_that_does_not_know_the_bot_ends_nothing_where_the_next_does(
    tmp_path: Path, told: pytest.LogCaptureFixture
) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        ada, ben = server.person("Ada"), DiscordPerson(server.person("Ben"))
        server.guild("Home", ben.person)
        with pointed_at(server):
            async with running(settings(server, tmp_path)):
                server.fail_next("POST", "/messages$", "401")
                await ada.write_dm("/help")
                await until(lambda: len(server.calls("GET", "/users/@me$")) == 2)
                assert "/letter" in await ben.say("/help")
    assert "refuses the token" not in told.text
