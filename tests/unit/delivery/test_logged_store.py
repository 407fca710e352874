"""Every end of a message is a line of the log, once it is on disk: in numbers, and never in anybody's words."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.delivery.logged_store import LoggedStore
from bot.model.chats import Topic, Unreachable
from bot.model.deliveries import DeliveryState, Subject, Trouble
from bot.model.proofs.mails import MailKind, MailState
from bot.ports.messenger import Gone, Outcome, Refused, RetryAfter, Sent, Unknown
from bot.ports.store import Store, Unit
from bot.service.announcements import corrections, running
from tests.conftest import Clock
from tests.unit.delivery.delivering import PLATFORM, SAMPLE, Scripted, Stage

WORDS = "Ada Example <ada@example.org> said no"


@pytest.fixture(autouse=True)
def quiet(told: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that somebody wrote is told, whatever happens."""
    yield
    assert "Ada" not in told.text
    assert "ada@" not in told.text


def staged(store: Store, clock: Clock, *ends: Outcome, memory: timedelta = timedelta(0)) -> Stage:
    return Stage(LoggedStore(store), clock, Scripted(memory, *ends))


def events(told: pytest.LogCaptureFixture) -> Counter[str]:
    """How many lines there are of each event of a message or a mail."""
    every = Counter(getattr(record, "event", "") for record in told.records)
    return Counter({event: count for event, count in every.items() if event.startswith(("delivery.", "mail."))})


async def test_each_end_of_a_delivery_is_a_line_with_its_numbers_and_a_closed_reason(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock, Sent("m1"), Gone(Unreachable.BLOCKED, WORDS), Refused(WORDS), Unknown(WORDS))
    announcement = await stage.announce("one", "two", "three", "four", title=WORDS)
    await stage.work()
    assert sorted(each.partition("): ")[2] for each in told.messages if "announcement" in each) == [
        "failed at attempt 1 (blocked)",
        "failed at attempt 1 (refused)",
        "sent at attempt 1",
        "uncertain at attempt 1 (unanswered)",
    ]
    args = [record.args for record in told.records if getattr(record, "event", "") == "delivery.sent"]
    chat = await stage.chat("one")
    assert args == [
        {
            "delivery": 1,
            "subject": Subject.ANNOUNCEMENT,
            "about": announcement.id,
            "chat": chat.id,
            "platform": PLATFORM,
            "attempt": 1,
            "state": DeliveryState.SENT,
        }
    ]


async def test_a_delivery_that_is_tried_again_is_told_when_it_ends_and_at_which_attempt(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock, RetryAfter(3, WORDS), RetryAfter(3, WORDS), Sent("m1"))
    await stage.announce("one")
    for _ in range(3):
        await stage.work()
        clock.forward(seconds=4)
    assert events(told) == {"delivery.sent": 1}
    assert "sent at attempt 3" in told.text


async def test_a_delivery_that_has_waited_for_too_long_was_held_up(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock, RetryAfter(3, WORDS), RetryAfter(3, WORDS))
    await stage.announce("one")
    await stage.work()
    clock.forward(days=2)
    await stage.work()
    assert f"failed at attempt 2 ({Trouble.HELD_UP})" in told.text


async def test_what_is_stopped_before_it_left_is_told_once_for_each_chat(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock)
    announcement = await stage.announce("one", "two", "three")
    await stage.steer(running.stop, announcement)
    await stage.advance()
    assert events(told) == {"delivery.cancelled": 3}


async def test_a_correction_and_a_recall_are_told_for_each_chat(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock)
    announcement = await stage.announce("one", "two")
    await stage.work()
    await stage.advance()
    await stage.correct(announcement, WORDS)
    await stage.advance()
    stage.messenger.ends = [Sent("m1"), Refused(WORDS)]
    await stage.work()
    assert events(told) == {"delivery.sent": 2, "delivery.edited": 2}
    assert told.text.count("edited at attempt 1 (refused)") == 1
    await stage.steer(corrections.recall, announcement)
    await stage.advance()
    await stage.work()
    assert events(told)["delivery.recalled"] == 2


async def test_what_shows_how_things_stand_is_told_once_and_not_with_each_of_its_edits(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    assert len(stage.messenger.edited) == 1
    assert events(told) == {"delivery.sent": 1}


async def test_whoever_closes_a_chat_ends_what_waits_for_it_and_whoever_unfollows_too(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock)
    announcement = await stage.announce("one", "two")
    one, two = await stage.chat("one"), await stage.chat("two")
    await stage.store.write(lambda unit: unit.chats.close(one.id, Unreachable.REMOVED))
    assert f"to chat {one.id} on platform): failed at attempt 1 (removed)" in told.text
    await stage.store.write(lambda unit: unit.chats.unfollow(two.id, announcement.letter_id, Topic.NEWS))
    assert f"to chat {two.id} on platform): cancelled at attempt 1" in told.text
    assert sum(events(told).values()) == 2


async def test_what_was_leaving_when_the_process_ended_is_told_when_it_is_settled(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    stage = staged(store, clock)
    await stage.announce("one", "two")
    due = await stage.store.read(lambda unit: unit.outbox.due(PLATFORM, 9))
    await stage.store.write(lambda unit: unit.outbox.begin([each.id for each in due]))
    await stage.started_again().take_up()
    assert events(told) == {"delivery.uncertain": 2}
    assert told.text.count("interrupted") == 2
    assert "0 leave again and 2 are uncertain" in told.text


async def test_what_was_undone_is_not_told(store: Store, clock: Clock, told: pytest.LogCaptureFixture) -> None:
    stage = staged(store, clock)
    await stage.announce("one")
    chat = await stage.chat("one")

    def fails(unit: Unit) -> None:
        unit.chats.close(chat.id, Unreachable.REMOVED)
        raise ValueError("it is undone")

    def goes_on(unit: Unit) -> None:
        with pytest.raises(ValueError, match="undone"), unit.savepoint():
            fails(unit)

    with pytest.raises(ValueError, match="undone"):
        await stage.store.write(fails)
    await stage.store.write(goes_on)
    assert events(told) == {}


async def test_the_ends_of_mails_are_told_without_their_addresses(
    store: Store, clock: Clock, told: pytest.LogCaptureFixture
) -> None:
    logged = LoggedStore(store)

    def unit(unit: Unit) -> None:
        letter = unit.letters.publish(SAMPLE).letter_id
        first = unit.mails.put(MailKind.CODE, letter, 17, "ada@example.org", "en")
        second = unit.mails.put(MailKind.RECEIPT, letter, 17, "ada@example.org", "en")
        unit.mails.begin(first.id)
        unit.mails.end(first.id, MailState.BOUNCED, WORDS)
        unit.mails.stop(second.address)

    await logged.write(unit)
    assert events(told) == {"mail.bounced": 1, "mail.cancelled": 1}
    assert "mail 1 (code of 17): bounced" in told.messages
