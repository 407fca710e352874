"""Answers on Telegram where many ask at once, somebody fails, and what is sent is repeated or lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import tests.drivers.running
from adapters.host.platforms import PLATFORMS
from adapters.telegram import handling
from adapters.telegram.incoming import polling
from bot.delivery.backoff import Backoff
from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Request, Update
from bot.model.chats import Topic
from bot.service.announcements import halts
from tests.conversations.stories import BAKERS, STATE, fill_in
from tests.drivers.running import looking, running
from tests.drivers.telegram import TelegramDriver, TelegramPerson, on_telegram, settings, shown
from tests.platforms.telegram import Fault, Rates, TelegramServer
from tests.waiting import PATIENCE, until


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


# Many at once, and one who fails.


async def test_one_who_asks_without_end_in_a_group_keeps_nobody_else_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tests.drivers.running, "UNPACED", PLATFORMS)
    monkeypatch.setattr(handling, "PARTING_SECONDS", 0.0)
    async with on_telegram(tmp_path) as bot:
        ada, eve = bot.somebody("Ada"), bot.somebody("Eve")
        place = await bot.place("Town", bot.owner, ada, eve)
        for _ in range(150):
            await eve.person.write("/demands", place.group)
        await ada.person.write("/help")
        await ada.person.expect("/letter", 60.0)
        assert len([each for each in caplog.messages if "left out" in each]) == 1


async def test_who_has_pressed_a_button_is_told_at_once_how_an_answer_begins_that_has_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tests.drivers.running, "UNPACED", PLATFORMS)
    monkeypatch.setattr(handling, "PARTING_SECONDS", 0.0)
    async with on_telegram(tmp_path) as bot:
        ada, others = bot.somebody("Ada"), [bot.somebody(f"Person {number}") for number in range(60)]
        await fill_in(ada, BAKERS)
        confirming = shown(ada.person.messages[-1]).there
        for each in others:
            await each.person.write("/help")
        said = await ada.person.press(confirming, STATE)
        assert said.text.startswith("Thank you: your sign-on was received. Your receipt is ")
        assert not said.show_alert
        await ada.person.expect("not public yet")


async def test_one_persons_failure_keeps_nobody_elses_answer_from_them(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, eve, failed = bot.somebody("Ada"), bot.somebody("Eve"), asyncio.Event()
    whole = Interface.answer

    async def failing(self: Interface, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        if caller.account.id == eve.account.id and not failed.is_set():
            failed.set()
            raise ConnectionError("the database is away")
        answer = await whole(self, caller, request, update)
        await failed.wait()
        return answer

    monkeypatch.setattr(Interface, "answer", failing)
    monkeypatch.setattr(polling, "PAUSES", Backoff(0.0, 0.0))
    await ada.person.write("/help")
    await eve.person.write("/help")
    await ada.person.expect("/letter")
    await eve.person.expect("/letter")
    assert (len(ada.person.messages), len(eve.person.messages)) == (1, 1)


# What is repeated or lost.


async def test_an_answer_that_does_not_leave_is_tried_again_for_as_long_as_it_takes(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "ANSWERING", Backoff(0.0, 0.0))
    ada = bot.somebody("Ada")
    bot.server.fail_next("sendMessage", Fault.too_many(1), times=4)
    await ada.person.write("/help")
    await ada.person.expect("/letter")
    assert len(ada.person.messages) == 1


async def test_an_answer_that_waits_because_telegram_asked_for_it_leaves_once_the_host_has_cleared_that(
    bot: TelegramDriver,
) -> None:
    ada = bot.somebody("Ada")
    bot.server.fail_next("sendMessage", Fault.too_many(3600))
    await ada.person.write("/help")
    await until(lambda: bot.store.read(lambda unit: bool(unit.outbox.cooldowns("telegram"))))
    assert ada.person.messages == []
    assert await bot.store.write(lambda unit: halts.clear(unit)) == {"telegram": 1}
    await ada.person.expect("/letter")
    assert len(ada.person.messages) == 1


async def test_an_answer_that_did_not_leave_before_the_end_leaves_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "PARTING_SECONDS", 0.0)
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            server.fail_next("sendMessage", Fault.too_many(300))
            await ada.person.write("/help")
            await until(lambda: any(call.fault for call in server.calls))
            await until(lambda: store.read(lambda unit: bool(unit.updates.unanswered("telegram"))))
        assert ada.person.messages == []
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.person.expect("/letter")
            assert await store.read(lambda unit: unit.updates.unanswered("telegram")) == []
        assert len(ada.person.messages) == 1


async def test_an_update_that_is_delivered_again_changes_nothing_and_is_not_answered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "PAUSES", Backoff(PATIENCE, PATIENCE))
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.give("help")
            await until(lambda: not server.pending_updates)  # the next request is under way, and the one after it fails
            server.fail_next("getUpdates", Fault.http(502))
            assert "follows" in (await ada.give("follow")).text
            assert len(server.pending_updates) == 1
        said = len(ada.person.messages)
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.give("help")
            assert len(ada.person.messages) == said + 1
            assert len(await store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1


async def test_what_is_sent_while_the_bot_is_away_is_answered_when_it_is_back(tmp_path: Path) -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)), looking(tmp_path):
            await fill_in(ada, BAKERS)
        await ada.person.write("/demands")
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.person.expect("What the letter asks")
            confirming = next(each for each in map(shown, ada.person.messages) if STATE in each.labels)
            await ada.press(STATE, on=confirming)
            assert await store.read(lambda unit: unit.endorsements.get(1)) is not None
