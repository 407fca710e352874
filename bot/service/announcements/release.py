"""An announcement from its release on: released twice where that is wanted, paused, stopped, corrected, recalled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.errors import Conflict, NotAllowed
from bot.model.announcements.announcement import EVERYBODY, OF_SIGNERS, Announcement, Audience, Content, Reach, Stage
from bot.model.announcements.spending import Cause
from bot.model.blocks import Words
from bot.model.deliveries import DeliveryState, Subject
from bot.model.journal.acts import Act
from bot.model.people.person import SENDERS, Person
from bot.model.people.settings import GUARDED_FROM, UNDO_SECONDS, read_choices
from bot.ports.store import Unit
from bot.service.announcements import budget, readers
from bot.service.announcements.causers import causers
from bot.service.announcements.drafts import find
from bot.service.announcements.voices import check_own, check_speaks
from bot.service.people import guards
from bot.service.telling import private_chat_of, tell_person
from bot.text.text import t

CHUNK = 2000
"""So many messages at the most are changed in one unit of work, so that nobody waits long for theirs."""

FOLLOW_UPS = 1000
"""So many single chats at the most get a follow-up."""


def reached(unit: Unit, announcement: Announcement, most: int | None = None) -> int:
    """How many chats an announcement would reach now, counted up to `most`; raises `Conflict` where there is none."""
    number = readers.size(unit, announcement.letter_id, announcement.audience, most)
    if number:
        return number
    if announcement.audience == EVERYBODY:
        raise Conflict(
            t(
                "No chat follows this letter yet, so nothing can be announced. "
                "In a chat that you manage, use `/follow`."
            ),
            "follow",
            "chats",
        )
    if announcement.audience.reach in OF_SIGNERS:
        raise Conflict(
            t("Nobody who signed can be told now: they have not agreed to it, or have had all that each gets.")
        )
    raise Conflict(t("No chat fits this choice of recipients, so nothing would be sent."))


def guarded(unit: Unit, announcement: Announcement, person_id: int, chats: int) -> bool:
    """Whether another organizer than somebody has to release an announcement to so many chats."""
    return not all(budget.allows(unit, person_id, each, chats) for each in _letters(unit, announcement))


def _letters(unit: Unit, announcement: Announcement) -> Sequence[int]:
    """The letters of whose followers an announcement goes to some."""
    audience = announcement.audience
    if audience.reach != "all" or audience.chats:
        return (announcement.letter_id,)
    return [each.letter_id for each in unit.letters.all()]


def _may_reach(unit: Unit, person: Person, announcement: Announcement) -> None:
    """Refuse the followers of every letter to whoever may not announce for each of them."""
    audience = announcement.audience
    if audience.reach != "all" or audience.chats:
        return
    if not all(unit.people.roles(person.id, each.letter_id) & SENDERS for each in unit.letters.all()):
        raise NotAllowed(t("This goes to the followers of every letter: you may not announce for all of them."))


def _undo(unit: Unit, announcement: Announcement, guard: bool) -> timedelta:
    seconds = read_choices(unit.settings.all(announcement.letter_id)).undo
    return timedelta(seconds=seconds if seconds is not None else UNDO_SECONDS if guard else 0)


def release(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Release a draft: it leaves at its moment, after another organizer's release and the time to undo. Raises
    `Conflict` where it was released already, its moment has passed, or it reaches nobody."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.DRAFT:
        raise Conflict(t("Announcement {number} was released already.", number=announcement.id))
    if announcement.at and announcement.at <= unit.now:
        raise Conflict(t("The moment for which this was planned has passed. Choose another, or send it now."))
    check_speaks(unit, announcement.content)
    _may_reach(unit, person, announcement)
    reached(unit, announcement, most=1)
    guard = not reach_alone(unit, replace(announcement, person_id=person.id))
    starts = max(announcement.at or unit.now, unit.now + _undo(unit, announcement, guard))
    report_to = announcement.report_to or _told_in(unit, person)
    released = replace(
        announcement, stage=Stage.WAITING, second=guard, starts=starts, person_id=person.id, report_to=report_to
    )
    unit.announcements.save(released, Act.ANNOUNCEMENT_RELEASED, person.id)
    if released.report_to:
        unit.queue.put(released.report_to, Subject.PROGRESS, released.id)
    if guard:
        ask_others(unit, released)
    return released


def _told_in(unit: Unit, person: Person) -> int | None:
    """The chat in which somebody is told of the progress of what they have released and did not write."""
    chat = private_chat_of(unit, person.id)
    return chat.id if chat else None


def _spend(unit: Unit, person_id: int, announcement: Announcement, cause: Cause, chats: int) -> None:
    """Note what somebody does about an announcement alone: it counts until that is at rest, and a day from then on."""
    budget.spend(
        unit,
        person_id,
        letter_id=announcement.letter_id,
        cause=cause,
        chats=chats,
        subject_id=announcement.id,
        left_at=None,
    )


def reach_alone(unit: Unit, announcement: Announcement) -> bool:
    """Whether an announcement that nobody else has agreed to goes to no more chats now than those who have caused it
    may reach alone; then it counts for each of them."""
    unit.spending.forget(announcement.id)
    chats = readers.size(unit, announcement.letter_id, announcement.audience)
    by = sorted(causers(unit, announcement))
    if any(guarded(unit, announcement, each, chats) for each in by):
        return False
    for each in by:
        _spend(unit, each, announcement, Cause.NEWS if announcement.content.made else Cause.ANNOUNCEMENT, chats)
    return True


def guard(unit: Unit, announcement: Announcement) -> None:
    """Let an announcement that was released wait for another organizer after all."""
    waiting = replace(announcement, second=True)
    unit.announcements.save(waiting)
    unit.spending.forget(announcement.id)
    ask_others(unit, waiting)
    _refresh(unit, waiting)


def ask_others(unit: Unit, announcement: Announcement) -> None:
    """Ask whoever may agree to what was released or proposed; where nobody does now, everybody else."""
    unit.queue.forget(Subject.RELEASE, announcement.id)
    firsts = firsts_of(unit, announcement)
    others = guards.senders(unit, announcement.letter_id) - firsts
    may = {each for each in others if all(guards.may_agree(unit, announcement.letter_id, each, to) for to in firsts)}
    for other in sorted(may or others):
        tell_person(unit, other, Subject.RELEASE, announcement.id)


def firsts_of(unit: Unit, announcement: Announcement) -> frozenset[int]:
    """Who wants what another organizer is asked to agree to: the correction that waits, else the announcement."""
    if announcement.proposed is not None and announcement.proposed_by is not None:
        return frozenset({announcement.proposed_by})
    return causers(unit, announcement)


def agree(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Release an announcement, or a correction, that another organizer has released first. Raises `NotAllowed` for
    whoever released or proposed it, `Conflict` where there is nothing to agree to any more."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.proposed is not None:
        _check_agrees(unit, announcement, person)
        return _correct(unit, announcement, announcement.proposed, person)
    if announcement.stage is not Stage.WAITING or announcement.ready:
        raise Conflict(t("Announcement {number} does not wait for a release.", number=announcement.id))
    if announcement.at and announcement.at <= unit.now:
        raise Conflict(t("The moment for which this was planned has passed. Stop it, and plan it anew."))
    check_speaks(unit, announcement.content)
    _may_reach(unit, person, announcement)
    _check_agrees(unit, announcement, person)
    undone_until = unit.now + _undo(unit, announcement, guard=True)
    settled = announcement.starts if announcement.content.made else announcement.at
    starts = max(settled or unit.now, undone_until)
    agreed = replace(announcement, second_id=person.id, starts=starts)
    unit.announcements.save(agreed, Act.ANNOUNCEMENT_AGREED, person.id)
    _refresh(unit, agreed)
    return agreed


def _check_agrees(unit: Unit, announcement: Announcement, person: Person) -> None:
    wanted_by = announcement.proposed_by if announcement.proposed is not None else announcement.person_id
    if wanted_by is not None:
        guards.check_wanted(unit, announcement.letter_id, wanted_by)
    for first in firsts_of(unit, announcement):
        for letter_id in _letters(unit, announcement):
            guards.check_agrees(unit, letter_id, person.id, first)


def reopen(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Take back into a draft what was released and has not begun to leave: it is changed, moved, and released anew.
    Raises `Conflict` where it has begun, or was made by the letter itself."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.WAITING or announcement.content.made:
        raise Conflict(t("Announcement {number} can't be changed any more.", number=announcement.id))
    draft = replace(announcement, stage=Stage.DRAFT, second=False, second_id=None, starts=None)
    unit.announcements.save(draft, Act.ANNOUNCEMENT_REOPENED, person.id)
    unit.spending.forget(draft.id)
    _refresh(unit, draft)
    return draft


def pause(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Nothing more leaves until it is resumed."""
    return _move(unit, person, find(unit, letter_id, announcement_id), Stage.PAUSED, Act.ANNOUNCEMENT_PAUSED)


def resume(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """What was paused goes on; raises `Conflict` where it was not paused."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage is not Stage.PAUSED:
        raise Conflict(t("Announcement {number} is not paused.", number=announcement.id))
    return _move(unit, person, announcement, Stage.RUNNING, Act.ANNOUNCEMENT_RESUMED)


def stop(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """What has not left won't; what was sent stays."""
    announcement = find(unit, letter_id, announcement_id)
    stopped = _move(unit, person, announcement, Stage.CANCELLED, Act.ANNOUNCEMENT_CANCELLED)
    unit.queue.cancel(announcement.id, CHUNK)
    if announcement.started_at is None:
        unit.files.release(letter_id, announcement.content.files)
        unit.spending.forget(announcement.id)
    else:
        recount(unit, stopped)
    return stopped


def recount(unit: Unit, announcement: Announcement) -> None:
    """No more of an announcement leaves: it counts as much as has left, or perhaps has, until it is at rest."""
    tally = unit.results.tally(announcement)
    unit.spending.count(announcement.id, tally.total - tally.cancelled - tally.failed)


def _move(unit: Unit, person: Person, announcement: Announcement, stage: Stage, act: Act) -> Announcement:
    allowed = {
        Stage.PAUSED: (Stage.RUNNING,),
        Stage.RUNNING: (Stage.PAUSED,),
        Stage.CANCELLED: (Stage.DRAFT, Stage.WAITING, Stage.RUNNING, Stage.PAUSED),
    }[stage]
    if announcement.stage not in allowed:
        raise Conflict(t("Announcement {number} is not on its way any more.", number=announcement.id))
    moved = (
        replace(announcement, stage=stage, ended_at=unit.now if stage is Stage.CANCELLED else None, queued_to=None)
        if (stage is Stage.CANCELLED)
        else replace(announcement, stage=stage)
    )
    unit.announcements.save(moved, act, person.id)
    _refresh(unit, moved)
    return moved


SENT = (Stage.RUNNING, Stage.PAUSED, Stage.DONE, Stage.CANCELLED)
"""Where some of an announcement may stand in chats."""


def write_correction(
    unit: Unit, *, letter_id: int, announcement_id: int, language: str, text: Words
) -> Announcement:  # fmt: skip
    """What an announcement is to say instead in a language: nothing changes before it is corrected. Raises `Conflict`
    where it was not sent, or was made by the letter itself."""
    announcement = _correctable(unit, letter_id, announcement_id)
    content = announcement.correction or announcement.proposed or announcement.content
    written = replace(announcement, correction=replace(content, texts={**content.texts, language: text}))
    unit.announcements.save(written)
    return written


def drop_correction(unit: Unit, letter_id: int, announcement_id: int) -> Announcement:
    """What was written to correct an announcement is not wanted any more."""
    dropped = replace(find(unit, letter_id, announcement_id), correction=None)
    unit.announcements.save(dropped)
    return dropped


def _correctable(unit: Unit, letter_id: int, announcement_id: int) -> Announcement:
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage not in SENT or announcement.content.made:
        raise Conflict(t("Announcement {number} can't be corrected.", number=announcement.id))
    check_own(announcement.content)
    return announcement


def correct(unit: Unit, person: Person, *, letter_id: int, announcement_id: int) -> Announcement:
    """Let an announcement say what was written to correct it, wherever it stands and wherever it still arrives. Raises
    `Conflict` where it can't be corrected, or nothing was written."""
    announcement = _correctable(unit, letter_id, announcement_id)
    content = announcement.correction
    if content is None:
        raise Conflict(t("There is no correction to be made."))
    if announcement.proposed is not None and announcement.proposed_by != person.id:
        raise Conflict(
            t("Another correction waits already. Agree to it, or refuse it, and then correct it. Nothing was changed.")
        )
    chats = unit.results.tally(announcement).total
    if not guarded(unit, announcement, person.id, chats):
        _spend(unit, person.id, announcement, Cause.CORRECTION, chats)
        return _correct(unit, announcement, content, person)
    proposed = replace(announcement, proposed=content, proposed_by=person.id, correction=None)
    unit.announcements.save(proposed, Act.ANNOUNCEMENT_CORRECTION_PROPOSED, person.id)
    ask_others(unit, proposed)
    _refresh(unit, proposed)
    return proposed


def _correct(unit: Unit, announcement: Announcement, content: Content, person: Person) -> Announcement:
    corrected = replace(
        announcement,
        content=content,
        version=announcement.version + 1,
        proposed=None,
        proposed_by=None,
        correction=None,
    )
    unit.announcements.save(corrected, Act.ANNOUNCEMENT_CORRECTED, person.id)
    _outdate(unit, corrected)
    return corrected


def refuse(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Don't agree: a correction that was proposed is dropped, an announcement that waits is stopped."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.proposed is None:
        return stop(unit, person, letter_id, announcement_id)
    kept = replace(announcement, proposed=None, proposed_by=None)
    unit.announcements.save(kept, Act.ANNOUNCEMENT_CORRECTION_REFUSED, person.id)
    _refresh(unit, kept)
    return kept


def recall(unit: Unit, person: Person, letter_id: int, announcement_id: int) -> Announcement:
    """Take an announcement back wherever it stands, as far as the platforms let. Raises `Conflict` where it was not
    sent, or was recalled."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage not in SENT:
        raise Conflict(t("Announcement {number} can't be recalled.", number=announcement.id))
    recalled = replace(
        announcement,
        stage=Stage.RECALLED,
        version=announcement.version + 1,
        queued_to=None,
        proposed=None,
        proposed_by=None,
        correction=None,
        ended_at=unit.now,
    )
    unit.announcements.save(recalled, Act.ANNOUNCEMENT_RECALLED, person.id)
    unit.queue.cancel(announcement.id, CHUNK)
    recount(unit, recalled)
    _outdate(unit, recalled)
    return recalled


def request_update(unit: Unit, announcement: Announcement) -> Announcement:
    """What an announcement of the letter's own tells has changed: it says so wherever it stands."""
    changed = replace(announcement, version=announcement.version + 1)
    unit.announcements.save(changed)
    _outdate(unit, changed)
    return changed


def repeat(unit: Unit, person: Person, letter_id: int, announcement_id: int, state: DeliveryState) -> int:
    """Send an announcement again where it failed, or where it is uncertain: to how many chats. Raises `Conflict` where
    it is not sent any more, no chat can be reached, or it needs another organizer."""
    announcement = find(unit, letter_id, announcement_id)
    if announcement.stage not in (Stage.RUNNING, Stage.PAUSED, Stage.DONE):
        raise Conflict(t("Announcement {number} can't be repeated.", number=announcement.id))
    number = unit.queue.repeat(announcement, state)
    if not number:
        raise Conflict(t("None of those chats can be reached now, so nothing was repeated."))
    _spend_repeated(unit, person, announcement, state, number)
    stage = announcement.stage if announcement.stage is not Stage.DONE else Stage.RUNNING
    unit.announcements.save(replace(announcement, stage=stage, ended_at=None), Act.ANNOUNCEMENT_REPEATED, person.id)
    unit.announcements.mark_active(announcement.id, True)
    unit.queue.refresh(Subject.PROGRESS, announcement.id)
    return number


def _spend_repeated(unit: Unit, person: Person, announcement: Announcement, state: DeliveryState, chats: int) -> None:
    """What two have released is repeated by one, unless one alone may have corrected it since. What failed, and is not
    over, counts already."""
    corrected = announcement.version > 1 and unit.results.tally(announcement).total < GUARDED_FROM
    if announcement.second_id is not None and not corrected:
        return
    if state is DeliveryState.FAILED and announcement.stage is not Stage.DONE:
        return
    if guarded(unit, announcement, person.id, chats):
        raise Conflict(
            t(
                "Nothing was repeated: with what you have sent today, this would reach more chats than one organizer "
                "alone may. Let another organizer repeat it, or try again tomorrow."
            )
        )
    _spend(unit, person.id, announcement, Cause.REPEAT, chats)


def stale(unit: Unit, announcement: Announcement) -> Audience:
    """The chats in which an announcement could not be corrected or recalled."""
    rows = unit.results.rows(announcement.id, 0, FOLLOW_UPS, stale=True)
    reach: Reach = announcement.audience.reach if announcement.audience.reach in OF_SIGNERS else "all"
    return Audience(chats=tuple(row.chat.id for row in rows if not row.chat.closed), reach=reach)


def _outdate(unit: Unit, announcement: Announcement) -> None:
    unit.queue.request_update(announcement, CHUNK)
    unit.announcements.mark_active(announcement.id, True)
    _refresh(unit, announcement)


def _refresh(unit: Unit, announcement: Announcement) -> None:
    unit.queue.refresh(Subject.PROGRESS, announcement.id, at_once=True)
    unit.queue.refresh(Subject.RELEASE, announcement.id, at_once=True)
