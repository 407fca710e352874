"""What becomes of the connection to Discord is told to the host."""

import pytest

from tests.adapters.discord.stage import Scripted, serving
from tests.platforms.discord import DiscordServer
from tests.waiting import until


def events(told: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """What was told of the platform: each event and its level."""
    records = [record for record in told.records if getattr(record, "event", "").startswith("platform.")]
    return [(getattr(record, "event", ""), record.levelname) for record in records]


async def comes(told: pytest.LogCaptureFixture, event: str) -> None:
    """Wait until an event was told."""
    await until(lambda: event in dict(events(told)))


async def test_a_connection_that_is_lost_and_taken_up_again_is_told_with_its_start_and_its_stop(
    told: pytest.LogCaptureFixture,
) -> None:
    async with DiscordServer() as server, serving(server, Scripted((), None)):
        await server.gateway.drop()
        await comes(told, "platform.resumed")
    assert events(told) == [
        ("platform.started", "INFO"),
        ("platform.disconnected", "INFO"),
        ("platform.resumed", "INFO"),
        ("platform.stopped", "INFO"),
    ]


async def test_a_session_that_is_not_ours_any_more_is_told_as_perhaps_taken_over(
    told: pytest.LogCaptureFixture,
) -> None:
    async with DiscordServer() as server, serving(server, Scripted((), None)):
        server.gateway.invalidate()
        await comes(told, "platform.taken_over")
    assert events(told) == [
        ("platform.started", "INFO"),
        ("platform.disconnected", "INFO"),
        ("platform.taken_over", "WARNING"),
        ("platform.stopped", "INFO"),
    ]
