"""Anybody gets the press kit, and how many have signed with a picture of it."""

import io

from pypdf import PdfReader

from tests.conversations.stories import BAKERS, desk, reviewed
from tests.drivers import Driver


async def test_a_reader_gets_the_press_kit(bot: Driver) -> None:
    await reviewed(bot, bot.somebody("Ada"), BAKERS, await desk(bot))
    answer = await bot.somebody("Reader").give("press_kit")
    ((name, content),) = answer.files.items()
    assert name == "stop-genocide-or-resign-en.pdf"
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert BAKERS["Organization"] in printed


async def test_a_reader_is_shown_how_many_have_signed(bot: Driver) -> None:
    await reviewed(bot, bot.somebody("Ada"), BAKERS, await desk(bot))
    answer = await bot.somebody("Reader").give("progress")
    assert "1 organization has signed on." in answer
    assert "could not be drawn" not in answer
    assert len(answer.files) == (bot.owner.account.platform != "console")


async def test_where_many_read_the_count_comes_too(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await reviewed(bot, ada, BAKERS, await desk(bot))
    town = await bot.place("Town", bot.owner, ada)
    answer = await ada.give("progress", where=town)
    assert "1 organization has signed on." in answer
    assert "could not be drawn" not in answer
