"""How many steps it takes, beside what is aimed at: a command, a press, a text or file, a submitted modal count one.

`make steps`. The bot runs as it is shipped, on the loopback platforms; what is counted is what these have taken from
a person's client. Ends with 1 where an aim is missed.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.model.chats import ChatKind, Topic
from tests.conversations.announcements.announcements import followers, speaks
from tests.conversations.announcements.test_files import PNG
from tests.conversations.stories import BAKERS, MAY_SIGN, PHONE, STATE, desk
from tests.drivers import Driver, Shown, Someone
from tests.drivers.discord import DiscordDriver, DiscordPerson, on_discord
from tests.drivers.telegram import TelegramDriver, TelegramPerson, on_telegram
from tests.platforms.discord.interactions import COMMAND, COMPONENT, MODAL_SUBMIT

NEWS, NOUVELLES = "On 2 June we hand the letter over.", "Le 2 juin, nous remettons la lettre."
SEEN = "A white dove"
COMMANDS, PRESSES, TEXTS, FILES, MODALS = "commands", "presses", "texts", "files", "modals"
KINDS = {COMMAND: COMMANDS, COMPONENT: PRESSES, MODAL_SUBMIT: MODALS}

Steps = Counter[str]
Story = Callable[[Driver], Awaitable[Steps]]


@dataclass(frozen=True)
class Aim:
    """What is to be reached, in so many steps at the most on each platform."""

    what: str
    story: Story
    most: Mapping[str, int]


def taken(bot: Driver, person: Someone) -> Steps:
    """What a platform has taken from a person until now."""
    if isinstance(bot, DiscordDriver) and isinstance(person, DiscordPerson):
        world = bot.server.world
        given = [each for each in world.interactions.values() if each.person is person.person]
        written = [each for each in person.person.dm.messages if each.author is person.person]
        return Counter(KINDS[each.kind] for each in given if each.kind in KINDS) + Counter(TEXTS for _ in written)
    if not isinstance(bot, TelegramDriver) or not isinstance(person, TelegramPerson):
        raise TypeError(f"steps are not counted on {bot}")
    phone = bot.server.world
    written_there = [
        each
        for chat in phone.chats.values()
        for each in chat.history.values()
        if each.user_id == person.person.id and not each.service
    ]
    presses = sum(who == person.person.id for who, _ in phone.pressed.values())
    return Counter(map(_kind, ((each.text, bool(each.file)) for each in written_there))) + Counter({PRESSES: presses})


def _kind(message: tuple[str, bool]) -> str:
    """What it is that somebody sends; a link to the bot that is followed arrives as what stands in it."""
    text, has_file = message
    if text.startswith("/start "):
        return PRESSES
    return FILES if has_file else COMMANDS if text.startswith("/") else TEXTS


async def counted(bot: Driver, person: Someone, act: Awaitable[object]) -> Steps:
    """The steps that a person takes."""
    before = taken(bot, person)
    await act
    return taken(bot, person) - before


async def sign(bot: Driver) -> Steps:
    """Sign on, from the letter."""
    ada = bot.somebody("Ada")
    letter = await ada.give("letter")

    async def signs() -> None:
        if isinstance(bot, DiscordDriver):
            await ada.give("sign")
        else:
            await ada.press("Sign on for an organization", on=letter)
        await ada.press(MAY_SIGN)
        await ada.fill(BAKERS)
        assert "your sign-on was received" in await ada.press(STATE)

    return await counted(bot, ada, signs())


async def announce(bot: Driver) -> Steps:
    """Announce something in two languages, with a picture that is described."""
    owner = bot.owner
    town, ville = await followers(bot, "Town", "Ville")
    await speaks(bot, ville, "fr")

    async def announces() -> None:
        if isinstance(bot, TelegramDriver):
            await owner.give("announce", text=NEWS, file=PNG)
            draft = await owner.say(SEEN)
        else:
            draft = await owner.give("announce", text=NEWS, file=PNG, alt=SEEN)
        assert SEEN in draft
        await owner.press("Write it in French", on=draft)
        await _writes(owner)
        await owner.press("Send it now")
        assert (await town.shows(NEWS)).files
        assert (await ville.shows(NOUVELLES)).files

    return await counted(bot, owner, announces())


async def _writes(owner: Someone) -> None:
    """The text in the other language, where it is asked for."""
    if owner.last.fields:
        await owner.fill(dict.fromkeys(owner.last.fields, NOUVELLES))
    else:
        await owner.say(NOUVELLES)


async def review(bot: Driver) -> Steps:
    """List a sign-on, from its card."""
    place, grace = await desk(bot), bot.somebody("Grace")
    await grace.give("sign")
    await grace.press(MAY_SIGN)
    await grace.fill(BAKERS)
    await grace.press(STATE)
    card = await place.shows(BAKERS["Organization"])

    async def lists() -> None:
        await bot.owner.press("List", on=card)
        await bot.owner.press(PHONE)
        await place.shows("Listed.")

    return await counted(bot, bot.owner, lists())


async def follow(bot: Driver) -> Steps:
    """Let a place follow, from what the bot says when it is let in."""
    host, arrival, label = await _arrival(bot)

    async def follows() -> None:
        await host.press(label, on=arrival)

    steps = await counted(bot, host, follows())
    followed = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    assert [each.kind for each in followed if each.kind is not ChatKind.PRIVATE], "it does not follow"
    return steps


async def _arrival(bot: Driver) -> tuple[Someone, Shown, str]:
    """Who lets the bot in, what it says then, and what is pressed there."""
    owner = bot.owner
    if isinstance(bot, TelegramDriver) and isinstance(owner, TelegramPerson):
        group = bot.server.supergroup("Readers", admins=[owner.person])
        await group.add_bot(owner.person)
        return owner, await owner.told("I am in Readers now."), "Let it follow"
    assert isinstance(bot, DiscordDriver)
    arrival = await bot.let_in()
    return DiscordPerson(arrival.there.channel.guild.owner), arrival, "Follow here"


AIMS = (
    Aim("sign on", sign, {"telegram": 7, "discord": 4}),
    Aim("announce with a described picture in two languages", announce, {"telegram": 6, "discord": 6}),
    Aim("review", review, {"telegram": 2, "discord": 2}),
    Aim("follow, from arrival", follow, {"telegram": 1, "discord": 1}),
)
OPEN: Mapping[str, Callable[[Path], AbstractAsyncContextManager[Driver]]] = {
    "telegram": on_telegram,
    "discord": on_discord,
}


async def main() -> int:
    """Take every way on every platform, print its steps; how many aims were missed."""
    missed = 0
    print("| what | platform | steps | aim |\n| --- | --- | --- | --- |")
    for aim in AIMS:
        for platform, opened in OPEN.items():
            with TemporaryDirectory() as folder:
                async with opened(Path(folder)) as bot:
                    steps = await aim.story(bot)
            most, total = aim.most[platform], steps.total()
            missed += total > most
            said = ", ".join(f"{kind}: {number}" for kind, number in sorted(steps.items()))
            print(f"| {aim.what} | {platform} | {total} ({said}){' — missed' if total > most else ''} | {most} |")
    return missed


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(bool(asyncio.run(main())))
