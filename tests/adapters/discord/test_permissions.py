"""Before an announcement leaves it is said which channels lack a permission that it needs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.announcements.announcements import NEWS, TEXT, announce, followers
from tests.drivers import Attached
from tests.drivers.discord import DiscordDriver, DiscordPlace, on_discord
from tests.platforms.discord import Permission

PDF = Attached("report.pdf", b"%PDF-1.7 a report")
LACKS = "I may not do this there"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver


async def deny(bot: DiscordDriver, title: str, permission: Permission) -> None:
    """A channel follows the news and takes a permission from the bot, which the client knows then."""
    (place,) = await followers(bot, title)
    assert isinstance(place, DiscordPlace)
    place.channel.deny_bot(permission)
    await bot.owner.give("follow", where=place)


@pytest.mark.parametrize(
    ("permission", "name"), [(Permission.ATTACH_FILES, "Attach Files"), (Permission.SEND_MESSAGES, "Send Messages")]
)
async def test_a_file_needs_two_permissions(bot: DiscordDriver, permission: Permission, name: str) -> None:
    await followers(bot, "Harbour")
    await deny(bot, "Town", permission)
    await bot.owner.give("announce")
    desk = await bot.owner.fill({TEXT: NEWS, "File": PDF})
    assert f"#town (Town): {LACKS}: {name}" in desk
    assert desk.text.count(LACKS) == 1
    assert f"#town (Town): {LACKS}: {name}" in await bot.owner.press("Who gets it", on=desk)


async def test_what_an_announcement_does_not_need_is_not_missed(bot: DiscordDriver) -> None:
    await deny(bot, "Town", Permission.ATTACH_FILES | Permission.EMBED_LINKS | Permission.PIN_MESSAGES)
    desk = await announce(bot, NEWS)
    assert LACKS not in desk
    await bot.owner.press("More", on=desk)
    await bot.owner.press("Pinned: no")
    await bot.owner.press("Link previews: off")
    desk = await bot.owner.press("Back")
    assert f"{LACKS}: Pin Messages and Embed Links" in desk


async def test_of_many_channels_the_first_are_named(bot: DiscordDriver) -> None:
    for number in range(7):
        await deny(bot, f"Town {number}", Permission.SEND_MESSAGES)
    desk = await announce(bot, NEWS)
    assert desk.text.count(f"{LACKS}: Send Messages") == 5
    assert "and 2 more chats, where I may not do this" in desk
