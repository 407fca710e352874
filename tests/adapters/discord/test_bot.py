"""What is so on Discord only: typed options, modals, restarts, pings, and the three seconds."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.discord import client, platform
from adapters.discord.sending import messenger
from bot.delivery.backoff import Backoff
from bot.model.chats import Topic
from bot.model.endorsements.endorsement import State
from tests.conversations.stories import (
    BAKERS,
    MAY_SIGN,
    RIDERS,
    STATE,
    desk,
    endorsements,
    fill_in,
    receipt_in,
    review_in,
    reviewed,
    the_endorsement,
)
from tests.drivers.discord import DiscordDriver, DiscordPerson, on_discord, settings, shown
from tests.drivers.running import looking, running
from tests.platforms.discord import (
    Choice,
    ClientRefused,
    DiscordServer,
    Interaction,
    Message,
    Permission,
    Person,
    Rates,
)
from tests.platforms.discord.interactions import DEFERRED
from tests.platforms.discord.library import pointed_at
from tests.waiting import PATIENCE, until

ORGANIZERS = {"announce", "announcements", "review", "decide", "organizers"}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


def everything_said(server: DiscordServer) -> list[Message]:
    """Every message of the bot, wherever it stands."""
    return [each for channel in server.world.channels.values() for each in channel.everything if each.author.bot]


# Commands.


async def test_the_demands_are_suggested_while_one_is_typed(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    every = await ada.person.complete(ada.person.dm, "demand", option="demand", typed="")
    assert [each.value for each in every] == [1, 2, 3]
    (found,) = await ada.person.complete(ada.person.dm, "demand", option="demand", typed="unrwa")
    assert found == Choice("2. Fund UNRWA again, and more, for three years", 2)
    assert "Demand 2" in await ada.give("demand", demand=int(found.value))


async def test_listed_organizations_are_suggested_while_one_is_typed_and_no_others(bot: DiscordDriver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await fill_in(ada, RIDERS)
    await ada.press(STATE)
    (found,) = await grace.person.complete(grace.person.dm, "sign", option="organization", typed="")
    assert found == Choice(BAKERS["Organization"], BAKERS["Organization"])
    assert await grace.person.complete(grace.person.dm, "sign", option="organization", typed="night") == []


async def test_a_number_that_is_none_and_a_choice_that_is_none_are_refused_by_the_client(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    with pytest.raises(ClientRefused):
        await ada.person.command(ada.person.dm, "demand", demand="two")
    with pytest.raises(ClientRefused):
        await ada.person.command(ada.person.dm, "follow", topic="everything")


async def test_personal_options_are_no_arguments_of_a_command(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    for option in ("representative", "role", "email", "statement"):
        with pytest.raises(ClientRefused):
            await ada.person.command(ada.person.dm, "sign", **{option: "Ada"})


async def test_members_do_not_see_the_commands_of_organizers_and_managers(bot: DiscordDriver) -> None:
    ada, manager = bot.somebody("Ada"), bot.somebody("Manager")
    guild = bot.server.guild("Town", bot.server.person("Founder"))
    guild.join(ada.person)
    guild.join(manager.person, permissions=Permission.MANAGE_CHANNELS)
    channel = guild.channel("news")
    seen = set(ada.person.commands(channel))
    assert {"letter", "ask", "sign", "endorsement", "help"} <= seen
    assert (ORGANIZERS | {"follow", "unfollow"}).isdisjoint(seen)
    assert {"follow", "unfollow"} <= set(manager.person.commands(channel))
    assert "start" not in seen


async def test_who_may_not_manage_this_channel_is_refused_by_the_core_too(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner)
    guild = place.channel.guild
    assert guild is not None
    guild.join(ada.person, permissions=Permission.MANAGE_CHANNELS)
    place.channel.overwrite(ada.person, deny=Permission.MANAGE_CHANNELS)
    assert "manage this chat" in await ada.give("follow", where=place)
    assert "follows" in (await bot.owner.give("follow", where=place)).text


async def test_a_private_answer_in_a_channel_is_seen_by_its_person_alone(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    answer = await ada.give("ask", where=place, question="Is there something about visas?")
    assert "Demand 3" in answer
    assert answer.there.viewer is ada.person
    assert not (await ada.give("demands", where=place)).there.ephemeral
    assert len(place.standing("")) == 1


async def test_a_deleted_channel_gets_nothing_more(bot: DiscordDriver) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.give("follow", where=place)
    place.channel.delete()
    await bot.owner.give("help")
    await bot.owner.give("announce")
    answer = await bot.owner.fill({"The announcement": "Nobody is left."})
    assert "No chat follows this letter yet" in answer


# Forms.


async def test_a_form_is_a_modal_of_five_fields(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    await ada.give("sign")
    modal = await ada.press(MAY_SIGN)
    assert list(modal.fields) == [*BAKERS, "Website"]
    assert [each.required for each in modal.there.fields] == [True, True, True, True, False]


async def test_a_wrong_field_is_corrected_in_a_modal_that_holds_what_was_typed(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    wrong = await fill_in(ada, {**BAKERS, "Your e-mail address": "ada at bakers", "Website": "nowhere"})
    assert "Your e-mail address:" in wrong
    assert "Website:" in wrong
    assert "Your role there:" not in wrong.text
    modal = await ada.press("Correct")
    assert modal.fields == {**BAKERS, "Your e-mail address": "ada at bakers", "Website": "nowhere"}
    await ada.fill({"Your e-mail address": "ada@bakers.org", "Website": "bakers.org"})
    await ada.press(STATE)
    assert (await the_endorsement(bot)).entry.website == "https://bakers.org"


async def test_an_organization_that_came_with_the_command_stands_in_the_modal(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    await ada.give("sign", organization=BAKERS["Organization"])
    modal = await ada.press(MAY_SIGN)
    assert modal.fields["Organization"] == BAKERS["Organization"]


# Restarts.


async def test_buttons_and_modals_of_before_a_restart_are_served(tmp_path: Path) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        ada = DiscordPerson(server.person("Ada"))
        server.guild("Home", ada.person)
        with pointed_at(server):
            async with running(settings(server, tmp_path)):
                reading = await ada.give("demands")
                await ada.give("sign")
                modal = await ada.press(MAY_SIGN)
            async with running(settings(server, tmp_path)), looking(tmp_path) as store:
                answer = shown(await (await ada.person.submit(modal.there, BAKERS)).answer())
                assert STATE in answer.labels
                assert "Demand 2" in await ada.press("Demand 2", on=reading)
            async with running(settings(server, tmp_path)), looking(tmp_path) as store:
                receipt = receipt_in(await ada.press(STATE, on=answer)).replace("-", "")
                signed = await store.read(lambda unit: unit.endorsements.by_receipt(receipt))
                assert signed is not None
                assert signed.state is State.SUBMITTED


# Pings and Markdown.


async def test_nothing_that_was_typed_pings_or_is_drawn_as_markdown(bot: DiscordDriver) -> None:
    ada, place = bot.somebody("Ada"), await bot.place("Desk", bot.owner, hidden=True)
    await review_in(bot, place)
    guild = place.channel.guild
    assert guild is not None
    role = guild.role("All", mentionable=True)
    name = f"@everyone @here {bot.owner.person.mention} {role.mention} **b** _i_ ||s|| [a](https://b.example) `c` ~~d~~"
    await fill_in(ada, {**BAKERS, "Organization": name})
    await ada.change({"Statement": f"# {name}\n> {name}\n- {name}\n```\n{name}"})
    assert name in ada.last
    receipt = receipt_in(await ada.press(STATE))
    card = await place.shows(receipt)
    assert name in card
    await bot.owner.press("Decline", on=card)
    await bot.owner.fill({"Your message": name})
    await ada.told("was declined")
    assert all(message.pings.nobody for message in everything_said(bot.server))
    assert all(call.body["allowed_mentions"]["parse"] == [] for call in bot.server.calls("POST", "/messages$"))
    (signed,) = await endorsements(bot)
    assert signed.entry.organization == name


# Connections that break.


async def test_a_start_that_breaks_off_several_times_succeeds_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "RECONNECTING", Backoff(0.0, 0.0))
    async with DiscordServer(rates=Rates().times(1000)) as server:
        ada = DiscordPerson(server.person("Ada"))
        server.guild("Home", ada.person)
        server.fail_next("PUT", "/commands$", "reset_before", times=2)
        server.fail_next("GET", "/users/@me$", "reset_before")
        with pointed_at(server):
            async with running(settings(server, tmp_path)):
                assert "/letter" in await ada.give("help")
                assert "Demand 3" in await ada.say("Is there something about visas?")


async def test_a_line_is_answered_once_also_where_the_connection_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger, "ANSWERING", Backoff(0.0, 0.0))
    async with on_discord(tmp_path) as bot:
        ada = bot.somebody("Ada")
        bot.server.fail_next("POST", "/messages$", "reset_after", times=2)
        assert "Demand 3" in await ada.say("Is there something about visas?")
        await bot.server.world.changes.until(
            lambda: len(bot.server.calls("POST", "/messages$")) == 3 or None, PATIENCE, lambda: "it was not tried again"
        )
        bot.server.fail_next("POST", "/messages$", "reset_before", times=2)
        assert "Demand 3" in await ada.say("Is there something about visas?")
        assert len([each for each in ada.person.dm.messages if each.author.bot]) == 2


# What becomes of servers.


async def test_channels_and_threads_that_followed_follow_again_when_the_bot_is_invited_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "READY_SECONDS", 0.0)
    async with on_discord(tmp_path) as bot:
        guild = bot.server.guild("Town", bot.owner.person)
        channel = guild.channel("news")
        for each in (channel, guild.thread(channel, "More news")):
            await (await bot.owner.person.command(each, "follow")).message()
        await following(bot, 2)
        guild.remove_bot()
        await following(bot, 0)
        guild.add_bot()
        await following(bot, 2)


async def following(bot: DiscordDriver, number: int) -> None:
    """Wait until so many chats follow the letter's news."""
    await until(lambda: bot.store.read(lambda unit: len(unit.chats.followers(1, Topic.NEWS)) == number))


# The three seconds.


async def while_busy(bot: DiscordDriver, folder: Path, person: Person, command: str) -> Interaction:
    """Give a command while something else writes to the database: it is deferred in time."""
    with closing(sqlite3.connect(folder / "countersign.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        interaction = await person.command(person.dm, command)
        await bot.server.world.changes.until(
            lambda: interaction.callback or None, PATIENCE, lambda: "nothing was answered in time"
        )
        assert interaction.callback == DEFERRED
        other.execute("ROLLBACK")
    return interaction


async def test_an_answer_is_deferred_in_time_while_the_database_is_busy(bot: DiscordDriver, tmp_path: Path) -> None:
    interaction = await while_busy(bot, tmp_path, bot.somebody("Ada").person, "help")
    answer = await interaction.message()
    assert "/letter" in answer.text
    assert answer.ephemeral


async def test_a_form_for_which_it_is_too_late_is_opened_by_a_button(bot: DiscordDriver, tmp_path: Path) -> None:
    ada = bot.somebody("Ada").person
    interaction = await while_busy(bot, tmp_path, ada, "ask")
    form = await (await ada.press(await interaction.message(), "Go on")).form()
    assert form.fields
