"""Announcements that wait because a platform asks for it."""

from collections.abc import Mapping

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import Subject
from bot.ports.store import Unit


def report(unit: Unit) -> None:
    """The reports on what is on its way tell what platforms ask for now."""
    for announcement in unit.announcements.live():
        if announcement.stage is Stage.RUNNING:
            unit.queue.refresh(Subject.PROGRESS, announcement.id)


def clear(unit: Unit, platform: str = "") -> Mapping[str, int]:
    """Wait no more, for any platform or for this one: how many waits were cleared for each. What was put off leaves as
    soon as the running process has looked."""
    cleared = unit.outbox.clear_cooldowns(platform)
    if cleared:
        report(unit)
    return cleared
