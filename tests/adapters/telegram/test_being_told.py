"""What does not reach somebody on Telegram, an invitation's link, and where everybody reads."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.people.person import Role
from tests.conversations.stories import BAKERS, desk, invite, sign
from tests.drivers.telegram import TelegramDriver, TelegramPlace, greeted, on_telegram


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver


async def test_who_has_blocked_the_bot_is_told_when_they_are_back_and_the_reviewer_at_once(
    bot: TelegramDriver,
) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await invite(bot, grace, Role.REVIEWER)
    receipt = await sign(ada, BAKERS)
    card = await grace.told(receipt)
    await ada.person.block()
    await grace.press("Ask", on=card)
    await grace.fill({"Your message": "Has your board decided?"})
    assert BAKERS["Organization"] in await grace.told("could not be told")
    await grace.press("Look at it", on=await grace.told("could not be told"))
    await grace.press("Decline")
    answer = await grace.fill({"Your message": "Nobody answers."})
    assert "The person who signed can't be told" in answer
    await ada.person.unblock()
    back = await ada.give("letter")
    first = next(each for each in ada.person.chat.messages if "did not reach you" in each.text)
    assert first.id <= back.there.id
    assert "Has your board decided?" in await ada.told("The reviewers of the letter have a question")
    assert "Nobody answers." in await ada.told("Your sign-on was declined.")


async def test_an_invitation_is_a_link_that_somebody_opens(bot: TelegramDriver) -> None:
    grace = bot.somebody("Grace")
    invitation = await bot.owner.give("organizers", invite="reviewer")
    link = next(word for word in invitation.text.split() if word.startswith("https://t.me/"))
    assert link.startswith("https://t.me/countersign_bot?start=1-claim-")
    assert "You are now a reviewer" in await grace.open(link)
    assert "Grace is an organizer of" in await bot.owner.told("by an invitation of Olga")


async def test_sign_ons_are_not_reviewed_where_everybody_can_read(bot: TelegramDriver) -> None:
    group = bot.server.supergroup("Town", admins=[bot.owner.person], username="old_town")
    await group.add_bot(bot.owner.person)
    await greeted(bot.owner.person, group)
    place = TelegramPlace(group, bot.owner.person)
    assert "everybody can read this chat" in await bot.owner.give("follow", where=place, topic="reviews")
    await desk(bot)
