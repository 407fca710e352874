"""An organization, and not just somebody, has signed: codes by mail, with a real mail server."""

import aiohttp
import pytest

from bot.model.endorsements.endorsement import State
from bot.model.proofs.authority import Level
from bot.service.reviews import decisions
from tests.conversations.stories import (
    BAKERS,
    BAKERS_SITE,
    PHONE,
    STATE,
    acts,
    desk,
    fill_in,
    imported,
    sign,
    the_endorsement,
)
from tests.drivers import Driver, Someone

pytestmark = pytest.mark.by_page

ADA = BAKERS["Your e-mail address"]
EDA = "eda@bakers.example.org"
TYPE = "Type the code from the mail"
COLLEAGUE = "A colleague confirms too"
FREE = {**BAKERS, "Your e-mail address": "ada.example@gmail.com"}


async def prove(bot: Driver, person: Someone, address: str = ADA) -> str:
    """Sign on, and type the code from the mail; the receipt."""
    receipt = await sign(person, BAKERS)
    mail = await bot.mailbox.arrived(address)
    await person.press(TYPE)
    assert "your address at example.org is proven" in await person.fill({"Code": mail.code})
    return receipt


async def level(bot: Driver) -> Level:
    endorsement = await the_endorsement(bot)
    return await bot.store.read(lambda unit: decisions.level(unit, endorsement))


async def pressed(link: str, act: str) -> str:
    """Press a button on the page to which a mail leads; what it says then."""
    async with aiohttp.ClientSession() as session, session.post(f"{link}/{act}") as answer:
        return await answer.text()


async def test_a_code_from_the_mail_proves_the_address_and_the_reviewer_lists_with_one_press(
    bot_with_mail: Driver,
) -> None:
    bot = bot_with_mail
    ada, place = bot.somebody("Ada"), await desk(bot)
    asked = await fill_in(ada, BAKERS)
    assert f"One mail with a code goes to {ADA}" in asked
    answer = await ada.press(STATE)
    assert f"A code was mailed to {ADA}. Type it here within 7 days" in answer
    mail = await bot.mailbox.arrived(ADA)
    assert "A code was mailed to the address; no answer yet" in await place.shows("Waiting for a decision.")
    await ada.press(TYPE, on=answer)
    proven = await ada.fill({"Code": mail.code})
    assert "Thank you: your address at example.org is proven." in proven
    card = await place.shows("Somebody reads the mail at example.org, and no more is known")
    assert ADA not in card.text
    asked = await bot.owner.press("The domain is theirs", on=card)
    assert "How did you find that example.org is theirs?" in asked
    await bot.owner.fill({"How you found it": "It stands in the register of associations."})
    card = await place.shows("as a reviewer has found: It stands in the register of associations.")
    assert "Address proven at example.org" in card
    await bot.owner.press("List", on=card)
    await place.shows("Listed. Sign-on")
    listed = await the_endorsement(bot)
    assert (listed.state, listed.check) == (State.LISTED, None)
    assert await acts(bot) == [
        "endorsement.submitted",
        "endorsement.address_proven",
        "organization.domain_stated",
        "endorsement.listed",
    ]


@pytest.mark.core_rule
async def test_the_receipt_is_mailed_once_the_address_is_proven(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    receipt = await prove(bot, bot.somebody("Ada"))
    mail = await bot.mailbox.arrived(ADA, 2)
    assert receipt in mail.text


@pytest.mark.core_rule
async def test_a_button_on_the_mail_s_page_proves_too_and_whoever_signed_is_told(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    await imported(bot, BAKERS["Organization"], BAKERS_SITE)
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    mail = await bot.mailbox.arrived(ADA)
    assert "this address is confirmed" in await pressed(mail.link, "confirm")
    await ada.told("Your address at example.org is proven.")
    assert await level(bot) is Level.PROVEN


@pytest.mark.core_rule
async def test_a_mail_scanner_that_opens_every_link_proves_nothing(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    await sign(bot.somebody("Ada"), BAKERS)
    mail = await bot.mailbox.arrived(ADA)
    async with aiohttp.ClientSession() as session:
        for link in (mail.link, mail.never, f"{mail.link}/confirm"):
            for ask in (session.get, session.head):
                async with ask(link) as answer:
                    await answer.read()
    assert await level(bot) is Level.STATED
    assert not await bot.store.read(lambda unit: unit.mails.unwanted(ADA))


@pytest.mark.core_rule
@pytest.mark.in_chats
async def test_to_a_free_mail_address_no_mail_goes_and_the_reviewer_checks_otherwise(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    ada, place = bot.somebody("Ada"), await desk(bot)
    asked = await fill_in(ada, FREE)
    assert "Anybody can have an address at gmail.com" in asked
    answer = await ada.press(STATE)
    assert "The reviewers can check in another way" in answer
    assert TYPE not in answer.labels
    card = await place.shows("Anybody can have an address at gmail.com: it proves nothing")
    assert "How did you check that the organization signs?" in await bot.owner.press("List", on=card)
    await bot.owner.press(PHONE)
    assert (await the_endorsement(bot)).state is State.LISTED
    assert bot.mailbox.tries == []


@pytest.mark.core_rule
async def test_a_mail_that_comes_back_shows_as_unreachable_and_a_corrected_address_gets_its_own(
    bot_with_mail: Driver,
) -> None:
    bot = bot_with_mail
    await imported(bot, BAKERS["Organization"], BAKERS_SITE)
    bot.mailbox.refuse(ADA)
    ada, place = bot.somebody("Ada"), await desk(bot)
    await sign(ada, BAKERS)
    told = await ada.told("The mail to your address came back.")
    assert "Unreachable: the mail to the address came back" in await place.shows("Unreachable")
    await ada.press("Your sign-on", on=told)
    await ada.press("Correct")
    await ada.change({"Your e-mail address": EDA})
    await ada.press(STATE)
    mail = await bot.mailbox.arrived(EDA)
    await ada.press(TYPE)
    assert "is proven" in await ada.fill({"Code": mail.code})
    assert await level(bot) is Level.PROVEN


@pytest.mark.core_rule
@pytest.mark.in_chats
async def test_not_me_and_never_again_refuses_the_proof_and_every_other_mail(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await sign(ada, BAKERS)
    mail = await bot.mailbox.arrived(ADA)
    await pressed(mail.link, "never")
    await ada.told("whoever has it has asked us never to write there")
    await place.shows("Whoever has the address wants no mail")
    assert "this address is confirmed" not in await pressed(mail.link, "confirm")
    assert await level(bot) is Level.STATED
    answer = await sign_again(grace)
    assert "whoever has it has asked us never to write there" in answer
    assert bot.mailbox.tries == [ADA]


async def sign_again(person: Someone) -> str:
    """Sign on for another organization, with the same address; what is answered."""
    await fill_in(person, {**BAKERS, "Organization": "Example Night Bus Riders"})
    return (await person.press(STATE)).text


@pytest.mark.core_rule
async def test_a_second_sign_on_with_an_address_gets_no_second_mail(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    await sign(bot.somebody("Ada"), BAKERS)
    mail, grace = await bot.mailbox.arrived(ADA), bot.somebody("Grace")
    assert "an address gets few mails about a letter" in await sign_again(grace)
    assert await bot.store.read(lambda unit: unit.mails.due(9)) == []
    await grace.give("confirm")
    assert "is proven" in await grace.fill({"Code": mail.code})


async def test_a_colleague_confirms_from_their_own_account(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    await imported(bot, BAKERS["Organization"], BAKERS_SITE)
    ada, eda, place = bot.somebody("Ada"), bot.somebody("Eda"), await desk(bot)
    receipt = await prove(bot, ada)
    await ada.press(COLLEAGUE)
    await ada.fill({"Your colleague's e-mail address": EDA})
    mail = await bot.mailbox.arrived(EDA)
    await ada.give("confirm")
    answer = await ada.fill({"Code": mail.code, "Receipt": receipt})
    assert "A colleague types the code from their own account" in answer
    assert await level(bot) is Level.PROVEN
    await eda.give("confirm")
    assert "you have confirmed this sign-on" in await eda.fill({"Code": mail.code, "Receipt": receipt})
    await place.shows("Address proven at example.org, and a second contact there confirmed")
    await ada.told("a colleague has confirmed")
    assert await level(bot) is Level.CONFIRMED
    assert (await acts(bot))[-1] == "endorsement.second_confirmed"
