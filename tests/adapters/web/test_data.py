"""What programs read, over HTTP: as the schema says, and nothing that is hidden or has gone."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from bot.model.endorsements.endorsement import About, Endorsement, Words
from bot.model.journal.acts import Act
from bot.model.letters.letter import Document, DocumentFile, Event, Letter, fingerprint
from bot.model.letters.localized import Localized
from bot.model.lists.order import Order
from bot.pages.data import DATA
from bot.pages.data.feed import NEWEST
from bot.pages.data.schema import ANSWERS
from bot.ports.store import Unit
from bot.service.lists import exports
from tests.adapters.web.public import SLUG, Public
from tests.conftest import Clock
from tests.storage import examples

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = f"/api/v1/letters/{SLUG}"
LIST, TABLE, FEED = f"{HERE}/endorsements.json", f"{HERE}/endorsements.csv", f"{HERE}/feed/en.atom"
SHARED = [each.path.format(letter=SLUG, language="fr") for each in DATA if each.shared]

HOSTILE = (
    "<script>alert(1)</script>",
    "\u202egnirts\u202c \u2066x",
    '=HYPERLINK("https://example.org")',
    "a\nEND:VEVENT\nb;c,d\\",
    "]]> &amp; &#0; \ufffe\x01\x0b",
    "x" * 4_000,
    "नमस्ते שלום مرحبا 日本 🏳️‍🌈",
)


async def json_of(public: Public, path: str) -> Any:
    """What is answered as JSON."""
    response = await public.ask(path, Accept_Encoding="identity")
    assert (response.status, response.content_type) == (200, "application/json")
    return json.loads(await response.read())


async def bytes_of(public: Public, path: str) -> bytes:
    """What is answered, exactly."""
    response = await public.ask(path, Accept_Encoding="identity")
    assert response.status == 200
    return await response.read()


async def keep_back(public: Public, clock: Clock) -> None:
    """Keep the list back for three days."""
    until = clock.now + timedelta(days=3)
    person = await public.store.write(lambda unit: examples.person(unit).id)
    await public.store.write(lambda unit: unit.lists.keep_back(public.letter_id, until, person))


async def publish(public: Public, clock: Clock, typed: str) -> Letter:
    """Publish a letter that has everything that data say of one, with something typed wherever that can stand."""
    text, at = Localized({"fr": typed, "en": typed}), clock.now + timedelta(days=7)
    letter = replace(
        examples.letter(),
        title=text,
        summary=text,
        text=text,
        closes=at + timedelta(days=30),
        events=(Event(text, at, place=text), Event(text, at, all_day=True)),
        documents=(Document(text, file=DocumentFile("press.pdf", "application/pdf", 3, "0" * 64)),),
    )
    await public.store.write(lambda unit: unit.letters.publish(letter))
    return letter


async def worded(public: Public, signed: Endorsement, typed: str) -> None:
    """An organization says something, and has a reservation."""
    entry = replace(signed.entry, place=typed, reserved=(1,))
    said = replace(signed, entry=entry).worded(About.STATEMENT, typed, Words.SHOWN)
    said = said.worded(About.RESERVATION, typed, Words.SHOWN)
    await public.store.write(lambda unit: unit.endorsements.save(said, Act.ENDORSEMENT_CORRECTED, signed.person_id))


async def freeze(public: Public, signed: Endorsement) -> None:
    """Freeze the list as it is now."""
    order, act = Order.ALPHABETICAL, Act.LIST_FROZEN
    await public.store.write(
        lambda unit: unit.lists.freeze(
            public.letter_id, unit.lists.lines(public.letter_id, order), act, signed.person_id
        )
    )


@pytest.mark.parametrize("kept_back", [False, True])
async def test_every_answer_is_as_the_schema_says(public: Public, clock: Clock, kept_back: bool) -> None:
    schema = await json_of(public, "/api/v1/schema.json")
    await publish(public, clock, "Vigil")
    if kept_back:
        await keep_back(public, clock)
    (signed,) = await public.sign("Bakers of the Old Town")
    await worded(public, signed, "Bread.")
    await freeze(public, signed)
    await public.store.write(lambda unit: examples.record(unit, note="Soon."))
    for answer in ANSWERS:
        described = schema["paths"][answer.page.path]["get"]["responses"]
        response = await public.ask(answer.page.path.format(letter=SLUG, language="en"), Accept_Encoding="identity")
        assert response.content_type in described[str(response.status)]["content"]
        if answer.shape:
            wanted = described["200"]["content"]["application/json"]["schema"] | {"components": schema["components"]}
            Draft202012Validator.check_schema(wanted)
            validator = Draft202012Validator(wanted, format_checker=FormatChecker())
            validator.validate(json.loads(await response.read()))


async def test_the_letters_are_all_there_and_lead_on(public: Public, clock: Clock) -> None:
    letter = await publish(public, clock, "Vigil")
    await public.store.write(lambda unit: examples.publish(unit, "second"))
    await public.sign("Bakers of the Old Town")
    found = (await json_of(public, "/api/v1/letters"))["letters"]
    assert [(each["slug"], each["count"], each["revision"]) for each in found] == [(SLUG, 1, 2), ("second", 0, 1)]
    whole = await json_of(public, found[0]["address"])
    assert whole["about"] == found[0]
    assert whole["letter"]["text"] == {"texts": {"fr": "Vigil", "en": "Vigil"}}
    assert [each["number"] for each in whole["revisions"]] == [2, 1]
    assert whole["about"]["sha256"] == whole["revisions"][0]["sha256"] == fingerprint(letter)
    others = [whole["table"], found[0]["endorsements"], *found[0]["pages"].values(), *whole["feeds"].values()]
    for address in (*others, *whole["calendars"].values(), *(each["canonical"] for each in whole["revisions"])):
        assert (await public.ask(address)).status == 200


async def test_the_list_is_whole_and_in_its_order(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PIECE", 2)
    names = ["Zebras", "Éclairs", "Bakers", "Elders", "Anglers"]
    await public.sign(*names)
    found = await json_of(public, LIST)
    assert [each["organization"] for each in found["endorsements"]] == [
        "Anglers",
        "Bakers",
        "Éclairs",
        "Elders",
        "Zebras",
    ]
    assert (found["count"], found["order"]) == (5, "alphabetical")
    for each in found["endorsements"]:
        assert each["organization"] in await public.read(each["address"])


async def test_the_table_has_what_the_list_has_and_no_receipts(public: Public) -> None:
    signed = await public.sign("Bakers", "Tailors")
    await worded(public, signed[0], "Bread.")
    found = (await json_of(public, LIST))["endorsements"]
    content = await bytes_of(public, TABLE)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["handle"], row["organization"], row["reserved"]) for row in rows] == [
        (each["handle"], each["organization"], ", ".join(map(str, each["reserved"]))) for each in found
    ]
    for each in signed:
        assert each.receipt.encode() not in content
        assert each.receipt.encode() not in await bytes_of(public, LIST)


async def test_who_withdraws_is_gone_from_the_next_request_on(public: Public) -> None:
    (bakers,) = await public.sign("Bakers of the Old Town")
    await freeze(public, bakers)
    paths = [path for path in SHARED if "schema" not in path and "events" not in path]
    before = {path: (await public.ask(path)).headers["ETag"] for path in paths}
    for path in (LIST, TABLE, FEED):
        assert b"Bakers" in await bytes_of(public, path)
    await public.withdraw(bakers)
    for path in paths:
        response = await public.ask(path, Accept_Encoding="identity", If_None_Match=before[path])
        assert response.status == 200
        assert b"Bakers" not in await response.read()
    assert (await json_of(public, LIST))["count"] == 0


async def test_a_list_that_is_kept_back_tells_neither_names_nor_how_many(public: Public, clock: Clock) -> None:
    await keep_back(public, clock)
    paths = [path for path in SHARED if path != TABLE]
    before = {path: await bytes_of(public, path) for path in paths}
    (bakers,) = await public.sign("Bakers of the Old Town")
    await freeze(public, bakers)
    for path in paths:
        assert await bytes_of(public, path) == before[path]
    assert (await public.ask(TABLE)).status == 404
    found = await json_of(public, LIST)
    assert found["published_from"] == "2026-03-04T12:00:00Z"
    assert not {"count", "endorsements"} & found.keys()
    whole = await json_of(public, HERE)
    assert not {"count"} & whole["about"].keys() | {"snapshots"} & whole.keys()


@pytest.mark.parametrize("path", SHARED)
async def test_scripts_of_every_site_read_data(public: Public, path: str) -> None:
    for _ in range(2):
        response = await public.ask(path)
        assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (200, "*")
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert (response.headers["Cache-Control"], "Set-Cookie" in response.headers) == ("public, no-cache", False)


@pytest.mark.parametrize("path", ["/", f"/en/{SLUG}", f"/en/{SLUG}/list", "/robots.txt", "/m/A", "/api/v1/nothing"])
async def test_and_nothing_else(public: Public, path: str) -> None:
    assert "Access-Control-Allow-Origin" not in (await public.ask(path)).headers


@pytest.mark.parametrize(
    "path", ["/api/v1/letters/none", "/api/v1/letters/none/endorsements.json", f"{HERE}/feed/xx.atom"]
)
async def test_that_something_is_not_there_is_told_to_them_too(public: Public, path: str) -> None:
    response = await public.ask(path)
    assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (404, "*")


@pytest.mark.parametrize("typed", HOSTILE)
async def test_whatever_was_typed_is_data(public: Public, clock: Clock, typed: str) -> None:
    await publish(public, clock, typed)
    (signed,) = await public.sign(typed)
    await worded(public, signed, typed)
    (found,) = (await json_of(public, LIST))["endorsements"]
    assert [found[name] for name in ("organization", "place", "statement", "reservation")] == [typed] * 4
    assert (await json_of(public, HERE))["letter"]["title"]["texts"]["en"] == typed

    (row,) = csv.DictReader(io.StringIO((await bytes_of(public, TABLE)).decode("utf-8-sig"), newline=""))
    assert row["statement"].removeprefix("'") == typed
    assert not row["statement"].startswith("=")

    feed = ET.fromstring(await bytes_of(public, FEED))
    contents = [each.text for each in feed.iter(f"{ATOM}content")]
    assert len(contents) == 3
    assert len(feed.findall(f"{ATOM}entry")) == 3

    calendar = Calendar.from_ical(await bytes_of(public, f"{HERE}/events.ics"))
    first, second, closing = calendar.walk("VEVENT")
    assert {name for each in (first, second, closing) for name in each} <= {
        "UID", "SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND", "DTSTAMP", "URL", "SEQUENCE",
        "STATUS",
    }  # fmt: skip


async def test_the_feed_has_who_signed_last_and_every_revision(public: Public, clock: Clock) -> None:
    for number in range(NEWEST + 1):
        clock.forward(minutes=1)
        await public.sign(f"Organization {number:02}")
    clock.forward(minutes=1)
    await publish(public, clock, "Vigil")
    feed = ET.fromstring(await bytes_of(public, FEED))
    titles = [each.findtext(f"{ATOM}title", "") for each in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "Vigil: revision 2"
    assert titles[1] == "Organization 50 has signed the open letter Vigil."
    assert titles[-2:] == ["Organization 01 has signed the open letter Vigil.", "Night buses for all: revision 1"]
    ids = [each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert feed.findtext(f"{ATOM}updated") == clock.now.isoformat()


async def test_a_calendar_has_the_dates_in_its_language(public: Public, clock: Clock) -> None:
    text = Localized({"fr": "Veillée", "en": "Vigil"})
    letter = await publish(public, clock, "x")
    events = (Event(text, letter.local(clock.now)), Event(text, letter.local(clock.now).replace(hour=0), all_day=True))
    await public.store.write(lambda unit: unit.letters.publish(replace(letter, events=events)))
    assert f'<a href="{HERE}/events/en.ics">' in await public.read(f"/en/{SLUG}")
    for path, said, closing in (
        (f"{HERE}/events.ics", "Veillée", "Clôture des signatures\u00a0: x"),
        (f"{HERE}/events/en.ics", "Vigil", "Sign-ons close: x"),
    ):
        calendar = Calendar.from_ical(await bytes_of(public, path))
        first, day, closes = calendar.events
        assert (str(first["SUMMARY"]), str(closes["SUMMARY"])) == (said, closing)
        assert clock.now == first.DTSTART
        assert letter.local(clock.now).date() == day.DTSTART
        assert "LOCATION" not in day, "what has no place has none that was made up"
        assert len({str(each["UID"]) for each in (first, day, closes)}) == 3


async def test_what_is_called_off_says_so_on_the_page_in_calendars_and_to_programs(
    public: Public, clock: Clock
) -> None:
    letter = await publish(public, clock, "x")
    at = letter.local(clock.now)
    vigil = Event(Localized({"en": "Vigil", "fr": "Veillée"}), at + timedelta(days=2), called_off=True)
    talk = Event(Localized({"en": "Talk", "fr": "Exposé"}), at - timedelta(days=2))
    await public.store.write(lambda unit: unit.letters.publish(replace(letter, events=(talk, vigil))))
    page = await public.read(f"/en/{SLUG}")
    assert page.index("Called off:") < page.index("(this is over)"), "what comes stands before what was"
    assert "https://schema.org/EventCancelled" in page
    calendar = Calendar.from_ical(await bytes_of(public, f"{HERE}/events/en.ics"))
    assert [str(each["STATUS"]) for each in calendar.events[:2]] == ["CONFIRMED", "CANCELLED"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
async def test_another_method_is_told_which_there_are(public: Public, method: str) -> None:
    async with public.session.request(method, f"http://127.0.0.1:{public.port}{LIST}") as response:
        assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", [LIST, f"/en/{SLUG}/list?page=1"])
async def test_what_counts_for_nothing_behind_an_address_is_not_made_anew(
    public: Public, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, read = list[object](), public.store.read

    async def counted(unit: Callable[[Unit], object]) -> object:
        looks.append(unit)
        return await read(unit)

    monkeypatch.setattr(public.store, "read", counted)
    more = "&" if "?" in path else "?"
    for number in range(3):
        assert (await public.ask(f"{path}{more}x={number}")).status == 200
    assert len(looks) == 1
