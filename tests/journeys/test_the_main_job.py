"""A letter is announced, asked about and signed on to, on both platforms, and the bot dies in the middle."""

import asyncio
from collections.abc import Iterable

from bot.model.endorsements.endorsement import State
from tests.journeys.people import sign_on_discord, sign_on_telegram
from tests.journeys.process import BotProcess, Outcome
from tests.platforms.discord import DiscordServer
from tests.platforms.discord import Message as Posted
from tests.platforms.telegram import Group, Message, Person, TelegramServer
from tests.waiting import PATIENCE, until

GROUPS, CHANNELS = 12, 6


async def following_groups(telegram: TelegramServer, admin: Person, number: int) -> list[Group]:
    async def following(index: int) -> Group:
        group = telegram.supergroup(f"Example Group {index}", admins=[admin])
        await group.add_bot(admin)
        await admin.write("/follow", group)
        await group.expect("follows")
        return group

    return await asyncio.gather(*(following(index) for index in range(number)))


async def test_a_letter_is_announced_and_signed_on_both_platforms_and_a_kill_loses_and_doubles_nothing(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    await bot.start()
    owner = telegram.person("Olu")
    await owner.open(bot.link)
    await owner.expect("owner")
    groups = await following_groups(telegram, owner, GROUPS)
    admin = discord.person("Mio")
    guild = discord.guild("Example Server", admin)
    channels = [guild.channel(f"news-{index}") for index in range(CHANNELS)]
    for channel in channels:
        await (await admin.command(channel, "follow")).message()

    receipts: list[str] = []
    receipts += await asyncio.gather(
        sign_on_telegram(telegram.person("Ada"), "Example Transit Riders", "riders.example.org"),
        sign_on_discord(admin, channels[0], "Example Bakers", "bakers.example.org"),
    )
    await owner.write("/announce The press conference is on Friday: https://example.org/press")
    await owner.press(await owner.expect("18 chats"), "Send it now")
    await owner.expect("on its way")
    await groups[0].expect("Friday")
    await bot.kill()

    bea, cam = telegram.person("Bea"), telegram.person("Cam")
    await bea.write("/sign")
    await bot.start()
    await bea.expect("Which one applies")
    receipts += await asyncio.gather(
        sign_on_telegram(bea, "Example Cyclists", "cyclists.example.org"),
        sign_on_telegram(cam, "Example Choir", "choir.example.org"),
        sign_on_discord(admin, channels[1], "Example Gardeners", "gardeners.example.org"),
    )
    assert all("receipt" in receipt for receipt in receipts)

    await decide(owner, "Example Transit Riders", "List", "I called a number that I found myself")
    await decide(owner, "Example Bakers", "List", "I spoke with somebody there whom I know")
    await decide(owner, "Example Cyclists", "List", "I called a number that I found myself")
    await decide(owner, "Example Gardeners", "List", "I called a number that I found myself")
    await decide(owner, "Example Choir", "Decline", "We could not reach you.")
    await cam.expect("declined")
    listed = (await (await admin.command(channels[2], "signatories")).message()).text
    assert "4 organizations" in listed
    assert "Example Choir" not in listed

    await until(lambda: sum(arrived(channel.messages) for channel in channels) == CHANNELS)
    await bot.stop()
    outcome = await bot.on_disk(Outcome)
    assert outcome.states == {State.LISTED: 4, State.DECLINED: 1}
    assert [arrived(channel.messages) for channel in channels] == [1] * CHANNELS
    got = [arrived(group.messages) for group in groups]
    assert max(got) == 1
    assert got.count(1) + outcome.tally.uncertain >= GROUPS
    assert outcome.tally.sent + outcome.tally.uncertain == outcome.tally.total == GROUPS + CHANNELS
    assert outcome.fault == ""
    assert bot.complaints() == ""
    assert (telegram.too_many, discord.too_many) == (0, 0)


async def decide(owner: Person, organization: str, decision: str, how: str) -> None:
    await owner.press(await card_of(owner, organization), decision)
    if decision == "List":
        await owner.press(await owner.expect("How did you check"), how)
        await owner.expect("This sign-on is listed.")
    else:
        await owner.expect("Why is it declined")
        await owner.write(how)
        await owner.expect("This sign-on was declined")


async def card_of(owner: Person, organization: str) -> Message:
    async with asyncio.timeout(PATIENCE):
        while True:
            for message in owner.messages:
                if message.text.startswith("Waiting") and organization in message.text:
                    return message
            await asyncio.sleep(0.1)


def arrived(messages: Iterable[Message | Posted]) -> int:
    """How many messages of a chat are the announcement."""
    return sum("is on Friday" in message.text for message in messages)
