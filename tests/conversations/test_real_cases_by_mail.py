"""Mail as it is abused: scanners that open every link, and strangers whose address everybody gives."""

import aiohttp
import pytest

from bot.model.proofs.authority import Level
from bot.service.reviews import decisions
from tests.conversations.stories import BAKERS, BAKERS_SITE, STATE, endorsements, fill_in, imported, sign
from tests.drivers import Driver
from tests.drivers.mailbox import Mail

pytestmark = pytest.mark.core_rule

STRANGER = "info@stranger.example.org"
COLLEAGUE = "eda@bakers.example.org"
HOSTILE = "Win a prize at https://evil.example/ now"
NAMES = ("Bakers", "Riders", "Gardeners", "Singers", "Weavers", "Potters")


async def scanned(mail: Mail) -> None:
    """Open every link of a mail as a scanner does, and whatever the pages behind them hold."""
    async with aiohttp.ClientSession() as session:
        for link in (mail.link, mail.never, f"{mail.link}/confirm", f"{mail.link}/never"):
            for ask in (session.get, session.head, session.options):
                async with ask(link) as answer:
                    await answer.read()


async def levels(bot: Driver) -> list[Level]:
    """How well each sign-on is shown to be its organization's."""
    found = await endorsements(bot)
    return await bot.store.read(lambda unit: [decisions.level(unit, each) for each in found])


async def test_scanners_open_every_link_of_every_mail_and_only_a_person_s_press_confirms(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    await imported(bot, BAKERS["Organization"], BAKERS_SITE)
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    first = await bot.mailbox.arrived("ada@bakers.example.org")
    await scanned(first)
    assert await levels(bot) == [Level.STATED]
    assert "this address is confirmed" in await first.press("Yes, this is my address")
    assert await levels(bot) == [Level.PROVEN]
    await ada.told("Your address at example.org is proven.")
    await scanned(await bot.mailbox.arrived("ada@bakers.example.org", 2))
    await ada.give("endorsement")
    await ada.press("A colleague confirms too")
    await ada.fill({"Your colleague's e-mail address": COLLEAGUE})
    second = await bot.mailbox.arrived(COLLEAGUE)
    await scanned(second)
    assert await levels(bot) == [Level.PROVEN]
    assert "this address is confirmed" in await second.press("Yes, this is my address")
    assert await levels(bot) == [Level.CONFIRMED]
    assert not await bot.store.read(lambda unit: unit.mails.unwanted(COLLEAGUE))


async def test_an_attacked_mailbox_gets_one_mail_without_a_word_of_the_attacker_s_and_none_after_never_again(
    bot_with_mail: Driver,
) -> None:
    bot = bot_with_mail
    for number, name in enumerate(NAMES):
        mal = bot.somebody(f"Mal {number}")
        address = STRANGER if number % 2 else STRANGER.replace("info@", "INFO@")
        await fill_in(
            mal,
            {
                "Organization": f"Example {name}: {HOSTILE}",
                "Your name": HOSTILE,
                "Your role there": HOSTILE,
                "Your e-mail address": address,
            },
        )
        await mal.press(STATE)
    (mail,) = [each for each in bot.mailbox.mails if each.address.casefold() == STRANGER] or [
        await bot.mailbox.arrived("INFO@stranger.example.org")
    ]
    whole = str(mail.message) + mail.text + await mail.open()
    assert not any(word in whole for word in (HOSTILE, "evil.example", "prize", *NAMES))
    assert "No mail goes to this address" in await mail.press("Not me, and never again")
    eve = bot.somebody("Eve")
    await fill_in(eve, {**BAKERS, "Organization": "Example Sailors", "Your e-mail address": STRANGER})
    assert "whoever has it has asked us never to write there" in await eve.press(STATE)
    await bot.owner.give("letter")
    assert len(bot.mailbox.tries) == 1
    assert set(await levels(bot)) == {Level.STATED}
