"""What becomes of the connection to Discord is told to the host."""

import asyncio
import logging

import pytest

from tests.adapters.discord.stage import Scripted, serving
from tests.platforms.discord import DiscordServer


def events(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """What was told of the platform: each event and its level."""
    told = [record for record in caplog.records if getattr(record, "event", "").startswith("platform.")]
    return [(getattr(record, "event", ""), record.levelname) for record in told]


async def until(caplog: pytest.LogCaptureFixture, event: str) -> None:
    """Wait until an event was told."""
    async with asyncio.timeout(10):
        while event not in dict(events(caplog)):
            await asyncio.sleep(0.01)


async def test_a_connection_that_is_lost_and_taken_up_again_is_told_with_its_start_and_its_stop(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        async with DiscordServer() as server, serving(server, Scripted((), None)):
            await server.gateway.drop()
            await until(caplog, "platform.resumed")
    assert events(caplog) == [
        ("platform.started", "INFO"),
        ("platform.disconnected", "INFO"),
        ("platform.resumed", "INFO"),
        ("platform.stopped", "INFO"),
    ]


async def test_a_session_that_is_not_ours_any_more_is_told_as_perhaps_taken_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        async with DiscordServer() as server, serving(server, Scripted((), None)):
            server.gateway.invalidate()
            await until(caplog, "platform.taken_over")
    assert events(caplog) == [
        ("platform.started", "INFO"),
        ("platform.disconnected", "INFO"),
        ("platform.taken_over", "WARNING"),
        ("platform.stopped", "INFO"),
    ]
