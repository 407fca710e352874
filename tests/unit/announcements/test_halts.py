"""A report says what its announcement waits for where a platform asks for it, and no pace that is not kept then."""

from datetime import timedelta

from bot.model.announcements.announcement import Announcement
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from bot.text.compose import compose
from bot.text.locales import load
from bot.views.announcements.announcement_views import progress
from tests.conftest import Clock
from tests.storage.examples import announced


async def told(store: Store, announcement: Announcement, language: str) -> str:
    """The report on an announcement in a language."""
    parts = await store.read(lambda unit: progress(unit, announcement).texts)
    return plain(compose(parts, load()[language]))


def leaving(unit: Unit) -> Announcement:
    """An announcement that has arrived in 60 of 61 chats."""
    announcement = announced(unit, "".join(map(chr, range(0x4E00, 0x4E00 + 61))))
    arrived = [each for each in unit.outbox.due("telegram", 99) if each.subject_id == announcement.id][:60]
    unit.outbox.begin([each.id for each in arrived])
    unit.outbox.sent([(each, f"m{each.id}", 1) for each in arrived])
    return announcement


async def test_a_report_says_until_when_a_platform_asks_to_wait_and_no_pace_meanwhile(
    store: Store, clock: Clock
) -> None:
    announcement = await store.write(leaving)
    clock.forward(seconds=6)
    assert "10 a second" in await told(store, announcement, "en")
    until = clock.now + timedelta(minutes=5)
    await store.write(lambda unit: unit.outbox.cool_down("telegram", "telegram", until))
    said = await told(store, announcement, "en")
    assert "Telegram asks to wait until 1 March 2026, 12:06 UTC" in said
    assert "a second" not in said
    assert "Telegram demande d’attendre jusqu’au 1er mars 2026, 12:06 TU" in await told(store, announcement, "fr")
    clock.forward(minutes=6)
    assert "asks to wait" not in await told(store, announcement, "en")


async def test_a_report_says_with_how_many_chats_a_platform_asks_to_wait(store: Store, clock: Clock) -> None:
    announcement = await store.write(lambda unit: announced(unit, "123"))
    hour = clock.now + timedelta(hours=1)
    await store.write(lambda unit: unit.outbox.cool_down("telegram", "1", hour))
    assert "Telegram asks to wait with 1 chat, until 1 March 2026, 13:00 UTC" in await told(store, announcement, "en")
    await store.write(lambda unit: unit.outbox.cool_down("telegram", "2", hour - timedelta(minutes=30)))
    assert "with 2 chats, until 1 March 2026, 13:00 UTC at the latest" in await told(store, announcement, "en")
    assert "pour 2 discussions, jusqu’au 1er mars 2026" in await told(store, announcement, "fr")
