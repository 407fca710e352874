"""Organizations sign on by the page: with a browser and their mail, and without scripts."""

import pytest

from bot.model.endorsements.endorsement import Check, State
from bot.model.people.person import Account, Role
from bot.model.pictures import SIDE
from bot.pages import desk
from bot.ports.store import Unit
from bot.service.endorsements import logos
from bot.service.reviews import decisions
from bot.text.locales import load
from bot.text.text import Text
from tests.browser.accessible import accessible
from tests.browser.campaign import LIBRARY, Campaign
from tests.browser.organizations import SOUGHT
from tests.browser.reader import PHONE, Reader
from tests.letters import LETTER
from tests.pictures import SVG, picture

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAME = "Example Night Bakers"


async def come(reader: Reader, site: Campaign, address: str, language: str = "en") -> None:
    """Open the page on which people sign, by an address and the code that is mailed there."""

    def word(text: Text) -> str:
        return load()[language].catalogue.gettext(text.template)

    arrived = sum(each.address == address for each in site.mailbox.mails)
    await reader.open(f"/{language}/{LIBRARY}/sign")
    await reader.fill(word(desk.ADDRESS), address)
    await reader.press(word(desk.ASK))
    mail = await site.mail(address, arrived + 1)
    await reader.fill(word(desk.CODE), mail.code)
    await reader.press(word(desk.ENTER))


async def listed(site: Campaign) -> None:
    """A reviewer lists the one sign-on that waits."""

    def unit(unit: Unit) -> None:
        (waiting,) = unit.endorsements.in_state(LETTER, State.SUBMITTED, 0, 2)
        rex = unit.people.ensure(Account("test", "rex"))
        unit.people.grant(rex.id, LETTER, Role.REVIEWER)
        decisions.decide_to_list(unit, rex, LETTER, waiting.id, Check.PHONE)

    await site.store.write(unit)


async def approved(site: Campaign) -> None:
    """A reviewer approves the one logo that waits."""

    def unit(unit: Unit) -> None:
        (waiting,) = unit.desks.waiting(LETTER, 2)
        logo, rex = unit.logos.of(waiting.id), unit.people.ensure(Account("test", "rex"))
        assert logo
        logos.show(unit, rex, letter_id=LETTER, endorsement_id=waiting.id, seen=logo.sha256)

    await site.store.write(unit)


async def is_listed(reader: Reader) -> bool:
    """Whether the list's page finds it."""
    await reader.open(f"/en/{LIBRARY}/list?q={NAME}")
    return "1 organization is found" in await reader.says()


async def test_somebody_signs_corrects_and_withdraws_on_a_telephone(reader: Reader, site: Campaign) -> None:
    await reader.look(PHONE)
    await come(reader, site, "ada@night-bakers.example.org")
    await reader.press("I may sign for my organization")
    await reader.fill("Your name", "Ada Example")
    await reader.fill("Your role there", "Chair")
    await reader.fill("Organization", NAME)
    await reader.fill("Website", "no website")
    await reader.press("Go on")
    assert "This is not a website's address." in await reader.says()
    assert await reader.too_wide() == []
    await reader.fill("Website", "https://night-bakers.example.org")
    await reader.press("Go on")
    assert "This is how the public list would show it:" in await reader.says()
    await reader.press("I confirm, and sign on")
    assert not await is_listed(reader)
    await listed(site)
    assert await is_listed(reader)
    await reader.open(f"/en/{LIBRARY}/sign")
    await reader.press("Your sign-on")
    await reader.press("Correct")
    await reader.fill("Place", "Harbour")
    await reader.press("Go on")
    assert f"{NAME}, Harbour" in await reader.says()
    await reader.press("I confirm, and sign on")
    await listed(site)
    await reader.open(f"/en/{LIBRARY}/sign")
    await reader.press("Your sign-on")
    await reader.press("Withdraw")
    await reader.press("Yes, withdraw it")
    assert await reader.too_wide() == []
    assert not await is_listed(reader)


async def signed(reader: Reader, address: str, name: str) -> None:
    """Sign on in a session, without a website."""
    await reader.press("I may sign for my organization")
    await reader.fill("Your name", "Ada Example")
    await reader.fill("Your role there", "Chair")
    await reader.fill("Organization", name)
    await reader.fill("Website", f"https://{address.partition('@')[2]}")
    await reader.press("Go on")
    await reader.press("I confirm, and sign on")


async def test_a_logo_is_chosen_on_a_telephone_and_stands_in_the_list_once_it_is_approved(
    reader: Reader, site: Campaign
) -> None:
    await reader.look(PHONE)
    address, name = "ada@tea-house.example.org", "Example Tea House"
    await come(reader, site, address)
    await signed(reader, address, name)
    await reader.press("Your sign-on")
    await reader.press("What the list shows")
    await reader.press("Logo")
    await reader.press("Give a logo")
    await reader.attach("Logo", "logo.svg", SVG)
    await reader.fill("What is to be seen on it", "A cup of tea")
    await reader.press("Go on")
    assert "This is no picture that can be read." in await reader.says()
    assert await reader.too_wide() == []
    await reader.attach("Logo", "logo.jpg", picture("JPEG"))
    await reader.press("Go on")
    await reader.press("Yes, we allow it")
    assert "shown once a reviewer has approved it" in await reader.says()
    assert await reader.drawn("A cup of tea") == (SIDE, 85)
    assert await reader.too_wide() == []
    await listed(site)
    await reader.open(f"/en/{LIBRARY}/list?q={name}")
    assert await reader.drawn("A cup of tea") is None
    await approved(site)
    await reader.open(f"/en/{LIBRARY}/list?q={name}")
    assert await reader.drawn("A cup of tea")
    await reader.open(f"/en/{LIBRARY}/sign")
    await reader.press("Your sign-on")
    await reader.press("Withdraw")
    await reader.press("Yes, withdraw it")
    await reader.open(f"/en/{LIBRARY}/list")
    assert name not in await reader.says()


async def test_somebody_says_that_an_entry_is_not_theirs(reader: Reader, site: Campaign) -> None:
    await come(reader, site, "eve@readers.example.org")
    await reader.press("This isn't us")
    await reader.fill("Organization", SOUGHT)
    await reader.fill("Your name", "Eve Example")
    await reader.fill("Your role there", "Director")
    await reader.fill("What is wrong", "Our board never decided this.")
    await reader.press("Go on")
    assert "Only the letter's reviewers see what you write" in await reader.says()
    await reader.press("Yes, tell the reviewers")
    assert "Thank you." in await reader.says()


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_step_is_accessible_to_all(scripted: Reader, site: Campaign, language: str) -> None:
    def word(template: str) -> str:
        return load()[language].catalogue.gettext(template)

    await scripted.open(f"/{language}/{LIBRARY}/sign")
    await accessible(scripted)
    await come(scripted, site, f"grace-{language}@example.org", language)
    await accessible(scripted)
    await scripted.press(word("I may sign for my organization"))
    await accessible(scripted)
    await scripted.look(PHONE)
    assert await scripted.too_wide() == []
