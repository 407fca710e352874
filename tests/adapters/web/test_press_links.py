"""A link for the press, over HTTP: what opens it sees nothing, who presses sees the list, and others see neither."""

import asyncio
import io
import logging
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from aiohttp import ClientSession
from pypdf import PdfReader

from adapters.host import logs
from adapters.typst.typesetter import TypstTypesetter
from adapters.web.clients import Proxies, networks
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import GUESSES_AT_ONCE, Throttle
from bot.interface.typesetting import Typesetting
from bot.model.endorsements.endorsement import Endorsement, State, Words
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.pages import PAGES
from bot.pages.lists import ON_A_PAGE
from bot.ports.store import Store, Unit
from bot.service.lists import press_links, publication
from bot.text.locales import load
from tests.conftest import Clock
from tests.interface.press.recorder import Recorder, entries, words
from tests.storage import examples

NEVER_WAS = "0123456789ABCDEFGHJKMNPQRS"
GAZETTE = "Jo Example, Example Gazette"
BAKERS, RIDERS, WEAVERS = "Example Bakers", "Example Riders", "Example Weavers"
EMBARGO = timedelta(days=2)

Answer = tuple[int, dict[str, str], str]


def read(page: str) -> str:
    """What stands on a page, without how it looks."""
    return re.sub(r"<[^>]+>", "", page)


class Press:
    """The site, a letter whose list is kept back, and who opens links to it."""

    def __init__(self, store: Store, typesetting: Typesetting) -> None:
        self.store = store
        self.typesetting = typesetting
        self.recorder = Recorder()
        typesetting.typesetter = self.recorder
        self.letter_id = 0
        self.port = 0
        self.session: ClientSession
        self.now = 0.0

    async def ask(self, method: str, path: str, **headers: str) -> Answer:
        """What is answered, without its moment."""
        url = f"http://127.0.0.1:{self.port}{path}"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.session.request(method, url, headers=sent) as response:
            kept = {name: text for name, text in response.headers.items() if name != "Date"}
            return response.status, kept, unescape((await response.read()).decode("latin-1"))

    async def show(self, token: str, act: str = "open", **headers: str) -> str:
        """What somebody is shown who presses."""
        url = f"http://127.0.0.1:{self.port}/press/{token}/{act}"
        sent = {name.replace("_", "-"): value for name, value in {"Accept_Language": "en", **headers}.items()}
        async with self.session.post(url, headers=sent) as response:
            assert response.status == 200
            return unescape(await response.text())

    async def sign(self, *names: str) -> list[Endorsement]:
        return await self.store.write(
            lambda unit: [examples.sign(unit, self.letter_id, each, State.LISTED) for each in names]
        )

    async def give(self, frozen: bool = False, until: timedelta = EMBARGO) -> str:
        """An owner makes a link; its token."""

        def unit(unit: Unit) -> str:
            owner = examples.person(unit, "olga")
            snapshot = publication.freeze(unit, owner, self.letter_id).number if frozen else None
            _, token = press_links.make(
                unit, owner, letter_id=self.letter_id, recipient=GAZETTE, until=unit.now + until, snapshot=snapshot
            )
            return token

        return await self.store.write(unit)


@pytest.fixture
async def press(store: Store) -> AsyncIterator[Press]:
    press = Press(store, Typesetting(store))
    throttle = Throttle(
        lambda: press.now, most=10_000, of_one=(1.0, 10_000.0), proxies=Proxies(networks("127.0.0.1"))
    )  # fmt: skip
    site = Site(
        store, PAGES, speeches=load(), public_url="", throttle=throttle, typeset=press.typesetting.content, logs=True
    )

    def unit(unit: Unit) -> int:
        letter_id, owner = examples.publish(unit).letter_id, examples.person(unit, "olga")
        unit.people.grant(owner.id, letter_id, Role.OWNER)
        publication.keep_back(unit, owner, letter_id, unit.now + EMBARGO)
        return letter_id

    press.letter_id = await store.write(unit)
    async with serving(site, "127.0.0.1:0") as port, ClientSession() as session:
        press.port, press.session = port, session
        yield press


async def reworded(press: Press, signed: Endorsement, **changed: object) -> None:
    """An organization says something else from now on."""
    entry = replace(signed.entry, **changed)  # type: ignore[arg-type]
    now = replace(signed, entry=entry, statement=Words.SHOWN, reservation=Words.SHOWN)
    await press.store.write(lambda unit: unit.desks.reword(now, Act.ENDORSEMENT_CORRECTED, signed.person_id))


async def gone(press: Press, signed: Endorsement) -> None:
    left = signed.moved(State.WITHDRAWN, signed.changed_at)
    await press.store.write(
        lambda unit: unit.endorsements.save(left, Act.ENDORSEMENT_WITHDRAWN, signed.person_id)
    )  # fmt: skip


@pytest.mark.parametrize("frozen", [True, False])
async def test_to_open_it_shows_nothing_but_the_letter_s_title(press: Press, frozen: bool) -> None:
    before = await press.ask("GET", f"/press/{await press.give(frozen)}", Accept_Language="en")
    await press.sign(BAKERS)
    token = await press.give(frozen)
    status, headers, page = await press.ask("GET", f"/press/{token}", Accept_Language="en")
    assert status == 200
    assert "Night buses for all" in page
    assert f'action="/press/{token}/open"' in page
    assert not [each for each in (BAKERS, GAZETTE, "1 organization", "embargo", "2026") if each in read(page)]
    assert len(page) == len(before[2])
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not {"ETag", "Last-Modified", "Set-Cookie", "Location"} & set(headers)
    assert (await press.store.read(lambda unit: unit.press_links.all(press.letter_id)))[0].opened_first is None


async def test_a_press_shows_the_list_with_what_organizations_say(press: Press, clock: Clock) -> None:
    bakers, riders = await press.sign(BAKERS, RIDERS)
    await reworded(press, bakers, statement="Bread needs buses.")
    await reworded(press, riders, reserved=(1,), reservation="Not by night.")
    token = await press.give(frozen=True)
    clock.forward(hours=1)
    page = await press.show(token)
    for each in (BAKERS, RIDERS, "2 organizations", "Bread needs buses.", "Not by night.", "demand 1"):
        assert each in read(page)
    assert "Under embargo until" in page.partition(BAKERS)[0]
    assert "do not pass it on" in page.partition(BAKERS)[0]
    snapshot = await press.store.read(lambda unit: unit.lists.snapshot(press.letter_id, 1))
    assert snapshot
    assert snapshot.sha256 in page
    assert "snapshot 1" in page
    assert "<title>Night buses for all</title>" in page
    assert GAZETTE not in page
    link = (await press.store.read(lambda unit: unit.press_links.all(press.letter_id)))[0]
    assert link.opened_first == link.opened_last == clock.now


async def test_nothing_of_an_answer_is_kept_or_passed_on(press: Press) -> None:
    token = await press.give()
    for act in ("open", "kit"):
        status, headers, _ = await press.ask("POST", f"/press/{token}/{act}")
        assert status == 200
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert not {"ETag", "Last-Modified", "Set-Cookie", "Location"} & set(headers)


async def test_who_has_left_is_on_neither_list_and_nothing_says_that_somebody_has(press: Press) -> None:
    bakers, _ = await press.sign(BAKERS, RIDERS)
    frozen, live = await press.give(frozen=True), await press.give()
    await gone(press, bakers)
    for token in (frozen, live):
        page = await press.show(token)
        assert BAKERS not in page
        assert RIDERS in page
        assert "1 organization" in read(page)
        assert "2" not in page.partition('<ol class="entries"')[2].partition("</ol>")[0]


async def test_a_frozen_list_stays_and_the_other_follows(press: Press) -> None:
    (bakers,) = await press.sign(BAKERS)
    frozen, live = await press.give(frozen=True), await press.give()
    (weavers,) = await press.sign(WEAVERS)
    await reworded(press, weavers, statement="Looms need buses.")
    await reworded(press, bakers, organization="Example Bakers of the Hills", reserved=(1,))
    page = await press.show(frozen)
    assert "Example Bakers of the Hills" not in page
    assert BAKERS in page
    assert "with a reservation about demand 1" in page
    assert WEAVERS not in page
    page = await press.show(live)
    assert "Example Bakers of the Hills" in page
    assert WEAVERS in page


async def test_a_long_list_is_turned_page_by_page_by_presses(press: Press) -> None:
    names = [f"Example Choir {number:03}" for number in range(1, ON_A_PAGE + 6)]
    await press.sign(*names)
    token = await press.give(frozen=True)
    page = await press.show(token)
    assert f'action="/press/{token}/open?page=2"' in page
    assert names[0] in page
    assert names[-1] not in page
    for last in ("2", "99999", "2&page=x"):
        page = await press.show(token, f"open?page={last}")
        assert names[-1] in page
        assert names[0] not in page
    assert f'start="{ON_A_PAGE + 1}"' in page
    assert names[0] in await press.show(token, "open?page=-1")


@pytest.mark.parametrize(
    ("accepted", "said", "title"),
    [
        ("ar", 'lang="ar" dir="rtl"', "Des bus la nuit"),
        ("en", 'lang="en"', "Night buses for all"),
        ("de", 'lang="fr"', "Des bus la nuit"),
    ],
)
async def test_it_speaks_the_language_of_the_browser(press: Press, accepted: str, said: str, title: str) -> None:
    token = await press.give()
    for page in (
        (await press.ask("GET", f"/press/{token}", Accept_Language=accepted))[2].encode("latin-1").decode(),
        await press.show(token, Accept_Language=accepted),
    ):
        assert said in page
        assert title in page


# What leads nowhere.


async def revoked(press: Press, clock: Clock) -> None:
    def unit(unit: Unit) -> None:
        (link,) = unit.press_links.all(press.letter_id)
        press_links.revoke(unit, examples.person(unit, "olga"), press.letter_id, link.id)

    await press.store.write(unit)


async def ended(press: Press, clock: Clock) -> None:
    clock.now += EMBARGO


async def forgotten(press: Press, clock: Clock) -> None:
    clock.now += EMBARGO + timedelta(days=30)
    await press.store.write(lambda unit: unit.press_links.forget())


async def ownerless(press: Press, clock: Clock) -> None:
    await press.store.write(lambda unit: unit.people.revoke(examples.person(unit, "olga").id, press.letter_id))


async def unagreed(press: Press, clock: Clock) -> None:
    """It waits for another organizer, as if from the beginning."""

    def unit(unit: Unit) -> None:
        from sqlalchemy import update

        from storage import tables
        from storage.unit import ConnectionUnit

        assert isinstance(unit, ConnectionUnit)
        unit.connection.execute(update(tables.press_links).values(waits=True))

    await press.store.write(unit)


@pytest.mark.parametrize("happens", [revoked, ended, forgotten, ownerless, unagreed])
async def test_what_leads_nowhere_looks_like_what_never_was(
    press: Press, clock: Clock, happens: Callable[[Press, Clock], object]
) -> None:
    await press.sign(BAKERS)
    token = await press.give(frozen=True)
    assert (await press.ask("GET", f"/press/{token}"))[0] == 200
    await happens(press, clock)  # type: ignore[misc]
    for method, act in (("GET", ""), ("HEAD", ""), ("GET", "/open"), ("POST", "/open"), ("POST", "/kit"), ("PUT", "")):
        answers = [await press.ask(method, f"/press/{each}{act}") for each in (token, NEVER_WAS)]
        assert answers[0] == answers[1], (method, act)
        assert answers[0][0] in (404, 405)
    assert press.recorder.sheets == []


async def test_whoever_guesses_is_answered_no_more_and_the_others_are(press: Press) -> None:
    token = await press.give()
    eve, jo = {"X_Forwarded_For": "192.0.2.1"}, {"X_Forwarded_For": "198.51.100.7"}
    for _ in range(3 * int(GUESSES_AT_ONCE)):
        assert (await press.ask("GET", f"/press/{token}", **eve))[0] == 200
    for number in range(int(GUESSES_AT_ONCE)):
        place = ("press", "m")[number % 2]
        assert (await press.ask("GET", f"/{place}/{NEVER_WAS}", **eve))[0] == 404
    for method, act in (("GET", ""), ("POST", "/open")):
        assert (await press.ask(method, f"/press/{token}{act}", **eve))[0] == 429
        assert (await press.ask(method, f"/press/{token}{act}", **jo))[0] == 200
    press.now += 60
    assert (await press.ask("GET", f"/press/{token}", **eve))[0] == 200


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
async def test_no_log_tells_a_token_a_recipient_or_a_client(
    press: Press, monkeypatch: pytest.MonkeyPatch, level: int
) -> None:
    await press.sign(BAKERS)
    token, written = await press.give(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs._Lines("%(levelname)s %(name)s %(message)s"))
    monkeypatch.setattr(logging.root, "handlers", [handler])
    monkeypatch.setattr(logging.root, "level", level)
    press.recorder.fails = True
    for method, act in (("GET", ""), ("GET", "/x"), ("POST", "/open"), ("POST", "/kit"), ("DELETE", "")):
        await press.ask(method, f"/press/{token}{act}")
    reader, writer = await asyncio.open_connection("127.0.0.1", press.port)
    writer.write(f"GET /press/{token}\tX\r\n\r\n".encode())
    await reader.read()
    writer.close()

    async def broken(unit: object) -> None:
        raise RuntimeError(f"{token} {GAZETTE}")

    monkeypatch.setattr(press.store, "write", broken)
    assert (await press.ask("POST", f"/press/{token}/open"))[0] == 500
    said = written.getvalue()
    assert "POST /press/{key}: 200" in said
    assert "a page could not be shown" in said
    for secret in (token, GAZETTE, BAKERS, "127.0.0.1"):
        assert secret not in said, said


# On paper.


async def test_the_press_kit_is_of_the_same_list_and_marked(press: Press) -> None:
    bakers, riders = await press.sign(BAKERS, RIDERS)
    await reworded(press, bakers, statement="Bread needs buses.")
    frozen, live = await press.give(frozen=True), await press.give()
    (weavers,) = await press.sign(WEAVERS)
    await reworded(press, weavers, statement="Looms need buses.")
    await gone(press, riders)
    status, headers, _ = await press.ask("POST", f"/press/{frozen}/kit", Accept_Language="en")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert headers["Content-Disposition"] == 'attachment; filename="night-buses-en.pdf"'
    kit, said = press.recorder.kit, words(press.recorder.kit)
    assert "Under embargo until" in kit.warning
    assert entries(kit) == [f"{BAKERS}, Toronto"]
    assert "snapshot 1" in said
    assert "Bread needs buses." in said
    assert "Looms need buses." not in said
    assert not [each for each in (RIDERS, "2 organizations", "not in the list any more") if each in said]
    await press.ask("POST", f"/press/{live}/kit", Accept_Language="en")
    assert entries(press.recorder.kit) == [f"{BAKERS}, Toronto", f"{WEAVERS}, Toronto"]
    assert len(press.recorder.sheets) == 2


async def test_a_kit_that_can_t_be_made_is_said(press: Press) -> None:
    press.recorder.fails = True
    status, _, page = await press.ask("POST", f"/press/{await press.give()}/kit")
    assert status == 503
    assert "can't be shown at the moment" in page


async def test_it_is_printed(press: Press) -> None:
    await press.sign(BAKERS)
    token = await press.give(frozen=True)
    press.typesetting.typesetter = TypstTypesetter()
    async with press.session.post(f"http://127.0.0.1:{press.port}/press/{token}/kit") as response:
        content = await response.read()
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert BAKERS in printed
