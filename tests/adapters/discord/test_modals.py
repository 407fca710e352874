"""Forms as modals: choices among the fields, and above them what they are about."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord.drawing.modals import modal
from bot.interface.requests import Field, Page
from bot.model.endorsements.endorsement import State
from bot.ports.messenger import Message
from bot.text.blocks import Block, Span
from tests.conversations.stories import BAKERS, MAY_SIGN, STATE, the_endorsement
from tests.drivers.discord import DiscordDriver, on_discord, shown
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.checks.modals import check_modal
from tests.platforms.discord.modals import RADIO_GROUP, STRING_SELECT


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


def field(count: int) -> Field:
    choices = tuple((f"k{number}", f"Choice {number}") for number in range(count))
    return Field("which", "Which", "", "k1", True, False, 1, 20, choices=choices)


@pytest.mark.parametrize(
    ("count", "kind"), [(1, STRING_SELECT), (2, RADIO_GROUP), (10, RADIO_GROUP), (40, STRING_SELECT)]
)
def test_few_choices_stand_before_ones_eyes_and_many_in_a_select(count: int, kind: int) -> None:
    above = (Block("paragraph", (Span("word " * 2000),)),)
    drawn = modal(Page("f1", "A title", (field(count),), Message(()), above)).to_dict()
    form = Form()
    check_modal(form, dict(drawn))
    form.refuse_faults()
    text, label = drawn["components"]
    assert text["type"] == 10
    assert label["component"]["type"] == kind
    chosen = [each["value"] for each in label["component"]["options"] if each.get("default")]
    assert chosen == (["k1"] if count > 1 else [])


async def test_what_is_kept_out_is_chosen_and_typed_in_one_form(bot: DiscordDriver) -> None:
    form = await (await bot.owner.person.command(bot.owner.person.dm, "block")).form()
    assert [each.label for each in form.fields] == ["What", "Which", "Why"]
    kind = form.fields[0]
    assert kind.kind == RADIO_GROUP
    given = {"What": "domain", "Which": "spam.example", "Why": "Spam"}
    answer = await (await bot.owner.person.submit(form, given)).message()
    assert "spam.example" in shown(await (await bot.owner.person.press(answer, "What is kept out")).message())


async def test_signing_takes_four_steps_and_shows_the_public_line_as_it_will_stand(bot: DiscordDriver) -> None:
    ada = bot.somebody("Ada").person
    asked = await (await ada.command(ada.dm, "sign")).message()
    form = await (await ada.press(asked, MAY_SIGN)).form()
    here = {each.label for each in form.fields}
    confirming = await (await ada.submit(form, {k: v for k, v in BAKERS.items() if k in here})).message()
    more = next(each.label for each in confirming.buttons if "Statement" in each.label)
    page = await (await ada.press(confirming, more)).form()
    assert BAKERS["Organization"] in page.texts[0]
    await (await ada.press(confirming, STATE)).message()
    assert (await the_endorsement(bot)).state is State.SUBMITTED
