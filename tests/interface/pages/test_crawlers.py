"""What search engines are told: every page of every letter, at its whole address, and no more."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from bot.model.endorsements.endorsement import State
from bot.pages.data.crawlers import robots, sitemap
from bot.pages.page import Body, Shown
from bot.pages.visit import Visit
from bot.pages.visiting import Host, visit
from bot.ports.store import Store, Unit
from bot.text.locales import load
from tests.storage import examples

ROOT = "https://letters.example.org"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


async def shown(store: Store, show: object, root: str) -> Shown:
    """What is shown to a search engine."""
    assert callable(show)

    def unit(unit: Unit) -> Shown:
        visited = visit(unit, Host(load(), root), {}, {})
        assert isinstance(visited, Visit)
        return show(visited)  # type: ignore[no-any-return]

    return await store.read(unit)


async def test_every_page_of_every_letter_is_named_in_each_language(store: Store) -> None:
    def two(unit: Unit) -> None:
        signed = examples.sign(unit, examples.publish(unit).letter_id, state=State.LISTED)
        examples.publish(unit, "second")
        unit.letters.begin(replace(examples.letter("third")), signed.person_id)

    await store.write(two)
    body = await shown(store, sitemap, ROOT)
    assert isinstance(body, Body)
    named = [each.text for each in ET.fromstring(body.content).iter(LOC)]
    assert sorted(filter(None, named)) == sorted(
        f"{ROOT}/{language}/{slug}{step}"
        for language in load()
        for slug in ("night-buses", "second")
        for step in ("", "/list", "/revisions")
    )


@pytest.mark.parametrize(("root", "named"), [("", False), (ROOT, True)])
async def test_they_are_told_where_the_pages_are_and_to_leave_mails_alone(store: Store, root: str, named: bool) -> None:
    body = await shown(store, robots, root)
    assert isinstance(body, Body)
    assert b"Disallow: /m/\n" in body.content
    assert (f"Sitemap: {ROOT}/sitemap.xml".encode() in body.content) is named


async def test_without_a_public_address_no_page_is_named(store: Store) -> None:
    assert await shown(store, sitemap, "") is None
