"""Who has caused what an announcement tells: its author, or whoever has written what the letter tells by itself."""

from datetime import date, datetime

from bot.model.announcements.announcement import Announcement, Made
from bot.model.announcements.spending import A_DAY
from bot.model.letters.letter import Letter
from bot.model.letters.localized import Localized
from bot.ports.store import Unit
from bot.service.people import guards

SWITCH_OF = {"milestone": "milestones", "digest": "digest", "event": "events", "change": "events", "closing": "closing"}
"""Which switch each kind has."""

Words = frozenset[tuple[str, str]]


def causers(unit: Unit, announcement: Announcement) -> frozenset[int]:
    """The persons on whose word it rests, and to whose words no other organizer has agreed; nobody, where it rests on
    what the host or two organizers have published."""
    if announcement.person_id is not None:
        return frozenset({announcement.person_id})
    made = announcement.content.made
    if made is None:
        return frozenset()
    letter_id = announcement.letter_id
    return _writers(unit, letter_id, made) | _switched_on(unit, letter_id, made) | _namers(unit, letter_id, made)


def switched_on(person_id: int, at: datetime) -> str:
    """Who has turned a switch on, and when, as it is kept beside it."""
    return f"{person_id} {at.isoformat()}"


def _switched_on(unit: Unit, letter_id: int, made: Made) -> frozenset[int]:
    person_id, _, at = unit.settings.all(letter_id).get(f"{SWITCH_OF[made.kind]}_by", "").partition(" ")
    if not at or datetime.fromisoformat(at) + A_DAY <= unit.now:
        return frozenset()
    return frozenset({int(person_id)})


def _namers(unit: Unit, letter_id: int, made: Made) -> frozenset[int]:
    """Who has brought in organizations that are named, and listed them too: nobody else has said that these are some.
    The host gives a reason for listing what is brought in, and counts for nobody."""
    named = unit.endorsements.still_listed(made.ids)
    alone = (
        each
        for each in named
        if each.gathered
        and not each.reason
        and not (each.decided_by and guards.independent(unit, letter_id, each.decided_by, each.person_id))
    )
    return frozenset(each.person_id for each in alone)


def _writers(unit: Unit, letter_id: int, made: Made) -> frozenset[int]:
    """Who published the words that are told, each word's last publication, where nobody else has agreed to it, or to
    what was told of the same day since."""
    revision, found = unit.letters.current(letter_id), set[int]()
    agreed = _last_agreed(unit, letter_id, made)
    words = _told(revision.letter, made) if revision else Words()
    while revision is not None and words:
        before = unit.letters.revision(letter_id, revision.number - 1)
        earlier = _told(before.letter, made) if before else Words()
        if words - earlier and revision.second_id is None and not (agreed and revision.published_at <= agreed):
            found.update(each for each in (revision.person_id, revision.charged_to) if each is not None)
        revision, words = before, words & earlier
    return frozenset(found)


def _last_agreed(unit: Unit, letter_id: int, made: Made) -> datetime | None:
    """When what another organizer has agreed to was last made of the same event or closing."""
    if made.kind not in ("event", "closing"):
        return None
    told = unit.announcements.telling(letter_id, made.kind)
    same = [each for each in told if each.content.made and each.content.made.number == made.number]
    return max((each.created_at for each in same if each.second_id is not None), default=None)


def _told(letter: Letter, made: Made) -> Words:
    """What is told of a letter, each part in each language."""
    words = heading(letter)
    if made.kind in ("event", "change"):
        for event in letter.events:
            if made.kind == "change" or letter.local(event.at).date() == date.fromordinal(made.number):
                words |= {("at", event.at.isoformat()), ("link", event.link), ("off", str(event.called_off))}
                words |= _in_languages("event", event.title)
                words |= _in_languages("place", event.place) if event.place else Words()
    if made.kind == "closing":
        words |= {("closes", letter.closes.isoformat() if letter.closes else "")}
    return words


def heading(letter: Letter) -> Words:
    """What stands in every message about a letter: its title, and who speaks."""
    who = letter.initiator
    named = frozenset({("acronym", who.acronym), ("website", who.website)})
    return named | _in_languages("title", letter.title) | _in_languages("initiator", who.name)


def _in_languages(part: str, text: Localized) -> Words:
    return frozenset((f"{part}:{language}", words) for language, words in text.texts.items())
