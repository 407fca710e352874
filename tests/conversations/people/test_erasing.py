"""An organization is erased, and nothing that the bot has said unasked names it any more, wherever it stands."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model.announcements.announcement import EVERYBODY, Content, Made, Stage
from bot.model.journal.acts import Act
from bot.ports.store import Unit
from bot.service.announcements import news
from tests.conversations.announcements.announcements import followers
from tests.conversations.disputes.test_disputes import dispute
from tests.conversations.stories import BAKERS, PHONE, STATE, desk, endorsements, fill_in, sign
from tests.drivers import Driver
from tests.letters import LETTER
from tests.waiting import until

pytestmark = pytest.mark.by_page

NAME = BAKERS["Organization"]
ALIKE = {**BAKERS, "Organization": "Example Bakers of the Old Towne", "Your name": "Grace Example"}


def in_a_digest(number: int) -> Callable[[Unit], None]:
    """A digest that names a sign-on leaves."""

    def unit(unit: Unit) -> None:
        news.switch(unit, LETTER, "digest", on=True)
        made = Content(made=Made("digest", 1, ids=(number,)))
        new = unit.announcements.add(1, made, audience=EVERYBODY, person_id=None, origin="digest:2026-01-01")
        unit.announcements.save(replace(new, stage=Stage.WAITING, starts=unit.now), Act.ANNOUNCEMENT_RELEASED)

    return unit


async def test_nothing_that_the_bot_said_unasked_names_an_erased_organization(bot: Driver) -> None:
    ada, eve, grace, place = bot.somebody("Ada"), bot.somebody("Eve"), bot.somebody("Grace"), await desk(bot)
    (town,) = await followers(bot, "Town")
    receipt = await sign(ada, BAKERS)
    card = await place.shows(receipt)
    await bot.owner.press("Ask", on=card)
    await bot.owner.fill({"Your message": "Please say who decided with you."})
    question = await ada.told("have a question")
    await ada.press("Answer", on=question)
    await ada.fill({"Your answer": f"We are {NAME}."})
    await bot.owner.told("has answered.")
    await bot.owner.press("List", on=await place.shows("Answered:"))
    await bot.owner.press(PHONE)
    await place.shows(f"Listed. Sign-on {receipt}")
    await ada.told("Your sign-on is listed.")
    await fill_in(grace, ALIKE)
    if STATE not in (await grace.press("No, another organization")).labels:
        await grace.fill({label: text for label, text in ALIKE.items() if label != "Organization"})
    await grace.press(STATE)
    await place.shows(f"Perhaps the same as {NAME}")
    await dispute(eve)
    told = await ada.told("is not theirs.")
    await ada.press("Say how it is", on=told)
    await ada.fill({"Your answer": f"{NAME} is what we are."})
    await bot.owner.press("The entry stands", on=await place.shows("Whoever signed says:"))
    await eve.told(f"The reviewers have looked at the entry of {NAME}: it stands.")
    number = next(each.id for each in await endorsements(bot) if each.receipt == receipt.replace("-", ""))
    await bot.store.write(in_a_digest(number))
    await town.shows("has newly signed on")
    assert bot.everywhere(NAME, ada, eve) or not bot.deletes
    await ada.give("withdraw", receipt=receipt)
    await ada.press("Yes, withdraw it")
    await until(lambda: not town.standing(NAME) or not bot.deletes)
    await ada.give("endorsement", receipt=receipt)
    await ada.press("Erase")
    assert "Erased." in await ada.press("Yes, erase it")
    other = ALIKE["Organization"]

    def named() -> list[str]:
        """What still names it, elsewhere than where its own people have typed the name."""
        texts = [each.text.replace(other, "") for each in bot.everywhere(NAME, ada, eve)]
        return [text for text in texts if NAME in text]

    await until(lambda: not named())
    await until(lambda: not bot.everywhere(f"at the entry of {NAME}"))
    await until(lambda: not bot.everywhere(f"your sign-on for {NAME} is not theirs"))


@pytest.mark.core_rule
async def test_a_name_that_was_corrected_stands_on_no_other_card(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    await bot.owner.press("List", on=await place.shows(receipt))
    await bot.owner.press(PHONE)
    await place.shows(f"Listed. Sign-on {receipt}")
    await fill_in(grace, ALIKE)
    if STATE not in (await grace.press("No, another organization")).labels:
        await grace.fill({label: text for label, text in ALIKE.items() if label != "Organization"})
    await grace.press(STATE)
    await place.shows(f"Perhaps the same as {NAME}")
    await ada.give("endorsement", receipt=receipt)
    await ada.press("Correct")
    await ada.change({"Organization": "Another Example"})
    await ada.press(STATE)
    await until(lambda: not bot.everywhere(f"Perhaps the same as {NAME}"))
