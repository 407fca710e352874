"""Whether the bot is ready, and what only its host can mend."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from adapters.host.opening import elapsed, now
from adapters.host.serving import health
from adapters.host.serving.disk import LOW_BYTES, LOW_SHARE, Disk, Usage, usage
from adapters.host.serving.health import Health
from bot.errors import StorageFault, TransactionLost
from bot.model.clock import Clock
from bot.model.health import Ailment, PlatformHealth, Trouble
from bot.ports.store import Store
from tests.failing import FailingStore


@dataclass
class Parts:
    """A store, a disk and platforms, each as it is told to be."""

    store: FailingStore
    platforms: list[PlatformHealth] = field(default_factory=list)
    disk: Usage | None = (50, 100)
    mail_rests: bool = False

    def health(self) -> Health:
        made = Health(self.store, Clock(now, elapsed), disk=Disk(lambda: self.disk), mail_rests=lambda: self.mail_rests)
        made.served = [cast(Any, _Served(each)) for each in self.platforms]
        return made


@dataclass
class _Served:
    health: PlatformHealth


@pytest.fixture
def parts(store: Store) -> Parts:
    """Everything is well."""
    return Parts(FailingStore(store), [PlatformHealth("telegram", True), PlatformHealth("discord", True)])


async def test_it_is_ready_while_every_platform_is_connected_and_the_storage_answers(parts: Parts) -> None:
    found = await parts.health().readiness()
    assert found.ready
    said = {"role": "served", "storage": "answers", "telegram": "connected", "discord": "connected"}
    assert dict(found.parts) == said


async def test_a_platform_that_another_process_serves_stands_by(parts: Parts) -> None:
    parts.platforms[1] = PlatformHealth("discord", False, stands_by=True)
    found = await parts.health().readiness()
    assert (found.ready, found.parts["discord"], found.parts["role"]) == (True, "standing by", "served")
    parts.platforms[0] = PlatformHealth("telegram", False, stands_by=True)
    assert (await parts.health().readiness()).parts["role"] == "standing by"


async def test_one_platform_that_is_refused_is_enough_not_to_be_ready(parts: Parts) -> None:
    parts.platforms[1] = PlatformHealth("discord", False, [Ailment.REFUSED])
    found = await parts.health().readiness()
    assert (found.ready, found.parts["discord"], found.parts["telegram"]) == (False, "refused", "connected")
    assert parts.health().troubles() == (Trouble(Ailment.REFUSED, "discord"),)


async def test_a_storage_that_fails_or_does_not_answer_is_not_ready_and_is_not_asked_all_the_time(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.store.reading = TransactionLost(StorageFault.BROKEN)
    asked = parts.health()
    for _ in range(20):
        assert not await asked.ready()
    assert parts.store.failures == 1
    monkeypatch.setattr(health, "ANSWER_SECONDS", 0.01)
    monkeypatch.setattr(parts.store, "read", lambda unit: asyncio.sleep(60))
    assert not await parts.health().ready()


async def test_mail_and_the_disk_are_the_hosts_to_mend(parts: Parts) -> None:
    asked = parts.health()
    assert asked.troubles() == ()
    parts.mail_rests, parts.disk = True, (1, 100)
    assert asked.troubles() == (Trouble(Ailment.MAIL), Trouble(Ailment.DISK))


def test_a_disk_is_well_again_with_some_more_than_it_was_ill_with() -> None:
    size = 10_000_000_000
    free = [size]
    disk = Disk(lambda: (free[0], size))
    said = []
    for share in (0.5, 0.049, 0.06, 0.076, 0.06):
        free[0] = int(size * share)
        said.append(disk.nearly_full)
    assert said == [False, True, True, False, False]
    assert LOW_SHARE == 0.05


def test_on_a_large_disk_the_bytes_count_and_not_the_share() -> None:
    size = 1_000 * LOW_BYTES
    assert not Disk(lambda: (2 * LOW_BYTES, size)).nearly_full
    assert Disk(lambda: (LOW_BYTES - 1, size)).nearly_full


def test_the_disk_is_that_of_the_database_and_of_a_server_nothing_is_known(tmp_path: Any) -> None:
    found = usage(f"sqlite:///{tmp_path / 'bot.db'}")
    assert found
    assert 0 < found[0] <= found[1]
    assert usage("postgresql://bot@localhost/bot") is None
