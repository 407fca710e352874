"""Announcements call the role that a channel's host has chosen, and nobody who is only named in them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.announcements.announcements import announce
from tests.drivers.discord import DiscordDriver, DiscordPlace, on_discord, shown


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def lets_call(bot: DiscordDriver, place: DiscordPlace, **values: object) -> str:
    """Who manages the place says whom announcements call there; the answer."""
    return shown(await (await bot.owner.person.command(place.channel, "call", **values)).message()).text


async def test_an_announcement_calls_the_chosen_role_and_nobody_who_is_typed(bot: DiscordDriver) -> None:
    place, quiet = await bot.place("Town", bot.owner), await bot.place("Village", bot.owner)
    for each in (place, quiet):
        await bot.owner.give("follow", where=each)
    role = place.channel.guild.role("News", mentionable=True)
    other = place.channel.guild.role("Others", mentionable=True)
    assert "call News here from now on" in await lets_call(bot, place, role=role)
    await announce(bot, f"The hearing is on Monday. @everyone <@&{other.id}>")
    await bot.owner.press("Send it now")
    called = (await place.shows("The hearing is on Monday.")).there
    assert called.pings.roles == (role.id,)
    assert not called.pings.everyone
    assert (await quiet.shows("The hearing is on Monday.")).there.pings.nobody


async def test_who_was_called_is_called_no_more_by_a_press(bot: DiscordDriver) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.give("follow", where=place)
    role = place.channel.guild.role("News", mentionable=True)
    await lets_call(bot, place, role=role)
    await bot.owner.give("call", where=place)
    assert "call nobody here" in await bot.owner.press("Call nobody")
    await announce(bot, "The hearing is on Monday.")
    await bot.owner.press("Send it now")
    assert (await place.shows("The hearing is on Monday.")).there.pings.nobody


async def test_everybody_at_once_is_never_called(bot: DiscordDriver) -> None:
    place = await bot.place("Town", bot.owner)
    everybody = place.channel.guild.roles[place.channel.guild.id]
    assert "Everybody at once is not called" in await lets_call(bot, place, role=everybody)
