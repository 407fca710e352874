"""Files that people send on Telegram, as requests to the core."""

import pytest

from adapters.telegram.incoming import reading
from adapters.telegram.incoming.reading import Incoming
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Option
from bot.interface.requests import Invoke, Say, Upload
from bot.text.text import t
from tests.adapters.telegram.stage import PICTURE, Stage
from tests.platforms.telegram import Channel


def _nothing(call: Call) -> Reply:
    return Reply([])


TEXT = Option("text", Kind.PARAGRAPH, t("Text"), t("What does it say?"))
ANNOUNCE = Command("announce", t("Announce"), _nothing, (TEXT,))


async def read(there: Stage) -> Incoming | None:
    """What the last update asks."""
    updates = await there.bot.get_updates(allowed_updates=["message", "channel_post"])
    return reading.read_update(updates[-1], there.bot, {"announce": ANNOUNCE}.get)


async def described(upload: Upload | None) -> tuple[str, str, int, bytes]:
    """A file that was sent, with what is in it."""
    assert upload
    return upload.name, upload.mime, upload.size, await upload.fetch()


async def test_a_file_with_a_command_under_it_is_that_command(there: Stage) -> None:
    ada = await there.person()
    await ada.send_file("release.pdf", b"content", "/announce The ministers have answered.")
    found = await read(there)
    assert found
    assert isinstance(found.request, Invoke)
    assert (found.request.command, dict(found.request.values)) == (
        "announce", {"text": "The ministers have answered."},
    )  # fmt: skip
    assert await described(found.request.upload) == ("release.pdf", "application/pdf", 7, b"content")


@pytest.mark.parametrize("caption", ["", "Look at this."])
async def test_a_file_in_private_is_said_with_its_caption(there: Stage, caption: str) -> None:
    ada = await there.person()
    await ada.send_file("poster.png", PICTURE, caption, photo=True)
    found = await read(there)
    assert found
    assert isinstance(found.request, Say)
    assert found.request.text == caption
    assert await described(found.request.upload) == ("photo.jpg", "image/jpeg", len(PICTURE), PICTURE)


async def test_in_a_group_and_a_channel_a_file_is_heard_only_with_a_command(there: Stage) -> None:
    ada = await there.person()
    group, channel = there.server.supergroup("Town", admins=[ada]), there.server.channel("News", admins=[ada])
    await group.add_bot(ada, as_admin=True)
    await channel.add_bot(ada)
    for chat in (group, channel):
        assert chat is group or isinstance(chat, Channel)
        await ada.send_file("release.pdf", b"content", "For everybody", chat=chat)
        assert await read(there) is None
        await ada.send_file("release.pdf", b"content", "/announce News", chat=chat)
        found = await read(there)
        assert found
        assert isinstance(found.request, Invoke)
        assert found.request.upload
        assert found.request.upload.name == "release.pdf"
