"""What can be done with somebody's message, from its context menu."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.drivers.discord import DiscordDriver, on_discord, shown
from tests.platforms.discord import ClientRefused, Permission
from tests.platforms.discord.checks.bodies import Upload

ASK, ANNOUNCE = "Ask about this", "Announce this"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def test_a_message_is_asked_about_and_only_who_asks_sees_the_answer(bot: DiscordDriver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    place = await bot.place("Town", bot.owner, ada, grace)
    said = await grace.person.write(place.channel, "Why should they\nfund UNRWA again? " + "Please tell me. " * 60)
    asked = await ada.person.menu(place.channel, ASK, said)
    answer = await asked.message()
    assert "Demand 2" in shown(answer)
    assert answer.viewer is ada.person


async def test_a_message_without_words_is_asked_about_by_a_form(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    picture = await ada.person.write_dm("", Upload("map.png", b"map"))
    form = await (await ada.person.menu(ada.person.dm, ASK, picture)).form()
    assert [each.label for each in form.fields] == ["Your question"]


async def test_what_the_bot_has_shown_as_a_card_is_asked_about_too(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    card = await ada.give("demand", demand=2)
    assert "Demand 2" in shown(await (await ada.person.menu(ada.person.dm, ASK, card.there)).message())


async def test_an_editor_announces_a_message_with_its_file(bot: DiscordDriver) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.give("follow", where=place)
    said = await bot.owner.person.write_dm("The ministers have answered.\n\nRead it!", Upload("press.pdf", b"pdf"))
    desk = shown(await (await bot.owner.person.menu(bot.owner.person.dm, ANNOUNCE, said)).message())
    assert "The ministers have answered." in desk
    assert "Send it now" in desk.labels
    assert desk.files == {"press.pdf": b"pdf"}


async def test_an_editor_announces_what_another_has_forwarded(bot: DiscordDriver) -> None:
    said = await bot.owner.person.write_dm("The ministers have answered.", Upload("press.pdf", b"pdf"))
    forwarded = await bot.owner.person.forward_dm(said)
    desk = shown(await (await bot.owner.person.menu(bot.owner.person.dm, ANNOUNCE, forwarded)).message())
    assert "The ministers have answered." in desk
    assert "Not kept: where it was forwarded from" in desk
    assert desk.files == {"press.pdf": b"pdf"}


async def test_a_message_that_is_too_long_to_be_announced_stands_in_a_form(bot: DiscordDriver) -> None:
    said = await bot.owner.person.write_dm("A long story. " * 130)
    answer = shown(await (await bot.owner.person.menu(bot.owner.person.dm, ANNOUNCE, said)).message())
    assert "Correct" in answer.labels
    form = await bot.owner.press("Correct", on=answer)
    assert form.fields["The announcement"].strip() == ("A long story. " * 130).strip()


async def test_members_are_not_offered_to_announce_and_are_refused_in_private(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    said = await ada.person.write(place.channel, "News!")
    with pytest.raises(ClientRefused):
        await ada.person.menu(place.channel, ANNOUNCE, said)
    here = await ada.person.write_dm("News!")
    assert "organizers" in shown(await (await ada.person.menu(ada.person.dm, ANNOUNCE, here)).message())


async def test_menus_are_called_by_the_language_of_who_reads_them(bot: DiscordDriver) -> None:
    command = bot.server.world.commands.find(ASK, 3, None)
    assert command is not None
    assert command["name_localizations"]["fr"]


async def test_what_is_typed_with_slips_still_finds_what_is_meant(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada")
    assert [
        each.value for each in await ada.person.complete(ada.person.dm, "demand", option="demand", typed="UNWRA")
    ] == [2]
    place = await bot.place("Harbour Town", bot.owner)
    await bot.owner.give("follow", where=place)
    owner = bot.owner.person
    (found,) = await owner.complete(owner.dm, "chats", option="find", typed="harbuor")
    assert "Harbour Town" in found.name
    (first,) = await owner.complete(owner.dm, "changes", option="revision", typed="")
    assert (first.value, first.name.partition(",")[0]) == (1, "Revision 1")
    assert Permission.MANAGE_GUILD in place.channel.guild.base_permissions(owner)


async def test_what_the_bot_may_not_do_is_named_as_a_channel_begins_to_follow(bot: DiscordDriver) -> None:
    place = await bot.place("Town", bot.owner)
    assert "may not do this yet" not in await bot.owner.give("follow", where=place)
    await bot.owner.give("unfollow", where=place)
    place.channel.deny_bot(Permission.ATTACH_FILES | Permission.PIN_MESSAGES)
    answer = await bot.owner.give("follow", where=place)
    assert "I may not do this yet: Attach Files and Pin Messages" in answer
    assert "under its permissions" in answer
