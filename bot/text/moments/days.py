"""A day that has come, as people type it: with digits of any script, or in words, as moments are."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.errors import Invalid
from bot.model.zones import kept_zone
from bot.text.moments.grammar import NotUnderstood, folded, grammar
from bot.text.text import Code, t

SOON = timedelta(days=14)
"""Of a day that comes so soon nobody can tell whether the one a year ago was meant: it is refused."""


def read_past(text: str, *, zone: str, languages: Sequence[str], now: datetime) -> date:
    """The day up to today in the zone of this name that somebody means; the words of these languages are understood. A
    day without a year is the last one. Raises `Invalid` for whatever is none, for what can be several days, and for a
    day that is still to come."""
    today = now.astimezone(kept_zone(zone)).date()
    try:
        said = grammar(tuple(languages)).read(folded(text), today)
    except NotUnderstood:
        raise _not_understood(today) from None
    except ValueError:
        raise Invalid(t("There is no such day or hour: {typed}", typed=text)) from None
    days = sorted({_last(each, today, text) for each in said.days})
    if not days or said.clocks or said.shift is not None:
        raise _not_understood(today)
    if len(days) > 1:
        first, second = (Code(each.isoformat()) for each in days[:2])
        raise Invalid(t("This can be {first} or {second}. Write it as one of them.", first=first, second=second))
    if days[0] > today:
        raise Invalid(t("This day is still to come. Record what has happened."))
    return days[0]


def _last(day: date, today: date, text: str) -> date:
    """A day that was said without its year is the last one, but where it is one of the next days."""
    if day <= today + SOON or str(day.year) in text:
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day


def _not_understood(today: date) -> Invalid:
    example = Code((today - timedelta(days=1)).isoformat())
    return Invalid(t("This is not a day that I understand. Write it as {example}, or as “today”.", example=example))
