"""The bot's first message."""

from tests.drivers import Driver


async def test_the_first_message_says_who_runs_the_bot_what_is_asked_and_what_is_kept(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    first = await ada.give("letter")
    first = await ada.sees("CMPAC")
    assert first
