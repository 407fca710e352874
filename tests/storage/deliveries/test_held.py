"""What is held back in chats: it is in nobody's way, and leaves or ends as whoever manages the chat says."""

from datetime import timedelta
from functools import partial

from bot.model.chats import Chat, Hold, Pace, Terms, Unreachable
from bot.model.deliveries import DeliveryState, Trouble
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, chat, person, publish


def start(unit: Unit, terms: Terms) -> tuple[Chat, Chat]:
    """Two chats that follow; something was decided about the first."""
    letter = publish(unit).letter_id
    one, other = chat(unit, "-1", follows=letter), chat(unit, "-2", follows=letter)
    unit.hosting.decide(one.id, terms)
    return one, other


async def states(store: Store) -> list[tuple[str, str]]:
    """How the first announcement stands in each chat, and why."""
    rows = await store.read(lambda unit: unit.results.rows(1, 0, 9))
    return [(row.state.value, row.reason) for row in rows]


async def test_what_is_held_back_is_not_due_and_leaves_once_it_is_let_go(store: Store) -> None:
    one, other = await store.write(lambda unit: start(unit, Terms(approves=True)))
    await store.write(lambda unit: unit.queue.put_to_audience(announce(unit, 1), 9))
    assert await states(store) == [("held", "asked"), ("queued", "")]
    due = await store.read(lambda unit: unit.outbox.due("telegram", 9))
    assert [each.chat.id for each in due] == [other.id]
    (held,) = await store.read(lambda unit: unit.held.of_chat(one.id, 9))
    assert (held.waits, held.reason, held.version) == (True, "asked", 1)
    assert await store.read(lambda unit: unit.held.count(one.id)) == 1
    assert await store.write(lambda unit: unit.held.let_go(held.delivery_id))
    assert not await store.write(lambda unit: unit.held.let_go(held.delivery_id))
    assert await states(store) == [("queued", ""), ("queued", "")]


async def test_what_left_lately_counts_against_the_bound_and_older_ones_do_not(store: Store, clock: Clock) -> None:
    one, _ = await store.write(lambda unit: start(unit, Terms(pace=Pace(1, 1))))

    def arrives(unit: Unit) -> None:
        unit.queue.put_to_audience(announce(unit, 1), 9)
        due = unit.outbox.due("telegram", 9)
        unit.outbox.begin([each.id for each in due])
        unit.outbox.sent([(each, "m", 1) for each in due])

    await store.write(arrives)
    assert await states(store) == [("sent", ""), ("sent", "")]
    await store.write(lambda unit: unit.queue.put_to_audience(announce(unit, 1), 9))
    assert await store.read(lambda unit: unit.held.count(one.id)) == 1
    clock.now += timedelta(days=1, seconds=1)
    await store.write(lambda unit: unit.queue.put_to_audience(announce(unit, 1), 9))
    assert await store.read(lambda unit: unit.held.count(one.id)) == 1
    assert len(await store.read(lambda unit: unit.held.history(one.id, None, 9))) == 1


async def test_what_was_tried_is_not_held_back_since_it_perhaps_arrived(store: Store) -> None:
    one, _ = await store.write(lambda unit: start(unit, Terms()))
    await store.write(lambda unit: unit.queue.put_to_audience(announce(unit, 1), 9))
    (first, _) = await store.read(lambda unit: unit.outbox.due("telegram", 9))
    await store.write(lambda unit: unit.outbox.begin([first.id]))
    assert await store.write(lambda unit: unit.held.hold(one.id, Hold.PAUSED)) == []


async def test_what_is_held_back_ends_with_its_chat_or_its_announcement_or_by_a_word(store: Store) -> None:
    one, _ = await store.write(lambda unit: start(unit, Terms(approves=True)))
    for _ in range(3):
        await store.write(lambda unit: unit.queue.put_to_audience(announce(unit, 1), 9))
    first, second, third = await store.read(lambda unit: unit.held.of_chat(one.id, 9))
    assert await store.write(lambda unit: unit.held.drop(first.delivery_id, Trouble.UNWANTED))
    await store.write(lambda unit: unit.queue.cancel(second.announcement_id, 9))
    await store.write(lambda unit: unit.chats.close(one.id, Unreachable.REMOVED))

    def ended(unit: Unit) -> list[tuple[str, str]]:
        found = [unit.held.get(each.delivery_id) for each in (first, second, third)]
        return [(each.state, each.reason) for each in found if each]

    assert await store.read(ended) == [
        (DeliveryState.CANCELLED.value, "unwanted"), (DeliveryState.CANCELLED.value, ""),
        (DeliveryState.FAILED.value, "removed"),
    ]  # fmt: skip


async def test_the_latest_hosts_of_a_chat_and_chats_of_a_host_are_known_and_no_more(store: Store, clock: Clock) -> None:
    numbers = [(await store.write(partial(person, name=name))).id for name in ("ada", "eve", "ida")]
    there = await store.write(chat)

    def remember(unit: Unit, number: int) -> None:
        unit.hosting.remember(there.id, number, 2)

    for number in numbers:
        await store.write(partial(remember, number=number))
        clock.now += timedelta(minutes=1)
    assert list(await store.read(lambda unit: unit.hosting.hosts(there.id))) == [numbers[2], numbers[1]]
    assert await store.read(lambda unit: unit.hosting.hosted(numbers[0])) == []
    assert [each.id for each in await store.read(lambda unit: unit.hosting.hosted(numbers[2]))] == [there.id]


async def test_the_bot_greets_a_chat_again_only_after_a_while(store: Store, clock: Clock) -> None:
    there = await store.write(chat)
    greeted = [await store.write(lambda unit: unit.hosting.greet(there.id, timedelta(days=1))) for _ in range(2)]
    clock.now += timedelta(days=1)
    greeted.append(await store.write(lambda unit: unit.hosting.greet(there.id, timedelta(days=1))))
    assert greeted == [True, False, True]
