"""A letter's event as a server shows it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.letters.calendars import LASTS, gathering
from bot.model.letters.letter import Event, Speaker
from bot.model.letters.localized import Localized
from tests.storage.examples import letter

LETTER = letter()
AT = datetime(2026, 3, 3, 18, tzinfo=UTC)
SPEAKERS = Speaker("Example Bakers", "Ada Example"), Speaker("Example Riders")
VIGIL = Event(Localized({"en": "Vigil"}), AT, place=Localized({"en": "Example Square"}), speakers=SPEAKERS)


def test_it_tells_who_speaks_until_it_is_called_off() -> None:
    assert gathering(LETTER, VIGIL, "en").about == (
        "Night buses for all\nAda Example (Example Bakers), Example Riders"
    )  # fmt: skip
    assert gathering(LETTER, replace(VIGIL, called_off=True), "en").about == "Night buses for all"


def test_it_is_at_its_place_or_behind_its_link_and_else_the_letter_says_what_it_is_about() -> None:
    nowhere = replace(VIGIL, place=None, speakers=())
    linked = replace(nowhere, link="https://example.org/vigil")
    assert [gathering(LETTER, each, "en").place for each in (VIGIL, linked, nowhere)] == [
        "Example Square", "https://example.org/vigil", "Night buses for all",
    ]  # fmt: skip
    assert gathering(LETTER, linked, "en").about == "Night buses for all\nhttps://example.org/vigil"


def test_it_lasts_two_hours_or_the_whole_day() -> None:
    assert gathering(LETTER, VIGIL, "en").ends == AT + LASTS == AT + timedelta(hours=2)
    assert gathering(LETTER, replace(VIGIL, all_day=True), "en").ends == AT + timedelta(days=1)
