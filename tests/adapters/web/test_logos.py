"""A logo stands on the pages of an organization that is in the list, from our own address, and nowhere else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.endorsements.endorsement import Endorsement, State, Words
from bot.model.endorsements.logos import Logo
from bot.model.journal.acts import Act
from tests.adapters.web.public import SLUG, Public
from tests.conftest import Clock
from tests.storage import examples

PNG = b"\x89PNG the very pixels"


async def drawn(public: Public, state: Words = Words.SHOWN) -> Endorsement:
    """An organization in the list that has a logo."""
    bakers, _ = await public.sign("Bakers of the Old Town", "Tailors")
    logo = Logo("0" * 64, 256, 85, 'Bread "above" <b>the name</b>')

    async def keep() -> None:
        await public.store.write(lambda unit: unit.logos.keep(bakers, logo, PNG, bakers.person_id))
        if state is Words.SHOWN:
            shown = Act.ENDORSEMENT_LOGO_SHOWN
            await public.store.write(lambda unit: unit.logos.settle(bakers, state, shown, bakers.person_id))

    await keep()
    return bakers


def address(signed: Endorsement) -> str:
    return f"/en/{SLUG}/list/{signed.handle}/logo.png"


async def test_it_stands_in_the_list_and_on_the_line_and_in_the_data(public: Public) -> None:
    bakers = await drawn(public)
    for path in (f"/en/{SLUG}/list", f"/en/{SLUG}/list/{bakers.handle}", f"/en/{SLUG}"):
        page = await public.read(path)
        assert page.count(f'{address(bakers)}" alt="Bread "above" <b>the name</b>"') == 1, path
        assert "logo.png" in page
    assert "/list/" + bakers.handle + "/logo.png" in await public.read(f"/api/v1/letters/{SLUG}/endorsements.json")
    response = await public.ask(address(bakers), Accept_Encoding="identity")
    assert (response.status, await response.read()) == (200, PNG)
    headers = response.headers
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_what_waits_is_shown_to_nobody(public: Public) -> None:
    bakers = await drawn(public, Words.WAITING)
    assert (await public.ask(address(bakers))).status == 404
    assert "logo.png" not in await public.read(f"/en/{SLUG}/list")


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.WITHHELD, State.DISPUTED])
async def test_it_leaves_with_the_name(public: Public, state: State) -> None:
    bakers = await drawn(public)
    assert (await public.ask(address(bakers))).status == 200
    if state is State.DISPUTED:
        gone = replace(bakers, state=state)
        await public.store.write(lambda unit: unit.endorsements.save(gone, Act.DISPUTE_HIDDEN, bakers.person_id))
    else:
        await public.leave(bakers, state)
    assert (await public.ask(address(bakers))).status == 404
    assert "logo.png" not in await public.read(f"/en/{SLUG}/list")


async def test_an_embargo_hides_it(public: Public, clock: Clock) -> None:
    bakers = await drawn(public)
    until = clock.now + timedelta(days=1)
    person = await public.store.write(lambda unit: examples.person(unit).id)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))
    assert (await public.ask(address(bakers))).status == 404
