"""A store in which nothing takes time, for what is tried in simulated time."""

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeVar

from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.ports.store import Store, Unit
from storage import tables
from storage.cipher import Cipher
from storage.transactions import engine_on
from storage.unit import ConnectionUnit
from tests.conftest import SECRET
from tests.unit.delivery.delivering import PLATFORM, SAMPLE

Result = TypeVar("Result")
_CIPHER = Cipher(SECRET)


class InstantStore(Store):
    """The real repositories on a database in memory, which takes no time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._engine = engine_on(lambda: _memory(_empty()))

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        now = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=self._clock())
        with self._engine.begin() as connection:
            return unit(ConnectionUnit(connection, now, secrets.randbelow, _CIPHER))

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self.write(unit)

    def close(self) -> None:
        self._engine.dispose()


@cache
def _empty() -> bytes:
    """A database with all tables and nothing in them."""
    made = _memory()
    engine = engine_on(lambda: made)
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
    content = made.serialize()
    engine.dispose()
    return content


def _memory(content: bytes = b"") -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    if content:
        connection.deserialize(content)
    return connection


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
