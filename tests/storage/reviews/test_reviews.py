"""The reviewers' queue on disk: its order, who holds which card, and what was decided about many at once."""

from datetime import timedelta
from functools import partial

from bot.model.reviews import LEASE, Backlog, Bulk, Preference, Selection, Verdict, Which
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import person, publish, sign


async def test_the_preferred_come_first_and_then_those_that_wait_longest(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    ids = list[int]()
    since = clock.now
    for name in ("One", "Two", "Three"):
        ids.append((await store.write(partial(sign, letter_id=night, name=name))).id)
        clock.forward(minutes=1)
    await store.write(lambda unit: unit.endorsements.prefer(ids[1], Preference.IMPORTED))
    reviewer = (await store.write(lambda unit: person(unit, "grace"))).id

    def order(unit: Unit) -> list[int]:
        found, after = list[int](), None
        for _ in range(4):
            following = unit.reviews.next(night, reviewer, after)
            assert following
            found.append(after := following.id)
        return found

    assert await store.read(order) == [ids[1], ids[0], ids[2], ids[1]]
    assert await store.read(lambda unit: unit.reviews.backlog(night)) == Backlog(3, since)


async def test_a_lease_is_one_person_s_until_it_ends(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    only = await store.write(lambda unit: sign(unit, night))
    ada, grace = [(await store.write(partial(person, name=name))).id for name in ("ada", "grace")]
    await store.write(lambda unit: unit.reviews.lease(only.id, ada, unit.now + LEASE))
    assert await store.read(lambda unit: unit.reviews.next(night, grace, None)) is None
    assert await store.read(lambda unit: unit.reviews.next(night, ada, None)) == only
    await store.write(lambda unit: unit.reviews.lease(only.id, grace, unit.now + LEASE))
    assert await store.read(lambda unit: unit.reviews.holder(only.id)) == grace
    clock.now += LEASE
    assert await store.read(lambda unit: unit.reviews.holder(only.id)) is None
    assert await store.read(lambda unit: unit.reviews.next(night, ada, None)) == only


async def test_what_is_meant_is_found_by_why_how_long_and_domain(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    one = await store.write(lambda unit: sign(unit, night, "One"))
    clock.now += timedelta(days=3)
    two = await store.write(lambda unit: sign(unit, night, "Two"))
    await store.write(lambda unit: unit.endorsements.prefer(two.id))

    def meant(unit: Unit, selection: Selection) -> list[int]:
        return [each.id for each in unit.reviews.selected(night, selection, 10)]

    for selection, ids in (
        (Selection(Which.PROVEN), [two.id]),
        (Selection(Which.IMPORTED), []),
        (Selection(Which.OLDER, days=2), [one.id]),
        (Selection(Which.DOMAIN, like=one.id), [two.id, one.id]),
    ):
        assert await store.read(partial(meant, selection=selection)) == ids
    assert await store.read(lambda unit: unit.reviews.domains(night)) == [("mail.example", 2, two.id)]


async def test_what_was_decided_at_once_comes_back_and_is_undone_once(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    reviewer = (await store.write(lambda unit: person(unit, "grace"))).id
    kept = await store.write(lambda unit: unit.reviews.add_bulk(night, reviewer, Verdict.DECLINE, [3, 1]))
    assert await store.read(lambda unit: unit.reviews.bulk(kept.id)) == kept
    assert kept == Bulk(kept.id, night, reviewer, Verdict.DECLINE, (3, 1), clock.now)
    await store.write(lambda unit: unit.reviews.bulk_undone(kept.id))
    undone = await store.read(lambda unit: unit.reviews.bulk(kept.id))
    assert undone
    assert undone.undone_at == clock.now
