"""What a letter announces by itself, in words."""

from collections.abc import Sequence
from datetime import date

from bot.model.announcements.announcement import Made
from bot.model.announcements.news import holds, upcoming
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.letters.events import EventChange, changes
from bot.model.letters.letter import Event, Letter, Revision
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import Bullets, Link, Part, Text, n, t
from bot.views.counts import of_them_withheld, signed_on, withheld
from bot.views.endorsements.public_entry import public_entry

NAMED = 20
"""So many organizations at the most are named in a digest."""

LENGTH = 1500
"""So many characters at the most are in a digest."""

_AROUND = 150
"""Characters of a digest beside the letter's title and the organizations, in whatever language."""

_PUNCTUATION = 10
_RESERVED = 120
"""Characters that say of an organization that it has reservations, in whatever language."""


def told(unit: Unit, revision: Revision, made: Made) -> Sequence[Part] | None:
    """What is told; nothing where it is not so any more."""
    disclosed = disclosure.discloses(unit, revision.letter_id)
    match made.kind:
        case "milestone" | "digest" if not disclosed:
            return None
        case "milestone":
            return _milestone(unit, revision, made.number)
        case "digest":
            return _digest(unit, revision, made)
        case "event":
            return _events(unit, revision, made)
        case "change":
            return _changes(_changed(unit, revision, made), revision.letter)
    return _closing(unit, revision, made) if holds(revision.letter, made, unit.now) else None


def _milestone(unit: Unit, revision: Revision, number: int) -> Sequence[Part] | None:
    signed = unit.endorsements.signed(revision.letter_id)
    if signed.total < number:
        return None
    letter = revision.letter
    said = n(
        "**{count} organization has signed on** to {title}.",
        "**{count} organizations have signed on** to {title}.",
        number,
        title=letter.title,
    )
    if letter.goal is None or letter.goal < number:
        return (said, *of_them_withheld(signed))
    reached = letter.goal == number
    goal = t("That was the goal.") if reached else t("The goal is {goal}.", goal=letter.goal)
    return (said, *of_them_withheld(signed), goal)


def _digest(unit: Unit, revision: Revision, made: Made) -> Sequence[Part] | None:
    """What was corrected since it was told is counted, and not named: nobody puts other words into old messages."""
    letter, listed = revision.letter, unit.endorsements.still_listed(made.ids)
    since = unit.endorsements.corrected_since(revision.letter_id, made.ids, made.entry)
    as_told = [each for each in listed if each.id not in since]
    if not as_told:
        return None
    head = n(
        "**{count} organization has newly signed on** to {title}:",
        "**{count} organizations have newly signed on** to {title}:",
        len(listed),
        title=letter.title,
    )
    named = _fitting(as_told, LENGTH - _AROUND - max(map(len, letter.title.texts.values())))
    lines = Bullets(tuple(_line(each) for each in named))
    rest = len(listed) - len(named)
    return (head, lines, n("and {count} more", "and {count} more", rest)) if rest else (head, lines)


def _fitting(listed: Sequence[Endorsement], room: int) -> Sequence[Endorsement]:
    """As many of the first as may be named."""
    named = list[Endorsement]()
    for each in listed[:NAMED]:
        room -= len(each.entry.organization) + len(each.entry.place) + len(each.entry.website) + _PUNCTUATION
        room -= _RESERVED if each.entry.reserved else 0
        if room < 0:
            break
        named.append(each)
    return named


def _line(endorsement: Endorsement) -> Text:
    """An organization as the public list names it, without its statement."""
    lines = public_entry(endorsement.entry.bare)
    return next(line for line in lines if isinstance(line, Text))


def _changed(unit: Unit, revision: Revision, made: Made) -> Sequence[EventChange]:
    """What of events is not so any more since it was told."""
    told_of = unit.letters.revision(revision.letter_id, made.revision)
    return changes(told_of.letter, revision.letter, unit.now) if told_of else ()


def _changes(changed: Sequence[EventChange], letter: Letter) -> Sequence[Part] | None:
    return (
        (t("**Not as it was told:**"), Bullets(tuple(_change(letter, each) for each in changed))) if changed else None
    )


def _change(letter: Letter, change: EventChange) -> Text:
    before, after = change.before, change.after
    if after is None:
        return t("It is not in the letter any more: {event}", event=_event(letter, before))
    if after.called_off:
        return t("**Called off:** {event}", event=_event(letter, after))
    at = letter.local(before.at)
    return t("{event}, and not as before on {at}", event=_event(letter, after), at=at.date() if before.all_day else at)


def _events(unit: Unit, revision: Revision, made: Made) -> Sequence[Part] | None:
    """The events of a day, and of those that were told what has another day now, or none."""
    letter, day = revision.letter, date.fromordinal(made.number)
    there = upcoming(letter, day, unit.now)
    gone = [each for each in _changed(unit, revision, made) if _left(letter, each, day)]
    return (*(_of_day(unit, letter, day, there) if there else ()), *(_changes(gone, letter) or ())) or None


def _left(letter: Letter, change: EventChange, day: date) -> bool:
    """Whether an event was to be on a day, and is not on it any more."""
    after = change.after
    return letter.local(change.before.at).date() == day and (after is None or letter.local(after.at).date() != day)


def _of_day(unit: Unit, letter: Letter, day: date, there: Sequence[Event]) -> Sequence[Part]:
    head, days = t("**Today:**"), _days_until(unit, letter, day)
    if days == 1:
        head = t("**Tomorrow:**")
    elif days > 1:
        head = n("**In {count} day:**", "**In {count} days:**", days)
    return (head, Bullets(tuple(_entry(letter, each) for each in there)))


def _entry(letter: Letter, event: Event) -> Text:
    said = _event(letter, event)
    return t("**Called off:** {event}", event=said) if event.called_off else said


def _days_until(unit: Unit, letter: Letter, day: date) -> int:
    return (day - letter.local(unit.now).date()).days


def _event(letter: Letter, event: Event) -> Text:
    at = letter.local(event.at)
    title: object = Link(event.link, event.title) if event.link else event.title
    values: dict[str, object] = {"title": title, "at": at.date() if event.all_day else at}
    if event.place:
        return Text("**{title}**, {at}, {place}", {**values, "place": event.place})
    return Text("**{title}**, {at}", values)


def _closing(unit: Unit, revision: Revision, made: Made) -> Sequence[Part]:
    letter, count = revision.letter, unit.endorsements.signed(revision.letter_id)
    disclosed = disclosure.discloses(unit, revision.letter_id)
    if letter.closes is None:
        return ()
    if made.days == 0 and not (disclosed and count.named):
        return (t("**Sign-ons have closed** for {title}.", title=letter.title),)
    if made.days == 0:
        closed = n(
            "**Sign-ons have closed. {count} organization has signed on** to {title}.",
            "**Sign-ons have closed. {count} organizations have signed on** to {title}.",
            count.named,
            title=letter.title,
        )
        told = (closed, *withheld(count))
        open_ones = unit.endorsements.count(revision.letter_id, State.SUBMITTED)
        return (*told, t("Some sign-ons are still being reviewed.")) if open_ones else told
    closes = letter.local(letter.closes)
    days = _days_until(unit, letter, closes.date())
    head = t("**Sign-ons close today**, on {closes}.", closes=closes)
    if days == 1:
        head = t("**Sign-ons close tomorrow**, on {closes}.", closes=closes)
    elif days > 1:
        head = n(
            "**Sign-ons close in {count} day**, on {closes}.",
            "**Sign-ons close in {count} days**, on {closes}.",
            days,
            closes=closes,
        )
    if not disclosed:
        return (head,)
    goal = (t("The goal is {goal}.", goal=letter.goal),) if letter.goal else ()
    return (head, *signed_on(count), *goal)
