"""What is measured, in the words of Prometheus. No label names a letter: under an embargo a counter is a leak."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from adapters.metrics.readings import Readings
from bot.model.deliveries import DeliveryEnd
from bot.model.health import PlatformHealth, Waiting
from bot.model.proofs.mails import MailEnd
from bot.ports.measures import Measures

SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Up to these the times are counted: people notice the last ones."""

Families = Iterator[CounterMetricFamily | GaugeMetricFamily]


class Registry(Measures):
    """Everything that is measured in one process. What stands at a moment is read when it is asked for."""

    def __init__(self, version: str) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._replies = Histogram(
            "countersign_reply_seconds", "From a request of somebody's until it is on disk.", ["platform"],
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._stored = Histogram(
            "countersign_database_seconds", "How long a unit of work takes.", ["kind"],
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._deliveries = Counter(
            "countersign_deliveries", "Messages of the queue that came to an end, by the state in which they are then.",
            ["platform", "state"], registry=self._registry,
        )  # fmt: skip
        self._mails = Counter("countersign_mails", "Mails likewise.", ["state"], registry=self._registry)
        self._reading = _Reading(version)
        ProcessCollector(registry=self._registry)
        self._registry.register(self._reading)

    def replied(self, platform: str, seconds: float) -> None:
        self._replies.labels(platform).observe(seconds)

    def stored(self, writes: bool, seconds: float) -> None:
        self._stored.labels("write" if writes else "read").observe(seconds)

    def ended(self, end: DeliveryEnd | MailEnd) -> None:
        if isinstance(end, MailEnd):
            self._mails.labels(end.state.value).inc()
        else:
            self._deliveries.labels(end.platform, "edited" if end.edited else end.state.value).inc()

    def text(self, readings: Readings) -> bytes:
        """All of it as Prometheus reads it, with what stands now."""
        self._reading.readings = readings
        return generate_latest(self._registry)


class _Reading(Collector):
    """What stands at a moment."""

    def __init__(self, version: str) -> None:
        self.readings = Readings()
        self._version = version

    def collect(self) -> Families:
        now = self.readings
        yield _gauge("build_info", "The version that runs.", 1, version=self._version)
        yield _gauge("ready", "1 while everything is connected and the storage answers.", now.ready)
        yield from _platforms(now.platforms)
        yield from self._backlogs()
        troubles = GaugeMetricFamily(
            "countersign_trouble", "1 for what only the host can mend, while it is met.", labels=["trouble", "platform"]
        )
        for trouble in now.troubles:
            troubles.add_metric([trouble.ailment.value, trouble.about], 1)
        yield troubles
        if now.disk:
            yield _gauge("disk_free_bytes", "What is left of the disk of the database.", now.disk[0])
            yield _gauge("disk_size_bytes", "How large that disk is.", now.disk[1])
        if now.backup_at:
            yield _gauge("backup_timestamp_seconds", "When the newest backup was made.", now.backup_at.timestamp())

    def _backlogs(self) -> Families:
        backlogs = self.readings.backlogs
        if backlogs is None:
            return
        at = backlogs.at.timestamp()
        count = GaugeMetricFamily("countersign_queue", "Messages that may leave now.", labels=["platform"])
        age = GaugeMetricFamily(
            "countersign_queue_age_seconds", "How long the oldest of them may leave.", labels=["platform"]
        )
        for platform in {*backlogs.queues, *(each.name for each in self.readings.platforms)}:
            waiting = backlogs.queues.get(platform, Waiting())
            count.add_metric([platform], waiting.count)
            age.add_metric([platform], _age(waiting, at))
        yield from (count, age)
        yield _gauge("held", "Announcements that wait for the word of a chat's host.", backlogs.held)
        yield _gauge("mail_queue", "Mails that may leave now.", backlogs.mails.count)
        yield _gauge("mail_queue_age_seconds", "How long the oldest of them may leave.", _age(backlogs.mails, at))
        yield _gauge("oldest_review_seconds", "How long the oldest sign-on waits for a reviewer.", _age(backlogs.reviews, at))  # noqa: E501  # fmt: skip


def _platforms(platforms: tuple[PlatformHealth, ...]) -> Families:
    gauge, counter = GaugeMetricFamily, CounterMetricFamily
    connected = gauge("countersign_connected", "1 while the platform is connected.", labels=["platform"])
    made = counter("countersign_requests", "Requests that count against its limits.", labels=["platform"])
    refused = counter("countersign_too_many_requests", "Those that were too many for it (429).", labels=["platform"])
    waiting = gauge("countersign_requests_waiting", "Requests that wait for their turn.", labels=["platform"])
    halted = gauge("countersign_halted_seconds", "So long it asks to wait with everything.", labels=["platform"])
    for each in platforms:
        connected.add_metric([each.label], each.connected)
        made.add_metric([each.label], each.requests)
        refused.add_metric([each.label], each.too_many)
        waiting.add_metric([each.label], each.waiting)
        halted.add_metric([each.label], each.halted)
    yield from (connected, made, refused, waiting, halted)


def _gauge(name: str, says: str, value: float, **labels: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"countersign_{name}", says, labels=list(labels))
    family.add_metric(list(labels.values()), float(value))
    return family


def _age(waiting: Waiting, at: float) -> float:
    return max(0.0, at - waiting.since.timestamp()) if waiting.since else 0.0
