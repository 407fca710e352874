"""The list is narrowed to what organizations have stated, is counted by it, and goes out and in again with it."""

from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.lists.imports import Choices
from bot.model.people.person import Role
from bot.model.tables import reading
from bot.ports.store import Store, Unit
from bot.service.lists import column_mapping, exports, imports
from bot.service.lists.exports import FileFormat
from tests.categories import state, tell_apart
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER, OTHER_LETTER
from tests.storage import examples

BAKERS, RIDERS, ZEBRAS = "Example Bakers", "Example Riders", "Example Zebras"


@pytest.fixture
async def eve(interface: Interface, store: Store) -> Someone:
    """A reader of a letter that three organizations have signed, of which two say what they are."""

    def unit(unit: Unit) -> None:
        tell_apart(unit)
        for name, traits in ((BAKERS, {"kind": "union", "region": "north"}), (RIDERS, {"kind": "union"}), (ZEBRAS, {})):
            state(unit, examples.sign(unit, LETTER, name, State.LISTED), **traits)
        state(unit, examples.sign(unit, LETTER, "Example Waiters"), kind="union", scope="local")

    await store.write(unit)
    return Someone(interface, "eve")


def names(text: str) -> set[str]:
    """Which of the three are named."""
    return {each for each in (BAKERS, RIDERS, ZEBRAS) if each in text}


async def test_buttons_narrow_the_list_to_a_category_with_how_many_there_are(eve: Someone) -> None:
    assert names(await eve.give("signatories", letter="1")) == {BAKERS, RIDERS, ZEBRAS}
    assert "By: How far it reaches" not in eve.labels
    await eve.push("By: Kind of organization")
    assert eve.labels[:1] == ["Trade union (2)"]
    said = await eve.push("Trade union (2)")
    assert "2 organizations: Trade union" in said
    assert names(said) == {BAKERS, RIDERS}
    await eve.push("By: Kind of organization")
    await eve.push(eve.labels[-1])
    await eve.push("By: Region")
    assert names(await eve.push("The north (1)")) == {BAKERS}


async def test_it_is_told_how_many_there_are_of_each(eve: Someone) -> None:
    said = await eve.give("progress", letter="1")
    assert "Kind of organization: Trade union (2)" in said
    assert "Region: The north (1)" in said
    assert "How far it reaches" not in said


async def test_while_the_list_is_kept_back_nothing_is_counted_or_offered(
    eve: Someone, store: Store, clock: Clock
) -> None:
    until = clock.now + timedelta(days=2)
    await eve.give("signatories", letter="1")
    by_kind = eve.action("By: Kind of organization")
    await eve.press(by_kind)
    unions = eve.action("Trade union (2)")
    await store.write(lambda unit: unit.lists.keep_back(LETTER, until, examples.person(unit, "owner").id))
    for said in (
        await eve.give("signatories", letter="1"),
        await eve.press(by_kind),
        await eve.press(unions),
        await eve.give("progress", letter="1"),
    ):
        assert "Trade union" not in said + "".join(eve.labels)
        assert names(said) == set()
    owner = Someone(eve.interface, "olga")
    await with_role(store, owner, Role.OWNER, LETTER)
    assert "Trade union (2)" in await owner.give("progress", letter="1")


async def test_what_is_exported_is_brought_in_elsewhere_as_it_was(eve: Someone, store: Store) -> None:
    def moved(unit: Unit) -> list[tuple[str, dict[str, str]]]:
        current = unit.letters.current(LETTER)
        assert current
        content = exports.export_content(unit, current, FileFormat.CSV, exports.PUBLIC)
        tell_apart(unit, letter_id=OTHER_LETTER)
        table = reading.read(content, column_mapping.known, 99)
        choices = Choices(columns=column_mapping.guess(table.header))
        read = imports.look_through(unit, OTHER_LETTER, table, choices)
        assert (read.refused, read.left_out) == ((), ())
        return [(row.line.organization, dict(row.line.traits)) for row in read.rows]

    assert await store.write(moved) == [
        (BAKERS, {"kind": "union", "region": "north"}),
        (RIDERS, {"kind": "union"}),
        (ZEBRAS, {}),
    ]


async def test_a_foreign_table_may_say_it_in_the_letter_s_words(eve: Someone, store: Store) -> None:
    lines = (
        "Organization,Type,Region",
        "Example Rivers,trade UNION (fr),north",
        "Example Lakes,Choir,",
        "Example Party,Political party,south",
    )
    table = reading.read("\n".join(lines).encode(), column_mapping.known, 99)
    choices = Choices(columns=column_mapping.guess(table.header))
    read = await store.read(lambda unit: imports.look_through(unit, LETTER, table, choices))
    assert [(row.line.traits, row.line.place) for row in read.rows] == [
        ({"kind": "union", "region": "north"}, "north"),
        ({}, ""),
    ]
    assert [(each.number, each.field) for each in read.left_out] == [(3, "kind")]
    assert [each.organization for each in read.refused] == ["Example Party"]
