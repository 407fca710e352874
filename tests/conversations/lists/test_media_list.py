"""An organization names who speaks for it to journalists, and an owner finds them by their language."""

from tests.conversations.stories import BAKERS, desk, reviewed
from tests.drivers import Driver


async def test_who_speaks_is_named_at_the_desk_found_by_an_owner_and_taken_back(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    receipt = await reviewed(bot, ada, BAKERS, await desk(bot))
    await ada.give("endorsement", receipt=receipt)
    await ada.press("Tell others, and the press")
    assert "Nobody is named." in await ada.press("For the press")
    await ada.press("Name somebody")
    await ada.fill(
        {
            "Name": "Kim Placeholder",
            "Role": "Speaker",
            "Languages": "French, Arabic",
            "How they are reached": "press@bakers.example.org",
            "A quotation": "We bake for all of it.",
        }
    )
    kept = await ada.press("Yes, I confirm")
    assert "Kim Placeholder, Speaker" in kept
    assert "Nobody has looked at it yet." in kept
    listed = await bot.owner.give("media_list")
    assert "We bake for all of it." in listed
    table = await bot.owner.press("As a table")
    assert b"press@bakers.example.org" in next(iter(table.files.values()))
    await ada.give("endorsement", receipt=receipt)
    await ada.press("Tell others, and the press")
    assert "last looked on" in await ada.press("For the press")
    await ada.press("Take it back")
    assert "empty" in await bot.owner.give("media_list")
