"""A day that has come, as people type it."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import Invalid
from bot.text.moments.days import read_past

NOW = datetime(2026, 3, 1, 4, tzinfo=UTC)
"""In Toronto it is the last evening of February still."""


def read(text: str) -> date:
    return read_past(text, zone="America/Toronto", languages=("en", "fr", "ar"), now=NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 2, 28)),
        ("hier", date(2026, 2, 27)),
        ("أمس", date(2026, 2, 27)),
        ("2026-02-20", date(2026, 2, 20)),
        ("20 February", date(2026, 2, 20)),
        ("le 3 décembre", date(2025, 12, 3)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_it_is_the_last_one_that_is_meant(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    "text", ["", "1 March", "tomorrow", "in two hours", "20 February at noon", "31 February", "x" * 500]
)
def test_what_is_none_or_still_to_come_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read(text)
