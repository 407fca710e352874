"""Pictures to be shared: how many have signed, how that grew, what is asked, and that an organization has signed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.endorsements.endorsement import PublicEntry
from bot.model.letters.letter import Demand, Letter, Revision
from bot.ports.store import Unit
from bot.ports.typesetter import Picture, PictureKind
from bot.service.lists import disclosure
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.shortening import cut
from bot.text.text import Text, n, t
from bot.views.counts import as_of, of_them_withheld
from bot.views.endorsements.public_entry import with_reservations
from bot.views.letters.letter import initiator

MOST_POINTS = 400
"""So many points at the most has the line of a growth."""

LONGEST = 160
"""So many characters of a text fit into a picture, whichever it is."""


@dataclass(frozen=True, slots=True)
class Described:
    """A picture, and what is to be seen on it, in words."""

    picture: Picture
    alt: Text


def public_picture(unit: Unit, revision: Revision, speech: Speech, name: str) -> Described | None:
    """The picture of a letter with this name, as far as everybody may see it: `count`, `growth`, `demand-2`; nothing
    where there is none."""
    number = name.removeprefix("demand-")
    if number != name:
        demand = revision.letter.demand(int(number)) if number.isdecimal() and len(number) < 4 else None
        return demand_picture(revision, speech, demand) if demand else None
    draw = {"count": count_picture, "growth": growth_picture}.get(name)
    signed = unit.endorsements.signed(revision.letter_id).total
    return draw(unit, revision, speech) if draw and signed and disclosure.discloses(unit, revision.letter_id) else None


def count_picture(unit: Unit, revision: Revision, speech: Speech) -> Described:
    """How many have signed, for whoever may know it."""
    letter, signed = revision.letter, unit.endorsements.signed(revision.letter_id)
    count = signed.total
    said = n(
        "{count} organization has signed the open letter “{title}”.",
        "{count} organizations have signed the open letter “{title}”.",
        count,
        title=letter.title,
    )
    goal = (t("The goal is {goal}.", goal=letter.goal),) if letter.goal else ()
    more = (*of_them_withheld(signed), *goal, as_of(letter, unit.now))
    headline = n("organization has signed", "organizations have signed", count)
    picture = replace(
        _picture("count", letter, speech, headline),
        number=speech.number(count),
        detail=_detail(more, speech),
        share=min(count / letter.goal, 1.0) if letter.goal else None,
    )
    return Described(picture, _sentences(said, *more))


def growth_picture(unit: Unit, revision: Revision, speech: Speech) -> Described:
    """How the list grew, for whoever may know it: when each of those who stand in it now was listed, so that nothing
    tells of those who have left."""
    letter, grown = revision.letter, unit.endorsements.growth(revision.letter_id, MOST_POINTS)
    signed = unit.endorsements.signed(revision.letter_id)
    more, count = of_them_withheld(signed), signed.total
    begin = grown[0][0] if grown else unit.now
    ends = tuple(label(t("{value}", value=letter.local(each).date()), speech) for each in (begin, unit.now))
    alt = n(
        "A line that rises from {begin} to {end}: {count} organization has signed the open letter “{title}”.",
        "A line that rises from {begin} to {end}: {count} organizations have signed the open letter “{title}”.",
        count,
        begin=letter.local(begin).date(),
        end=letter.local(unit.now).date(),
        title=letter.title,
    )
    headline = n("organization has signed", "organizations have signed", count)
    picture = replace(
        _picture("growth", letter, speech, headline),
        number=speech.number(count),
        growth=_points(grown, unit.now),
        ends=(ends[0], ends[1]),
        detail=_detail(more, speech),
    )
    return Described(picture, _sentences(alt, *more))


def demand_picture(revision: Revision, speech: Speech, demand: Demand) -> Described:
    """One demand: what is asked, and of whom."""
    to = t("Addressed to {addressee}, {office}", addressee=demand.addressee.name, office=demand.addressee.office)
    headline = t("{title}", title=demand.title)
    picture = replace(
        _picture("demand", revision.letter, speech, headline),
        number=speech.number(demand.number),
        detail=_short(to, speech),
    )
    alt = t(
        "Demand {number} of the open letter “{title}”: {demand}. {to}.",
        number=demand.number,
        title=revision.letter.title,
        demand=demand.title,
        to=to,
    )
    return Described(picture, alt)


def organization_picture(revision: Revision, speech: Speech, entry: PublicEntry) -> Described:
    """That an organization of the public list has signed; that it has reservations goes along with its name."""
    reserved = with_reservations(entry) if entry.reserved else None
    picture = replace(
        _picture("organization", revision.letter, speech, t("{organization}", organization=entry.organization)),
        number=_short(t("We have signed"), speech),
        detail=_short(reserved, speech) if reserved else "",
    )
    organization, title = entry.organization, revision.letter.title
    alt = t("{organization} has signed the open letter “{title}”.", organization=organization, title=title)
    if reserved:
        alt = t(
            "{organization} has signed the open letter “{title}”, {reserved}.",
            organization=organization,
            title=title,
            reserved=reserved,
        )
    return Described(picture, alt)


def _picture(kind: PictureKind, letter: Letter, speech: Speech, headline: Text) -> Picture:
    return Picture(
        kind=kind,
        language=speech.tag,
        to_the_left=speech.to_the_left,
        title=_short(t("{title}", title=letter.title), speech),
        byline=_short(t("An open letter by {initiator}", initiator=initiator(letter)), speech),
        headline=_short(headline, speech),
    )


def _detail(sentences: Sequence[Text], speech: Speech) -> str:
    return cut(" ".join(label(each, speech) for each in sentences), LONGEST)


def _sentences(first: Text, *others: Text) -> Text:
    """Sentences one after another."""
    for each in others:
        first = t("{said} {more}", said=first, more=each)
    return first


def _short(text: Text, speech: Speech) -> str:
    return cut(label(text, speech), LONGEST)


def _points(grown: Sequence[tuple[datetime, int]], now: datetime) -> tuple[tuple[float, float], ...]:
    """How many there were, against the time, each as a share of what it is at the end."""
    if not grown:
        return ()
    begin, count = grown[0][0], grown[-1][1]
    whole = max((now - begin).total_seconds(), 1.0)
    points = (((at - begin).total_seconds() / whole, number / count) for at, number in grown)
    return (*((min(time, 1.0), share) for time, share in points), (1.0, 1.0))
