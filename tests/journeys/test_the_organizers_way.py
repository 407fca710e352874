"""Two organizers, one on each platform, announce in two languages to chats on both: from the draft to the report."""

import asyncio
import csv
import io
import json
from collections.abc import Sequence

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState
from bot.ports.store import Unit
from tests.drivers import Shown
from tests.drivers.discord import DiscordPerson
from tests.drivers.telegram import TelegramPerson
from tests.journeys.crowd import Crowd, gathered
from tests.journeys.process import BotProcess
from tests.journeys.steering import ended
from tests.journeys.truth import lies, told
from tests.letters import LETTER
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.waiting import PATIENCE, until

CHATS, CHANNELS = 120, 60
MARK = "2031"
ENGLISH, FRENCH = "The hearing is on May 5, 2031.", "L'audience est le 5 mai 2031."
CORRECTED = "The hearing is on May 6, 2031."
ON_ITS_WAY_SECONDS = 0.5
"""What had left when somebody said to pause arrives in this time."""

READING_SECONDS = 1.1
"""A person is written to once a second at the most."""

TEXT = "The announcement"


async def test_an_announcement_goes_its_whole_way_with_two_organizers_on_two_platforms(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    crowd = await gathered(bot, telegram, discord, CHATS, CHANNELS, apart=True)
    await bot.write(lambda unit: unit.settings.set(LETTER, "undo", "0"))
    await bot.start()
    olu, mio = TelegramPerson(crowd.owner), DiscordPerson(crowd.admin)

    await write(olu, crowd)
    assert "waits for another organizer" in await olu.press("Send it now")
    card = await mio.told("Another organizer wants to send announcement 1 to 180 chats.")
    assert ENGLISH in card
    assert FRENCH in card
    assert standing(crowd) == (0, 0)
    assert "Released." in await mio.press("Release it", on=card)

    await until(lambda: min(standing(crowd)) > 0)
    shown = await looks(olu, "Announcement 1:")
    await asyncio.sleep(READING_SECONDS)
    paused = await then(olu, "Pause", shown, "is paused")
    await asyncio.sleep(ON_ITS_WAY_SECONDS)
    so_far = standing(crowd)
    assert sum(so_far) < crowd.size
    await asyncio.sleep(READING_SECONDS)
    assert standing(crowd) == so_far
    resuming = asyncio.create_task(olu.press("Go on", on=paused))
    await until(lambda: standing(crowd) > so_far)
    await resuming
    assert (await ended(bot, 1, 30)).stage is Stage.DONE
    shown = await olu.told("Announcement 1 is done: 180 of 180 delivered.")
    assert await languages(bot, telegram, discord) == {ENGLISH: 90, FRENCH: 90}

    shown = await then(olu, "Correct it everywhere", shown, "Nothing has changed there yet.")
    await then(olu, "Change it in English", shown, "The text in English:")
    await olu.person.write(CORRECTED)
    await olu.press("Correct it now", on=await olu.told("Changes in English"))
    await olu.told("The correction waits for another organizer.")
    await mio.press("Release it", on=await mio.told("wants to correct announcement 1"))
    await ended(bot, 1, 30)
    assert await languages(bot, telegram, discord) == {CORRECTED: 90, FRENCH: 90}

    await mio.give("announcements", announcement=1)
    await mio.press("Recall it everywhere")
    assert "was recalled" in await mio.press("Yes, recall it")
    found = await ended(bot, 1, 30)
    assert (found.stage, found.tally.recalled) == (Stage.RECALLED, crowd.size)
    assert standing(crowd) == (0, 0)

    shown = await then(olu, "Chat by chat", await looks(olu, "180 of 180 taken back"), "Announcement 1, chat by chat")
    await olu.press("As a table (CSV)", on=shown)
    lines = await table(olu)
    assert len(lines) == crowd.size
    assert {line["state"] for line in lines} == {"recalled"}
    await bot.stop()
    assert lies(await told(bot, telegram, discord, 1, MARK)) == []
    assert await bot.on_disk(acts) == ["released", "agreed", "paused", "resumed", *CORRECTING, "recalled"]
    assert (telegram.too_many, discord.too_many, bot.complaints()) == (0, 0, "")


CORRECTING = ["correction_proposed", "corrected"]


async def write(olu: TelegramPerson, crowd: Crowd) -> None:
    """Write a draft in both languages."""
    await olu.give("announce")
    assert f"This will be sent to {crowd.size} chats" in await olu.fill({TEXT: ENGLISH})
    await olu.press("Write it in French")
    assert FRENCH in await olu.fill({TEXT: FRENCH})


async def looks(olu: TelegramPerson, text: str) -> Shown:
    """Look at how it stands, whatever else is written meanwhile."""
    await olu.person.write("/announcements 1")
    return await olu.told(text)


async def then(olu: TelegramPerson, label: str, on: Shown, text: str) -> Shown:
    """Press a button, and wait until this is said, whatever else is written meanwhile."""
    await olu.press(label, on=on)
    return await olu.told(text)


def standing(crowd: Crowd) -> tuple[int, int]:
    """In how many chats and channels it stands."""
    chats = sum(any(MARK in each.text for each in chat.standing) for chat in crowd.chats)
    here = (any(MARK in each.text and not each.deleted for each in channel.messages) for channel in crowd.channels)
    return chats, sum(here)


async def languages(bot: BotProcess, telegram: TelegramServer, discord: DiscordServer) -> dict[str, int]:
    """What stands in how many chats, each of which has it once."""
    every = await told(bot, telegram, discord, 1, MARK)
    assert lies(every) == []
    assert {each.state for each in every} == {DeliveryState.SENT}
    texts = [each.standing[0].replace("\u2060", "") for each in every]
    return {known: count for known in (ENGLISH, FRENCH, CORRECTED) if (count := sum(known in text for text in texts))}


async def table(olu: TelegramPerson) -> Sequence[dict[str, str]]:
    """The lines of the table that came as a file."""
    message = await olu.person.world.wait_until(
        lambda: next((each for each in olu.person.messages if each.file is not None), None), PATIENCE
    )
    assert message.file
    return list(csv.DictReader(io.StringIO(message.file.content.decode("utf-8-sig"))))


def acts(unit: Unit) -> list[str]:
    """What was done about the announcement, in the journal, after the letter was published."""
    done = [str(json.loads(link.body)["act"]) for link in unit.journal.links(1)]
    return [act.removeprefix("announcement.") for act in done[1:]]
