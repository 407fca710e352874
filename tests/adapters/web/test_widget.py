"""A letter in pages of others: by one tag, in a real browser under a strict policy, and by a frame alone."""

import re
from datetime import timedelta

import pytest

from adapters.web.static import WIDGET
from bot.model.endorsements.endorsement import State
from bot.pages.visiting import Host, visit
from bot.pages.widget import HOW
from bot.ports.store import Store, Unit
from bot.text.locales import load
from tests.adapters.web.public import SLUG, Public
from tests.categories import state, tell_apart
from tests.conftest import Clock
from tests.storage import examples

FRAMED = f"/embed/en/{SLUG}"


@pytest.mark.parametrize("path", ["/", f"/en/{SLUG}", f"/en/{SLUG}/list", f"/en/{SLUG}/revisions", "/m/A", "/x/y/z"])
async def test_no_other_page_may_be_framed(public: Public, path: str) -> None:
    headers = (await public.ask(path)).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    if headers.get("Content-Type", "").startswith("text/html"):
        assert headers["X-Frame-Options"] == "DENY"


async def test_one_page_may_be_framed_and_sets_no_cookie(public: Public) -> None:
    for _ in range(2):
        response = await public.ask(FRAMED)
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not {"Set-Cookie", "X-Frame-Options", "Access-Control-Allow-Origin"} & response.headers.keys()
    page = await public.read(FRAMED)
    (script,) = re.findall('<script src="([^"]*)"', page)
    loaded = await public.ask(script)
    assert (loaded.status, loaded.content_type) == (200, "text/javascript")
    assert '<meta name="robots" content="noindex">' in page


async def test_it_says_of_which_kinds_they_are_until_the_list_is_kept_back(public: Public, clock: Clock) -> None:
    def unit(unit: Unit) -> None:
        tell_apart(unit, letter_id=1)
        for name in ("Bakers", "Tailors"):
            state(unit, examples.sign(unit, 1, name, State.LISTED), kind="union", region="north")

    await public.store.write(unit)
    page = await public.read(FRAMED)
    assert "Trade union (2)" in page
    assert "The north" not in page
    await public.store.write(lambda unit: unit.lists.keep_back(1, clock.now + timedelta(days=9), 1))
    assert "Trade union" not in await public.read(FRAMED)


async def test_it_shows_who_signed_last_and_no_more_who_withdrew(public: Public, clock: Clock) -> None:
    signed = []
    for number in range(6):
        clock.forward(minutes=1)
        signed += await public.sign(f"Organization {number}")
    page = await public.read(FRAMED)
    assert re.findall(r"Organization \d", page) == [f"Organization {number}" for number in (5, 4, 3, 2, 1)]
    assert "6 organizations" in re.sub("<[^>]*>", "", page)
    await public.withdraw(signed[-1])
    assert re.findall(r"Organization \d", await public.read(FRAMED))[0] == "Organization 4"


async def test_the_widget_is_small_and_asked_after_again(public: Public) -> None:
    response = await public.ask(WIDGET)
    assert (response.status, response.content_type) == (200, "text/javascript")
    assert int(response.headers["Content-Length"]) <= 512
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=3600"


async def test_how_others_put_it_there_is_said_where_the_address_is_known(store: Store) -> None:
    await store.write(lambda unit: examples.publish(unit))
    names = {"language": "en", "letter": SLUG}
    for root, there in (("", False), ("https://letters.example.org", True)):
        host = Host(load(), root)
        shown = await store.read(lambda unit, host=host: HOW.show(visit(unit, host, names, {})))  # type: ignore[misc, arg-type]
        assert bool(shown) is there


async def test_it_tells_neither_names_nor_how_many_while_the_list_is_kept_back(public: Public, clock: Clock) -> None:
    until = clock.now + timedelta(days=3)
    person = await public.store.write(lambda unit: examples.person(unit).id)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))
    before = await public.read(FRAMED)
    await public.sign("Bakers of the Old Town")
    assert await public.read(FRAMED) == before
    assert "4 March 2026" in before


async def test_whatever_was_typed_is_a_text_there(public: Public) -> None:
    await public.sign("<script>alert(1)</script>", '"><img src=x>')
    response = await public.ask(FRAMED, Accept_Encoding="identity")
    page = await response.text()
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
