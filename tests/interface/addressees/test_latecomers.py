"""Whoever is listed since the letter was presented stands in an addendum, apart, with the date, and is told before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.lists.order import Order
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.lists import exports, publication
from bot.text.locales import load
from bot.views.press.kit import press_kit
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.storage import examples

EARLY, LATE = "Zebra Society of Example", "Aardvark Society of Example"
"""By the alphabet the one that came later would come first."""


@pytest.fixture
async def presented(interface: Interface, store: Store, clock: Clock) -> None:
    """A letter that was presented with one organization, and listed another since."""
    await store.write(lambda unit: examples.sign(unit, LETTER, EARLY, State.LISTED))
    await store.write(lambda unit: examples.present(unit, LETTER))
    clock.now += timedelta(days=1)
    await store.write(lambda unit: examples.sign(unit, LETTER, LATE, State.LISTED))


@pytest.mark.usefixtures("presented")
async def test_the_list_has_it_last_apart_and_with_its_date(interface: Interface, store: Store) -> None:
    said = await Someone(interface, "ada").give("signatories", letter=str(LETTER))
    assert "1 stands in the addendum" in said
    went, title, since = said.partition("Addendum: listed since the letter was presented")
    assert title
    assert EARLY in went
    assert LATE in since
    assert "In the addendum, listed since 2 March 2026" in since


@pytest.mark.usefixtures("presented")
@pytest.mark.parametrize("order", Order)
async def test_every_page_has_those_that_went_and_then_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch, order: Order
) -> None:
    monkeypatch.setattr("storage.repositories.endorsements.listings.LOOKED_UP_BEFORE", 0)
    more = ("Beavers of Example", "Cranes of Example")
    await store.write(lambda unit: [examples.sign(unit, LETTER, each, State.LISTED) for each in more])

    def page(offset: int, limit: int) -> Callable[[Unit], tuple[int, Sequence[str]]]:
        def found(unit: Unit) -> tuple[int, Sequence[str]]:
            count, signed = unit.endorsements.found(LETTER, order, offset=offset, limit=limit)
            return count, [each.entry.organization for each in signed]

        return found

    whole = [EARLY, LATE, *more]
    for offset in range(6):
        for limit in range(1, 6):
            assert await store.read(page(offset, limit)) == (4, whole[offset : offset + limit])


@pytest.mark.usefixtures("presented")
async def test_the_press_kit_prints_it_apart_with_the_snapshot_that_went(store: Store) -> None:
    def sections(unit: Unit) -> dict[str, tuple[str, ...]]:
        revision = unit.letters.current(LETTER)
        assert revision
        return {each.heading: each.entries for each in press_kit(unit, revision, speech=load()["en"]).sections}

    found = await store.read(sections)
    assert found["The organizations that have signed"] == (f"{EARLY}, Toronto",)
    assert found["Addendum: listed since the letter was presented"] == (f"{LATE}, Toronto — 2 March 2026",)


@pytest.mark.usefixtures("presented")
async def test_an_export_says_it_in_a_column(store: Store) -> None:
    pieces = await store.read(lambda unit: list(exports.pages(unit, LETTER, exports.PUBLIC)))
    column = exports.COLUMNS.index("addendum")
    late = {each.endorsement.entry.organization: each.cells[column] for piece in pieces for each in piece}
    assert late[EARLY] == ""
    assert late[LATE].startswith("2026-03-02")


@pytest.mark.usefixtures("presented")
async def test_the_addendum_is_frozen_by_itself(interface: Interface, store: Store) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, LETTER)
    await olga.give("snapshot", letter=str(LETTER))
    assert "Snapshot 2 of the addendum" in await olga.push("Freeze the addendum")
    snapshot = await store.read(lambda unit: publication.latest(unit, LETTER, "addendum"))
    assert snapshot
    lines = await store.read(lambda unit: [each.line for each in publication.shown(unit, snapshot)])
    assert [each.organization for each in lines if each] == [LATE]
    whole = await store.read(lambda unit: publication.latest(unit, LETTER))
    assert whole
    assert (whole.number, snapshot.size) == (1, 1)
    assert (await store.read(lambda unit: verification.verify(unit, LETTER))).fault == ""


@pytest.mark.usefixtures("presented")
async def test_who_was_in_the_list_that_went_stays_there_whatever_becomes_of_the_sign_on(store: Store) -> None:
    """The organization signs anew, by another sign-on."""

    def again(unit: Unit) -> frozenset[int]:
        (first,) = unit.endorsements.still_listed([1])
        withdrawn = replace(first, state=State.WITHDRAWN)
        unit.endorsements.save(withdrawn, Act.ENDORSEMENT_WITHDRAWN, first.person_id)
        return frozenset({examples.sign(unit, LETTER, EARLY, State.LISTED).id}) & unit.endorsements.late(LETTER)

    assert await store.write(again) == frozenset()


async def test_before_it_was_presented_nobody_is_late_and_nothing_is_said(interface: Interface, store: Store) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, EARLY, State.LISTED))
    assert await store.read(lambda unit: unit.endorsements.late(LETTER)) == frozenset()
    said = await Someone(interface, "ada").give("signatories", letter=str(LETTER))
    assert "ddendum" not in said


@pytest.mark.usefixtures("presented")
async def test_whoever_signs_now_is_told_before_they_confirm(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", letter=LETTER, capacity="may_sign"))
    asked = await ada.say("Example Weavers", "Ada Example", "chair", "ada@example.org")
    assert "Whoever is listed since stands in an addendum" in asked
