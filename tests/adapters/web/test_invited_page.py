"""The page of a link by which somebody was asked to sign: it says nothing before a press, and leads to signing."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from bot.model.endorsements.endorsement import State
from bot.model.outreach import Answer, Contact, Prospect
from bot.ports.store import Store, Unit
from bot.service.outreach import links, prospects
from tests.adapters.web.desk_stage import ADA, FIELDS, Stage, staged
from tests.letters import LETTER

CHOIR, NEVER_WAS = "Example Harbour Choir", "0123456789ABCDEFGHJKMNPQRS"
TYPED = {each: FIELDS[each] for each in ("field-representative", "field-role")}


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    """The page, served."""
    async with staged(store) as stage:
        yield stage


async def token(stage: Stage) -> str:
    """An organization's link."""

    def unit(unit: Unit) -> str:
        asked = Prospect(0, LETTER, CHOIR, "https://choir.example", Contact("Jo Example"), "Mondays")
        return links.make(unit, LETTER, prospects.add(unit, asked).id)[2]

    return await stage.store.write(unit)


def page(stage: Stage, key: str) -> str:
    return f"{stage.root}/en/{stage.slug}/invited/{key}"


async def test_to_open_it_says_nothing_and_a_press_says_who_is_asked_and_the_ways(stage: Stage) -> None:
    key, browser = await token(stage), stage.browser()
    opened = await browser.open(page(stage, key))
    assert CHOIR not in opened.html
    assert key not in opened.html.replace(f"/invited/{key}/open", "")
    pressed = await browser.press("Go on")
    assert CHOIR in pressed.text
    assert f"/sign/invited/{key}" in pressed.html
    for secret in ("Jo Example", "Mondays", "choir.example"):
        assert secret not in pressed.html
    for each in (opened, pressed):
        assert each.headers["Referrer-Policy"] == "no-referrer"
        assert each.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert each.headers["Cache-Control"] == "no-store"


async def test_a_link_that_has_ended_looks_like_one_that_never_was(stage: Stage) -> None:
    key = await token(stage)
    await stage.store.write(partial(prospects.forget_all, letter_id=LETTER))
    gone, never = [await stage.browser().open(page(stage, each)) for each in (key, NEVER_WAS)]
    assert gone.status == never.status == 404
    assert gone.html == never.html


async def test_it_leads_through_a_code_to_a_form_that_begins_with_the_organization(stage: Stage) -> None:
    key = await token(stage)
    ada = await stage.come(ADA, "invited", key)
    await ada.press("I may sign for my organization")
    form = ada.page.form("Go on")
    assert (form.values["field-organization"], form.values["field-website"]) == (CHOIR, "https://choir.example")
    await ada.press("Go on", **TYPED)
    await ada.press("I confirm, and sign on")
    signed, asked = await stage.store.read(lambda unit: (unit.endorsements.get(1), unit.prospects.get(1)))
    assert signed
    assert asked
    assert (signed.entry.organization, signed.state) == (CHOIR, State.SUBMITTED)
    assert asked.answer is Answer.SIGNED


async def test_who_is_there_already_begins_by_a_press(stage: Stage) -> None:
    key = await token(stage)
    ada = await stage.come(ADA)
    there = await ada.open(stage.page("invited", key))
    assert CHOIR not in there.html
    assert "by the link that you have followed" in there.answer
    await ada.press("Sign on for an organization")
    await ada.press("I may sign for my organization")
    assert ada.page.form("Go on").values["field-organization"] == CHOIR


async def test_what_is_no_link_of_ours_begins_nothing(stage: Stage) -> None:
    for key in ("x" * 60, "a-b"):
        assert (await stage.browser().open(stage.page("invited", key))).status == 404
    ada = await stage.come(ADA, "invited", NEVER_WAS)
    await ada.press("I may sign for my organization")
    assert not ada.page.form("Go on").values["field-organization"]
