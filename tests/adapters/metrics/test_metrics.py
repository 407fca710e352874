"""What whoever watches the machine reads: by the words of Prometheus, at an address of its own, and of no letter."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families as families

from adapters.metrics.readings import Readings
from adapters.metrics.registry import Registry
from adapters.metrics.server import metrics_served
from bot.delivery.measured_store import MeasuredStore
from bot.errors import SetupError
from bot.model.deliveries import DeliveryEnd, DeliveryState, Subject
from bot.model.health import Ailment, Backlogs, PlatformHealth, Readiness, Trouble, Waiting
from bot.model.proofs.mails import MailEnd, MailKind, MailState
from bot.ports.store import Store, Unit
from tests.checkout import ROOT
from tests.storage import examples

LABELS = {"platform", "state", "kind", "trouble", "version", "le"}
"""Of what a label may tell. None of them tells a letter, a chat, an organization or a person apart."""

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BACKLOGS = Backlogs(
    AT, {"telegram": Waiting(3, AT - timedelta(seconds=90))}, 2, Waiting(), Waiting(1, AT - timedelta(hours=2))
)
READINGS = Readings(
    False,
    (PlatformHealth("telegram", True, requests=9, too_many=1, waiting=2), PlatformHealth("discord", False)),
    (Trouble(Ailment.REFUSED, "discord"),),
    BACKLOGS,
    (10, 100),
    AT,
)


def samples(text: bytes) -> dict[str, float]:
    """Every value, by its name and labels."""
    found = dict[str, float]()
    for family in families(text.decode()):
        for each in family.samples:
            assert set(each.labels) <= LABELS, each.name
            found[each.name + "".join(f" {value}" for value in each.labels.values())] = each.value
    return found


@pytest.fixture
def registry() -> Registry:
    """One in which each thing was met once."""
    made = Registry("1.0")
    made.replied("telegram", 0.02)
    made.ended(DeliveryEnd(1, "telegram", 1, Subject.ANNOUNCEMENT, 7, DeliveryState.FAILED, 1))
    made.ended(DeliveryEnd(1, "telegram", 1, Subject.CARD, 7, DeliveryState.SENT, 1, edited=True))
    made.ended(MailEnd(1, MailKind.CODE, 7, MailState.BOUNCED))
    return made


def test_what_happened_and_what_stands_is_told_and_nothing_by_letter(registry: Registry) -> None:
    told = samples(registry.text(READINGS))
    expected = {
        "countersign_ready": 0, "countersign_build_info 1.0": 1, "countersign_connected telegram": 1,
        "countersign_connected discord": 0, "countersign_requests_total telegram": 9,
        "countersign_too_many_requests_total telegram": 1, "countersign_requests_waiting telegram": 2,
        "countersign_deliveries_total telegram failed": 1, "countersign_deliveries_total telegram edited": 1,
        "countersign_mails_total bounced": 1, "countersign_queue telegram": 3, "countersign_queue discord": 0,
        "countersign_queue_age_seconds telegram": 90, "countersign_held": 2,
        "countersign_oldest_review_seconds": 7200, "countersign_disk_free_bytes": 10,
        "countersign_trouble discord refused": 1, "countersign_reply_seconds_count telegram": 1,
        "countersign_backup_timestamp_seconds": AT.timestamp(),
    }  # fmt: skip
    assert {name: told.get(name) for name in expected} == expected


def test_every_alert_and_every_panel_asks_for_what_is_told(registry: Registry) -> None:
    told = {name.split(" ")[0] for name in samples(registry.text(READINGS))} | {"countersign_database_seconds_bucket"}
    for path in ("deploy/prometheus/alerts.yml", "deploy/grafana/countersign.json"):
        asked = set(re.findall(r"\bcountersign_\w+", (ROOT / path).read_text()))
        assert asked, path
        assert asked <= told, path


async def test_units_are_timed_and_what_ends_in_them_is_counted_once_it_is_on_disk(store: Store) -> None:
    registry = Registry("1.0")
    measured = MeasuredStore(store, registry)
    number = await measured.write(lambda unit: examples.publish(unit).letter_id)

    def cancelled(unit: Unit) -> None:
        there = unit.chats.find(examples.chat(unit).address)
        assert there
        unit.queue.put(there.id, Subject.BURST, number)
        unit.queue.forget(Subject.BURST, number)

    await measured.write(cancelled)

    def fails(unit: Unit) -> None:
        cancelled(unit)
        raise RuntimeError("it is undone")

    with pytest.raises(RuntimeError):
        await measured.write(fails)
    await measured.read(lambda unit: None)
    told = samples(registry.text(Readings()))
    assert told["countersign_deliveries_total telegram cancelled"] == 1
    assert (told["countersign_database_seconds_count write"], told["countersign_database_seconds_count read"]) == (3, 1)


@pytest.fixture
async def address(registry: Registry) -> AsyncIterator[str]:
    """Where they are served, by a bot of which a platform is not connected."""

    async def read() -> Readings:
        return READINGS

    async def ready() -> Readiness:
        return Readiness(False, {"storage": "answers", "discord": "refused"})

    async with metrics_served(registry, "127.0.0.1:0", read, ready) as port:
        yield f"127.0.0.1:{port}"


async def test_they_are_served_beside_how_each_part_is(registry: Registry, address: str) -> None:
    async with ClientSession() as session:
        answers = {}
        for path in ("/healthz", "/readyz", "/metrics", "/", "/m/A"):
            async with session.get(f"http://{address}{path}") as response:
                answers[path] = response.status, await response.text()
        async with session.post(f"http://{address}/metrics") as response:
            assert response.status == 405
    assert answers["/healthz"] == (200, "lives\n")
    assert answers["/readyz"] == (503, "storage: answers\ndiscord: refused\n")
    assert samples(answers["/metrics"][1].encode())["countersign_queue telegram"] == 3
    assert (answers["/"][0], answers["/m/A"][0]) == (404, 404)


async def test_an_address_that_is_taken_is_said(registry: Registry, address: str) -> None:
    async def nothing() -> Readings:
        return Readings()

    async def never() -> Readiness:
        return Readiness(False, {})

    with pytest.raises(SetupError, match="METRICS_ADDRESS can't be listened at"):
        async with metrics_served(registry, address, nothing, never):
            pass
