"""What Telegram has of its own: times in the reader's zone, buttons that copy and share, fields that open for answers,
words that pop up, and buttons that go when they are of no use any more."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Request, Update
from bot.ports.messenger import Key, Message, Sent
from bot.text.blocks import Block, Span, plain
from tests.adapters.telegram.stage import Stage, last, says, stage, to
from tests.drivers.telegram import TelegramDriver, on_telegram
from tests.platforms.telegram import text
from tests.waiting import PATIENCE

NOON = datetime(2031, 3, 1, 12, tzinfo=UTC)
COPY, SHARE, CANCEL = Key("Copy", copy="X" * 256), Key("Share", share="demand 2"), Key("Cancel", action="1-help")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


def dated(words: str = "1 March 2031, 12:00 UTC") -> Message:
    """A message that says a moment, in bold as well."""
    runs = (Span("It begins on "), Span(words, moment=NOON), Span(", "), Span(words, bold=True, moment=NOON))
    return Message((Block("paragraph", runs),))


def paragraph(words: str) -> tuple[Block, ...]:
    return (Block("paragraph", (Span(words, bold=True),)),)


async def test_a_moment_keeps_its_words_and_can_be_seen_in_the_readers_zone(there: Stage) -> None:
    ada = await there.person()
    await there.stands(ada.chat, dated())
    message = last(ada.chat)
    assert message.text == "It begins on 1 March 2031, 12:00 UTC, 1 March 2031, 12:00 UTC"
    times = [each for each in message.entities if each.type == "date_time"]
    assert [(each.of(message.text), each.unix_time, each.date_time_format) for each in times] == [
        ("1 March 2031, 12:00 UTC", int(NOON.timestamp()), None)
    ] * 2


async def test_a_server_that_knows_no_moments_gets_the_words_alone(
    there: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await there.person()
    monkeypatch.setattr(text, "CONTINUOUS", text.CONTINUOUS - {"date_time"})
    await there.stands(ada.chat, dated("on the first, by an old server"))
    assert [each.type for each in last(ada.chat).entities] == ["bold"]


async def test_buttons_copy_and_share_where_they_can(there: Stage) -> None:
    ada = await there.person()
    await there.stands(ada.chat, says("Take it", keys=(COPY, Key("Copy all", copy="X" * 257), SHARE)))
    assert last(ada.chat).buttons == ((("Copy", "X" * 256), ("Share", "demand 2")),)


async def test_where_inline_mode_is_off_nothing_offers_to_share(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(inline=False) as there:
        ada = await there.person()
        await there.stands(ada.chat, says("Take it", keys=(SHARE, CANCEL)))
        assert last(ada.chat).labels == ("Cancel",)


async def test_a_question_opens_the_field_for_its_answer_in_private_and_as_a_new_message_only(there: Stage) -> None:
    ada = await there.person()
    question = Message(paragraph("1 of 4 · Your role"), (CANCEL,), expects="FORM")
    end, _ = await there.messenger.answer(to(ada.chat), question)
    markup = last(ada.chat).markup
    assert markup
    assert (markup.asks, last(ada.chat).labels) == (True, ("Cancel",))
    assert isinstance(end, Sent)
    again = Message(paragraph("2 of 4 · Your address"), (CANCEL,), expects="FORM")
    assert await there.messenger.edit(to(ada.chat), end.message, again) == end
    assert last(ada.chat).text == "2 of 4 · Your address"


def answers(monkeypatch: pytest.MonkeyPatch, *given: Message) -> None:
    """Let the core give these answers, one after another."""
    rest = list(given)

    async def answer(self: Interface, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        return replace(rest.pop(0), on_disk=False)

    monkeypatch.setattr(Interface, "answer", answer)


async def test_a_small_word_pops_up_and_nothing_is_sent(bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = bot.somebody("Ada")
    answers(
        monkeypatch, Message(paragraph("Well?"), (CANCEL,)), Message((), pop_up="Done."), Message((), pop_up="D" * 61)
    )
    question = await ada.person.start() and await ada.person.expect()
    for word, alert in (("Done.", False), ("D" * 61, True)):
        popped = await ada.person.press(question, "Cancel")
        assert (popped.text, popped.show_alert) == (word, alert)
    assert len(ada.person.chat.messages) == 1


async def test_a_small_refusal_pops_up_until_it_is_put_away_and_anything_more_is_a_message(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, said = bot.somebody("Ada"), "This is for organizers."
    link = (Block("paragraph", (Span("Here.", link="https://example.org/"),)),)
    longer = (
        Message(paragraph("D" * 201), small=True),
        Message(paragraph(said), (CANCEL,), small=True),
        Message(link, small=True),
        Message(paragraph(said)),
    )
    popped, stood = Message(paragraph(said), small=True), Message(paragraph("Well?"), (CANCEL,))
    answers(monkeypatch, stood, popped, Message(paragraph("D" * 200), small=True), *longer, popped)
    question = await ada.person.start() and await ada.person.expect()
    for word in (said, "D" * 200):
        shown = await ada.person.press(question, "Cancel")
        assert (shown.text, shown.show_alert) == (word, True)
    assert len(ada.person.chat.messages) == 1
    for message in longer:
        assert (await ada.person.press(question, "Cancel")).text == ""
        assert (await ada.person.expect()).text == plain(message.blocks)


async def test_a_small_refusal_that_comes_too_late_to_pop_up_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_telegram(tmp_path) as bot:
        ada = bot.somebody("Ada")
        answers(
            monkeypatch, Message(paragraph("Well?"), (CANCEL,)), Message(paragraph("This is for others."), small=True)
        )
        question = await ada.person.start() and await ada.person.expect()
        bot.server.world.query_lifetime = -1.0
        pressed = asyncio.create_task(ada.person.press(question, "Cancel"))
        assert (await ada.person.expect()).text == "This is for others."
        pressed.cancel()


async def test_a_word_that_cannot_pop_up_stands_before_the_rest(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = bot.somebody("Ada")
    answers(
        monkeypatch, Message(paragraph("Well?"), (CANCEL,), pop_up="Done."), Message(paragraph("So."), pop_up="D" * 201)
    )
    assert (await ada.give("start")).text == "Done.\n\nWell?"
    await ada.person.press(ada.last.there, "Cancel")
    assert (await ada.person.expect()).text == "D" * 201 + "\n\nSo."


async def test_what_an_answer_closes_loses_its_buttons_and_keeps_its_words(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = bot.somebody("Ada")
    question = Message(paragraph("Your role?"), (CANCEL,), expects="4JTH8Q2M")
    closing = Message(paragraph("Taken."), (CANCEL,), closes="4JTH8Q2M")
    answers(monkeypatch, question, closing, Message(paragraph("Still here."), closes="4JTH8Q2M"))
    first = (await ada.give("start")).there
    await ada.person.write("Chair")
    await ada.person.expect("Taken.")
    await bot.server.world.wait_until(lambda: True if not ada.person.chat.now(first).labels else None, PATIENCE)
    assert ada.person.chat.now(first).text == first.text
    await ada.person.write("Chair")
    await ada.person.expect("Still here.")
    assert bot.server.refusals == []
