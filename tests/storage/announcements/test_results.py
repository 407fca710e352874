"""What came of announcements: how many stand in each state, and a line for each chat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.model.announcements.announcement import Announcement
from bot.model.chats import Chat, Unreachable
from bot.model.deliveries import UPDATES, Cooldown, DeliveryState, ReportRow, Subject, Tally
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, announced, chat, publish

SENT, FAILED, UNCERTAIN = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN


def ended(unit: Unit) -> Announcement:
    """Sent to two chats, failed in one, uncertain in one, and queued for one; another is queued for all."""
    announcement = announced(unit, "12345")
    unit.queue.put_to_audience(announce(unit, announcement.letter_id, "Another."), 100)
    due = [each for each in unit.outbox.due("telegram", 10) if each.subject_id == announcement.id]
    unit.outbox.begin([each.id for each in due[:4]])
    unit.outbox.sent([(due[0], "m1", 1), (due[1], "m2", 1)])
    unit.outbox.end(due[2].id, FAILED, reason="the bot may not write there")
    unit.outbox.interrupted("telegram", {})
    return announcement


def page(unit: Unit, announcement: Announcement, after: int) -> Sequence[ReportRow]:
    return unit.results.rows(announcement.id, after, 2)


async def test_the_states_of_an_announcement_are_counted_and_its_troubles_named(store: Store) -> None:
    announcement = await store.write(ended)
    tally = await store.read(lambda unit: unit.results.tally(announcement))
    assert tally == Tally(queued=1, sent=2, failed=1, uncertain=1)
    assert (tally.open, tally.ended, tally.total) == (1, 4, 5)
    rows = await store.read(lambda unit: unit.results.rows(announcement.id, 0, 10, troubles=True))
    assert [(row.chat.address.place, row.state, row.reason) for row in rows] == [
        ("3", FAILED, "the bot may not write there"),
        ("4", UNCERTAIN, "interrupted"),
    ]
    assert len(await store.read(lambda unit: unit.results.rows(announcement.id, 0, 1, troubles=True))) == 1


async def test_a_report_has_a_line_for_each_chat_page_by_page(store: Store, clock: Clock) -> None:
    announcement = await store.write(ended)
    seen, after = list[tuple[str, str, str]](), 0
    while rows := await store.read(partial(page, announcement=announcement, after=after)):
        seen += [(row.chat.address.place, row.state.value, row.message) for row in rows]
        assert all((row.sent_at == clock.now) == (row.state is SENT) for row in rows)
        after = rows[-1].delivery_id
    assert seen == [
        ("1", "sent", "m1"), ("2", "sent", "m2"), ("3", "failed", ""), ("4", "uncertain", ""), ("5", "queued", ""),
    ]  # fmt: skip


async def test_of_those_sent_some_are_behind_and_some_are_stale(store: Store) -> None:
    announcement = await store.write(ended)
    corrected = replace(announcement, version=2)

    def correct(unit: Unit) -> int:
        unit.announcements.save(corrected)
        return unit.queue.request_update(corrected, 100)

    assert await store.write(correct) == 3
    assert await store.write(correct) == 0
    tally = await store.read(lambda unit: unit.results.tally(corrected))
    assert (tally.sent, tally.behind, tally.stale) == (2, 2, 0)
    rows = await store.read(lambda unit: unit.results.rows(announcement.id, 0, 9))
    assert [row.behind for row in rows] == [True, True, False, False, False]

    def show(unit: Unit) -> None:
        unit.outbox.showing(rows[0].delivery_id, 2)
        unit.outbox.showing(rows[1].delivery_id, 2, "too_old")

    await store.write(show)
    tally = await store.read(lambda unit: unit.results.tally(corrected))
    assert (tally.sent, tally.behind, tally.stale) == (2, 0, 1)
    stale = await store.read(lambda unit: unit.results.rows(announcement.id, 0, 9, stale=True))
    assert [row.chat.address.place for row in stale] == ["2"]


async def test_files_pins_and_what_is_passed_on_are_no_deliveries_of_their_own(store: Store) -> None:
    announcement = await store.write(ended)

    def follow(unit: Unit) -> Tally:
        before = unit.results.tally(announcement)
        for subject in (Subject.FILES, Subject.PIN, Subject.CROSSPOST, Subject.PROGRESS, Subject.RELEASE):
            unit.queue.put(chat(unit, "1").id, subject, announcement.id)
        assert unit.results.tally(announcement) == before
        return before

    assert (await store.write(follow)).total == 5
    assert len(await store.read(lambda unit: unit.results.rows(announcement.id, 0, 99))) == 5


async def test_files_pins_and_what_is_passed_on_are_counted_where_they_are_lacking(store: Store) -> None:
    announcement = await store.write(ended)

    def fail(unit: Unit) -> Tally:
        for subject in (Subject.FILES, Subject.PIN, Subject.CROSSPOST):
            unit.queue.put(chat(unit, "1").id, subject, announcement.id)
        unit.queue.put(chat(unit, "2").id, Subject.PIN, announcement.id)
        for each in unit.outbox.due("telegram", 9):
            if each.subject is not Subject.ANNOUNCEMENT:
                unit.outbox.end(each.id, FAILED, "not enough rights")
        return unit.results.tally(announcement)

    tally = await store.write(fail)
    assert (tally.bare, tally.unpinned, tally.unpassed) == (1, 2, 1)


async def test_closing_a_chat_fails_what_is_queued_there_for_the_same_reason(store: Store) -> None:
    def queue(unit: Unit) -> Announcement:
        announcement = announced(unit, "12")
        unit.chats.close(chat(unit, "1").id, Unreachable.REMOVED)
        return announcement

    announcement = await store.write(queue)
    assert await store.read(lambda unit: unit.results.tally(announcement)) == Tally(queued=1, failed=1)
    (row,) = await store.read(lambda unit: unit.results.rows(announcement.id, 0, 10, troubles=True))
    assert (row.chat.address.place, row.state, row.reason) == ("1", FAILED, "removed")
    assert [each.address.place for each in await store.read(lambda unit: unit.outbox.due("telegram", 10))] == ["2"]


async def test_closing_a_chat_leaves_what_was_sent_there_as_it_is(store: Store) -> None:
    def send(unit: Unit) -> tuple[Announcement, Chat]:
        announcement = announced(unit, "1")
        (delivery,) = unit.outbox.due("telegram", 10)
        unit.outbox.begin([delivery.id])
        unit.outbox.sent([(delivery, "m1", 1)])
        unit.chats.close(delivery.chat.id, Unreachable.REMOVED)
        return announcement, delivery.chat

    announcement, _ = await store.write(send)
    assert await store.read(lambda unit: unit.results.tally(announcement)) == Tally(sent=1)


async def test_what_failed_or_is_uncertain_is_repeated_to_open_chats_with_a_fresh_key(
    store: Store, clock: Clock
) -> None:
    announcement = await store.write(ended)
    clock.forward(hours=1)

    def repeat(unit: Unit) -> list[int]:
        return [unit.queue.repeat(announcement, state) for state in (FAILED, UNCERTAIN, FAILED)]

    before = {each.id: each.key for each in await store.read(lambda unit: unit.outbox.due("telegram", 99))}
    assert await store.write(repeat) == [1, 1, 0]
    again = [each for each in await store.read(lambda unit: unit.outbox.due("telegram", 99)) if each.id not in before]
    assert [each.address.place for each in again] == ["3", "4"]
    assert not {each.key[:14] for each in again} & {key[:14] for key in before.values()}
    for each in again:
        assert (each.attempt, each.reason, each.message, each.started_at, each.unsure_since) == (0, "", "", None, None)
    await store.write(lambda unit: unit.chats.close(again[0].chat.id, Unreachable.REMOVED))
    assert await store.write(lambda unit: unit.queue.repeat(announcement, FAILED)) == 0


async def test_whether_something_is_still_to_leave_is_told_also_for_what_is_put_off(store: Store, clock: Clock) -> None:
    announcement = await store.write(lambda unit: announced(unit, "1"))
    soon = clock.now + timedelta(minutes=1)

    def look(unit: Unit) -> tuple[bool, bool, bool]:
        queue = unit.queue
        return queue.unsent(announcement.id, None), queue.unsent(announcement.id, soon), queue.pending(announcement.id)

    assert await store.read(look) == (True, True, True)
    (delivery,) = await store.read(lambda unit: unit.outbox.due("telegram", 10))
    await store.write(lambda unit: unit.outbox.begin([delivery.id]))
    assert await store.read(look) == (True, True, True)
    await store.write(lambda unit: unit.outbox.again(delivery, 90, perhaps=False))
    assert await store.read(look) == (True, False, True)
    await store.write(lambda unit: unit.outbox.begin([delivery.id]))
    await store.write(lambda unit: unit.outbox.sent([(delivery, "m1", 1)]))
    assert await store.read(look) == (False, False, False)
    await store.write(lambda unit: unit.queue.request_update(replace(announcement, version=2), 9))
    assert await store.read(look) == (False, False, True)


async def test_the_waits_for_which_something_of_an_announcement_waits_are_told(store: Store, clock: Clock) -> None:
    hour, day = clock.now + timedelta(hours=1), clock.now + timedelta(days=1)

    def halted(unit: Unit) -> Sequence[Announcement]:
        night = publish(unit).letter_id
        first, second = announce(unit, night), announce(unit, night, "Another.")
        for number in range(3):
            chat(unit, f"-{number}", follows=night)
        unit.queue.put_to_audience(first, 100)
        chat(unit, "7", "discord", follows=night)
        unit.queue.put_to_audience(second, 100)
        sent = next(each for each in unit.outbox.due("telegram", 9) if each.address.place == "-2")
        unit.outbox.begin([sent.id])
        unit.outbox.sent([(sent, "m1", 1)])
        for platform, place, until in (
            ("telegram", "telegram", hour),
            ("telegram", "-0", hour),
            ("telegram", "-1", day),
            ("telegram", "-9", day),
            ("discord", "7", hour),
            ("elsewhere", "elsewhere", day),
            ("telegram", UPDATES, day),
        ):
            unit.outbox.cool_down(platform, place, until)
        return first, second

    first, second = await store.write(halted)
    everything, chats = Cooldown("telegram", hour), Cooldown("telegram", day, 2)
    assert await store.read(lambda unit: unit.results.cooldowns(first.id)) == [everything, chats]
    there = await store.read(lambda unit: unit.results.cooldowns(second.id))
    assert there == [Cooldown("discord", hour, 1), everything, Cooldown("telegram", day, 2)]
    assert await store.read(lambda unit: unit.results.halts()) == [
        Cooldown("discord", hour, 1),
        Cooldown("elsewhere", day),
        everything,
        Cooldown("telegram", day, 3),
    ]
    clock.forward(hours=2)
    assert await store.read(lambda unit: unit.results.cooldowns(first.id)) == [Cooldown("telegram", day, 1)]
    later = await store.read(lambda unit: unit.results.halts())
    assert later == [Cooldown("elsewhere", day), Cooldown("telegram", day, 2)]
    assert await store.read(lambda unit: unit.results.cooldowns(99)) == []
