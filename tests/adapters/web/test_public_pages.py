"""The letter and its list as browsers ask for them, over HTTP."""

import asyncio
import gzip
import re
from dataclasses import replace
from datetime import timedelta

import brotli
import pytest

from bot.model.endorsements.endorsement import Words
from bot.model.journal.acts import Act
from bot.pages.letters import FIRST_NAMES
from bot.pages.lists import ON_A_PAGE
from bot.ports.store import Unit
from bot.service.letters import former_documents
from tests.adapters.web.public import SLUG, Public
from tests.categories import state, tell_apart
from tests.conftest import Clock
from tests.storage import examples


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "fr"), ("de", "fr"), ("en-GB,fr;q=0.4", "en"), ("fr;q=0.3, ar;q=0.9", "ar"), ("*;q=x, en;q=nan", "en")],
)
@pytest.mark.parametrize("path", ["/", f"/{SLUG}"])
async def test_a_short_address_leads_to_the_language_of_the_browser(
    public: Public, path: str, accepted: str, language: str
) -> None:
    response = await public.ask(path, Accept_Language=accepted)
    assert (response.status, response.headers["Location"]) == (302, f"/{language}/{SLUG}")


async def test_several_letters_are_listed(public: Public) -> None:
    await public.store.write(lambda unit: examples.publish(unit, "second"))
    page = await public.read("/")
    assert f"/fr/{SLUG}" in page
    assert "/fr/second" in page


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [("en", "ltr", "Night buses for all"), ("fr", "ltr", "Des bus la nuit"), ("ar", "rtl", "Des bus la nuit")],
)
async def test_the_letter_stands_there_in_each_language(
    public: Public, language: str, direction: str, said: str
) -> None:
    page = await public.read(f"/{language}/{SLUG}")
    assert f'<html lang="{language}" dir="{direction}">' in page
    for expected in (said, "Anne Placeholder", "https://night.example", "https://t.me/LetterBot?start=1-sign-"):
        assert expected in page
    assert page.count("<svg") == 1
    assert re.findall("<script[^>]*>", page) == ['<script type="application/ld+json">']
    others = re.findall(r'hreflang="(\w+)" lang', page)
    assert others == ["fr", "en", "ar"]


@pytest.mark.parametrize("path", [f"/xx/{SLUG}", "/en/none", f"/en/{SLUG}/nothing", f"/en/{SLUG}/revisions/2", "/en/"])
async def test_what_is_not_there_is_not_there_and_says_where_the_letters_are(public: Public, path: str) -> None:
    response = await public.ask(path)
    assert (response.status, '<a href="/">' in await response.text()) == (404, True)


async def test_a_slash_at_the_end_leads_to_the_letter_too(public: Public) -> None:
    response = await public.ask(f"/en/{SLUG}/")
    assert (response.status, response.headers["Location"]) == (302, f"/en/{SLUG}")
    assert (await public.ask("/en/none/")).status == 404


async def test_who_signs_is_there_and_who_withdraws_is_gone_from_the_next_request_on(public: Public) -> None:
    bakers, tailors = await public.sign("Bakers of the Old Town", "Tailors")
    pages = (f"/en/{SLUG}", f"/en/{SLUG}/list", f"/en/{SLUG}/list?page=1", f"/en/{SLUG}/list?q=old")
    line = f"/en/{SLUG}/list/{bakers.handle}"
    for path in (*pages, line):
        assert "Bakers of the Old Town" in await public.read(path)
    await public.withdraw(bakers)
    for path in pages:
        assert "Bakers" not in await public.read(path)
    assert "1 organization" in re.sub("<[^>]*>", "", await public.read(f"/en/{SLUG}"))
    gone, unknown = await public.ask(line), await public.ask(f"/en/{SLUG}/list/{tailors.handle[::-1]}")
    assert (gone.status, await gone.read()) == (404, await unknown.read())


async def test_a_count_says_of_which_day_it_is(public: Public) -> None:
    await public.sign("Example Bakers")
    for path in ("", "/list"):
        assert "As of 1 March 2026." in await public.read(f"/en/{SLUG}{path}")
    assert "As of 1 March 2026." in (await public.read(f"/en/{SLUG}/pictures/count.png"))


async def test_a_withdrawal_beside_the_process_is_seen_after_a_look(public: Public) -> None:
    (bakers,) = await public.sign("Bakers of the Old Town")
    assert "Bakers" in await public.read(f"/en/{SLUG}/list")
    await public.withdraw(bakers, public.disk)
    await public.site.look()
    assert "Bakers" not in await public.read(f"/en/{SLUG}/list")


async def test_a_list_that_is_kept_back_is_not_there_and_neither_is_its_count(public: Public, clock: Clock) -> None:
    until = clock.now + timedelta(days=3)
    person = await public.store.write(lambda unit: examples.person(unit).id)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))
    empty = {path: await public.read(f"/en/{SLUG}{path}") for path in ("", "/list", "/list?q=bakers")}
    (bakers,) = await public.sign("Bakers of the Old Town")
    for path, before in empty.items():
        assert await public.read(f"/en/{SLUG}{path}") == before
        assert "4 March 2026" in before
    assert (await public.ask(f"/en/{SLUG}/list/{bakers.handle}")).status == 404


async def test_the_list_has_pages_of_two_hundred_and_none_beyond(public: Public) -> None:
    await public.sign(*(f"Organization {number:03}" for number in range(ON_A_PAGE + 1)))
    first, second = [await public.read(f"/en/{SLUG}/list?page={page}") for page in (1, 2)]
    assert (first.count("<li dir"), first.count("Organization ")) != (0, 0)
    assert first.count("https://bakers.example<") == ON_A_PAGE
    assert "Organization 199" in first
    assert second.count("https://bakers.example<") == 1
    assert 'start="201"' in second
    assert "Organization 200" in second
    assert (await public.ask(f"/en/{SLUG}/list?page=3")).status == 404
    assert await public.read(f"/en/{SLUG}/list?page=x") == await public.read(f"/en/{SLUG}/list")


@pytest.mark.parametrize(
    ("signed", "said"), [(FIRST_NAMES, ""), (FIRST_NAMES + 1, "The first 50 of 51 organizations:")]
)
async def test_the_letter_says_where_it_names_not_everybody(public: Public, signed: int, said: str) -> None:
    await public.sign(*(f"Organization {number:03}" for number in range(signed)))
    page = await public.read(f"/en/{SLUG}")
    assert page.count("https://bakers.example<") == FIRST_NAMES
    assert re.findall("The first .*?:", page) == [said][: bool(said)]


async def test_the_press_and_programs_find_on_the_pages_what_is_theirs(public: Public, clock: Clock) -> None:
    there = f"/api/v1/letters/{SLUG}"
    table, picture = f"{there}/endorsements.csv", f"/en/{SLUG}/pictures/count.png"
    await public.sign("Bakers of the Old Town")
    page = await public.read(f"/en/{SLUG}")
    for path in (table, picture, f"/en/{SLUG}/press.pdf"):
        assert f'<a href="{path}">' in page
        assert (await public.ask(path)).status == 200
    until = clock.now + timedelta(days=3)
    person = await public.store.write(lambda unit: examples.person(unit).id)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))
    page = await public.read(f"/en/{SLUG}")
    assert table not in page
    assert picture not in page


@pytest.mark.parametrize("typed", ["boulangerie", "BOULANGERIÉ", "boulangrie", "  boulangerie  "])
async def test_the_search_forgives(public: Public, typed: str) -> None:
    await public.sign("Boulangerie d’Été", "Tailors")
    page = await public.read(f"/en/{SLUG}/list?q={typed}")
    assert "Boulangerie d’Été" in page
    assert "Tailors" not in page


async def test_what_somebody_searches_for_is_neither_kept_nor_listed_by_others(public: Public) -> None:
    response = await public.ask(f"/en/{SLUG}/list?q=bakers")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


async def test_each_encoding_has_a_tag_of_its_own_and_says_when_nothing_changed(public: Public) -> None:
    await public.sign(*(f"Organization {number}" for number in range(60)))
    tags, bodies = set[str](), set[bytes]()
    opened = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress, "gzip, deflate, br": brotli.decompress}
    for encoding, opens in opened.items():
        response = await public.ask(f"/en/{SLUG}/list", Accept_Encoding=encoding or "identity")
        assert response.headers["Vary"] == "Accept-Encoding"
        tags.add(response.headers["ETag"])
        bodies.add(opens(await response.read()))
        known = f'"other", W/{response.headers["ETag"]}'
        again = await public.ask(f"/en/{SLUG}/list", Accept_Encoding=encoding or "identity", If_None_Match=known)
        assert (again.status, await again.read()) == (304, b"")
        assert "Content-Length" not in again.headers
        assert again.headers["ETag"] == response.headers["ETag"]
    assert (len(tags), len(bodies)) == (3, 1)
    await public.sign("Tailors")
    later = await public.ask(f"/en/{SLUG}/list", Accept_Encoding="br", If_None_Match=", ".join(tags))
    assert later.status == 200


@pytest.mark.parametrize("path", ["", "/list", "/revisions", "/revisions/1"])
async def test_every_public_page_may_be_kept_and_is_asked_after(public: Public, path: str) -> None:
    for _ in range(2):
        response = await public.ask(f"/en/{SLUG}{path}")
        assert response.headers["Cache-Control"] == "public, no-cache"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in response.headers


async def test_styles_are_ours_and_never_change_at_their_address(public: Public) -> None:
    page = await public.read(f"/en/{SLUG}")
    styles = re.findall(r'stylesheet" href="([^"]*)"', page)
    assert len(styles) == 2
    for each in styles:
        response = await public.ask(each)
        assert (response.status, response.content_type) == (200, "text/css")
        assert "immutable" in response.headers["Cache-Control"]


async def test_a_page_that_is_looked_at_by_many_costs_one_look_at_the_storage(public: Public) -> None:
    pages = await asyncio.gather(*(public.read(f"/en/{SLUG}/list") for _ in range(30)))
    assert len(set(pages)) == 1


async def test_the_list_is_narrowed_to_those_who_say_something(public: Public) -> None:
    bakers, _ = await public.sign("Bakers", "Tailors")
    said = replace(bakers, statement=Words.SHOWN, entry=replace(bakers.entry, reserved=(1,)))
    await public.store.write(lambda unit: unit.desks.reword(said, Act.ENDORSEMENT_STATEMENT_SHOWN, said.person_id))
    for narrowed in ("statement", "reservation"):
        page = await public.read(f"/en/{SLUG}/list?with={narrowed}")
        assert ("Bakers" in page, "Tailors" in page) == (True, False)
        assert "2 organizations" in re.sub("<[^>]*>", "", page)
    assert "Tailors" in await public.read(f"/en/{SLUG}/list?with=nonsense")


async def test_the_list_is_narrowed_to_what_organizations_have_stated(public: Public) -> None:
    bakers, tailors, _ = await public.sign("Bakers", "Tailors", "Weavers")

    def stated(unit: Unit) -> None:
        tell_apart(unit, letter_id=public.letter_id)
        state(unit, bakers, kind="union", region="north")
        state(unit, tailors, kind="union", region="south")

    await public.store.write(stated)
    page = await public.read(f"/en/{SLUG}/list")
    assert "Trade union (2)" in page
    assert re.search("Bakers.*· Trade union · The north", re.sub("<[^>]*>", "", page))
    unions = await public.read(f"/en/{SLUG}/list?kind=union")
    assert ("Bakers" in unions, "Tailors" in unions, "Weavers" in unions) == (True, True, False)
    assert "2 organizations: Trade union" in re.sub("<[^>]*>", "", unions)
    assert f"/en/{SLUG}/list?kind=union&region=south" in unions
    both = await public.read(f"/en/{SLUG}/list?kind=union&region=south")
    assert ("Bakers" in both, "Tailors" in both) == (False, True)
    assert "Weavers" in await public.read(f"/en/{SLUG}/list?kind=nonsense")


async def test_what_is_typeset_says_what_is_so_and_no_more(public: Public, clock: Clock) -> None:
    bakers, _ = await public.sign("Bakers", "Tailors")
    own = f"/en/{SLUG}/list/{bakers.handle}/signed.png"
    kit = await public.ask(f"/en/{SLUG}/press.pdf", Accept_Encoding="identity")
    assert (kit.content_type, kit.headers["Content-Disposition"]) == (
        "application/pdf",
        f'inline; filename="{SLUG}-en.pdf"',
    )
    assert "Bakers" in await public.read(f"/en/{SLUG}/press.pdf")
    assert "number='2'" in await public.read(f"/en/{SLUG}/pictures/count.png")
    for name in ("growth", "demand-1"):
        assert (await public.ask(f"/ar/{SLUG}/pictures/{name}.png")).content_type == "image/png"
    assert "Bakers" in await public.read(own)
    await public.withdraw(bakers)
    assert "Bakers" not in await public.read(f"/en/{SLUG}/press.pdf")
    assert "number='1'" in await public.read(f"/en/{SLUG}/pictures/count.png")
    for gone in (own, f"/en/{SLUG}/pictures/demand-9.png", f"/en/{SLUG}/pictures/other.png"):
        assert (await public.ask(gone)).status == 404


async def test_a_board_finds_all_that_it_needs_on_one_page_and_on_paper_and_not_who_has_signed(public: Public) -> None:
    await public.sign("Bakers")
    page, paper = await public.read(f"/en/{SLUG}/packet"), await public.read(f"/en/{SLUG}/packet.pdf")
    for each in (page, paper):
        assert "What signing means" in each
        assert "Anne Placeholder" in each
        assert "Bakers" not in each
    assert f"/en/{SLUG}/packet.pdf" in page
    assert f"/en/{SLUG}/packet" in await public.read(f"/en/{SLUG}")
    assert "Des bus la nuit" in await public.read(f"/ar/{SLUG}/packet")


async def test_where_nothing_can_be_typeset_that_is_said_and_not_kept(public: Public) -> None:
    public.typesets = False
    assert (await public.ask(f"/en/{SLUG}/press.pdf")).status == 503
    public.typesets = True
    assert (await public.ask(f"/en/{SLUG}/press.pdf")).status == 200


async def test_a_file_is_served_as_long_as_it_holds_and_its_address_says_what_took_its_place(public: Public) -> None:
    old, new = await public.publish_document(b"old"), await public.publish_document(b"new")
    assert await public.read(f"/en/{SLUG}/documents/{new.sha256}/press.txt") == "new"
    gone = await public.read(f"/en/{SLUG}/documents/{old.sha256}/press.txt")
    assert "This file was replaced on" in gone
    assert f"/en/{SLUG}/documents/{new.sha256}/press.txt" in gone
    assert "replaced an earlier file on" in await public.read(f"/en/{SLUG}")

    def take_back(unit: Unit) -> None:
        revision = unit.letters.current(public.letter_id)
        assert revision
        former_documents.take_back(unit, examples.person(unit), revision, 1)

    await public.store.write(take_back)
    assert "taken back on" in await public.read(f"/en/{SLUG}/documents/{new.sha256}/press.txt")
    assert "taken back on" in await public.read(f"/en/{SLUG}/press.pdf")
    assert new.sha256 not in await public.read(f"/en/{SLUG}")
