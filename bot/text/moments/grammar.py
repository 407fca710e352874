"""What a moment consists of, as people type it: a day, an hour, how long from now; in the words of a language."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

import regex
from babel import Locale, UnknownLocaleError

from bot.text.moments.words import VARIANTS, WORDS, Words

HALF_DAY = 12
"""Hours from the morning's to the afternoon's of the same number."""

_WEEK = 7
_DAY_IN_MINUTES = 24 * 60
_SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–−", "-"), **dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys(",،()\u0640", " ")})
_ORDINAL = r"(?:st|nd|rd|th|er|ere|\.)?"
_ISO_TIME = regex.compile(r"(?<=^\d{4}-\d{2}-\d{2})t(?=\d)")
_HOUR = r"\s*(?:h|heures?|uhr)"


class NotUnderstood(Exception):
    """Something in it says nothing about when, or says it twice."""


def folded(text: str) -> str:
    """A text of whose letters only the base is left, in lower case, with the digits 0 to 9 and simple signs."""
    plain = "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each
        for each in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold())
        if unicodedata.category(each) not in ("Mn", "Cf")
    )
    return " ".join(plain.split())


@dataclass
class Said:
    """What was said so far: the days and the clocks of which one is meant, or how long from now. `half` is the half of
    the day, 0 or 1, where that was said apart; `evening` where the word for the day is one for its evening; `weekday`
    one that has to be that of the day, and `weekly` where nothing else says which day."""

    today: date
    days: list[date] = field(default_factory=list)
    weekday: int | None = None
    clocks: list[time] = field(default_factory=list)
    half: int | None = None
    evening: bool = False
    midnight: bool = False
    weekly: bool = False
    shift: timedelta | None = None

    def say_days(self, *days: date) -> None:
        if self.days or self.shift is not None:
            raise NotUnderstood
        self.days = [*dict.fromkeys(days)]

    def say_clocks(self, *clocks: time) -> None:
        if self.clocks or self.shift is not None:
            raise NotUnderstood
        self.clocks = [*clocks]

    def say_shift(self, shift: timedelta) -> None:
        if self.days or self.clocks or self.shift is not None:
            raise NotUnderstood
        self.shift = shift


Rule = Callable[[Said, "regex.Match[str]"], None]


@lru_cache(maxsize=32)
def grammar(languages: tuple[str, ...]) -> "Grammar":
    """The grammar of some languages, in which numbers are understood as well."""
    return Grammar(languages)


class Grammar:
    """How moments are said in some languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        words = [WORDS[tag] for tag in dict.fromkeys(languages) if tag in WORDS]
        self._months = _names(languages, "months")
        self._weekdays = _names(languages, "days")
        self._days = _joined(each.days for each in words)
        self._evenings = {folded(phrase) for each in words for phrase in each.evenings}
        self._units = _joined(each.units for each in words)
        self._numbers = _joined(each.numbers for each in words)
        self._hours = _joined(each.hours for each in words)
        self._rules = tuple(
            (regex.compile(rf"(?:{pattern})(?![\p{{L}}\p{{N}}])"), rule) for pattern, rule in self._patterns(words)
        )

    def read(self, text: str, today: date) -> Said:
        """What was said in a folded text; raises `NotUnderstood`, and `ValueError` for days and hours that there are
        not."""
        said, rest = Said(today), _ISO_TIME.sub(" ", text.strip())
        while rest:
            for pattern, rule in self._rules:
                found = pattern.match(rest)
                if found:
                    rule(said, found)
                    rest = rest[found.end() :].lstrip()
                    break
            else:
                raise NotUnderstood
        self._settle(said)
        return said

    def _patterns(self, words: Sequence[Words]) -> Sequence[tuple[str, Rule]]:
        def any_of(kind: str) -> str:
            return _any(phrase for each in words for phrase in getattr(each, kind))

        month, weekday, unit = _any(self._months), _any(self._weekdays), _any(self._units)
        at, small, after = any_of("at"), any_of("small"), any_of("after")
        morning, afternoon = any_of("morning"), any_of("afternoon")
        half = rf"(?:\s*(?:(?<am>{morning})|(?<pm>{afternoon})))"
        year = rf"(?:\s+(?:(?:{small})\s+)?(?<year>\d{{4}})(?![:\d]))?"
        number = rf"\d{{1,4}}|{_any(self._numbers)}"
        return (
            (any_of("now"), _now),
            (rf"(?:{any_of('within')})\s*(?:(?<alone>{unit})|(?<count>{number})\s*(?<unit>{unit}))", self._shift),
            (r"(?<year>\d{4})(?<sign>[-/.])(?<month>\d{1,2})\g<sign>(?<day>\d{1,2})", _iso),
            (r"(?<first>\d{1,2})(?<sign>[-/.])(?<second>\d{1,2})\g<sign>(?<year>\d{4})", _numeric),
            (r"(?<first>\d{1,2})/(?<second>\d{1,2})(?!/)", _numeric),
            (rf"(?<day>\d{{1,2}}){_ORDINAL}\s*(?:(?:{small})\s+)?(?<month>{month}){year}", self._named),
            (rf"(?<month>{month})\s*(?<day>\d{{1,2}}){_ORDINAL}(?![:\d]){year}", self._named),
            (rf"(?:{at})?\s*(?<hour>\d{{1,2}}):(?<minute>\d{{2}})(?::(?<second>\d{{2}})(?:\.\d+)?)?{half}?", _clock),
            (rf"(?:{at})?\s*(?<hour>\d{{1,2}}){_HOUR}(?:\s*(?<minute>\d{{2}})(?:\s*min)?)?{half}?", _clock),
            (rf"(?:{at})?\s*(?<hour>\d{{1,2}}){half}", _clock),
            (rf"(?:{at})\s*(?<hour>\d{{1,2}}){half}?", _either_half),
            (rf"(?:{at})?\s*(?<name>{_any(self._hours)}){half}?", self._hour_by_name),
            (rf"(?:(?:{at})\s+)?(?:{any_of('noon')})", _noon),
            (rf"(?:(?:{at})\s+)?(?:{any_of('midnight')})", _midnight),
            (rf"(?<day>{_any(self._days)})", self._day_by_word),
            (rf"(?:{after})\s+(?<weekday>{weekday})|(?<weekday>{weekday})\s+(?:{after})", self._next_weekday),
            (rf"(?<weekday>{weekday})", self._weekday),
            (rf"(?<am>{morning})|(?<pm>{afternoon})", _half),
            (rf"{small}|{at}|{any_of('this')}", lambda said, found: None),
        )

    def _shift(self, said: Said, found: "regex.Match[str]") -> None:
        unit = _meaning(self._units, found["alone"] or found["unit"])
        count = found["count"] or "1"
        minutes = unit * (int(count) if count.isdigit() else _meaning(self._numbers, count))
        if unit % _DAY_IN_MINUTES == 0:
            said.say_days(said.today + timedelta(minutes=minutes))
            return
        said.say_shift(timedelta(minutes=minutes))

    def _named(self, said: Said, found: "regex.Match[str]") -> None:
        said.say_days(_dated(said.today, found["year"], _meaning(self._months, found["month"]), int(found["day"])))

    def _hour_by_name(self, said: Said, found: "regex.Match[str]") -> None:
        said.say_clocks(*_halves(_meaning(self._hours, found["name"]), found))

    def _day_by_word(self, said: Said, found: "regex.Match[str]") -> None:
        said.say_days(said.today + timedelta(days=_meaning(self._days, found["day"])))
        said.evening = found["day"].removesuffix(".") in self._evenings

    def _weekday(self, said: Said, found: "regex.Match[str]") -> None:
        if said.weekday is not None:
            raise NotUnderstood
        said.weekday = _meaning(self._weekdays, found["weekday"])

    def _next_weekday(self, said: Said, found: "regex.Match[str]") -> None:
        """The coming one, and where that is in this week perhaps the one after it."""
        away = (_meaning(self._weekdays, found["weekday"]) - said.today.weekday() - 1) % _WEEK + 1
        coming = said.today + timedelta(days=away)
        this_week = away < _WEEK - said.today.weekday()
        said.say_days(coming, *([coming + timedelta(days=_WEEK)] if this_week else ()))

    def _settle(self, said: Said) -> None:
        """What was said apart, put together: the weekday with the day, the half of the day with the hour."""
        if said.half is not None:
            if not said.clocks:
                raise NotUnderstood
            said.clocks = [*dict.fromkeys(_in_half(clock, said.half) for clock in said.clocks)]
        elif said.evening:
            said.clocks = [*dict.fromkeys(_in_half(clock, 1) if clock.hour else clock for clock in said.clocks)]
        if said.weekday is None:
            return
        if said.days:
            said.days = [day for day in said.days if day.weekday() == said.weekday]
            if not said.days:
                raise ValueError("the day of the week is another one")
        elif said.shift is None:
            away = (said.weekday - said.today.weekday()) % _WEEK
            said.days, said.weekly = [said.today + timedelta(days=away)], True
        else:
            raise NotUnderstood


def _now(said: Said, found: "regex.Match[str]") -> None:
    """Seconds are not counted: now is the coming minute."""
    said.say_shift(timedelta(minutes=1))


def _iso(said: Said, found: "regex.Match[str]") -> None:
    said.say_days(date(int(found["year"]), int(found["month"]), int(found["day"])))


def _numeric(said: Said, found: "regex.Match[str]") -> None:
    """A day in numbers: either can be the month, where both can."""
    year = found.groupdict().get("year")
    first, second = int(found["first"]), int(found["second"])
    days = list[date]()
    for month, day in ((second, first), (first, second)):
        try:
            days.append(_dated(said.today, year, month, day))
        except ValueError:
            continue
    if not days:
        raise ValueError("neither can be the month")
    said.say_days(*sorted(days))


def _dated(today: date, year: str | None, month: int, day: int) -> date:
    """A day of a year, else the next one."""
    if year:
        return date(int(year), month, day)
    for coming in range(today.year, today.year + 9):
        try:
            found = date(coming, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError("there is no such day")


def _clock(said: Said, found: "regex.Match[str]") -> None:
    minute, second = (int(found.groupdict().get(name) or 0) for name in ("minute", "second"))
    clock = time(int(found["hour"]), minute, second)
    said.say_clocks(_in_half(clock, _half_of(found)))


def _either_half(said: Said, found: "regex.Match[str]") -> None:
    said.say_clocks(*_halves(int(found["hour"]), found))


def _halves(hour: int, found: "regex.Match[str]") -> Sequence[time]:
    """An hour that was said without its half of the day: in both, where it can be."""
    clock, half = time(hour), _half_of(found)
    if half is not None or not 1 <= hour <= HALF_DAY:
        return (_in_half(clock, half),)
    return tuple(_in_half(clock, each) for each in (0, 1))


def _half_of(found: "regex.Match[str]") -> int | None:
    groups = found.groupdict()
    return 0 if groups.get("am") else 1 if groups.get("pm") else None


def _in_half(clock: time, half: int | None) -> time:
    """A clock in the half of the day that was said; raises `ValueError` where it shows no such hour."""
    if half is None:
        return clock
    if clock.hour > HALF_DAY and half:
        return clock
    if not 1 <= clock.hour <= HALF_DAY:
        raise ValueError("no such hour in this half of the day")
    return clock.replace(hour=clock.hour % HALF_DAY + half * HALF_DAY)


def _noon(said: Said, found: "regex.Match[str]") -> None:
    said.say_clocks(time(HALF_DAY))


def _midnight(said: Said, found: "regex.Match[str]") -> None:
    said.say_clocks(time())
    said.midnight = True


def _half(said: Said, found: "regex.Match[str]") -> None:
    if said.half is not None:
        raise NotUnderstood
    said.half = _half_of(found)


def _names(languages: Sequence[str], kind: str) -> Mapping[str, int]:
    """The names of months, from 1, or days, from 0, in these languages, as Babel has them."""
    found = dict[str, int]()
    for tag in (each for language in languages for each in (language, *VARIANTS.get(language, ()))):
        try:
            names: Any = getattr(Locale.parse(tag), kind)
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    found.setdefault(folded(name).rstrip("."), number)
    return found


def _joined(found: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    return {folded(phrase): value for each in found for phrase, value in each.items()}


def _meaning(phrases: Mapping[str, int], found: str) -> int:
    """What a phrase means that `_any` has found."""
    return phrases[found if found in phrases else found.removesuffix(".")]


def _any(phrases: Iterable[str]) -> str:
    """A pattern of any of these, the longest first; an abbreviation can have its full stop."""
    known = sorted({folded(phrase) for phrase in phrases}, key=len, reverse=True)
    return "|".join(rf"{regex.escape(each, special_only=True)}\.?" for each in known) or r"(?!)"
