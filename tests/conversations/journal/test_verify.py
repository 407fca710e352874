"""Whether the record is as it was: what anybody is told, what a representative can prove, what organizers hand out."""

import hashlib
import json
from functools import partial

import pytest
from sqlalchemy import update

from bot.ports.store import Unit
from bot.service.journal.verification import verify_export
from storage import tables
from storage.unit import ConnectionUnit
from tests.conversations.announcements.announcements import followers
from tests.conversations.stories import BAKERS, desk, reviewed, sign
from tests.drivers import Driver, Shown


def after(answer: Shown, word: str) -> str:
    """What an answer says behind a word, up to the line's end."""
    return answer.text.partition(word)[2].strip().splitlines()[0].strip("` ")


@pytest.mark.core_rule
async def test_anybody_is_told_the_published_head(bot: Driver) -> None:
    answer = await bot.somebody("Reader").give("verify")
    assert "The published head of the journal, after entry 1:" in answer
    links = await bot.store.read(lambda unit: unit.journal.links(1))
    assert f"1:{links[0].hash}" in answer


async def test_whoever_signed_can_prove_that_they_are_in_the_journal(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    receipt = await sign(ada, BAKERS)
    await ada.give("endorsement")
    answer = await ada.press("Verify")
    assert f"This sign-on is as it was. Receipt {receipt}, Example Bakers of the Old Town." in answer
    assert "Its entries in the journal: 2" in answer
    salt, line = after(answer, "Salt: "), after(answer, "Line: ")
    links = await bot.store.read(lambda unit: unit.journal.links(1))
    commitment = hashlib.sha256(f"{salt}\n{line}".encode()).hexdigest()
    assert json.loads(links[1].body)["commitment"] == commitment


@pytest.mark.core_rule
async def test_to_others_a_receipt_tells_only_that_it_is_in_the_journal(bot: Driver) -> None:
    ada, eve, place = bot.somebody("Ada"), bot.somebody("Eve"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    answer = await eve.give("verify", receipt=receipt)
    assert "This sign-on is in the journal, and as it was." in answer
    assert "Bakers" not in answer.text
    assert "Salt" not in answer.text
    assert "listed" not in answer.text
    other = await reviewed(bot, ada, {**BAKERS, "Organization": "Example Library Friends"}, place)
    assert "It is listed: everybody can see it." in await eve.give("verify", receipt=other)


@pytest.mark.core_rule
async def test_a_sign_on_that_was_changed_past_the_bot_is_not_as_it_was(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    receipt = await sign(ada, BAKERS)

    def change(unit: Unit, place: str) -> None:
        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.endorsements).values(place=place))

    await bot.store.write(partial(change, place="Elsewhere"))
    answer = await ada.give("verify", receipt=receipt)
    assert "This sign-on, or the journal that it stands in, is not as it was." in answer
    await bot.store.write(partial(change, place=""))
    assert "This sign-on is as it was." in await ada.give("verify", receipt=receipt)


async def test_an_owner_publishes_the_head_and_has_it_announced(bot: Driver) -> None:
    await desk(bot)
    await sign(bot.somebody("Ada"), BAKERS)
    shown = await bot.owner.give("journal")
    assert "The journal has 2 entries." in shown
    published = await bot.owner.press("Publish the head")
    assert "after entry 2:" in published
    assert "Send it now" not in (await bot.owner.press("Announce the head")).labels, "nobody would get it"
    await followers(bot, "Town")
    await bot.owner.give("journal")
    draft = await bot.owner.press("Announce the head")
    head = (await bot.store.read(lambda unit: unit.journal.heads(1)))[-1]
    assert f"{head.number}:{head.hash}" in draft
    assert "Send it now" in draft.labels
    assert f"{head.number}:{head.hash}" in await bot.somebody("Reader").give("verify")


async def test_organizers_hand_out_the_journal_and_others_do_not(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await desk(bot)
    await sign(ada, BAKERS)
    await bot.owner.give("journal")
    assert "It names nobody." in await bot.owner.press("Export the journal")

    def exported(unit: Unit) -> str:
        return unit.files.content(1).decode()

    text = await bot.store.read(exported)
    assert verify_export(text.splitlines()).entries == 2
    assert "Bakers" not in text
    assert "This is for the letter's organizers." in await ada.give("journal")
