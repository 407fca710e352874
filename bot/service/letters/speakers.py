"""Organizers keep whom they have asked to speak at an event; who confirmed is put into the letter's draft by them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Conflict, NotFound
from bot.model.announcements.spending import Cause
from bot.model.codes import make_name
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.letters.events import marks, over
from bot.model.letters.letter import Event, Revision, Speaker
from bot.model.letters.speakers import FORGOTTEN_AFTER, MOST, Answer, AskedSpeaker
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import budget
from bot.service.endorsements.signing import own
from bot.service.letters import editing, items
from bot.service.telling import reaches, tell_person
from bot.text.text import t


def of_event(unit: Unit, revision: Revision, number: int) -> Sequence[AskedSpeaker]:
    """Whom the organizers have asked for the draft's event of a number, the first one first."""
    mark = _mark(unit, revision, number)
    return [each for each in unit.speakers.all(revision.letter_id) if each.event == mark]


def find(unit: Unit, letter_id: int, asked_id: int) -> AskedSpeaker:
    """Somebody who was asked; raises `NotFound` where they are on the list no more."""
    asked = unit.speakers.get(asked_id)
    if asked is None or asked.letter_id != letter_id:
        raise NotFound(t("This speaker is not on the list any more."))
    return asked


def number_of(unit: Unit, revision: Revision, asked: AskedSpeaker) -> int | None:
    """The number of the draft's event for which somebody was asked; nothing where it is not there any more."""
    return marks(editing.edited(unit, revision)).get(asked.event)


def ask(
    unit: Unit, person: Person, *, revision: Revision, number: int, speaker: Speaker, contact: str
) -> AskedSpeaker:  # fmt: skip
    """Note that somebody is asked to speak at the draft's event of a number: nobody is told by that. Raises `NotFound`
    where there is no such event, `Conflict` where the list is full."""
    mark = _mark(unit, revision, number)
    if unit.speakers.count(revision.letter_id) >= MOST:
        raise Conflict(t("The list of speakers is full. The limit is {most}: take some out first.", most=MOST))
    until = editing.edited(unit, revision).events[number - 1].at + FORGOTTEN_AFTER
    handle = make_name(unit.below, unit.speakers.by_handle)
    return unit.speakers.add(
        AskedSpeaker(0, handle, revision.letter_id, mark, speaker, contact, max(until, unit.now), person.id)
    )


def note(unit: Unit, asked: AskedSpeaker, answer: Answer) -> AskedSpeaker:
    """Note what somebody has answered."""
    noted = replace(asked, answer=answer)
    unit.speakers.save(noted)
    return noted


def complete(unit: Unit, asked: AskedSpeaker, name: str, languages: tuple[str, ...]) -> AskedSpeaker:
    """Note who speaks for the organization, and in which languages."""
    completed = replace(asked, speaker=replace(asked.speaker, name=name, languages=languages))
    unit.speakers.save(completed)
    return completed


def put_into_letter(unit: Unit, person: Person, revision: Revision, asked: AskedSpeaker) -> int:
    """Let somebody who confirmed stand in the letter's draft, which is published as any other; the event's number
    there. Raises `Conflict` where they did not, or stand there already, `NotFound` where the event is gone."""
    number = number_of(unit, revision, asked)
    if number is None:
        raise NotFound(t("This event is not in the letter any more."))
    if asked.answer is not Answer.CONFIRMED or in_letter(unit, revision, asked):
        raise Conflict(t("They did not confirm, or stand in the letter already."))
    items.add_speaker(unit, person, revision, number, asked.speaker)
    return number


def in_letter(unit: Unit, revision: Revision, asked: AskedSpeaker) -> bool:
    """Whether somebody stands as a speaker in the letter's draft."""
    number = number_of(unit, revision, asked)
    there = editing.edited(unit, revision).events[number - 1].speakers if number else ()
    who = (asked.speaker.organization, asked.speaker.name)
    return any((each.organization, each.name) == who for each in there)


def representative_of(unit: Unit, asked: AskedSpeaker) -> Endorsement | None:
    """The sign-on of an organization in the list whose representative can be asked in chat."""
    for organization in unit.organizations.named(asked.speaker.organization):
        signed = unit.endorsements.standing(asked.letter_id, organization.id)
        if signed and signed.state is State.LISTED and not signed.gathered:
            return signed if reaches(unit, signed.person_id) else None
    return None


def published_event(unit: Unit, asked: AskedSpeaker) -> Event | None:
    """The event for which somebody was asked as it was published, where it is still to come and takes place."""
    revision = unit.letters.current(asked.letter_id)
    number = marks(revision.letter).get(asked.event) if revision else None
    event = revision.letter.events[number - 1] if revision and number else None
    off = event is None or revision is None or event.called_off or over(revision.letter, event, unit.now)
    return None if off else event


def call(unit: Unit, person: Person, asked: AskedSpeaker) -> None:
    """Have the representative of an organization in the list asked in chat, once. Raises `Conflict` where that was
    done, nobody can be asked, the event was not published, or the organizer has caused too much today."""
    signed = representative_of(unit, asked)
    if asked.endorsement_id is not None or asked.answer is not Answer.ASKED or signed is None:
        raise Conflict(t("Nobody of theirs can be asked here, or was already. Please ask them yourself."))
    if published_event(unit, asked) is None:
        raise Conflict(t("This event is not published, is over or called off: nobody is asked about it here."))
    if not budget.allows(unit, person.id, asked.letter_id, 1):
        raise Conflict(t("You have sent to as many chats today as one organizer alone may. Let another organizer ask."))
    unit.speakers.save(replace(asked, endorsement_id=signed.id))
    tell_person(unit, signed.person_id, Subject.SPEAKER_ASKED, asked.id)
    budget.spend(
        unit, person.id, letter_id=asked.letter_id, cause=Cause.SPEAKER, chats=1, subject_id=asked.id, left_at=unit.now
    )


def answer(
    unit: Unit, person: Person | None, *, letter_id: int, asked_id: int, name: str, languages: tuple[str, ...]
) -> AskedSpeaker:
    """The representative who was asked answers: with the name of who speaks, or with none that nobody does; the
    organizer who asked is told. Raises `NotFound` where it is asked no more, `NotAllowed` for anybody else."""
    asked = find(unit, letter_id, asked_id)
    if asked.endorsement_id is None or published_event(unit, asked) is None:
        raise NotFound(t("This is not asked any more."))
    own(unit, person, letter_id, asked.endorsement_id)
    speaker = replace(asked.speaker, name=name, languages=languages) if name else asked.speaker
    answered = replace(asked, speaker=speaker, answer=Answer.CONFIRMED if name else Answer.DECLINED)
    unit.speakers.save(answered)
    tell_person(unit, asked.asked_by, Subject.SPEAKER_ANSWERED, asked.id)
    return answered


def _mark(unit: Unit, revision: Revision, number: int) -> str:
    found = [mark for mark, at in marks(editing.edited(unit, revision)).items() if at == number]
    if not found:
        raise NotFound(t("This event is not in the letter any more."))
    return found[0]
