"""The bot that somebody has installed for themselves: with them everywhere, and seen by nobody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.interface.requests import Press
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Span
from tests.adapters.discord.stage import Scripted, serving
from tests.conversations.stories import MAY_SIGN
from tests.drivers.discord import DiscordDriver, on_discord, shown
from tests.platforms.discord import ClientRefused, DiscordServer
from tests.platforms.discord.channels import GroupMessages
from tests.platforms.discord.interactions import COMPONENT, Interaction


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def test_in_a_server_without_the_bot_only_who_installed_it_sees_the_letter(bot: DiscordDriver) -> None:
    ada = bot.server.person("Ada")
    hall = bot.server.guild("Elsewhere", ada, bot=False).channel("hall")
    with pytest.raises(ClientRefused):
        await ada.command(hall, "letter")
    ada.install_bot()
    answer = await (await ada.command(hall, "letter")).message()
    assert answer.viewer is ada
    assert "Read the letter" not in shown(answer).labels
    demands = await (await ada.press(answer, "The demands")).message()
    assert demands.viewer is ada


async def test_among_friends_one_signs_on_and_nobody_else_sees_it(bot: DiscordDriver) -> None:
    ada, grace = bot.server.person("Ada"), bot.server.person("Grace")
    ada.install_bot()
    friends = GroupMessages(bot.server.world, ada, grace)
    asked = await (await ada.command(friends, "sign")).message()
    assert asked.viewer is ada
    form = await (await ada.press(asked, MAY_SIGN)).form()
    assert form.fields[0].label == "Organization"


async def test_what_is_about_a_chat_or_for_organizers_is_not_installed(bot: DiscordDriver) -> None:
    owner = bot.owner.person
    owner.install_bot()
    friends = GroupMessages(bot.server.world, owner)
    for command in ("follow", "announce", "workplaces"):
        with pytest.raises(ClientRefused):
            await owner.command(friends, command)


async def test_what_would_take_more_than_five_follow_ups_comes_along_as_a_file() -> None:
    blocks = tuple(Block("paragraph", (Span("word " * 700),)) for _ in range(9))
    async with DiscordServer() as server:
        core = Scripted((), Message(blocks, (Key("Sign", "1-sign"),), card=True))
        async with serving(server, core):
            ada = server.person("Ada")
            ada.install_bot()
            hall = server.guild("Elsewhere", ada, bot=False).channel("hall")
            own = server.guild("Home", ada).channel("hall")
            for place, files in ((own, 0), (hall, 1)):
                data = {"component_type": 2, "custom_id": "1-letter"}
                pressed = Interaction(ada, place, COMPONENT, data, what="a press")
                answer = await pressed.send().message()
                assert len(answer.attachments) == files
                if files:
                    assert answer.attachments[0].data.decode().count("word") == 9 * 700
                    assert [each.label for each in answer.buttons] == ["Sign"]
                    assert pressed.followups == []
        assert [request for _, request in core.asked] == [Press("1-letter")] * 2
