"""Servers in which the organizers work: there they find their commands, and a role can decide on sign-ons."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.endorsements.endorsement import State
from tests.conversations.stories import BAKERS, STATE, desk, fill_in, the_endorsement
from tests.drivers.discord import DiscordDriver, DiscordPerson, DiscordPlace, on_discord, settings, shown
from tests.drivers.running import looking, running
from tests.platforms.discord import DiscordServer, Permission, Rates
from tests.platforms.discord.guilds import Role
from tests.platforms.discord.library import pointed_at
from tests.waiting import until

HERE = "The organizers work in this server"
ORGANIZERS = {"announce", "announcements", "review", "decide", "organizers", "workplaces"}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def lets_decide(bot: DiscordDriver, place: DiscordPlace, role: Role) -> str:
    """The owner names a role of a place's server; the answer."""
    return shown(await (await bot.owner.person.command(place.channel, "workplaces", role=role)).message()).text


async def named(bot: DiscordDriver, place: DiscordPlace) -> None:
    """The owner names the server of a place."""
    await bot.owner.give("help", where=place)
    await bot.owner.sees("As an owner")
    assert "The organizers work here now" in await bot.owner.press(HERE)
    guild = place.channel.guild
    await until(lambda: bool(guild.world.commands.of(guild.id)))


async def test_nobody_sees_organizers_commands_in_a_server_that_no_owner_has_named(bot: DiscordDriver) -> None:
    place = await bot.place("Town", bot.owner)
    assert ORGANIZERS.isdisjoint(bot.owner.person.commands(place.channel))
    assert set(bot.owner.person.commands(bot.owner.person.dm)) >= ORGANIZERS


async def test_in_a_named_server_organizers_find_all_of_theirs_until_it_is_taken_back(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    place, other = await bot.place("Town", bot.owner, ada), await bot.place("Village", bot.owner)
    await named(bot, place)
    assert set(bot.owner.person.commands(place.channel)) >= ORGANIZERS
    assert ORGANIZERS.isdisjoint(bot.owner.person.commands(other.channel))
    assert "organizers" in await ada.give("review", where=place)
    assert "No sign-on waits" in await bot.owner.give("review", where=place)
    await bot.owner.give("workplaces")
    await bot.owner.press("Take back Town")
    world = bot.server.world
    await until(lambda: not world.commands.of(place.channel.guild.id))
    assert ORGANIZERS.isdisjoint(bot.owner.person.commands(place.channel))


async def test_a_member_is_not_offered_to_name_a_server(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    assert HERE not in (await ada.give("help", where=place)).labels
    assert HERE not in (await bot.owner.give("help")).labels


async def test_a_named_server_has_its_commands_after_a_restart_too(tmp_path: Path) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        home, owner = server.guild("Home", server.person("Founder")), DiscordPerson(server.person("Olga"))
        home.join(owner.person, permissions=Permission.MANAGE_GUILD)
        hall = DiscordPlace(home.channel("hall"))
        served = settings(server, tmp_path, owner.account)
        with pointed_at(server):
            async with running(served), looking(tmp_path) as store:
                await named(DiscordDriver(server, store, home, owner, ""), hall)
            server.world.commands.forget_guild(home.id)
            async with running(served):
                await until(lambda: bool(server.world.commands.of(home.id)))
                assert "No sign-on waits" in await owner.give("review", where=hall)


# A role that decides.


async def test_who_has_the_role_decides_and_each_owner_is_told_once(bot: DiscordDriver) -> None:
    ada, rita, place = bot.somebody("Ada"), bot.somebody("Rita"), await desk(bot)
    assert isinstance(place, DiscordPlace)
    guild = place.channel.guild
    member = guild.join(rita.person)
    role = guild.role("Reviewers")
    place.channel.overwrite(rita.person, allow=Permission.VIEW_CHANNEL)
    await named(bot, place)
    assert "Reviewers" in await lets_decide(bot, place, role)
    await fill_in(ada, BAKERS)
    await ada.press(STATE)
    card = await place.shows(BAKERS["Organization"])
    assert "organizers" in await rita.press("List", on=card)
    member.roles.append(role)
    assert "organizers" in await rita.press("Personal details", on=card)
    await rita.press("List", on=card)
    await rita.press("I called a number that I found myself")
    assert (await the_endorsement(bot)).state is State.LISTED
    told = await bot.owner.told("decides on sign-ons")
    assert f"discord:{rita.person.id}" in told
    card = await place.shows("Listed.")
    assert "Only a reviewer who was invited may undo" in await rita.press("Undo", on=card)
    await rita.give("review", where=place)
    assert len([each for each in bot.owner.person.dms if "decides on sign-ons" in each.text]) == 1
    member.roles.remove(role)
    assert "organizers" in await rita.give("review", where=place)
    assert "organizers" in await rita.give("review")


async def test_the_role_decides_nothing_elsewhere_and_everybodys_role_is_refused(bot: DiscordDriver) -> None:
    rita, place, other = bot.somebody("Rita"), await bot.place("Town", bot.owner), await bot.place("Village", bot.owner)
    guild = place.channel.guild
    await named(bot, place)
    await named(bot, other)
    role = guild.role("Reviewers")
    await lets_decide(bot, place, role)
    other.channel.guild.join(rita.person).roles.append(other.channel.guild.role("Reviewers"))
    assert "organizers" in await rita.give("review", where=other)
    assert "Everybody there has this role" in await lets_decide(bot, place, guild.everyone)
    guild.join(rita.person).roles.append(role)
    assert "No sign-on waits" in await rita.give("review", where=place)
    for command in ("bulk", "organizers", "announce"):
        assert "organizers" in shown(await (await rita.person.command(place.channel, command)).message())
