"""Whatever people do, and whatever goes wrong, no word of theirs and nothing that names them reaches the host's log."""

import io
import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.host import logs
from bot.interface.request_run import RequestRun
from tests.conversations.announcements.announcements import TEXT, followers, sent
from tests.conversations.conftest import DRIVERS
from tests.conversations.stories import BAKERS, RIDERS, desk, imported, sign
from tests.drivers import Driver, Someone
from tests.drivers.discord import DiscordDriver
from tests.drivers.mailbox import Mailbox
from tests.drivers.running import SECRET
from tests.drivers.telegram import TelegramDriver

QUESTION, REASON, NEWS = (
    "Where is Ada tonight?",
    "Nobody there knows Grace.",
    "Ada speaks on Monday: https://example.org/x",
)
CORRECTED = "Ada speaks on Tuesday."
PLACES = ("Desk", "Old Town", "Harbour")
SINGLE = ("Ada", "Grace", "Olga", "bakers", "riders", "tonight", "Monday", "Tuesday", "nobody")


@pytest.fixture
def log() -> io.StringIO:
    """The log of a host who wants to know everything, as text and as JSON."""
    stream = io.StringIO()
    made = list[logging.Handler]()
    for form in ("json", "text"):
        logs.set_up("DEBUG", form)
        made.extend(logging.root.handlers)
    for handler in made:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
    logging.root.handlers[:] = made
    return stream


@pytest.fixture(params=["telegram", "discord"])
async def bot(
    log: io.StringIO, request: pytest.FixtureRequest, published: bytes, tmp_path: Path
) -> AsyncIterator[Driver]:
    """The bot with mail, started when its log is set up, on each platform that is served."""
    (tmp_path / "countersign.db").write_bytes(published)
    async with Mailbox() as mailbox, DRIVERS[request.param](tmp_path, mailbox=mailbox) as driver:
        yield driver


async def fails(someone: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that somebody writes meets a defect, whose error repeats it."""

    def answer(run: RequestRun, request: object, update: object) -> None:
        raise ValueError(f"{request} of {run}")

    with monkeypatch.context() as patch:
        patch.setattr(RequestRun, "answer", answer)
        await someone.say(QUESTION)


@pytest.mark.defective
async def test_nothing_of_what_people_say_and_are_reaches_the_log_by_any_way(
    bot: Driver, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    place = await desk(bot)
    bot.mailbox.refuse(RIDERS["Your e-mail address"], f"550 5.1.1 <{RIDERS['Your e-mail address']}> is not here")
    await imported(bot, BAKERS["Organization"], "https://bakers.example.org")
    receipt = await sign(ada, BAKERS)
    mail = await bot.mailbox.arrived(BAKERS["Your e-mail address"])
    assert "this address is confirmed" in await mail.press("Yes, this is my address")
    await bot.owner.press("List", on=await place.shows(receipt))
    await ada.told("Your sign-on is listed.")
    refused = await sign(grace, RIDERS)
    await bot.owner.press("Decline", on=await place.shows(refused))
    await bot.owner.fill({"Your message": REASON})
    await grace.told(REASON)
    await ada.say(QUESTION)
    await fails(ada, monkeypatch)
    town, harbour = await followers(bot, *PLACES[1:])
    done = await sent(bot, NEWS, 2)
    await harbour.delete(await harbour.shows(NEWS))
    await bot.owner.press("Correct it everywhere", on=done)
    await bot.owner.fill({TEXT: CORRECTED})
    await bot.owner.press("Correct it now")
    await town.shows(CORRECTED)
    await bot.owner.told("somebody had deleted it there")
    await grace.give("forget_me")

    told = log.getvalue()
    for event in ("platform.started", "delivery.sent", "delivery.edited", "mail.sent", "mail.bounced"):
        assert f'"event":"{event}"' in told
    assert "a request failed" in told
    assert "ValueError" in told
    private = [each.account.id for each in (ada, grace, bot.owner)]
    codes = [receipt, refused, mail.code, mail.link.rpartition("/")[2]]
    words = [*BAKERS.values(), *RIDERS.values(), QUESTION, REASON, NEWS, CORRECTED, *PLACES, *SINGLE, SECRET]
    assert isinstance(bot, TelegramDriver | DiscordDriver)
    for each in (*words, bot.server.token, *private, *codes):
        assert not re.search(rf"\b{re.escape(each)}\b", told, re.IGNORECASE), each
