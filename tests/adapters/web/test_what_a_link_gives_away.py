"""A personal link gives nothing away: to whoever comes upon it later, to other sites, caches, crawlers or logs."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from aiohttp import ClientSession

from adapters.host import logs
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.model.disputes import Claim
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.proofs.authority import VALID, Contact, Why
from bot.model.proofs.mails import Mail, MailKind
from bot.pages import PAGES
from bot.ports.store import Store, Unit
from bot.service import disputes
from bot.service.proofs import proving
from bot.text.locales import load
from tests.conftest import Clock
from tests.storage import examples

NEVER_WAS = "0123456789ABCDEFGHJKMNPQRS"
ADA = "ada@bakers.example"


class Asked:
    """The site, and all that it answers."""

    def __init__(self, port: int, session: ClientSession) -> None:
        self.port, self.session = port, session

    async def ask(self, method: str, token: str, act: str = "") -> tuple[int, dict[str, str], str]:
        url = f"http://127.0.0.1:{self.port}/m/{token}{act}"
        async with self.session.request(method, url) as response:
            headers = {name: text for name, text in response.headers.items() if name != "Date"}
            return response.status, headers, (await response.text()).replace(token, "TOKEN")


@pytest.fixture
async def asked(store: Store) -> AsyncIterator[Asked]:
    site = Site(
        store,
        PAGES,
        speeches=load(),
        public_url="https://letters.example.org",
        throttle=Throttle(lambda: 0.0),
    )
    async with serving(site, "127.0.0.1:0") as port, ClientSession() as session:
        yield Asked(port, session)


def mailed(unit: Unit, kind: MailKind = MailKind.CODE) -> Mail:
    """A code was mailed, for a sign-on or a dispute of it."""
    signed = examples.signed(unit)
    if kind is MailKind.DISPUTE:
        claim = Claim("Eve Example", "Chair", ADA, "No.")
        dispute = unit.disputes.add(signed.letter_id, signed.id, examples.person(unit, "eve").id, "en", claim)
        return unit.mails.put(kind, signed.letter_id, dispute.id, ADA, "fr")
    mail = unit.mails.put(kind, signed.letter_id, signed.id, ADA, "fr")
    unit.proofs.put(signed.id, Contact.FIRST, address=ADA, domain="bakers.example", mail_id=mail.id, why=Why.NONE)
    return mail


def proven(unit: Unit, mail: Mail) -> None:
    proving.confirm(unit, examples.person(unit), mail.letter_id, mail.subject_id, mail.code)


def pressed(unit: Unit, mail: Mail) -> None:
    proving.confirmed(unit, mail)


def withdrawn(unit: Unit, mail: Mail) -> None:
    signed = unit.endorsements.get(1)
    assert signed
    unit.endorsements.save(signed.moved(State.WITHDRAWN, unit.now), Act.ENDORSEMENT_WITHDRAWN, signed.person_id)


def forgotten(unit: Unit, mail: Mail) -> None:
    unit.privacy.forget_representative(1)


def erased(unit: Unit, mail: Mail) -> None:
    withdrawn(unit, mail)
    unit.privacy.erase(1, None)


def settled(unit: Unit, mail: Mail) -> None:
    disputes.dismiss(unit, examples.person(unit, "rex"), mail.letter_id, mail.subject_id)


def disputed(unit: Unit, mail: Mail) -> None:
    disputes.confirmed(unit, mail)


SPENT = [
    (MailKind.CODE, proven), (MailKind.CODE, pressed), (MailKind.CODE, withdrawn), (MailKind.CODE, forgotten),
    (MailKind.CODE, erased), (MailKind.DISPUTE, settled), (MailKind.DISPUTE, disputed),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "happens"), SPENT, ids=lambda each: getattr(each, "__name__", str(each)))
async def test_a_link_that_was_used_looks_like_one_that_never_was(
    asked: Asked, store: Store, kind: MailKind, happens: Callable[[Unit, Mail], None]
) -> None:
    mail = await store.write(lambda unit: mailed(unit, kind))
    assert (await asked.ask("GET", mail.token))[0] == 200
    await store.write(lambda unit: happens(unit, mail))
    for method, act in (("GET", ""), ("HEAD", ""), ("GET", "/confirm"), ("POST", "/confirm")):
        assert await asked.ask(method, mail.token, act) == await asked.ask(method, NEVER_WAS, act), (method, act)


async def test_a_link_that_is_too_old_looks_like_one_that_never_was(asked: Asked, store: Store, clock: Clock) -> None:
    both = [await store.write(mailed)]
    both.append(replace(both[0], token=NEVER_WAS))
    clock.now += VALID
    old, never = [await asked.ask("GET", each.token) for each in both]
    assert old == never


async def test_whoever_got_a_mail_can_say_later_too_that_they_want_no_more(asked: Asked, store: Store) -> None:
    mail = await store.write(mailed)
    await store.write(lambda unit: proven(unit, mail))
    status, _, text = await asked.ask("POST", mail.token, "/never")
    assert (status, await store.read(lambda unit: unit.mails.unwanted(ADA))) == (200, True)
    assert "Des bus la nuit" not in text


async def test_nothing_is_kept_passed_on_or_found_by_others(asked: Asked, store: Store) -> None:
    mail = await store.write(mailed)
    for method, act in (("GET", ""), ("HEAD", ""), ("POST", "/confirm"), ("PUT", ""), ("GET", "/nowhere/else")):
        _, headers, _ = await asked.ask(method, mail.token, act)
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert not {"ETag", "Last-Modified", "Set-Cookie", "Location"} & set(headers)


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
async def test_no_log_tells_a_token_an_address_or_a_client(
    asked: Asked, store: Store, monkeypatch: pytest.MonkeyPatch, level: int
) -> None:
    mail = await store.write(mailed)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs._Lines("%(levelname)s %(name)s %(message)s"))
    monkeypatch.setattr(logging.root, "handlers", [handler])
    monkeypatch.setattr(logging.root, "level", level)
    for method, act in (("GET", ""), ("GET", "/x"), ("POST", "/confirm"), ("DELETE", "")):
        await asked.ask(method, mail.token, act)
    for line in (f"GET /m/{mail.token}\tX\r\n\r\n", f"GE\x00T /m/{mail.token} HTTP/1.1\r\nX{mail.token}\r\n\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", asked.port)
        writer.write(line.encode())
        await reader.read()
        writer.close()

    async def broken(unit: object) -> None:
        raise RuntimeError(f"{mail.token} {ADA}")

    monkeypatch.setattr(store, "read", broken)
    assert (await asked.ask("GET", mail.token))[0] == 500
    said = written.getvalue()
    assert "a page could not be shown" in said
    for secret in (mail.token, mail.code, ADA, "127.0.0.1"):
        assert secret not in said, said
