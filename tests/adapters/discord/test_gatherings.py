"""The letter's dates among a server's events: put there, changed and taken away with the letter."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.letters.letter import Event, Letter
from bot.model.letters.localized import Localized
from bot.ports.store import Unit
from tests.drivers.discord import DiscordDriver, DiscordPlace, on_discord
from tests.letters import LETTER
from tests.platforms.discord import Guild, Permission
from tests.waiting import PATIENCE

SHOW, AWAY = "Show them among the events", "Take them away"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.unexpected() == []


async def town(bot: DiscordDriver, permission: Permission = Permission.CREATE_EVENTS) -> DiscordPlace:
    guild = bot.server.guild("Town", bot.owner.person, permissions=permission)
    return DiscordPlace(guild.channel("hall"))


def event(title: str, days: int, unit: Unit) -> Event:
    return Event(Localized({"en": title}), unit.now + timedelta(days=days), place=Localized({"en": "The hall"}))


async def says(bot: DiscordDriver, *dates: tuple[str, int]) -> None:
    """The letter has these dates, each so many days from now, from its next revision on."""

    def unit(unit: Unit) -> None:
        current = unit.letters.current(LETTER)
        assert current
        letter: Letter = replace(current.letter, events=tuple(event(title, days, unit) for title, days in dates))
        unit.letters.publish(letter)

    await bot.store.write(unit)


async def until(guild: Guild, shows: Callable[[list[str]], bool]) -> None:
    await guild.world.changes.until(
        lambda: True if shows(names(guild)) else None, PATIENCE, lambda: f"the events are {names(guild)}"
    )


def names(guild: Guild) -> list[str]:
    return sorted(str(each["name"]) for each in guild.events.values())


async def test_dates_stand_there_once_the_host_agrees_and_go_with_the_letter(bot: DiscordDriver) -> None:
    await says(bot, ("Press conference", 3), ("Vigil", 5), ("Last year's", -300))
    place = await town(bot)
    guild = place.channel.guild
    assert "do not stand" in await bot.owner.give("calendar", where=place)
    assert names(guild) == []
    assert "stand among this server's events" in await bot.owner.press(SHOW)
    await until(guild, lambda found: found == ["Press conference", "Vigil"])
    first = next(each for each in guild.events.values() if each["name"] == "Press conference")
    assert first["entity_metadata"] == {"location": "The hall"}
    await says(bot, ("Press conference, moved", 4))
    await bot.owner.give("calendar", where=place)
    await until(guild, lambda found: found == ["Press conference, moved"])
    assert next(iter(guild.events.values()))["id"] == first["id"]
    await bot.owner.press(AWAY)
    await until(guild, lambda found: found == [])


async def test_what_was_made_by_a_request_whose_answer_was_lost_is_not_made_again(bot: DiscordDriver) -> None:
    bot.expect("/scheduled-events 499")
    await says(bot, ("Press conference", 3))
    place = await town(bot)
    bot.server.fail_next("POST", "/scheduled-events$", "reset_after")
    await bot.owner.give("calendar", where=place)
    await bot.owner.press(SHOW)
    await until(place.channel.guild, lambda found: bool(found))
    await bot.owner.give("calendar", where=place)
    await until(place.channel.guild, lambda found: found == ["Press conference"])
    assert names(place.channel.guild) == ["Press conference"]


async def test_the_permission_is_named_before_it_is_missed_and_a_refusal_is_not_repeated(bot: DiscordDriver) -> None:
    bot.expect("/scheduled-events 403")
    await says(bot, ("Press conference", 3))
    place = await town(bot, Permission(0))
    assert "I need the permission Create Events" in await bot.owner.give("calendar", where=place)
    assert "I need the permission Create Events" in await bot.owner.press(SHOW)
    await bot.server.world.changes.until(
        lambda: bot.server.calls("POST", "/scheduled-events$") or None, PATIENCE, lambda: "nothing was tried"
    )
    for _ in range(3):
        await bot.owner.give("calendar", where=place)
    assert len(bot.server.calls("POST", "/scheduled-events$")) == 1


async def test_who_does_not_manage_a_server_shows_nothing_there_and_in_private_there_is_none(
    bot: DiscordDriver,
) -> None:
    ada = bot.somebody("Ada")
    place = await town(bot)
    place.channel.guild.join(ada.person, permissions=Permission.MANAGE_CHANNELS)
    place.channel.overwrite(ada.person, deny=Permission.MANAGE_CHANNELS)
    assert "Only somebody who can manage this chat" in await ada.give("calendar", where=place)
    assert "This is for a server" in await ada.give("calendar")
