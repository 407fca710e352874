"""Owners give the press links to a list that is kept back: each for one recipient, until a moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import Conflict, NotFound
from bot.model.announcements.spending import Cause
from bot.model.codes import make_token
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.lists.counts import Count
from bot.model.lists.press_links import (
    AFTER_EMBARGO,
    MOST_ENDED,
    MOST_LIVING,
    TOLD_AGAIN_AFTER,
    PressLink,
)
from bot.model.people.person import Person, Role
from bot.ports.store import Unit
from bot.service.announcements import budget
from bot.service.lists import disclosure, publication
from bot.service.people import guards
from bot.service.telling import tell_person
from bot.text.text import n, t


def latest_end(unit: Unit, letter_id: int) -> datetime:
    """When a link ends at the latest; raises `Conflict` where the list is public, so that nobody needs one."""
    until = disclosure.hidden_until(unit, letter_id)
    if until is None:
        raise Conflict(t("The list is public: everybody can see it, and nobody needs a link for it."))
    return until + AFTER_EMBARGO


def make(
    unit: Unit, person: Person, *, letter_id: int, recipient: str, until: datetime, snapshot: int | None
) -> tuple[PressLink, str]:
    """Make a link for a recipient, and its token, which nobody can find out again. Where its maker has reached as many
    as one organizer alone may, it leads nowhere until another one agrees. Raises `Conflict` where the list is public,
    the moment has passed or is too late, or there are as many links as there can be; `NotFound` for a list that was
    never frozen."""
    latest = latest_end(unit, letter_id)
    if until <= unit.now:
        raise Conflict(t("This moment has passed. Choose another."))
    if until > latest:
        revision = unit.letters.current(letter_id)
        at = revision.letter.local(latest) if revision else latest
        raise Conflict(t("A link ends a day after the list is public at the latest: on {time}.", time=at))
    if snapshot is not None:
        publication.find(unit, letter_id, snapshot)
    _make_room(unit, letter_id)
    waits = not budget.allows(unit, person.id, letter_id, 1)
    token = make_token(unit.below)
    link = unit.press_links.issue(PressLink(0, letter_id, recipient, snapshot, until, person.id, waits), token)
    if waits:
        _ask_others(unit, link)
    else:
        budget.spend(
            unit, person.id, letter_id=letter_id, cause=Cause.PRESS_LINK, chats=1, subject_id=link.id, left_at=unit.now
        )
    return link, token


def _make_room(unit: Unit, letter_id: int) -> None:
    links = unit.press_links.all(letter_id)
    ended = [each for each in links if not each.lives(unit.now)]
    if len(links) - len(ended) >= MOST_LIVING:
        raise Conflict(
            n(
                "There is {count} link already. Revoke one that is not needed any more.",
                "There are {count} links already. Revoke one that is not needed any more.",
                MOST_LIVING,
            ),
            "press_links",
        )
    for each in ended[MOST_ENDED:]:
        unit.press_links.remove(each.id)


def _ask_others(unit: Unit, link: PressLink) -> None:
    for other in guards.seconds(unit, link.letter_id, link.person_id):
        tell_person(unit, other, Subject.PRESS_LINK, link.id)


def find(unit: Unit, letter_id: int, number: int | None) -> PressLink:
    """The link with this number; raises `NotFound` where nothing is kept of it."""
    found = unit.press_links.get(number) if number is not None else None
    if found is None or found.letter_id != letter_id:
        raise NotFound(t("There is no such link any more."))
    return found


def agree(unit: Unit, person: Person, letter_id: int, number: int | None) -> None:
    """Another organizer agrees: a link leads to the list from now on. Raises `NotFound`; `Conflict` where it does not
    wait; `NotAllowed` for whoever does not count as a second organizer."""
    link = _waiting(unit, letter_id, number)
    guards.check_wanted(unit, letter_id, link.person_id)
    guards.check_agrees(unit, letter_id, person.id, link.person_id)
    unit.press_links.agree(link, person.id)
    unit.queue.refresh(Subject.PRESS_LINK, link.id, at_once=True)


def refuse(unit: Unit, person: Person, letter_id: int, number: int | None) -> None:
    """An organizer refuses: a link that waits never leads anywhere. Raises `NotFound`; `Conflict` where it does not
    wait."""
    _end(unit, person, _waiting(unit, letter_id, number))


def revoke(unit: Unit, person: Person, letter_id: int, number: int | None) -> PressLink:
    """A link leads nowhere any more. Raises `NotFound`; `Conflict` where it has ended already."""
    link = find(unit, letter_id, number)
    if not link.lives(unit.now):
        raise Conflict(t("This link leads nowhere any more."))
    _end(unit, person, link)
    return link


def _waiting(unit: Unit, letter_id: int, number: int | None) -> PressLink:
    link = find(unit, letter_id, number)
    if not (link.waits and link.lives(unit.now)):
        raise Conflict(t("This link does not wait for another organizer any more."))
    return link


def _end(unit: Unit, person: Person, link: PressLink) -> None:
    unit.press_links.revoke(link, person.id)
    unit.queue.refresh(Subject.PRESS_LINK, link.id, at_once=True)


def by_token(unit: Unit, token: str) -> PressLink | None:
    """The link with this token; nothing where it leads nowhere, for whatever reason."""
    link = unit.press_links.by_token(token)
    return link if link and disclosure.discloses_by_link(unit, link) else None


def use(unit: Unit, link: PressLink) -> None:
    """A link is used. The owners are told of the first time, and of later ones once an hour at the most."""
    tells = link.told_at is None or unit.now >= link.told_at + TOLD_AGAIN_AFTER
    told_at = unit.now if tells else link.told_at
    unit.press_links.save_use(
        replace(link, opened_first=link.opened_first or unit.now, opened_last=unit.now, told_at=told_at)
    )
    for person_id, roles in unit.people.organizers(link.letter_id) if tells else ():
        if Role.OWNER in roles:
            tell_person(unit, person_id, Subject.PRESS_LINK_OPENED, link.id)


def count(unit: Unit, link: PressLink) -> Count:
    """How many organizations stand in the list to which a link leads."""
    if link.snapshot is None:
        return unit.endorsements.signed(link.letter_id)
    return unit.lists.count_named(link.letter_id, link.snapshot)


def listed(unit: Unit, link: PressLink, offset: int, limit: int) -> Sequence[Endorsement]:
    """Those in the list to which a link leads, in its order. In a frozen one each has the name that it had then, and
    what it says now; whoever has left the list since is not in it."""
    if link.snapshot is None:
        order = publication.order(unit, link.letter_id)
        return unit.endorsements.listed(link.letter_id, order, offset=offset, limit=limit)
    named = unit.lists.named(link.letter_id, link.snapshot, offset, limit)
    return [
        replace(
            each,
            entry=replace(each.entry, organization=line.organization, website=line.website, place=line.place),
        )
        for line, each in named
    ]
