"""The host looks at announcements while the bot has the database open, and clears what holds them up."""

from datetime import timedelta

import pytest

from adapters.host.settings import Settings
from adapters.host.terminal import acts
from bot.model.announcements.announcement import Announcement
from bot.model.chats import Unreachable
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.memory import SECRET
from tests.storage.announcements.test_results import ended
from tests.storage.examples import announce, chat, publish


@pytest.fixture
def settings(database_url: str, store: Store) -> Settings:
    """What the host has set; the bot runs on the same database."""
    return Settings(database_url=database_url, secret_key=SECRET)


async def test_an_announcement_is_told_as_in_chat_and_chat_by_chat(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.host.terminal.announcements.PAGE", 2)
    announcement = await store.write(ended)
    await store.write(lambda unit: unit.chats.close(chat(unit, "5").id, Unreachable.BLOCKED))
    assert await acts.announcement(settings, announcement.id) == 0
    shown = capsys.readouterr().out
    assert f"Announcement {announcement.id} leaves: 2 delivered so far." in shown
    assert "Old Town: uncertain (the bot stopped while it was leaving)" in shown
    assert "│ We meet on Monday." in shown
    _, _, report = shown.partition(f"Announcement {announcement.id}, chat by chat")
    lines = [line.strip(" •") for line in report.splitlines() if line.strip()]
    assert lines == [
        "Old Town: delivered",
        "Old Town: delivered",
        "Old Town: failed (“the bot may not write there”)",
        "Old Town: uncertain (the bot stopped while it was leaving)",
        "Old Town: failed (the bot is blocked there)",
    ]


async def test_a_draft_is_told_too(store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    def draft(unit: Unit) -> Announcement:
        return announce(unit, publish(unit).letter_id)

    announcement = await store.write(draft)
    assert await acts.announcement(settings, announcement.id) == 0
    assert "0 delivered so far" in capsys.readouterr().out


@pytest.mark.parametrize("number", [None, 0, -1, 99, 2**31, 2**63])
async def test_where_there_is_no_announcement_of_a_number_the_latest_are_listed(
    store: Store, settings: Settings, capsys: pytest.CaptureFixture[str], number: int | None
) -> None:
    assert await acts.announcement(settings, number) == 1
    assert "Nothing has been announced yet." in capsys.readouterr().out
    announcement = await store.write(ended)
    assert await acts.announcement(settings, number) == 1
    shown = capsys.readouterr().out
    assert (f"There is no announcement {number}." in shown) == (number is not None)
    assert f"{announcement.id}: We meet on Monday. (2 of 5 delivered)" in shown
    assert f"{announcement.id + 1}: Another. (0 of 5 delivered)" in shown


async def test_a_halt_is_told_until_when_and_cleared_for_all_platforms_or_for_one(
    store: Store, clock: Clock, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    def halted(unit: Unit) -> None:
        unit.outbox.cool_down("telegram", "telegram", unit.now + timedelta(days=20_000))
        unit.outbox.cool_down("telegram", "5", unit.now + timedelta(days=20_000))
        unit.outbox.cool_down("discord", "discord", unit.now + timedelta(days=20_000))

    announcement = await store.write(ended)
    await store.write(halted)
    await acts.announcement(settings, announcement.id)
    shown = capsys.readouterr().out
    assert "Telegram asks to wait until 2 December 2080, 12:00 UTC" in shown
    assert "Discord" not in shown
    await acts.announcement(settings, None)
    listed = capsys.readouterr().out
    assert "Discord asks to wait until 2 December 2080, 12:00 UTC" in listed
    assert "Telegram asks to wait with 1 chat, until 2 December 2080, 12:00 UTC" in listed
    await acts.unhalt(settings, "Telegram")
    told = capsys.readouterr().out
    assert told.startswith("telegram: 2 halts were cleared.\n")
    assert "The platform may ask to wait again" in told
    await acts.announcement(settings, announcement.id)
    assert "asks to wait" not in capsys.readouterr().out
    await acts.unhalt(settings, "telegram")
    assert capsys.readouterr().out == "Nothing waits: telegram has asked for nothing.\n"
    await acts.unhalt(settings, "")
    assert capsys.readouterr().out.startswith("discord: 1 halt was cleared.\n")
    await acts.unhalt(settings, "")
    assert capsys.readouterr().out == "Nothing waits: no platform has asked for a halt.\n"
