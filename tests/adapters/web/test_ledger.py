"""What came of the demands, over HTTP: on the page, as data, in the feed and the calendar."""

import json

import pytest
from icalendar import Calendar

from bot.model.letters.ledger import Status
from tests.adapters.web.public import SLUG, Public
from tests.conftest import Clock
from tests.storage import examples

HERE = f"/api/v1/letters/{SLUG}"


async def test_everybody_reads_where_a_demand_stands_and_what_was_corrected(public: Public, clock: Clock) -> None:
    assert "Where it stands" not in await public.read(f"/en/{SLUG}")
    first = await public.store.write(lambda unit: examples.record(unit, Status.MET, "https://example.org/answer"))
    await public.store.write(
        lambda unit: examples.record(unit, Status.PARTLY_MET, "the office", "One *bus*.", first.id)
    )
    page = await public.read(f"/en/{SLUG}")
    assert "Where it stands: <strong>partly met</strong>" in page
    assert "One *bus*." in page
    assert '<a href="https://example.org/answer"' in page
    assert "Corrected on" in page
    assert "Where it stands" not in await public.read(f"/fr/{SLUG}")
    assert "satisfaite en partie" in await public.read(f"/fr/{SLUG}")


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "javascript:alert(1)", "a\u202eb ]]> &amp; {name}"])
async def test_it_is_in_the_data_the_feed_and_the_calendar_whatever_was_typed(public: Public, typed: str) -> None:
    await public.store.write(lambda unit: examples.record(unit, Status.RECEIVED, typed, typed))
    response = await public.ask(HERE, Accept_Encoding="identity")
    data = json.loads(await response.read())
    (entry,) = data["ledger"]
    assert (entry["status"], entry["source"], entry["note"]) == ("received", typed, typed)
    page = await (await public.ask(f"/en/{SLUG}", Accept_Encoding="identity")).text()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "received" in await public.read(f"{HERE}/feed/en.atom")
    calendar = Calendar.from_ical(await public.read(f"{HERE}/events/en.ics"))
    assert [str(each["summary"]) for each in calendar.walk("VEVENT")] == ["An answer is due to demand 1: Every hour"]
