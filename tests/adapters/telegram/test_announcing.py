"""An announcement with a file on Telegram, from the organizer's phone to everybody's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.telegram.acts import NEWS, channel_of
from tests.drivers import Attached
from tests.drivers.telegram import TelegramDriver, on_telegram, shown
from tests.pictures import picture


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def test_a_file_that_is_sent_with_announce_arrives_with_its_text_and_is_uploaded_once(
    bot: TelegramDriver,
) -> None:
    ada, channel = bot.somebody("Ada"), await channel_of(bot, bot.owner)
    await ada.give("follow")
    await channel.post("/follow", bot.owner.person)
    await channel.expect("follows")
    await bot.owner.person.send_file("release.pdf", b"what the ministers said", f"/announce {NEWS}")
    preview = await bot.owner.person.expect(NEWS)
    assert preview.file
    assert preview.file.name == "release.pdf"
    await bot.owner.press("Send it now", on=shown(preview))
    for chat in (ada.person.chat, channel):
        message = await chat.expect(NEWS)
        assert message.file
        assert (message.file.name, message.file.content) == ("release.pdf", b"what the ministers said")
        assert message.labels
    uploads = [call for call in bot.server.calls if call.params.get("document", "").startswith("<")]
    assert len(uploads) == 1
    assert preview.id not in [each.id for each in bot.owner.person.chat.standing]


async def test_an_album_answers_the_question_what_is_to_be_announced(bot: TelegramDriver) -> None:
    channel = await channel_of(bot, bot.owner)
    await channel.post("/follow", bot.owner.person)
    await channel.expect("follows")
    await bot.owner.give("announce")
    await bot.owner.send(NEWS, *(Attached(f"{each}.png", picture(size=(20 + each, 20))) for each in range(3)))
    await bot.owner.sees("exactly as shown")
    announcement = await bot.store.read(lambda unit: unit.announcements.get(1))
    assert announcement
    assert len(announcement.content.files) == 3
