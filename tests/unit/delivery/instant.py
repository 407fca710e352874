"""A store in which nothing takes time, for what is tried in simulated time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.ports.store import Unit
from tests.memory import MemoryStore
from tests.unit.delivery.delivering import PLATFORM, SAMPLE


class InstantStore(MemoryStore):
    """A store that tells the time by a clock of seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=clock()))


def announce(unit: Unit, places: list[str], kind: ChatKind) -> Announcement:
    """An announcement that is queued to these chats."""
    letter = unit.letters.publish(SAMPLE).letter_id
    for place in places:
        unit.chats.follow(unit.chats.ensure(Address(PLATFORM, place), kind, "").id, letter, Topic.NEWS)
    draft = unit.announcements.add(letter, Content({"en": "News"}), audience=EVERYBODY, person_id=None)
    unit.announcements.save(replace(draft, stage=Stage.WAITING, starts=unit.now))
    running = replace(draft, stage=Stage.RUNNING, starts=unit.now, started_at=unit.now)
    unit.announcements.save(running)
    unit.announcements.mark_active(running.id, True)
    unit.queue.put_to_audience(running, 100_000)
    return running
