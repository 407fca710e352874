"""What went wrong with real open letters, told once more, with real mail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model.announcements.announcement import Made
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.proofs import proving
from bot.service.reviews import queue
from bot.views.announcements.news import told
from storage.cipher import Cipher
from storage.database import open_store
from tests.conversations.announcements.announcements import followers
from tests.conversations.stories import (
    BAKERS,
    STATE,
    acts,
    code_in,
    desk,
    endorsements,
    fill_in,
    found_domain,
    imported,
    receipt_in,
    reviewed,
    sign,
    the_endorsement,
)
from tests.drivers import Driver, Shown, Someone
from tests.drivers.running import SECRET, database
from tests.letters import LETTER

LIBRARY = {
    "Organization": "Example Central Library",
    "Your name": "Ada Example",
    "Your role there": "Assistant",
    "Your e-mail address": "ada@library.example.org",
}
TYPE = "Type the code from the mail"


async def seen(bot: Driver, name: str) -> bool:
    """Whether a stranger sees a name in the list."""
    return name in await bot.somebody("Stranger").give("signatories")


@asynccontextmanager
async def yesterday(folder: Path) -> AsyncIterator[Store]:
    """The same database, as it is looked at yesterday at noon where the letter is at home."""
    noon = datetime.now(ZoneInfo("America/Toronto")).replace(hour=12, minute=0) - timedelta(days=1)
    store = await open_store(database(folder), Cipher(SECRET), lambda: noon.astimezone(UTC))
    try:
        yield store
    finally:
        await store.close()


@pytest.mark.core_rule
async def test_a_library_that_was_signed_for_by_mistake_is_gone_from_everywhere_and_nobody_is_told(
    bot_with_mail: Driver,
) -> None:
    bot = bot_with_mail
    ada, place = bot.somebody("Ada"), await desk(bot)
    (town,) = await followers(bot, "Town")
    await reviewed(bot, ada, LIBRARY, place)
    assert await seen(bot, "Example Central Library")
    number = (await the_endorsement(bot)).id

    def named_in_the_digest(unit: Unit) -> bool:
        revision = unit.letters.current(LETTER)
        assert revision
        return told(unit, revision, Made("digest", ids=(number,))) is not None

    assert await bot.store.read(named_in_the_digest)
    await ada.give("withdraw")
    await ada.press("Yes, withdraw it")
    assert not await seen(bot, "Example Central Library")
    assert "No organization has signed on so far." in await bot.somebody("Reader").give("progress")
    assert not await bot.store.read(named_in_the_digest)
    await place.shows("Withdrawn by the organization.")
    assert town.standing("Library") == []
    eve = bot.somebody("Eve")
    await eve.give("dispute")
    answer = await eve.fill({"Organization": LIBRARY["Organization"]})
    assert "No organization of this name is in the public list." in answer
    assert (await acts(bot))[-1] == "endorsement.withdrawn"


async def disputed(person: Someone, organization: str, address: str = "eve@example.com") -> Shown:
    """Say that the entry of an organization is not its own; what is answered."""
    await person.give("dispute")
    await person.fill(
        {
            "Organization": organization,
            "Your name": "Eve Example",
            "Your role there": "Director",
            "Your e-mail address": address,
            "What is wrong": "We have never decided this.",
        }
    )
    return await person.press("Yes, tell the reviewers")


@pytest.mark.core_rule
async def test_two_spellings_from_two_languages_become_one_record_and_are_counted_once(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    ada, luc, place = bot.somebody("Ada"), bot.somebody("Luc"), await desk(bot)
    english = {**LIBRARY, "Organization": "Friends of the Example Library (FEL)"}
    french = {
        **LIBRARY,
        "Organization": "Les Amis de la bibliothèque Exemple",
        "Your e-mail address": "luc@fel.example",
    }
    for person, values in ((ada, english), (luc, french)):
        await reviewed(bot, person, values, place)
    assert "2 organizations have signed" in await bot.somebody("Reader").give("signatories")
    await bot.owner.give("organization", name=english["Organization"])
    await bot.owner.press("Compare with another")
    assert "The same organization, or two?" in await bot.owner.fill({"Name": french["Organization"]})
    await bot.owner.press("The same: the earlier sign-on stands")
    await luc.told("Your organization has another sign-on of this letter, which stands.")
    listed = await bot.somebody("Reader").give("signatories")
    assert "1 organization has signed" in listed
    assert english["Organization"] in listed
    assert french["Organization"] not in listed
    for number, name in enumerate(("FEL", french["Organization"], english["Organization"].upper())):
        eve, values = bot.somebody(f"Eve {number}"), {**LIBRARY, "Organization": name}
        asked = await fill_in(eve, values)
        if name == "FEL":
            assert "Did you mean one of these?" in asked
            await eve.press(english["Organization"])
            await eve.fill(values)
        assert "has a sign-on already, and an organization signs once." in await eve.press(STATE)


@pytest.mark.core_rule
async def test_a_project_s_own_domain_hides_what_a_minor_contributor_signed_and_the_trail_stays(
    bot_with_mail: Driver,
) -> None:
    bot = bot_with_mail
    mia, eve, place = bot.somebody("Mia"), bot.somebody("Eve"), await desk(bot)
    await imported(bot, "Example Project", "https://project.example.org")
    project = {**LIBRARY, "Organization": "Example Project", "Your e-mail address": "mia@gmail.com"}
    await fill_in(mia, project)
    await mia.change({"Website": "https://project.example.org"})
    receipt = receipt_in(await mia.press(STATE))
    await bot.owner.press("List", on=await place.shows(receipt))
    await bot.owner.press("I called a number that I found myself")
    await mia.told("Your sign-on is listed.")
    assert "A code was mailed to" in await disputed(eve, "Example Project", "board@project.example.org")
    mail = await bot.mailbox.arrived("board@project.example.org")
    await eve.press(TYPE)
    assert "The entry is hidden" in await eve.fill({"Code": mail.code})
    assert not await seen(bot, "Example Project")
    await mia.told("It is not listed until the organizers have settled it.")
    await bot.owner.press("The dispute is right", on=await place.shows("Somebody says: this isn't us."))
    await bot.owner.fill({"Your message": "The project has not decided."})
    await place.shows("is settled: it is right.")
    await eve.told("Your organization can sign on properly")
    assert (await acts(bot))[-5:] == [
        "dispute.opened", "dispute.proven", "dispute.hidden", "dispute.upheld", "endorsement.declined",
    ]  # fmt: skip
    assert (await bot.store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


@pytest.mark.core_rule
async def test_a_dispute_from_a_free_address_does_not_spoil_the_list(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    ada, mal, place = bot.somebody("Ada"), bot.somebody("Mal"), await desk(bot)
    await imported(bot, LIBRARY["Organization"], "https://library.example.org")
    await fill_in(ada, LIBRARY)
    answer = await ada.press(STATE)
    code = (await bot.mailbox.arrived("ada@library.example.org")).code
    await ada.press(TYPE, on=answer)
    await ada.fill({"Code": code})
    await bot.owner.press("List", on=await place.shows("Address proven at example.org"))
    await ada.told("Your sign-on is listed.")
    sent = list(bot.mailbox.tries)
    assert "The entry stays in the list until the reviewers have looked at it." in await disputed(
        mal, "Example Central Library", "mal@gmail.com"
    )
    told = await ada.told("It is still listed. The organizers look at it.")
    assert "gmail" not in told.text
    assert await seen(bot, "Example Central Library")
    assert [each for each in bot.mailbox.tries if "gmail" in each] == []
    assert sent[0] == "ada@library.example.org"


@pytest.mark.core_rule
async def test_whoever_waits_sees_the_place_in_the_queue_and_that_somebody_looks(
    bot_with_mail: Driver, tmp_path: Path
) -> None:
    bot = bot_with_mail
    ada, place = bot.somebody("Ada"), await desk(bot)
    await sign(bot.somebody("Grace"), BAKERS)
    await sign(ada, {**LIBRARY, "Your e-mail address": "ada@gmail.com"})
    assert "It is number 2 in line for review, and waits since" in await ada.give("endorsement")
    assert "looking at it just now" not in ada.last.text
    await bot.owner.give("review")
    await bot.owner.press("Next")
    assert "A reviewer is looking at it just now." in await ada.give("endorsement")
    waiting = (await endorsements(bot))[1]
    long_ago = replace(waiting, changed_at=waiting.changed_at - timedelta(days=9))
    await bot.store.write(lambda unit: unit.endorsements.save(long_ago, Act.ENDORSEMENT_CORRECTED, waiting.person_id))
    async with yesterday(tmp_path) as store:
        await store.write(queue.remind)
    await bot.owner.give("letter")
    overdue = await place.shows("A sign-on has waited for")
    assert overdue.labels == ("Begin",)
    assert "It is number 1 in line for review" in await ada.give("endorsement")


@pytest.mark.core_rule
async def test_a_proven_address_is_reviewed_before_those_that_wait_longer(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await sign(grace, {**BAKERS, "Your e-mail address": "grace@gmail.com"})
    answer = await sign(ada, LIBRARY)
    assert "It is number 2 in line for review" in await ada.give("endorsement")
    await ada.press(TYPE)
    await ada.fill({"Code": (await bot.mailbox.arrived("ada@library.example.org")).code})
    assert "It is number 2 in line for review" in await ada.give("endorsement")
    await found_domain(bot, 2)
    await ada.give("endorsement")
    await ada.sees("It is number 1 in line for review")
    assert "It is number 2 in line for review" in await grace.give("endorsement")
    assert answer in await bot.owner.give("review")


@pytest.mark.core_rule
async def test_who_takes_over_proves_the_address_anew_and_who_left_can_do_nothing_more(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await imported(bot, LIBRARY["Organization"], "https://library.example.org")
    receipt = await sign(ada, LIBRARY)
    earlier = (await bot.mailbox.arrived("ada@library.example.org")).code
    await ada.press(TYPE)
    assert "is proven" in await ada.fill({"Code": earlier})
    await place.shows("Address proven at example.org")
    await ada.give("endorsement")
    await ada.press("Hand over")
    code = code_in(await ada.press("Make a code"))
    await grace.give("claim", code=code)
    await grace.press("Take it over")
    asked = await grace.fill(
        {"Your name": "Grace Example", "Your role there": "Head", "Your e-mail address": "grace@library.example.org"}
    )
    assert "One mail with a code goes to grace@library.example.org" in asked
    assert "A code was mailed to grace@library.example.org." in await grace.press("I confirm, and take it over")
    waiting = await the_endorsement(bot)
    standing = await bot.store.read(lambda unit: proving.standing(unit, waiting))
    assert standing.level == "stated"
    await place.shows("A code was mailed to the address; no answer yet")
    await ada.told("Your sign-on was handed over.")
    for command in ("endorsement", "withdraw"):
        assert "Only the account that signed can do this." in await ada.give(command, receipt=receipt)
    await grace.give("endorsement")
    await grace.press(TYPE)
    assert "This is not the code" in await grace.fill({"Code": earlier})
    await grace.press("Type it again")
    code = (await bot.mailbox.arrived("grace@library.example.org")).code
    assert "is proven" in await grace.fill({"Code": code})
    assert (await the_endorsement(bot)).state is State.SUBMITTED
