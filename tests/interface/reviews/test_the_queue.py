"""Reviewers share one queue: whose turn it is, who holds which card, and when they are told that it grows old."""

from datetime import UTC, datetime

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.model.reviews import FEW, OLD, Preference
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.reviews import queue
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, with_role

NAMES = [f"Example {name}" for name in ("Bakers", "Riders", "Gardeners", "Singers", "Weavers", "Potters", "Sailors")]
HELD = "Another reviewer is looking at this sign-on just now."


async def reviewer(interface: Interface, store: Store, name: str) -> Someone:
    person = Someone(interface, name)
    await with_role(store, person, Role.REVIEWER, 1)
    return person


async def waiting(interface: Interface, clock: Clock, count: int) -> None:
    """So many sign-ons wait, each for a minute less than the one before."""
    for name in NAMES[:count]:
        await sign(Someone(interface, "ada"), name)
        clock.forward(minutes=1)


async def queued(store: Store) -> list[tuple[Subject, int]]:
    """What is to leave for reviewers."""
    due = await store.read(lambda unit: unit.outbox.due("test", 100))
    return [(each.subject, each.subject_id) for each in due]


async def acts(store: Store) -> list[str]:
    links = await store.read(lambda unit: unit.journal.links(1))
    return [link.body.partition('"act":"')[2].partition('"')[0] for link in links]


async def test_the_one_that_has_waited_longest_comes_first_and_next_goes_on(
    interface: Interface, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 3)
    assert "Example Bakers" in await rex.give("review", letter="1")
    assert "Example Riders" in await rex.push("Next")
    assert "Example Gardeners" in await rex.push("Next")
    assert "Example Bakers" in await rex.push("Next")


async def test_a_proven_address_or_the_imported_list_comes_before_age(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 4)
    await store.write(lambda unit: unit.endorsements.prefer(4, Preference.IMPORTED))
    await store.write(lambda unit: unit.endorsements.prefer(3))
    await rex.give("review", letter="1")
    order = list[str]()
    for _ in range(4):
        order.append(next(name for name in NAMES if name in rex.text))
        await rex.push("Next")
    assert order == ["Example Gardeners", "Example Singers", "Example Bakers", "Example Riders"]


async def test_what_one_reviewer_has_before_them_is_not_given_to_another_for_ten_minutes(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 2)
    eve, dre = await reviewer(interface, store, "eve"), await reviewer(interface, store, "dre")
    assert "Example Bakers" in await rex.give("review", letter="1")
    assert "Example Riders" in await eve.give("review", letter="1")
    assert "Other reviewers have all of them before them" in await dre.give("review", letter="1")
    assert "Example Bakers" in await rex.give("review", letter="1")
    clock.forward(minutes=10)
    assert "Example Bakers" in await dre.give("review", letter="1")


async def test_who_goes_on_leaves_the_card_to_others(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 2)
    eve = await reviewer(interface, store, "eve")
    await rex.give("review", letter="1")
    await rex.push("Next")
    assert "Example Bakers" in await eve.give("review", letter="1")


@pytest.mark.parametrize(
    "action",
    [
        button("review"),
        button("details", endorsement=1),
        button("decide", endorsement=1, decision="ask"),
        button("decide", endorsement=1, decision="decline"),
    ],
)
async def test_who_opens_a_card_holds_it_and_another_s_decision_is_refused(
    interface: Interface, store: Store, clock: Clock, rex: Someone, action: str
) -> None:
    await waiting(interface, clock, 1)
    eve = await reviewer(interface, store, "eve")
    await rex.press(action)
    refused = await eve.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert HELD in refused
    assert "rex" not in refused
    found = await store.read(lambda unit: unit.endorsements.get(1))
    assert found
    assert found.state is State.SUBMITTED
    assert "is listed" in await rex.press(button("decide", endorsement=1, decision="list", check="phone"))


async def test_a_card_is_taken_over_and_that_is_journalled(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 1)
    eve = await reviewer(interface, store, "eve")
    await rex.give("review", letter="1")
    assert HELD in await eve.press(button("decide", endorsement=1, decision="list"))
    assert "How did you check" in await eve.push("Take it over")
    assert "is listed" in await eve.push("I called a number that I found myself")
    assert (await acts(store))[-2:] == ["endorsement.taken_over", "endorsement.listed"]


async def test_a_reason_that_was_written_while_another_took_over_is_refused(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 1)
    eve = await reviewer(interface, store, "eve")
    await rex.press(button("decide", endorsement=1, decision="decline"))
    clock.forward(minutes=10)
    await eve.give("review", letter="1")
    assert f"{HELD} Nothing was done." in await rex.say("We could not reach you.")


async def test_a_lease_ends_with_the_decision(interface: Interface, store: Store, clock: Clock, rex: Someone) -> None:
    await waiting(interface, clock, 1)
    eve = await reviewer(interface, store, "eve")
    await rex.give("review", letter="1")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await rex.press(button("decide", endorsement=1, decision="undo"))
    assert "Example Bakers" in await eve.give("review", letter="1")


async def test_few_have_cards_and_many_have_one_message_that_says_how_many(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, FEW)
    assert await queued(store) == [(Subject.CARD, number) for number in range(1, FEW + 1)]
    await waiting(interface, clock, 7)
    there = await queued(store)
    assert there.count((Subject.QUEUE, 1)) == 1
    assert (Subject.CARD, FEW + 1) not in there
    said = await message(store, interface, rex, Subject.QUEUE)
    assert "7 sign-ons wait for a decision." in said
    assert "The oldest has waited since" in said
    await rex.press(button("decide", endorsement=7, decision="list", check="phone"))
    assert (Subject.CARD, 7) not in await queued(store)
    assert "6 sign-ons wait for a decision." in await message(store, interface, rex, Subject.QUEUE)


async def test_an_answer_comes_to_the_reviewers_however_many_wait(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 7)
    await rex.press(button("decide", endorsement=7, decision="ask"))
    await rex.say("Has your board decided?")
    assert (Subject.CARD, 7) in await queued(store)


async def test_reviewers_are_told_once_a_day_while_one_has_waited_for_more_than_two_days(
    interface: Interface, store: Store, clock: Clock, rex: Someone
) -> None:
    clock.now = datetime(2026, 3, 2, 16, tzinfo=UTC)
    await waiting(interface, clock, 1)

    async def told(day: int, hour: int) -> int:
        clock.now = datetime(2026, 3, day, hour, tzinfo=UTC)
        await store.write(queue.remind)
        return (await queued(store)).count((Subject.OVERDUE, 1))

    assert [await told(4, 15), await told(4, 17), await told(4, 23)] == [0, 1, 1]
    assert [await told(5, 6), await told(5, 15), await told(5, 20)] == [1, 2, 2]
    said = await message(store, interface, rex, Subject.OVERDUE)
    assert "A sign-on has waited for 3 days." in said
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert await message(store, interface, rex, Subject.OVERDUE) == ""
    assert await told(6, 15) == 2


async def message(store: Store, interface: Interface, person: Someone, subject: Subject) -> str:
    """What a message of the queue would say to somebody now."""

    def unit(unit: Unit) -> str:
        chat = unit.chats.ensure(private_chat(person.account), ChatKind.PRIVATE, "")
        found = composer(interface)(unit)(Delivery(1, chat, subject, 1, DeliveryState.QUEUED, key="k"))
        return plain(found.blocks) if found else ""

    return await store.write(unit)


async def test_the_queue_is_for_reviewers_alone(interface: Interface, store: Store, clock: Clock) -> None:
    await waiting(interface, clock, 7)
    eve = Someone(interface, "eve")
    for action in (
        button("review"),
        button("review", after=1),
        button("bulk", verdict="list", which="older", days=30),
        button("undo_bulk", bulk=1),
    ):
        assert "This is for the letter's organizers." in await eve.press(action)
    assert "does not review" in await message(store, interface, eve, Subject.QUEUE)


async def test_how_long_the_oldest_has_waited_is_said_once_it_is_old(
    interface: Interface, clock: Clock, rex: Someone
) -> None:
    await waiting(interface, clock, 1)
    fresh = await rex.give("review", letter="1")
    assert "1 sign-on waits for a decision." in fresh
    assert "The oldest" not in fresh
    clock.now += OLD
    clock.forward(minutes=1)
    assert "The oldest has waited since" in await rex.give("review", letter="1")
