"""Updates are acknowledged once they are handled, and a slow one holds up nobody else."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, cast
from unittest.mock import AsyncMock

import pytest
from telegram import Chat, Message, Update, User
from telegram.error import Conflict, EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError

from adapters.telegram.api.pacing import LIMITS
from adapters.telegram.incoming import polling
from adapters.telegram.incoming.polling import Polling
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.model.deliveries import UPDATES
from bot.model.health import Ailment, Pulse
from tests.unit.delivery.simulated import simulated

ADA, BEN = 1, 2


def written(number: int, person: int) -> Update:
    """Somebody's message in the private chat."""
    who = User(person, "Somebody", is_bot=False)
    return Update(number, message=Message(number, datetime.now(UTC), Chat(person, "private"), from_user=who))


class Server:
    """Gives updates as the Bot API does: what comes before the offset is forgotten."""

    def __init__(self, *updates: Update) -> None:
        self.updates = list(updates)
        self.refuses: list[TelegramError] = []
        self.asked_at: list[float] = []

    async def do_api_request(self, _: str, fields: Mapping[str, Any], **__: object) -> list[Mapping[str, Any]]:
        offset = fields.get("offset")
        self.asked_at.append(asyncio.get_running_loop().time())
        if self.refuses:
            raise self.refuses.pop()
        if offset is not None:
            self.updates = [update for update in self.updates if update.update_id >= offset]
        await asyncio.sleep(0)
        return [update.to_dict() for update in self.updates]

    @property
    def unacknowledged(self) -> list[int]:
        return [update.update_id for update in self.updates]


class Stage:
    """A server, what was handled, and what goes wrong or takes its time."""

    def __init__(self, *updates: Update) -> None:
        self.server = Server(*updates)
        self.handled: list[int] = []
        self.slow: dict[int, asyncio.Event] = {}
        self.fails: set[int] = set()
        self.polling = Polling(cast(Any, self.server), self._handle)

    async def _handle(self, update: Update) -> None:
        if update.update_id in self.slow:
            await self.slow[update.update_id].wait()
        if update.update_id in self.fails:
            raise RuntimeError("the disk is full")
        self.handled.append(update.update_id)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PAUSES", Backoff(0.0, 0.0))
    monkeypatch.setattr(polling, "SLOW_SECONDS", 0.01)


async def test_what_is_handled_is_acknowledged_with_the_next_look() -> None:
    stage = Stage(written(7, ADA), written(8, BEN))
    await stage.polling.step()
    assert sorted(stage.handled) == [7, 8]
    await stage.polling.step()
    assert stage.server.unacknowledged == []


async def test_a_slow_one_holds_up_nobody_else_and_is_not_acknowledged_before_its_end() -> None:
    stage = Stage(written(7, ADA), written(8, BEN))
    stage.slow[7] = asyncio.Event()
    await stage.polling.step()
    stage.server.updates.append(written(9, BEN))
    await stage.polling.step()
    assert stage.handled == [8, 9]
    assert stage.server.unacknowledged == [7, 8, 9]
    stage.slow[7].set()
    await stage.polling.step()
    await stage.polling.step()
    assert stage.handled == [8, 9, 7]
    assert stage.server.unacknowledged == []


async def test_what_is_no_update_is_passed_over_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(written(7, ADA), written(8, BEN))
    whole = stage.server.do_api_request

    async def torn(*given: Any, **named: Any) -> list[Mapping[str, Any]]:
        return [{**each, "message": 1} if each["update_id"] == 8 else each for each in await whole(*given, **named)]

    monkeypatch.setattr(stage.server, "do_api_request", torn)
    await stage.polling.step()
    await stage.polling.step()
    assert stage.handled == [7]
    assert stage.server.unacknowledged == []
    assert caplog.messages == ["an update could not be read"]


async def test_a_persons_next_message_waits_for_the_one_before() -> None:
    stage = Stage(written(7, ADA))
    stage.slow[7] = asyncio.Event()
    await stage.polling.step()
    stage.server.updates.append(written(8, ADA))
    await stage.polling.step()
    assert stage.handled == []
    stage.slow[7].set()
    await stage.polling.step()
    assert stage.handled == [7, 8]


async def test_what_could_not_be_handled_is_fetched_again_and_the_persons_later_ones_after_it() -> None:
    stage = Stage(written(7, ADA), written(8, BEN), written(9, ADA))
    stage.fails.add(7)
    await stage.polling.step()
    assert stage.handled == [8]
    stage.fails.clear()
    await stage.polling.step()
    assert stage.handled == [8, 7, 9]
    await stage.polling.step()
    assert stage.server.unacknowledged == []


@pytest.mark.parametrize(
    ("error", "event", "level"),
    [
        (Conflict("terminated by other getUpdates request"), "platform.taken_over", "WARNING"),
        (InvalidToken("123:secret"), "platform.refused", "ERROR"),
        (EndPointNotFound("123:secret"), "platform.refused", "ERROR"),
        (NetworkError("https://example.org/bot123:secret"), "platform.unreachable", "WARNING"),
    ],
)
async def test_why_nothing_is_fetched_is_told_without_the_library_s_words(
    error: TelegramError, event: str, level: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(written(7, ADA))
    with monkeypatch.context() as patch:
        patch.setattr(stage.server, "do_api_request", AsyncMock(side_effect=error))
        await stage.polling.step()
    assert [(getattr(each, "event", ""), each.levelname) for each in caplog.records] == [(event, level)]
    assert "telegram" in caplog.text
    assert "secret" not in caplog.text
    await stage.polling.step()
    assert stage.handled == [7]


def test_a_server_that_can_t_be_reached_is_asked_less_and_less_often_until_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(polling, "PAUSES", Backoff(3.0, 10.0))
    stage = Stage()

    async def main() -> None:
        for failures in ([Conflict("another"), *[NetworkError("away") for _ in range(3)]], [NetworkError("away")]):
            stage.server.refuses.extend(failures)
            for _ in range(len(failures) + 1):
                await stage.polling.step()

    simulated(main())
    times = stage.server.asked_at
    assert [round(later - earlier) for earlier, later in pairwise(times)] == [3, 6, 10, 10, 0, 3]


def test_where_telegram_asks_to_wait_with_fetching_that_is_obeyed_told_and_can_be_lifted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    stage, asked = Stage(), list[tuple[str, float]]()

    async def main() -> None:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)
        pace.on_cooldown = lambda chat, seconds: asked.append((chat, seconds))
        stage.polling = Polling(cast(Any, stage.server), AsyncMock(), pace)
        stage.server.refuses.extend([RetryAfter(7200), RetryAfter(600)])
        await stage.polling.step()
        fetching = asyncio.create_task(stage.polling.step())
        await asyncio.sleep(60)
        pace.lift(UPDATES)
        await fetching
        await stage.polling.step()
        assert pace.free_in("@1", False) == 0

    simulated(main())
    assert [round(later - earlier) for earlier, later in pairwise(stage.server.asked_at)] == [600, 60]
    assert asked == [(UPDATES, 600), (UPDATES, 7200)]


async def test_why_nothing_is_fetched_can_be_seen_until_something_is_again() -> None:
    stage, seen = Stage(), list[Ailment | None]()
    pulse = Pulse()
    stage.polling = Polling(cast(Any, stage.server), AsyncMock(), pulse=pulse)
    for error in (NetworkError("down"), Conflict("another"), None):
        stage.server.refuses = [error] if error else []
        await stage.polling.step()
        seen.append(pulse.ailment)
    assert seen == [Ailment.UNREACHABLE, Ailment.TAKEN_OVER, None]
