"""What a letter announces by itself, each where the organizers have switched it on.

Each is made once: its `origin` tells it apart. One that is taken back before it has left gets another origin, so that
it can be made again; one that an organizer has stopped keeps it, and is not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Made, Stage
from bot.model.announcements.news import DIGEST_AT, at, due, holds, milestone
from bot.model.chats import Topic
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.journal.acts import Act
from bot.model.letters.events import changes
from bot.model.letters.letter import Letter, Revision
from bot.model.people.person import Person
from bot.model.people.settings import NEXT, SWITCHES, Loosening, days_text, read_choices
from bot.ports.store import Unit
from bot.service.announcements import budget, corrections, reach, second_organizer, silencing
from bot.service.announcements.causers import SWITCH_OF, switched_on
from bot.service.lists import disclosure
from bot.service.people import guards

SETTLED_AFTER = timedelta(minutes=10)
"""A milestone waits for so long before it leaves: a count that falls in this time takes it back."""

TELLING = frozenset({"milestones", "digest"})
"""What tells who has signed, or how many."""

_DROPPED = ":dropped"
_SENT = frozenset({Stage.RUNNING, Stage.PAUSED, Stage.DONE, Stage.CANCELLED})


def make_news(unit: Unit) -> None:
    """Make what is to be told by now, and take back what has not left and is not so any more."""
    for revision in unit.letters.all():
        _Desk(unit, revision).advance()


def switch(unit: Unit, letter_id: int, name: str, on: bool, person: Person | None = None) -> Loosening | None:
    """Turn one of the switches on or off. What was so before it was turned on is not told. What would reach more chats
    than the person may alone waits for another owner, or for a day to pass: that is returned."""
    revision = unit.letters.current(letter_id)
    guards.settle(unit, letter_id)
    if revision is None or name not in SWITCHES or (unit.settings.all(letter_id).get(name) == "on") == on:
        return None
    if on and person and not budget.allows(unit, person.id, letter_id, unit.chats.count(letter_id, EVERYBODY)):
        return guards.wait(unit, person, letter_id, name, "on")
    unit.settings.set(letter_id, f"{name}{NEXT}", "")
    unit.settings.set(letter_id, f"{name}_by", switched_on(person.id, unit.now) if on and person else "")
    unit.settings.set(letter_id, name, "on" if on else "")
    _Desk(unit, revision).advance()
    return None


def list_changed(unit: Unit, endorsement: Endorsement) -> None:
    """An endorsement has left the list, or is back in it: the digests that have named it are brought up to date, and a
    milestone that was about to leave is taken back where it is not reached any more."""
    silencing.silence(unit, endorsement)
    for each in unit.announcements.telling(endorsement.letter_id, "digest"):
        made = each.content.made
        if made and endorsement.id in made.ids and each.started_at and each.stage in _SENT:
            corrections.request_update(unit, each)
    revision = unit.letters.current(endorsement.letter_id)
    if revision:
        _Desk(unit, revision).advance()


def corrected(unit: Unit, before: Revision, after: Letter) -> Sequence[Announcement]:
    """What was told of events, stands in chats, and would not be so any more with another text of the letter."""
    days = {before.letter.local(each.before.at).date().toordinal() for each in changes(before.letter, after, unit.now)}
    if not days:
        return ()
    told = (
        *unit.announcements.telling(before.letter_id, "event"),
        *unit.announcements.telling(before.letter_id, "change"),
    )
    return [
        each
        for each in told
        if each.started_at
        and each.stage in _SENT
        and (made := each.content.made)
        and (made.kind == "change" or made.number in days)
    ]


def choose_days(unit: Unit, person: Person, letter_id: int, days: Collection[int]) -> Loosening | None:
    """Choose how many days before an event it is told of; none are no choice. Where more would be told than the person
    may alone, it waits as `switch` says. What was due on a day before it was chosen is not told."""
    choices = read_choices(unit.settings.all(letter_id))
    text, more = days_text(days), set(days) - set(choices.event_days)
    guards.settle(unit, letter_id)
    if not text or text == days_text(choices.event_days):
        return None
    if (
        more
        and choices.events
        and not budget.allows(unit, person.id, letter_id, unit.chats.count(letter_id, EVERYBODY))
    ):
        return guards.wait(unit, person, letter_id, "event_days", text)
    unit.settings.set(letter_id, f"event_days{NEXT}", "")
    unit.settings.set(letter_id, "event_days", text)
    if more and choices.events:
        unit.settings.set(letter_id, "events_by", switched_on(person.id, unit.now))
        unit.settings.set(letter_id, "events_from", unit.now.isoformat())
    return None


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one letter announces by itself.

    Beside each switch stands from where on it tells: `milestones_from` a count, `digest_from` an entry of the journal,
    `events_from` and `closing_from` a moment; for the digest the last day on which it was due, and the journal's entry
    up to which it has told; and once something was told of events, `events_revision`, the one up to which it is known
    what of them has changed.
    """

    unit: Unit
    revision: Revision

    @property
    def _letter_id(self) -> int:
        return self.revision.letter_id

    def advance(self) -> None:
        guards.settle(self.unit, self._letter_id)
        settings = self._begun()
        on = [name for name in SWITCHES if settings.get(name) == "on"]
        if not disclosure.discloses(self.unit, self._letter_id):
            on = [name for name in on if name not in TELLING]
        followed = bool(on) and self.unit.chats.count(self._letter_id, EVERYBODY, most=1) > 0
        reached = self._milestone(settings, followed) if "milestones" in on else 0
        for each in self.unit.announcements.open():
            made = each.content.made
            if each.letter_id != self._letter_id or each.stage is not Stage.WAITING or made is None:
                continue
            if not (followed and SWITCH_OF[made.kind] in on and self._is_so(made, reached)):
                self._drop(each)
        if reached and not self._made(f"milestone:{reached}"):
            self._make(Made("milestone", reached), f"milestone:{reached}", self.unit.now + SETTLED_AFTER)
        if "digest" in on:
            self._digest(settings, followed)
        self._follow_events(settings, "events" in on and followed)
        if "events" in on and followed:
            self._remind("event", settings)
        if "closing" in on and followed:
            self._remind("closing", settings)

    # From where on a switch tells.

    def _begun(self) -> dict[str, str]:
        """The settings, after what is beside a switch was brought up to date with it."""
        settings = self.unit.settings.all(self._letter_id)
        for name in SWITCHES:
            begun = f"{name}_from" in settings
            if settings.get(name) == "on" and not begun:
                self._keep(settings, **self._beginning(name))
            elif settings.get(name) != "on" and begun:
                self._keep(settings, **{f"{name}_from": ""})
        return settings

    def _beginning(self, name: str) -> Mapping[str, str]:
        if name == "milestones":
            return {"milestones_from": str(self._count)}
        if name == "digest":
            entry = str(self.unit.endorsements.latest_entry(self._letter_id))
            return {"digest_from": entry, "digest_told": entry, "digest_day": self._digest_day or ""}
        return {f"{name}_from": self.unit.now.isoformat()}

    def _keep(self, settings: dict[str, str], **values: str) -> None:
        for name, value in values.items():
            self.unit.settings.set(self._letter_id, name, value)
            settings[name] = value

    # What is made.

    @property
    def _count(self) -> int:
        return self.unit.endorsements.signed(self._letter_id).total

    def _milestone(self, settings: dict[str, str], followed: bool) -> int:
        """The milestone that is to be told, if any: the highest, where none as high was told or was there before."""
        count = self._count
        reached, before = milestone(count, self.revision.letter.goal), int(settings["milestones_from"])
        if reached <= before:
            return 0
        if not followed:
            self._keep(settings, milestones_from=str(count))
            return 0
        told = [made.number for stage, made in self._told("milestone") if stage is not Stage.WAITING]
        return reached if reached > max(told, default=0) else 0

    def _told(self, kind: str) -> Sequence[tuple[Stage, Made]]:
        """What was made of a kind and not taken back, and where it stands."""
        return [
            (each.stage, each.content.made)
            for each in self.unit.announcements.telling(self._letter_id, kind)
            if each.content.made and not each.origin.endswith(_DROPPED)
        ]

    @property
    def _digest_day(self) -> str | None:
        """The day, once its digest is due."""
        day = self.revision.letter.local(self.unit.now).date()
        return day.isoformat() if at(self.revision.letter, day, DIGEST_AT) <= self.unit.now else None

    def _digest(self, settings: dict[str, str], followed: bool) -> None:
        day = self._digest_day
        if day is None or day <= settings.get("digest_day", ""):
            return
        told, since = int(settings["digest_told"]), int(settings["digest_from"])
        listed = self.unit.endorsements.newly_listed(self._letter_id, told, since) if followed else ()
        entry = self.unit.endorsements.latest_entry(self._letter_id)
        if not followed:  # what is listed while nobody follows is no news for those who follow later
            self._keep(settings, digest_from=str(entry))
        self._keep(settings, digest_day=day, digest_told=str(entry))
        named = {number for _, made in self._told("digest") for number in made.ids}
        ids = tuple(each.id for each in listed if each.id not in named)
        if ids and not self._made(f"digest:{day}"):
            self._make(Made("digest", len(ids), ids=ids, entry=entry), f"digest:{day}", self.unit.now)

    def _remind(self, kind: Literal["event", "closing"], settings: dict[str, str]) -> None:
        since = datetime.fromisoformat(settings[f"{SWITCH_OF[kind]}_from"])
        for each in due(self.revision.letter, kind, since, self.unit.now, read_choices(settings).event_days):
            if self._made(each.origin):
                continue
            self._make(replace(each.made, revision=self.revision.number), each.origin, self.unit.now)
            if kind == "event":
                self._keep(settings, events_revision=str(self.revision.number))

    def _follow_events(self, settings: dict[str, str], tells: bool) -> None:
        """What was told of events and is not so any more: it says so wherever it stands, and where events are told, a
        message of its own does, since nobody looks at an old one again. It takes the place of one that waits."""
        number, known = self.revision.number, int(settings.get("events_revision", "0"))
        if known in (0, number):
            return
        self._keep(settings, events_revision=str(number))
        before = self.unit.letters.revision(self._letter_id, known)
        stale = corrected(self.unit, before, self.revision.letter) if before else ()
        for each in stale:
            corrections.request_update(self.unit, each)
        waiting = [(stage, made) for stage, made in self._told("change") if stage is Stage.WAITING]
        since = min((known, *(made.revision for _, made in waiting)))
        for each in self.unit.announcements.telling(self._letter_id, "change"):
            if each.stage is Stage.WAITING:
                self._drop(each)
        change = Made("change", number, revision=since)
        if tells and (stale or waiting) and self._is_so(change, 0):
            self._make(change, f"change:{number}", self.unit.now)

    def _is_so(self, made: Made, reached: int) -> bool:
        match made.kind:
            case "milestone":
                return made.number == reached
            case "digest":
                return bool(self.unit.endorsements.still_listed(made.ids))
            case "change":
                before = self.unit.letters.revision(self._letter_id, made.revision)
                return before is not None and bool(changes(before.letter, self.revision.letter, self.unit.now))
        return holds(self.revision.letter, made, self.unit.now)

    def _made(self, origin: str) -> bool:
        return self.unit.announcements.made(self._letter_id, origin) is not None

    def _make(self, made: Made, origin: str, starts: datetime) -> None:
        """Release it; where it tells what one organizer has written alone, another one has to release it too. Its
        progress is told in the chat in which the letter is reviewed, where there is one."""
        reviews = self.unit.chats.followers(self._letter_id, Topic.REVIEWS)
        report_to = reviews[0].id if reviews else None
        new = self.unit.announcements.add(
            self._letter_id, Content(made=made), audience=EVERYBODY, person_id=None, report_to=report_to, origin=origin
        )
        second = not reach.reach_alone(self.unit, new)
        waiting = replace(new, stage=Stage.WAITING, starts=starts, second=second)
        self.unit.announcements.save(waiting, Act.ANNOUNCEMENT_RELEASED)
        if report_to is not None:
            self.unit.queue.put(report_to, Subject.PROGRESS, new.id)
        if second:
            second_organizer.ask_others(self.unit, waiting)

    def _drop(self, announcement: Announcement) -> None:
        dropped = replace(
            announcement, stage=Stage.CANCELLED, origin=f"{announcement.origin}{_DROPPED}", ended_at=self.unit.now
        )
        self.unit.announcements.save(dropped, Act.ANNOUNCEMENT_CANCELLED)
        self.unit.spending.forget(announcement.id)
        self.unit.queue.refresh(Subject.PROGRESS, announcement.id)
