"""What is kept of how many there are is what counting finds, whatever is done; pages are the same from either end."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from bot.model.endorsements.endorsement import MOVES, State
from bot.model.letters.categories import Trait
from bot.model.lists.counts import Count
from bot.model.lists.filters import Filter
from bot.model.lists.order import Order
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from storage import tables
from storage.counting import keep_counts
from storage.unit import ConnectionUnit
from tests.acts import LEADS_TO
from tests.conftest import Clock
from tests.letters import LETTER
from tests.memory import MemoryStore
from tests.storage.examples import publish, sign

KINDS = ("", "union", "club")


def verdict(unit: Unit) -> str:
    """What verification finds."""
    return verification.verify(unit, LETTER).fault


def begin(unit: Unit, *signed: tuple[State, str]) -> None:
    """A letter, and sign-ons in these states and of these kinds."""
    publish(unit)
    for number, (state, kind) in enumerate(signed):
        endorsement = sign(unit, LETTER, f"Example {number}", state)
        stating = replace(endorsement, entry=endorsement.entry.stating({Trait.KIND.value: kind}))
        unit.endorsements.save(stating, LEADS_TO[state], stating.person_id)


SIGNED = st.lists(st.tuples(st.sampled_from(State), st.sampled_from(KINDS)), max_size=4)
CHANGES = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(State), st.sampled_from(KINDS), st.integers(0, 3000)), max_size=6
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SIGNED, CHANGES)
def test_counts_are_what_counting_finds(
    clock: Clock, signed: list[tuple[State, str]], changes: list[tuple[int, State, str, int]]
) -> None:
    store = MemoryStore(clock)
    store.do(lambda unit: begin(unit, *signed))

    def change(unit: Unit, number: int, state: State, kind: str) -> None:
        there = unit.endorsements.get(number)
        if there and (state in MOVES[there.state] or state is there.state):
            moved = there if state is there.state else there.moved(state, unit.now)
            said = replace(moved, entry=moved.entry.stating({Trait.KIND.value: kind}))
            unit.endorsements.save(said, LEADS_TO[state], said.person_id)

    def agree(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        there = [each for number in range(1, 5) if (each := unit.endorsements.get(number))]
        for state in State:
            assert unit.endorsements.count(LETTER, state) == sum(each.state is state for each in there)
        listed = [each for each in there if each.state is State.LISTED]
        withheld = [each for each in there if each.state is State.WITHHELD]
        assert unit.endorsements.signed(LETTER) == Count(len(listed), len(withheld))
        kinds = {kind: sum(each.entry.kind == kind for each in listed) for kind in KINDS}
        stated = {kind: count for kind, count in kinds.items() if kind and count}
        assert unit.endorsements.count_stated(LETTER, Trait.KIND) == stated
        for kind in KINDS:
            within = Filter(traits={Trait.KIND.value: kind})
            assert unit.endorsements.count_listed(LETTER, within) == kinds[kind]
        moments = sorted(each.changed_at for each in (*listed, *withheld))
        assert unit.endorsements.growth(LETTER, 10) == [(at, number) for number, at in enumerate(moments, 1)]
        assert unit.endorsements.miscounted(LETTER) == ""

    store.do(agree)
    for number, state, kind, minutes in changes:
        clock.forward(minutes=minutes)
        store.do(partial(change, number=number, state=state, kind=kind))
        store.do(agree)
    store.close()


async def test_whatever_statement_changes_a_row_it_is_counted(store: Store) -> None:
    record = tables.endorsements
    there = [(State.LISTED, "union"), (State.LISTED, ""), (State.SUBMITTED, ""), (State.WITHHELD, "club")]

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        begin(unit, *there)
        unit.connection.execute(update(record).values(kind="choir").where(record.c.id < 4))
        unit.connection.execute(update(record).values(state=State.WITHDRAWN.value).where(record.c.id == 2))
        assert unit.endorsements.miscounted(LETTER) == ""
        assert unit.endorsements.count_stated(LETTER, Trait.KIND) == {"choir": 1}
        assert [unit.endorsements.count(LETTER, state) for state in (State.LISTED, State.WITHDRAWN)] == [1, 1]
        copy = unit.connection.execute(select(record).where(record.c.id == 1)).one()._asdict()
        unit.connection.execute(delete(tables.representatives).where(tables.representatives.c.endorsement_id == 4))
        unit.connection.execute(
            insert(record).values({**copy, "id": 9, "organization_id": 2, "handle": "H", "receipt": "R"})
        )
        assert unit.endorsements.signed(LETTER) == Count(2, 1)
        unit.connection.execute(delete(record).where(record.c.id == 9))
        assert unit.endorsements.miscounted(LETTER) == ""

    await store.write(change)


async def test_a_count_that_was_changed_is_found_and_counted_anew_with_the_triggers(store: Store) -> None:
    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        begin(unit, (State.LISTED, ""))
        assert verdict(unit) == ""
        unit.connection.execute(update(tables.endorsement_growth).values(counted=2))
        assert verdict(unit) == "endorsement_growth holds other numbers than there are endorsements"
        unit.connection.execute(update(tables.endorsement_counts).values(counted=3))
        assert verdict(unit) == "endorsement_counts holds other numbers than there are endorsements"
        keep_counts(unit.connection)
        assert verdict(unit) != ""

    await store.write(change)


async def test_growth_of_many_is_in_parts_of_the_time_and_ends_with_all_of_them(store: Store, clock: Clock) -> None:
    await store.write(publish)
    for number in range(12):
        clock.forward(minutes=40 * number)
        await store.write(partial(sign, letter_id=LETTER, name=f"Example {number}", state=State.LISTED))
    exact = await store.read(lambda unit: unit.endorsements.growth(LETTER, 12))
    coarse = await store.read(lambda unit: unit.endorsements.growth(LETTER, 5))
    assert len(exact) == 12
    assert 3 < len(coarse) <= 6
    assert (coarse[0], coarse[-1][1]) == (exact[0], 12)
    assert [count for at, count in coarse[1:]] == [sum(when <= at for when, _ in exact) for at, _ in coarse[1:]]
    assert coarse[-1][0] - exact[-1][0] < timedelta(days=1)


async def test_a_page_is_the_same_from_either_end(store: Store) -> None:
    def begin_many(unit: Unit) -> None:
        begin(unit, *[(State.LISTED, KINDS[number % 3]) for number in range(11)])
        sign(unit, LETTER, "Waiting", State.SUBMITTED)

    await store.write(begin_many)

    def pages(unit: Unit, order: Order, within: Filter) -> None:
        everybody = unit.endorsements.page(LETTER, [State.LISTED], order, None, 100)
        there = [each for each in everybody if each.entry.kind == within.traits.get(Trait.KIND, each.entry.kind)]
        there = [each for each in there if within.typed in each.entry.organization]
        for limit in (1, 3, 4, 20):
            for offset in range(13):
                count, found = unit.endorsements.found(LETTER, order, offset=offset, limit=limit, within=within)
                assert (count, list(found)) == (len(there), there[offset : offset + limit])

    for order in Order:
        for within in (Filter(), Filter(traits={Trait.KIND.value: "club"}), Filter("Example 1"), Filter("Nobody")):
            await store.read(partial(pages, order=order, within=within))
