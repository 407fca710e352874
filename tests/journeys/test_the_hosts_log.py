"""What the host reads of a running bot, and what the host does about it from another terminal."""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.crowd import gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce, ended
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import Fault, TelegramServer
from tests.waiting import until

CHATS, CHANNELS = 3, 4
LONG = 900
"""So many seconds Telegram asks to wait: longer than any test waits for anything."""

TEXT = "The hearing is on Monday."


@pytest.fixture
async def bot(tmp_path: Path, telegram: TelegramServer, discord: DiscordServer) -> AsyncIterator[BotProcess]:
    """The bot, not started yet, whose log is read by programs."""
    process = BotProcess(tmp_path, telegram, discord, LOG_FORMAT="json")
    yield process
    await process.kill()


def lines(bot: BotProcess) -> list[dict[str, Any]]:
    """The lines of the log."""
    return [json.loads(line) for line in bot.log().splitlines()]


def events(bot: BotProcess) -> Counter[str]:
    """How often each event was told."""
    return Counter(line.get("event", "") for line in lines(bot))


async def test_a_halt_is_told_until_when_and_what_waits_leaves_once_the_host_has_cleared_it(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    crowd = await gathered(bot, telegram, discord, CHATS, CHANNELS, apart=False)
    await bot.start()
    await announce(crowd.owner, TEXT)
    telegram.fail_next("sendMessage", Fault.too_many(LONG), times=2)
    await until(lambda: events(bot)["halt.begun"] == 3)
    halts = [line for line in lines(bot) if line.get("event") == "halt.begun"]
    assert Counter((each["level"], each["fields"]["platform"], each["fields"]["scope"]) for each in halts) == {
        ("INFO", "telegram", "one chat"): 2,
        ("WARNING", "telegram", "everything"): 1,
    }
    shown = await bot.command("announcement", "1")
    assert "Telegram asks to wait until" in shown
    assert len(re.findall(r": (delivered|leaving|waiting)", shown)) == crowd.size

    assert (await bot.command("unhalt")).startswith("telegram: 3 halts were cleared.\n")
    found = await ended(bot, 1, 30)
    assert found.tally.sent == crowd.size
    assert events(bot)["halt.cleared"] == 3

    await bot.stop()
    told = events(bot)
    announced = [line["fields"] for line in lines(bot) if line.get("fields", {}).get("subject") == "announcement"]
    assert Counter(each["platform"] for each in announced) == {"telegram": CHATS, "discord": CHANNELS}
    assert {each["state"] for each in announced} == {"sent"}
    assert sorted(each["attempt"] for each in announced) == [1] * (crowd.size - 2) + [2] * 2
    assert (told["process.started"], told["platform.started"], told["queue.taken_up"]) == (1, 2, 2)
    assert (told["process.stopped"], told["platform.stopped"]) == (1, 2)
    assert [line for line in lines(bot) if line["level"] in ("ERROR", "CRITICAL")] == []


async def test_a_second_process_that_fetches_the_same_updates_is_told_on_both_sides(
    tmp_path: Path, bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    (tmp_path / "other").mkdir()
    other = BotProcess(tmp_path / "other", telegram, discord, LOG_FORMAT="json")
    await bot.start()
    await other.start()
    try:
        await until(lambda: all(events(each)["platform.taken_over"] > 0 for each in (bot, other)))
    finally:
        await other.stop()
    await bot.stop()


async def test_what_stands_in_the_way_is_the_last_line_and_an_object_too(
    tmp_path: Path, telegram: TelegramServer, discord: DiscordServer
) -> None:
    bot = BotProcess(
        tmp_path, telegram, discord, LOG_FORMAT="json", TELEGRAM_TOKEN="1234567:" + "x" * 35, DISCORD_TOKEN=""
    )
    with pytest.raises(AssertionError):
        await bot.start()
    await bot.stop()
    told = lines(bot)
    assert [line["fields"] for line in told if line.get("event") == "platform.refused"] == [
        {"platform": "telegram", "setting": "TELEGRAM_TOKEN"}
    ]
    assert (told[-1]["event"], told[-1]["level"]) == ("process.refused", "CRITICAL")
    assert "x" * 35 not in bot.log()
