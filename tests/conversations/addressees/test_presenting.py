"""The letter is presented with its list; whoever signs later is told that they stand in an addendum."""

from adapters.host.letters import read_letters
from tests.conversations.stories import BAKERS, acts, fill_in
from tests.drivers import Driver

WHOM = read_letters("")[0].demands[0].addressee.name


async def test_the_letter_is_presented_acknowledged_and_answered(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await bot.owner.give("addressees")
    await bot.owner.press("Record that it was presented")
    await bot.owner.press(WHOM)
    await bot.owner.fill({"When": "yesterday", "By whom": "Mara Example"})
    await bot.owner.press("by hand")
    await bot.owner.press("The list as it is now")
    presented = await bot.owner.press("Record it")
    assert "Mara Example" in presented
    await bot.owner.press("They acknowledged it")
    assert "acknowledged on" in await bot.owner.fill({"Since when": "today"})
    await bot.owner.press("They answered")
    answered = await bot.owner.fill({"When": "today", "What they answered": "We will look into it."})
    assert "Record it of demand 1" in answered.labels
    said = await ada.give("addressees")
    assert "answered on" in said
    assert "Mara Example" not in said
    assert "look into it" not in said
    assert "Whoever is listed since stands in an addendum" in await fill_in(ada, BAKERS)
    assert await acts(bot) == ["list.frozen", "addressee.presented", "addressee.acknowledged", "addressee.answered"]
