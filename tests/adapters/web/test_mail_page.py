"""The page behind a mail's links, as browsers, mail programs and scanners ask for it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from html import unescape

import pytest
from aiohttp import ClientSession

from adapters.web.server import LARGEST, serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.errors import CommitUncertain, Conflict, SetupError, StorageError, StorageFault, TransactionLost
from bot.model.letters.localized import Localized
from bot.model.proofs.mails import Mail, MailKind, MailState
from bot.pages import PAGES, proofs
from bot.ports.store import Store, Unit
from bot.text.locales import load
from bot.text.text import Text, t
from tests.conftest import Clock
from tests.failing import FailingStore
from tests.storage.examples import letter

ADA = "ada@bakers.example.org"
YES, NEVER = "Yes, this is my address", "Not me, and never again"


class Web:
    """The page, served, and what was confirmed on it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.confirmed = list[str]()
        self.refusal: Text | None = None
        self.port = 0
        self.mail: Mail
        self.session: ClientSession

    def confirm(self, unit: Unit, mail: Mail) -> Text:
        """What is done where an address is confirmed."""
        unit.mails.end(mail.id, MailState.SENT)
        if self.refusal:
            raise Conflict(self.refusal)
        self.confirmed.append(mail.address)
        return t("Thank you, {address}.", address=mail.address)

    async def put(self, kind: MailKind = MailKind.CODE, language: str = "en", title: str = "Night buses") -> Mail:
        """Queue a mail about a letter."""

        def unit(unit: Unit) -> Mail:
            number = unit.letters.publish(letter(title=title)).letter_id
            return unit.mails.put(kind, number, 1, ADA, language)

        self.mail = await self.store.write(unit)
        return self.mail

    async def ask(self, method: str, path: str = "", body: str | None = None) -> tuple[int, str]:
        """Ask for something below the mail's link, or elsewhere: status and text."""
        path = path if path.startswith("/") and "/m/" in path else f"/m/{self.mail.token}{path}"
        async with self.session.request(method, f"http://127.0.0.1:{self.port}{path}", data=body) as response:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert response.headers["Cache-Control"] == "no-store"
            return response.status, await response.text()

    async def state(self) -> tuple[MailState | None, bool]:
        """Where the mail stands, and whether its address wants none."""
        found = await self.store.read(lambda unit: unit.mails.get(self.mail.id))
        return found.state if found else None, await self.store.read(lambda unit: unit.mails.unwanted(ADA))


UNTOUCHED = MailState.QUEUED, False


def site(store: Store, public_url: str = "https://letters.example.org", throttle: Throttle | None = None) -> Site:
    """Every page below a public address; as many requests as there may be at once."""
    return Site(store, PAGES, speeches=load(), public_url=public_url, throttle=throttle or Throttle(lambda: 0.0))


@pytest.fixture
async def web(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Web]:
    """The page at a free port."""
    web = Web(store)
    monkeypatch.setattr(proofs, "confirmed", web.confirm)
    async with serving(site(store), "127.0.0.1:0") as port, ClientSession() as session:
        web.port, web.session = port, session
        await web.put()
        yield web


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["", "/confirm", "/never"])
async def test_to_open_a_link_changes_nothing(web: Web, method: str, path: str) -> None:
    for _ in range(3):
        status, text = await web.ask(method, path)
        assert status == 200
    assert method == "HEAD" or (YES in text and NEVER in text and "Night buses" in text)
    assert (await web.state(), web.confirmed) == (UNTOUCHED, [])


async def test_the_page_loads_nothing_and_runs_nothing(web: Web) -> None:
    _, text = await web.ask("GET")
    for mark in ("<script", "src=", 'href="http', "@import", "url("):
        assert mark not in text
    assert text.count(f'action="/m/{web.mail.token}/') == 2


async def test_a_press_confirms(web: Web) -> None:
    status, text = await web.ask("POST", "/confirm")
    assert (status, web.confirmed) == (200, [ADA])
    assert f"Thank you, {ADA}." in text


async def test_what_can_not_be_confirmed_says_why_and_is_undone(web: Web) -> None:
    web.refusal = t("This code is too old.")
    status, text = await web.ask("POST", "/confirm")
    assert (status, "This code is too old." in text) == (200, True)
    assert await web.state() == UNTOUCHED


@pytest.mark.parametrize("body", [None, "List-Unsubscribe=One-Click"])
async def test_never_again_is_one_press_or_one_click_of_a_mail_program(web: Web, body: str | None) -> None:
    status, text = await web.ask("POST", "/never", body)
    assert (status, "No mail goes to this address" in text) == (200, True)
    assert await web.state() == (MailState.CANCELLED, True)
    _, text = await web.ask("GET")
    assert YES not in text
    assert "No mail goes to this address" in text


async def test_after_never_again_nothing_can_be_confirmed(web: Web) -> None:
    await web.ask("POST", "/never")
    _, text = await web.ask("POST", "/confirm")
    assert "this address is not theirs" in text
    assert web.confirmed == []


async def test_a_receipt_has_nothing_to_confirm(web: Web) -> None:
    await web.put(MailKind.RECEIPT)
    _, text = await web.ask("GET")
    assert YES not in text
    assert NEVER in text
    await web.ask("POST", "/confirm")
    assert web.confirmed == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "path",
    ["/m/0123456789ABCDEFGHJKMNPQRS/never", "/m/0123456789ABCDEFGHJKMNPQRS/confirm", "/m/x", "/m/", "/m/%00", "/m/A/b"],
)
async def test_an_unknown_link_leads_nowhere_and_looks_the_same(web: Web, method: str, path: str) -> None:
    status, text = await web.ask(method, path)
    assert (status, "This link leads nowhere" in text) == (404, True)
    assert "<form" not in text
    assert await web.state() == UNTOUCHED


async def test_what_a_letter_says_is_no_markup(web: Web) -> None:
    title = "<script>alert(1)</script>\"'&amp;<b>{{ 7 * 7 }}"
    await web.put(title=title)
    _, text = await web.ask("GET")
    assert "<script" not in text
    assert "<b>" not in text
    assert f"The letter: {title}, initiated by" in unescape(text)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;amp;&lt;b&gt;{{ 7 * 7 }}" in text


async def test_the_page_speaks_the_mail_s_language(web: Web) -> None:
    await web.put(language="fr")
    _, text = await web.ask("GET")
    assert '<html lang="fr" dir="ltr">' in text
    assert "Night buses" not in text
    assert letter().title == Localized({"fr": "Des bus la nuit", "en": "Night buses for all"})


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_no_other_method_does_anything(web: Web, method: str) -> None:
    status, _ = await web.ask(method, "/never")
    assert (status, await web.state()) == (405, UNTOUCHED)


async def test_what_is_too_large_is_not_read(web: Web) -> None:
    status, _ = await web.ask("POST", "/never", "x" * (LARGEST + 1))
    assert (status, await web.state()) == (413, UNTOUCHED)


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"GET /m/%(token)s\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"a" * 20_000 + b"\r\n\r\n",
        b"POST /m/%(token)s/confirm HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"POST /m/%(token)s/confirm HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"POST /m/%(token)s/confirm HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na",
    ],
)
async def test_what_can_not_be_read_does_nothing_and_fills_no_log(
    web: Web, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
    writer.write(sent.replace(b"%(token)s", web.mail.token.encode()))
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    assert answer == b"" or answer.split()[1] == b"400"
    assert (await web.ask("GET"))[0] == 200
    assert await web.state() == UNTOUCHED
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_below_a_path_the_forms_go_there(store: Store) -> None:
    web = Web(store)
    async with serving(site(store, "https://example.org/letters"), "127.0.0.1:0") as port, ClientSession() as session:
        web.port, web.session = port, session
        mail = await web.put()
        for path in (f"/m/{mail.token}", f"/letters/m/{mail.token}"):
            assert f'action="/letters/m/{mail.token}/never"' in (await web.ask("GET", path))[1]
        _, text = await web.ask("POST", "/confirm")
    assert "Nothing is asked of this address any more." in text


async def test_too_many_requests_are_turned_away_for_a_while(store: Store, clock: Clock) -> None:
    web = Web(store)
    throttle = Throttle(lambda: clock.now.timestamp(), rate=1.0, most=2.0)
    async with (
        serving(site(store, throttle=throttle), "127.0.0.1:0") as port,
        ClientSession() as session,
    ):
        web.port, web.session = port, session
        await web.put()
        assert [(await web.ask("GET"))[0] for _ in range(3)] == [200, 200, 429]
        clock.forward(seconds=1)
        assert [(await web.ask("GET"))[0] for _ in range(2)] == [200, 429]


async def test_an_address_that_is_taken_is_named_by_its_setting(web: Web) -> None:
    with pytest.raises(SetupError, match="WEB_ADDRESS"):
        async with serving(site(web.store), f"127.0.0.1:{web.port}"):
            raise AssertionError("it was served twice")


@pytest.mark.parametrize(
    ("method", "path", "error", "said"),
    [
        ("POST", "/confirm", TransactionLost(StorageFault.FULL), "could not be recorded"),
        ("POST", "/never", CommitUncertain(StorageFault.UNREACHABLE), "not known whether this was recorded"),
        ("GET", "", TransactionLost(StorageFault.DAMAGED), "shown at the moment"),
    ],
)
async def test_where_the_storage_fails_that_is_said_and_nothing_is_confirmed(
    store: Store, monkeypatch: pytest.MonkeyPatch, method: str, path: str, error: StorageError, said: str
) -> None:
    failing = FailingStore(store)
    web = Web(failing)
    monkeypatch.setattr(proofs, "confirmed", web.confirm)
    async with serving(site(failing), "127.0.0.1:0") as web.port, ClientSession() as web.session:
        await web.put()
        failing.writing = failing.reading = error
        status, text = await web.ask(method, path)
        assert (status, said in unescape(text)) == (503, True)
        failing.writing = failing.reading = None
        assert await web.state() == UNTOUCHED
        status, _ = await web.ask(method, path)
        assert status == 200
