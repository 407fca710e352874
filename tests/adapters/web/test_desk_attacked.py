"""The page on which people sign, as those use it who would harm others."""

import logging
from collections.abc import AsyncIterator, Mapping

import pytest
from aiohttp import web

from adapters.web.desk.sessions import Cookie, form_token, here, is_own
from adapters.web.throttle import Throttle
from bot.model.endorsements.endorsement import State
from bot.pages import desk
from bot.ports.store import Store
from tests.adapters.web.desk_stage import ADA, EVE, FIELDS, Stage, logged, sign, staged
from tests.conftest import Clock
from tests.drivers.browser import Browser, Looked

HOSTILE = {
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 1234 * 5678 }} {% include 'x' %} ${1234*5678}",
    "right to left": "שלום Example مرحبا \u05d0",
    "markdown": "**b** [a](javascript:alert(1)) @everyone",
    "entities": "&amp; &lt;b&gt; </textarea></form>",
}


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    """The page, served."""
    async with staged(store) as stage:
        yield stage


async def posted(browser: Browser, url: str, values: Mapping[str, str], **headers: str) -> Looked:
    """A form that is sent with these headers alone."""
    return await browser.post(url, values, {name.replace("_", "-"): value for name, value in headers.items()})


async def test_a_known_an_unknown_a_refused_and_a_too_often_asked_address_are_answered_alike(stage: Stage) -> None:
    known, unknown, refused, often = (f"{name}@asked.example.org" for name in ("know", "unkn", "refu", "ofte"))
    await stage.come(known)
    await stage.store.write(lambda unit: unit.mails.stop(refused))
    for _ in range(5):
        await stage.ask(stage.browser(), often)
    told = set[str]()
    for address in (known, unknown, refused, often):
        page = await stage.ask(stage.browser(), address)
        assert page.status == 200
        headers = {name: value for name, value in page.headers.items() if name != "Date"}
        told.add(f"{headers} {page.html.replace(address, 'ADDRESS')}")
    assert len(told) == 1
    await stage.nothing()
    arrived = [each.address for each in stage.mailbox.mails]
    assert (arrived.count(known), arrived.count(unknown), arrived.count(refused), arrived.count(often)) == (2, 1, 0, 3)


async def test_the_pages_of_several_letters_send_no_more_mails_to_a_stranger(stage: Stage) -> None:
    for _ in range(3):
        for slug in (stage.slug, "second"):
            eve = stage.browser()
            page = await eve.open(stage.page().replace(stage.slug, slug))
            await eve.send(page.form(stage.said(desk.ASK)), address=ADA)
    assert await stage.nothing() == 3


async def test_nobody_s_address_is_known_before_a_code_was_typed(stage: Stage) -> None:
    await stage.ask(stage.browser(), ADA)
    await stage.nothing()
    assert await stage.store.read(lambda unit: unit.sessions.at(ADA)) is None


async def test_a_code_opens_one_session_and_no_other(stage: Stage) -> None:
    ada = stage.browser()
    form = (await stage.ask(ada, ADA)).form(stage.said(desk.ENTER))
    mail = await stage.mail(ADA)
    await ada.send(form, code=mail.code)
    assert ADA in ada.page.text
    for other in (stage.browser(), ada):
        other.page = Looked(stage.page(), 200, "", {})
        page = await other.send(form, code=mail.code)
        assert "This is not the code" in page.text


async def test_a_code_is_that_of_its_address_and_of_its_letter(stage: Stage) -> None:
    ada = stage.browser()
    form = (await stage.ask(ada, ADA)).form(stage.said(desk.ENTER))
    mail = await stage.mail(ADA)
    assert "This is not the code" in (await ada.send(form, code=mail.code, address=EVE)).text
    elsewhere = stage.page("code").replace(stage.slug, "second")
    assert "This is not the code" in (await ada.post(elsewhere, {"address": ADA, "code": mail.code})).text
    ada.page = Looked(stage.page(), 200, "", {})
    assert ADA in (await ada.send(form, code=mail.code.lower().replace("-", " "))).text


async def test_a_tag_after_a_plus_sign_may_be_another_s_mailbox_and_is_another_account(stage: Stage) -> None:
    await stage.come(ADA)
    tagged = ADA.replace("@", "+eve@")
    await stage.come(tagged)
    assert await stage.account(ADA) != await stage.account(tagged)
    assert await stage.store.read(lambda unit: unit.sessions.at(ADA.upper())) is not None


async def test_too_many_wrong_codes_end_it_for_an_hour_but_not_for_who_has_the_mail(stage: Stage, clock: Clock) -> None:
    eve = stage.browser()
    form = (await stage.ask(eve, ADA)).form(stage.said(desk.ENTER))
    mail = await stage.mail(ADA)
    for _ in range(10):
        assert "This is not the code" in (await eve.send(form, code="0000-0000")).text
    assert "This is not the code" in (await eve.send(form, code=mail.code)).text
    link = next(word for word in mail.text.split() if "/sign/code/" in word)
    ada = stage.browser()
    await ada.open(link)
    assert ADA in (await ada.press("Go on", code=mail.code)).text


async def test_the_link_in_a_mail_shows_nothing_and_does_nothing_before_its_code(stage: Stage) -> None:
    await stage.come(ADA)
    await stage.ask(stage.browser(), ADA)
    mail = await stage.mail(ADA, 2)
    link = next(word for word in mail.text.split() if "/sign/code/" in word)
    scanner = stage.browser()
    for _ in range(3):
        page = await scanner.open(link)
        assert (page.status, ADA in page.html, mail.code in page.html) == (200, False, False)
        assert "Set-Cookie" not in page.headers
    forged = await scanner.open(link[:-1] + ("A" if link[-1] != "A" else "B"))
    assert forged.html.replace(forged.url.rpartition("/")[2], "") == page.html.replace(link.rpartition("/")[2], "")
    assert "This is not the code" in (await scanner.press("Go on", code="0000-0000")).text
    await scanner.open(link)
    assert ADA in (await scanner.press("Go on", code=mail.code)).text


async def test_a_code_and_a_session_are_over_after_a_day(stage: Stage, clock: Clock) -> None:
    ada = await stage.come(ADA)
    other = stage.browser()
    form = (await stage.ask(other, ADA)).form(stage.said(desk.ENTER))
    mail = await stage.mail(ADA, 2)
    clock.forward(hours=24)
    assert "This is not the code" in (await other.send(form, code=mail.code)).text
    assert ADA not in (await ada.open(stage.page())).text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "{own}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "{own}", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_what_comes_from_elsewhere_does_nothing(stage: Stage, headers: Mapping[str, str]) -> None:
    ada = await stage.come(ADA)
    await sign(ada)
    form = ada.page.form("Withdraw")
    own = {name: value.replace("{own}", stage.root) for name, value in headers.items()}
    for path, values in (("", form.values), ("/ask", {"address": EVE}), ("/code", {"address": ADA, "code": "x"})):
        page = await ada.post(stage.page() + path, values, own)
        assert page.status == 403
        assert "this did not come from the page itself" in page.text
    assert EVE not in [each.address for each in stage.mailbox.mails]


async def test_a_browser_says_by_its_own_header_that_the_page_itself_asks(stage: Stage) -> None:
    ada = stage.browser(fetches=True)
    form = (await stage.ask(ada, ADA)).form(stage.said(desk.ENTER))
    mail = await stage.mail(ADA)
    assert ADA in (await ada.send(form, code=mail.code)).text


async def test_each_act_carries_a_token_of_its_own_session(stage: Stage) -> None:
    ada, eve = await stage.come(ADA), await stage.come(EVE)
    await sign(ada)
    stolen = eve.page.form("Your sign-on").values["token"]
    withdraw = ada.page.form("Withdraw")
    for token in ("", "0" * 64, "é", stolen):
        assert (await ada.send(withdraw, token=token)).status == 403
    found = await stage.store.read(lambda unit: unit.endorsements.get(1))
    assert found
    assert found.state is State.SUBMITTED


async def test_nobody_acts_on_another_s_sign_on_or_form(stage: Stage) -> None:
    ada, eve = await stage.come(ADA), await stage.come(EVE)
    await ada.press("I may sign for my organization")
    form = ada.page.form("Go on")
    token = eve.page.form("Your sign-on").values["token"]
    await eve.post(stage.page(), {**form.values, **FIELDS, "token": token})
    assert "This form is finished or closed." in eve.page.text
    await ada.send(form, **FIELDS)
    await ada.press("I confirm, and sign on")
    withdraw = ada.page.form("Withdraw").values
    await eve.post(stage.page(), {**withdraw, "token": token})
    assert "Only the account that signed can do this." in eve.page.text
    assert "Bakers" not in eve.page.text


@pytest.mark.parametrize("action", ["", "x", "1-nothing", "9-sign", "1-sign-1-may_sign" + "-x" * 16, "1-form-a-b-c"])
async def test_a_forged_button_is_answered_and_does_nothing(stage: Stage, action: str) -> None:
    ada = await stage.come(ADA)
    token = ada.page.form("Your sign-on").values["token"]
    page = await ada.post(stage.page(), {"do": "press", "action": action, "token": token})
    assert page.status == 200
    assert "Something went wrong" not in page.text
    assert page.answer.strip()


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_in_every_field_is_shown_as_text(stage: Stage, name: str) -> None:
    text, ada = HOSTILE[name], await stage.come(ADA)
    await ada.press("I may sign for my organization")
    fields = ("organization", "representative", "role", "place", "statement")
    await ada.press("Go on", **{f"field-{each}": text for each in fields}, **{"field-website": "no"})
    shown = ada.page.form("Go on").values
    assert [shown[f"field-{each}"] for each in fields] == [text] * len(fields)
    await ada.press("Go on", **{"field-website": ""})
    bare = ada.page.answer.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u2060")))
    assert bare.count(text) >= 4
    await ada.press("I confirm, and sign on")
    for mark in ("<script", "<img", 'href="javascript', str(1234 * 5678)):
        assert mark not in ada.page.html


async def test_what_is_far_too_long_is_answered(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await ada.press("I may sign for my organization")
    page = await ada.press("Go on", **{**FIELDS, "field-statement": "x" * 100_000})
    assert page.status == 413
    assert "far too long" in page.text


@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=x", "application/json", "text/plain"])
async def test_nothing_but_a_form_is_read(stage: Stage, kind: str) -> None:
    ada = await stage.come(ADA)
    headers = {"Content-Type": kind, "Origin": stage.root}
    async with ada.session.post(stage.page(), data=b"do=leave", headers=headers) as response:
        assert response.status == 415


@pytest.mark.parametrize(
    "body",
    [b"do=\xff\xfe", b"token=+2AA-&address=+2AA-", b"token=\\ud800&code=\\ud800&mail=\\ud800", b"a&" * 20_000,
     b"token=%ed%a0%80&code=%ed%a0%80", b"address=%00@example.org&code=%00&mail=%00&token=%00", b"=&=&&=%",
     b"do=submit&form=%00"],
)  # fmt: skip
async def test_what_no_browser_sends_is_refused_and_fills_no_log(
    stage: Stage, told: pytest.LogCaptureFixture, body: bytes
) -> None:
    ada = await stage.come(ADA)
    for charset in ("utf-8", "nothing", "hex", "utf-7", "utf-16", "unicode_escape", "idna"):
        headers = {"Content-Type": f"application/x-www-form-urlencoded; charset={charset}", "Origin": stage.root}
        for path in ("", "/ask", "/code"):
            async with ada.session.post(stage.page() + path, data=body, headers=headers) as response:
                assert response.status in (200, 400, 403)
    assert [record for record in told.records if record.levelno > logging.INFO] == []
    assert len(stage.mailbox.mails) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_there_is_nothing_but_looking_and_sending(stage: Stage, method: str) -> None:
    ada = await stage.come(ADA)
    async with ada.session.request(method, stage.page()) as response:
        assert response.status == 405


async def test_to_look_changes_nothing(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await sign(ada)
    before = await stage.store.read(lambda unit: unit.sessions.find(secret_of(ada)))
    for path in ("", "/sign", "/withdraw", "/ask", "/code", "/leave", "?do=leave", "?do=press&action=1-withdraw"):
        await ada.open(stage.page() + path)
    assert await stage.store.read(lambda unit: unit.sessions.find(secret_of(ada))) == before


def secret_of(browser: Browser) -> str:
    """The secret that a browser keeps."""
    return next(each.value for each in browser.session.cookie_jar)


async def test_a_session_is_on_disk_by_a_hash_alone_and_ends_where_its_person_says_so(stage: Stage) -> None:
    ada = await stage.come(ADA)
    secret = secret_of(ada)
    assert len(secret) == 32
    assert secret not in ada.page.html
    stolen = stage.browser()
    stolen.session.cookie_jar.update_cookies({"session": secret})
    await ada.press("Leave this page")
    assert ADA not in (await stolen.open(stage.page())).text


async def test_so_many_sessions_are_open_at_an_address_and_the_oldest_ends(stage: Stage, clock: Clock) -> None:
    browsers = []
    for _ in range(6):
        clock.forward(hours=1)
        browsers.append(await stage.come(ADA))
    still = [ADA in (await each.open(stage.page())).text for each in browsers]
    assert still == [False, True, True, True, True, True]


async def test_whoever_signs_in_anew_leaves_no_session_behind(stage: Stage) -> None:
    ada = await stage.come(ADA)
    secret = secret_of(ada)
    await stage.ask(stage.browser(), ADA)
    mail = await stage.mail(ADA, 2)
    await ada.open(next(word for word in mail.text.split() if "/sign/code/" in word))
    await ada.press("Go on", code=mail.code)
    assert secret_of(ada) != secret
    assert await stage.store.read(lambda unit: unit.sessions.find(secret)) is None


def test_the_cookie_is_for_the_site_alone_and_for_no_script() -> None:
    given = Cookie("https://letters.example.org").give(web.Response(), "SECRET").cookies["__Host-session"]
    assert given.OutputString() == "__Host-session=SECRET; HttpOnly; Max-Age=86400; Path=/; SameSite=Strict; Secure"
    plain = Cookie("http://127.0.0.1:8080").give(web.Response(), "SECRET").cookies["session"]
    assert plain.OutputString() == "session=SECRET; HttpOnly; Max-Age=86400; Path=/; SameSite=Strict"


def test_a_form_s_token_tells_nothing_of_its_session() -> None:
    assert form_token("one") != form_token("two")
    assert "one" not in form_token("one")


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"Origin": "https://letters.example.org"}, True),
        ({"Origin": "https://letters.example.org.evil.example"}, False),
        ({"Origin": "http://letters.example.org"}, False),
        ({"Origin": "https://letters.example.org:444"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://letters.example.org"}, False),
    ],
)
def test_a_page_s_own_request_is_told_by_what_its_browser_says(headers: Mapping[str, str], own: bool) -> None:
    assert is_own(headers, "https://letters.example.org/below") is own


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("localhost", "http://localhost"),
        ("letters.example.org", ""),
        ("127.0.0.1.evil.example:8080", ""),
        ("192.0.2.7:8080", ""),
        ("", ""),
    ],
)
def test_without_a_public_address_the_page_s_own_is_this_machine_s_alone(host: str, address: str) -> None:
    assert here(host) == address
    own = is_own({"Sec-Fetch-Site": "same-origin"}, here(host))
    assert own is bool(address), "a name that leads to this machine is of its own origin too"


async def test_a_client_that_asks_for_many_codes_is_told_to_wait_and_the_page_stays(store: Store) -> None:
    asks = Throttle(lambda: 0.0, of_one=(0.0, 3))
    async with staged(store, asks=asks) as stage:
        for number in range(3):
            await stage.ask(stage.browser(), f"a{number}@asked.example.org")
        page = await stage.ask(stage.browser(), "a4@asked.example.org")
        assert page.status == 429
        assert "too much came from here" in page.text
        assert (await stage.browser().open(stage.page())).status == 200


async def test_what_is_done_at_one_address_is_bounded_and_others_go_on(store: Store) -> None:
    async with staged(store, acts=Throttle(lambda: 0.0, of_one=(0.0, 2))) as stage:
        ada, eve = await stage.come(ADA, "privacy"), await stage.come(EVE, "privacy")
        for _ in range(2):
            assert (await stage.do(ada, "/privacy")).status == 200
        assert (await stage.do(ada, "/privacy")).status == 429
        assert (await stage.do(eve, "/privacy")).status == 200


async def test_no_address_code_or_secret_reaches_the_log(stage: Stage, told: pytest.LogCaptureFixture) -> None:
    ada = await stage.come(ADA, told="yes")
    await sign(ada)
    await stage.nothing()
    mails = [each for each in stage.mailbox.mails if "Your code" in each.text]
    links = [word for each in mails for word in each.text.split() if "/sign/code/" in word]
    await ada.open(links[0])
    secrets = [*(each.code for each in mails), *(each.rpartition("/")[2] for each in links)]
    said = logged(told.records)
    assert "GET /{language}/{letter}/sign: 200" in said
    for each in (ADA, secret_of(ada), "Ada Example", *secrets):
        assert each not in said


async def test_every_answer_says_that_nobody_may_keep_frame_or_find_it(stage: Stage) -> None:
    ada = await stage.come(ADA)
    for page in (await stage.browser().open(stage.page()), await ada.open(stage.page())):
        headers = page.headers
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        for mark in ("<script", "style=", " src=", "onclick"):
            assert mark not in page.html
