"""What each person has caused alone is summed by person, by account and by time, and forgotten after two days."""

from datetime import datetime, timedelta

from bot.model.announcements.spending import A_DAY, Cause, Spending
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import person, publish


async def test_it_is_summed_by_whoever_caused_it_or_is_charged_once_each(store: Store, clock: Clock) -> None:
    def fill(unit: Unit) -> tuple[int, int, int]:
        letter = publish(unit).letter_id
        ada, bea, new = (person(unit, name).id for name in ("ada", "bea", "new"))
        for who, account, chats, ago in ((ada, ada, 3, 1), (new, ada, 4, 2), (bea, bea, 5, 1), (ada, ada, 6, 25)):
            left_at: datetime | None = unit.now - timedelta(hours=ago)
            unit.spending.add(Spending(letter, who, account, Cause.CORRECTION, 1, chats, left_at))
        return ada, bea, new

    ada, bea, new = await store.write(fill)

    def sums(unit: Unit) -> list[int]:
        asked = ((ada,), (bea,), (new,), (ada, new), (ada, bea))
        return [unit.spending.total(each, unit.now - A_DAY, unit.now + A_DAY) for each in asked]

    assert await store.read(sums) == [7, 5, 4, 7, 12]


async def test_what_leaves_counts_until_it_is_over_and_is_forgotten_two_days_later(store: Store, clock: Clock) -> None:
    def add(unit: Unit, subject: int, cause: Cause = Cause.ANNOUNCEMENT) -> None:
        letter, ada = unit.letters.all()[0].letter_id, person(unit).id
        unit.spending.add(Spending(letter, ada, ada, cause, subject, 9, None))

    def leaving(unit: Unit) -> list[tuple[int, int]]:
        return [(each.subject_id, each.chats) for each in unit.spending.leaving({person_id})]

    def total(unit: Unit) -> int:
        return unit.spending.total({person_id}, unit.now - A_DAY, unit.now + A_DAY)

    def begin(unit: Unit) -> int:
        publish(unit)
        for number in (1, 2):
            add(unit, number)
        add(unit, 1, Cause.REPEAT)
        return person(unit).id

    person_id = await store.write(begin)
    assert await store.read(leaving) == [(1, 9), (2, 9), (1, 9)]
    await store.write(lambda unit: unit.spending.count(1, 4))
    await store.write(lambda unit: unit.spending.forget(2))
    assert await store.read(leaving) == [(1, 4), (1, 9)]
    clock.forward(days=5)
    await store.write(lambda unit: unit.spending.close(1))
    assert await store.read(leaving) == []
    assert await store.read(total) == 13
    clock.forward(hours=23)
    assert await store.read(total) == 13
    clock.forward(days=3)
    await store.write(lambda unit: add(unit, 3))
    assert await store.read(lambda unit: unit.spending.total({person_id}, unit.now - 9 * A_DAY, unit.now)) == 0
