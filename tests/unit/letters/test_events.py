"""Which events are over, and what of them is not so any more in another text of the letter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.model.letters.events import changes, in_order, keyed, over
from bot.model.letters.ledger import Ledger
from bot.model.letters.letter import Event, Letter, Revision, Speaker, letter_from_json, letter_to_json
from bot.model.letters.localized import Localized
from bot.text.locales import load
from bot.views.letters.calendar import calendar
from tests.storage.examples import letter

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
VIGIL = Event(Localized({"en": "Vigil"}), NOW + timedelta(days=3), place=Localized({"en": "Example Square"}))
TALK = Event(Localized({"en": "Talk"}), NOW + timedelta(days=5))


def of(*events: Event) -> Letter:
    return replace(letter(), events=events)


def test_an_event_is_over_once_it_has_begun_and_a_whole_day_once_it_has_passed() -> None:
    begun, whole = replace(VIGIL, at=NOW - timedelta(minutes=1)), replace(VIGIL, at=NOW, all_day=True)
    assert over(of(begun), begun, NOW)
    assert not over(of(whole), whole, NOW + timedelta(hours=1))
    assert over(of(whole), whole, NOW + timedelta(days=1))


def test_what_comes_stands_before_what_was() -> None:
    long_ago, lately = replace(TALK, at=NOW - timedelta(days=9)), replace(TALK, at=NOW - timedelta(days=2))
    assert in_order(of(long_ago, TALK, lately, VIGIL), NOW) == (VIGIL, TALK, lately, long_ago)


@pytest.mark.parametrize(
    ("after", "off"),
    [
        ((replace(VIGIL, at=VIGIL.at + timedelta(hours=1)),), False),
        ((replace(VIGIL, place=Localized({"en": "Elsewhere"})),), False),
        ((replace(VIGIL, all_day=True),), False),
        ((replace(VIGIL, called_off=True),), True),
        ((), True),
    ],
)
def test_when_where_and_whether_are_what_people_rely_on(after: tuple[Event, ...], off: bool) -> None:
    (change,) = changes(of(VIGIL, TALK), of(*after, TALK), NOW)
    assert (change.before, change.after, change.called_off) == (VIGIL, after[0] if after else None, off)


def test_other_words_are_no_change_nor_is_what_is_over_or_called_off_already() -> None:
    speakers = (Speaker("Example Library", languages=("fr",)),)
    renamed = replace(VIGIL, title=Localized({"en": "Vigil with candles"}), speakers=speakers)
    assert changes(of(VIGIL), of(renamed), NOW) == []
    assert changes(of(VIGIL), of(), VIGIL.at + timedelta(minutes=1)) == []
    assert changes(of(replace(VIGIL, called_off=True)), of(), NOW) == []
    assert changes(of(VIGIL), of(TALK, VIGIL), NOW) == []


def test_events_of_one_title_are_told_apart_by_their_order() -> None:
    assert len(keyed(of(VIGIL, replace(VIGIL, at=TALK.at), TALK))) == 3


def test_a_letter_that_does_not_use_them_keeps_its_fingerprint() -> None:
    plain, said = of(VIGIL), of(replace(VIGIL, called_off=True, speakers=(Speaker("Example Library", "", ("ar",)),)))
    assert "called_off" not in letter_to_json(plain)
    assert letter_from_json(letter_to_json(said)) == said


def test_a_calendar_cancels_what_is_called_off_and_counts_up() -> None:
    content = of(VIGIL, replace(TALK, called_off=True))
    made = calendar(Revision(1, 7, content, "", NOW), Ledger(), load()["en"], "en")
    vigil, talk = Calendar.from_ical(made).walk("VEVENT")
    assert (str(vigil["STATUS"]), str(talk["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert vigil["SEQUENCE"] == talk["SEQUENCE"] == 7
