"""A moment as people type it: with digits of any script, or in words; read strictly, and never guessed.

What can mean several moments is all of them, for whoever typed it to choose from. What is not understood as a whole is
not understood at all.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import product

import regex

from bot.errors import Invalid
from bot.model.zones import Never, Once, Twice, find_zone, is_zone_name, kept_zone, nearest_region, readings
from bot.text.moments.grammar import NotUnderstood, Said, folded, grammar
from bot.text.moments.words import ABBREVIATIONS
from bot.text.text import Code, t

LONGEST_PLAN = timedelta(days=366)
MOST_READINGS = 4
"""So many moments at the most are chosen from."""

_END_OF_DAY = time(23, 59)
_ZONE = regex.compile(
    r"(?:(?<=\s)(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|(?<=t[\d:.]+|\d:\d{2}:\d{2}(?:\.\d+)?)[+-]\d{2}:?\d{2}|(?<=\s)(?:utc|gmt)|(?<=\d\s?)z"
    r"|(?<=\s)[a-z_]+(?:/[a-z\d_+ -]+)+)$"
)


def example(zone: str, now: datetime) -> Code:
    """A moment in a week as it can be typed, with its zone."""
    return Code(f"{now.astimezone(kept_zone(zone)) + timedelta(days=7):%Y-%m-%d} 17:00 {zone}")


def spelled(moment: datetime) -> str:
    """A moment with its zone as it can be typed, which means that moment alone."""
    clock = "%H:%M:%S" if moment.second else "%H:%M"
    local, zone = moment.replace(tzinfo=None, fold=0), moment.tzinfo
    once = zone is None or isinstance(readings(local, zone), Once)
    return f"{local:%Y-%m-%d {clock}} {zone if once else format(moment, '%z')}"


def read(
    text: str, *, zone: str, languages: Sequence[str], now: datetime, end_of_day: bool = False
) -> tuple[datetime, ...]:
    """The moments still to come that somebody can have meant, in the zone that they named, else in that of the name
    `zone`; the words of these languages are understood. A time without a day is the next one. With `end_of_day`, a day
    without a time is its end.

    Raises `Invalid` for whatever is none, for moments that have passed or are more than a year away, and for times that
    do not exist in the zone or come twice there.
    """
    typed = folded(text)
    words, away = _without_zone(text, typed, zone)
    local = now.astimezone(away)
    try:
        said = grammar(tuple(languages)).read(words, local.date())
    except NotUnderstood:
        _refuse_zone(text, languages, zone, local.date())
        raise _not_understood(zone, now) from None
    except ValueError:
        raise Invalid(t("There is no such day or hour: {typed}", typed=text)) from None
    if said.shift is not None:
        later = now.astimezone(UTC).replace(second=0, microsecond=0) + said.shift
        return _coming([later.astimezone(away)], now, away)
    if not said.clocks and not said.days:
        raise _not_understood(zone, now)
    if not said.clocks and not end_of_day:
        raise Invalid(t("At what time? Write it too, for example {example}", example=Code(f"{text.strip()} 17:00")))
    found, wrong = list[datetime](), list[Invalid]()
    for moment in _locals(said, local):
        try:
            found.append(_existing(moment, away))
        except Invalid as error:
            wrong.append(error)
    if wrong and not found:
        raise wrong[0]
    return _coming(found, now, away)


def _not_understood(zone: str, now: datetime) -> Invalid:
    return Invalid(
        t(
            "This is not a time that I understand. Write it as {example}, or in words, as “tomorrow at 5 pm”.",
            example=example(zone, now),
        )
    )


def _without_zone(text: str, typed: str, home: str) -> tuple[str, tzinfo]:
    """What was typed, folded, without the zone that it names at its end, and that zone, else the one at home."""
    found = _ZONE.search(typed)
    if found is None:
        return typed, kept_zone(home)
    name = found[0].strip()
    if name == home.casefold():
        return typed[: found.start()], kept_zone(home)
    zone = find_zone(name)
    if zone is None:
        raise _no_zone(" ".join(text.split()[-len(name.split()) :]), home)
    return typed[: found.start()], zone


def _refuse_zone(text: str, languages: Sequence[str], home: str, today: date) -> None:
    """Raise `Invalid` where all is understood but a last word that is meant for a time zone."""
    said, _, name = text.strip().rpartition(" ")
    if not said or not ("/" in name or name.upper() in ABBREVIATIONS or is_zone_name(name) or nearest_region(name)):
        return
    try:
        grammar(tuple(languages)).read(folded(said), today)
    except (NotUnderstood, ValueError):
        return
    raise _no_zone(name, home)


def _no_zone(name: str, home: str) -> Invalid:
    if name.upper() in ABBREVIATIONS:
        return Invalid(
            t(
                "{zone} can mean several time zones. Write a region and a city, as in {example}.",
                zone=Code(name),
                example=Code(home),
            )
        )
    near = Code(nearest_region(name) or home)
    return Invalid(
        t("There is no time zone {zone}. Write a region and a city, as in {example}.", zone=Code(name), example=near)
    )


def _locals(said: Said, now: datetime) -> Iterator[datetime]:
    """The local times that can be meant, the earliest first."""
    clocks = said.clocks or [_END_OF_DAY]
    if said.days:
        days = [*said.days, *(day + timedelta(days=1) for day in said.days if said.midnight)]
        found = sorted({datetime.combine(day, clock) for day, clock in product(days, clocks)})
        weeks = timedelta(weeks=said.weekly and found[-1] <= now.replace(tzinfo=None))
        yield from (each + weeks for each in found)
        return
    for clock in clocks:
        later = timedelta(days=clock <= now.time())
        yield datetime.combine(now.date() + later, clock)


def _coming(found: Sequence[datetime], now: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Those that are still to come and not too far away, of which there is one at the least."""
    ahead = [moment for moment in found if moment > now]
    if not ahead:
        raise Invalid(
            t("This moment has passed. In {zone} it is {now} now.", zone=Code(str(zone)), now=now.astimezone(zone))
        )
    near = sorted(moment for moment in ahead if moment - now <= LONGEST_PLAN)
    if not near:
        raise Invalid(t("This is more than a year away."))
    return tuple(near[:MOST_READINGS])


def _existing(local: datetime, zone: tzinfo) -> datetime:
    """A local time in a zone, where it exists there and once."""
    match readings(local, zone):
        case Once(only):
            return only
        case Never():
            raise Invalid(
                t(
                    "This time does not exist in {zone}: the clocks go forward over it. Choose another.",
                    zone=Code(str(zone)),
                )
            )
        case Twice(first, second):
            raise Invalid(
                t(
                    "This time comes twice in {zone}: the clocks go back over it. Write which one you mean, as "
                    "{first} or {second}.",
                    zone=Code(str(zone)),
                    first=Code(f"{local:%Y-%m-%d %H:%M} {first:%z}"),
                    second=Code(f"{local:%Y-%m-%d %H:%M} {second:%z}"),
                )
            )
