"""The index of organizations' names leads to whatever looking through all of them finds, and keeps what is so now."""

import tomllib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.organizations.likeness import Known, resemblance
from bot.ports.store import Store, Unit
from storage import tables
from storage.repositories.organizations.index import OrganizationIndex
from storage.unit import ConnectionUnit
from tests import unit as unit_tests
from tests.conftest import Clock
from tests.memory import MemoryStore
from tests.storage.examples import BAKERS, person, publish, sign
from tests.storage.organizations.test_organizations import listed

PAIRS = Path(unit_tests.__file__).parent / "organizations"
MORE = (
    "Union of Example Bakers", "Example Bakers Union", "Exmaple Bakers Union", "Bakers", "Bakers Union", "Toronto",
    "Bakers Toronto", "Montreal", "Local 12", "Local 13", "Section Paris", "UNISON Springfield Branch", "Canada",
    "Toronto Ontario",
    "UNISON Shelbyville Branch", "UNISON", "UNI5ON", "EBU", "E.B.U.", "Teachers Union", "Toronto Teachers Union", "🥖",
    "Montreal Teachers Union", "Teachers Union Local 4", "Friends of the Example Bakers", "和平会", "和平會", "СССР",
)  # fmt: skip


def kept(unit: Unit) -> tuple[Collection[tuple[str, int]], Collection[str]]:
    """What is in the index: tokens and words."""
    assert isinstance(unit, ConnectionUnit)
    tokens = unit.connection.execute(tables.organization_tokens.select()).all()
    words = unit.connection.execute(tables.vocabulary.select()).all()
    return {(row.token, row.organization_id) for row in tokens}, {row.word for row in words}


def in_step(unit: Unit) -> bool:
    """Whether it would be the same if it were made anew."""
    assert isinstance(unit, ConnectionUnit)
    before = kept(unit)
    OrganizationIndex(unit.connection).fill()
    return kept(unit) == before


@pytest.fixture(scope="module")
def names() -> Collection[str]:
    """Names on which likeness is measured, and those that are hard for an index."""
    pairs = tomllib.loads((PAIRS / "held_out.toml").read_text("utf-8"))["pairs"]
    return list(dict.fromkeys([*MORE, *(name for one, other, _ in pairs for name in (one, other))]))


def test_whatever_is_alike_is_found(names: Collection[str], clock: Clock) -> None:
    store = MemoryStore(clock)

    def all_of_them(unit: Unit) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        numbers = {listed(unit, name).id: name for name in names if not unit.organizations.named(name)}
        found = {(name, each.name) for name in numbers.values() for each, _ in unit.organizations.resembling(name)}
        known = {name: Known((name,)) for name in numbers.values()}
        alike = {(one, other) for one in known for other in known if resemblance(known[one], known[other])}
        return found, alike

    found, alike = store.do(all_of_them)
    assert len(alike) > 2 * len(names)
    assert alike - found == set()
    store.close()


async def test_an_organization_is_found_by_the_names_that_it_has_now_and_by_no_other(store: Store) -> None:
    def begin(unit: Unit) -> Endorsement:
        night = publish(unit).letter_id
        sign(unit, night, "Night Bus Riders", State.LISTED, website="https://riders.example")
        listed(unit, "Old Town Boulangers", acronym="OTB")
        assert in_step(unit)
        return sign(unit, night, "Bakrs of the Old Town")

    signed = await store.write(begin)
    right = replace(signed, entry=replace(signed.entry, organization=BAKERS, website=""))
    await store.write(lambda unit: unit.endorsements.save(right, Act.ENDORSEMENT_CORRECTED, signed.person_id))
    tokens, words = await store.read(kept)
    assert ("wbaker", signed.organization_id) in tokens
    assert "bakr" not in words
    assert not any(token == "@bakers.example" for token, _ in tokens)
    assert await store.write(in_step)


async def test_what_is_merged_and_parted_again_is_found_as_one_and_as_two(store: Store) -> None:
    def begin(unit: Unit) -> tuple[int, int]:
        night = publish(unit).letter_id
        one, other = sign(unit, night, BAKERS), sign(unit, publish(unit, "clean-river").letter_id, "Night Riders")
        return one.organization_id, other.organization_id

    def merged(unit: Unit) -> None:
        unit.merges.add(kept_id, gone_id, (), person(unit).id, ())

    def undone(unit: Unit) -> None:
        (merge,) = unit.merges.into(kept_id)
        unit.merges.undo(merge, [2], person(unit).id, ())

    kept_id, gone_id = await store.write(begin)
    for act, leads_to in ((merged, kept_id), (undone, gone_id)):
        await store.write(act)
        tokens, _ = await store.read(kept)
        assert {number for token, number in tokens if token == "=nightrider"} == {leads_to}
        assert await store.write(in_step)


async def test_no_word_of_a_name_stays_that_was_erased(store: Store) -> None:
    def begin(unit: Unit) -> Endorsement:
        night = publish(unit).letter_id
        sign(unit, night, "Bakers Union", State.LISTED, website="")
        return sign(unit, night, "Zebra Bakers", State.LISTED, website="https://zebra.example")

    signed = await store.write(begin)
    await store.write(lambda unit: unit.privacy.erase(signed.id, signed.person_id))
    tokens, words = await store.read(kept)
    assert {number for _, number in tokens} == {1}
    assert words == {"baker", "union"}
    assert await store.write(in_step)
