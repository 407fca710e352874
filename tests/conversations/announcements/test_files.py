"""Pictures and documents go along with an announcement, and what is too much is said before anything is sent."""

import struct
import zlib

from tests.conversations.announcements.announcements import NEWS, TEXT, announce, followers
from tests.drivers import Attached, Driver


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = Attached("poster.png", picture(40, 30))
PDF = Attached("report.pdf", b"%PDF-1.7 a report")


async def test_a_picture_is_sent_along_to_every_chat(bot: Driver) -> None:
    places = await followers(bot, "Town", "Harbour")
    await announce(bot, NEWS)
    assert "Please send the file: a picture or a document." in await bot.owner.press("Add a file")
    await bot.owner.fill({"File": PNG})
    if "That's all" in bot.owner.last.labels:
        await bot.owner.press("That's all")
    desk = await bot.owner.sees("File: poster.png (1 kB)")
    await bot.owner.press("Send it now", on=desk)
    await bot.owner.told("Announcement 1 is done: 2 of 2 delivered.")
    for place in places:
        post = await place.shows("The ministers have answered")
        assert len(post.files) == 1
        assert set(post.files.values()) <= {PNG.content, b""}
        assert post.labels == ("Read the letter", "Ask about it", "Sign on for an organization")


async def test_a_document_comes_with_the_command_and_is_left_out_again(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await bot.owner.give("announce", text=NEWS, file=PDF)
    desk = await bot.owner.sees("File: report.pdf (1 kB)")
    await bot.owner.press("More", on=desk)
    await bot.owner.press("Without report.pdf")
    desk = await bot.owner.press("Back")
    assert "File:" not in desk.text
    await bot.owner.press("Send it now")
    assert not (await town.shows("The ministers have answered")).files


async def test_a_file_that_is_too_large_for_a_platform_is_refused_before_anything_is_sent(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await announce(bot, NEWS)
    desk = bot.owner.last
    await bot.owner.press("Add a file")
    refused = await bot.owner.fill({"File": Attached("film.bin", bytes(bot.largest + 1))})
    assert f"{bot.largest // 1024 // 1024} M" in refused
    await bot.owner.give("announcements", announcement=1)
    assert "film.bin" not in bot.owner.last.text
    assert "Send it now" in desk.labels
    assert town.standing("The ministers have answered") == []


async def test_a_text_that_is_too_long_once_it_is_drawn_is_refused_before_anything_is_sent(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    stars = "* " * 749 + "*"
    answer = await announce(bot, stars)
    if bot.owner.account.platform == "discord":  # where each of them is two characters
        assert "Discord takes 2,000 characters" in answer
        assert "Send it now" not in answer.labels
    else:
        assert "This will be sent to 1 chat, exactly as shown:" in answer
    assert f"{TEXT}:" not in answer.text
    assert town.standing("* * *") == []
