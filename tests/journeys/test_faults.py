"""A fifth of all requests fails in every way that requests fail: what the bot believes is true all the same."""

import random

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState
from tests.journeys.crowd import gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import announce, correct, ended, recall
from tests.journeys.truth import lies, told
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

CHATS = CHANNELS = 40
SHARE = 0.2
DONE_ALREADY = ("message to delete not found", "exactly the same as a current content and reply markup of the message")
"""What Telegram says to what is done once more because its first answer was lost."""

MARK, FIRST, SECOND = "The hearing", "The hearing is on Monday.", "The hearing is on Tuesday."


async def test_while_a_fifth_of_all_requests_fails_an_announcement_its_correction_and_its_recall_end_true(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    chance = random.Random(5)
    crowd = await gathered(bot, telegram, discord, CHATS, CHANNELS, apart=False)
    await bot.start()

    def failing(share: float) -> None:
        telegram.faults_at_random(share, chance)
        discord.faults_at_random(share, chance)

    await announce(crowd.owner, FIRST)
    failing(SHARE)
    found = await ended(bot, 1, 60)
    every = await told(bot, telegram, discord, 1, MARK)
    assert lies(every) == []
    assert found.stage is Stage.DONE
    assert found.tally.sent + found.tally.uncertain == crowd.size
    assert 0 < found.tally.uncertain < CHATS / 2
    assert {each.state for each in every if each.platform == "discord"} == {DeliveryState.SENT}

    failing(0)
    await correct(crowd.owner, 1, SECOND)
    failing(SHARE)
    found = await ended(bot, 1, 60)
    every = await told(bot, telegram, discord, 1, MARK)
    assert lies(every) == []
    sent = [each for each in every if each.state is DeliveryState.SENT]
    assert not any(each.behind for each in sent)
    corrected = [each for each in sent if not each.reason]
    assert all(SECOND in each.standing[0] for each in corrected)
    assert found.tally.stale == len(sent) - len(corrected)

    failing(0)
    await recall(crowd.owner, 1)
    failing(SHARE)
    found = await ended(bot, 1, 60)
    every = await told(bot, telegram, discord, 1, MARK)
    assert lies(every) == []
    assert found.stage is Stage.RECALLED
    assert found.tally.recalled + found.tally.stale == len(sent)
    assert found.tally.uncertain == crowd.size - len(sent)
    failing(0)
    await bot.stop()
    assert (telegram.too_many, discord.too_many) == (0, 0)
    assert [call for call in telegram.refusals if not str(call).endswith(DONE_ALREADY)] == []
    assert " ERROR bot.delivery" not in bot.complaints()
