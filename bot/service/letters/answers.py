"""Owners answer questions in their own words, and see what nothing has answered."""

from collections.abc import Sequence

from bot.errors import Conflict, NotFound
from bot.model.deliveries import Subject
from bot.model.letters.answers import MOST_ANSWERS, MOST_UNANSWERED, OwnAnswer, Unanswered, Worded, in_order
from bot.model.letters.letter import Revision
from bot.model.letters.questions import understand
from bot.model.letters.questions.nameless import gist_of, narrowed
from bot.model.letters.questions.own import best
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Unit
from bot.service.telling import tell_owners, tell_person
from bot.text.text import n, t

REMOVED = t("This answer was removed.")

MOST_SHOWN = 5
"""So many questions that nothing has answered are shown at once."""


def own_answer(unit: Unit, letter_id: int, question: str, language: str) -> OwnAnswer | None:
    """The answer that owners have written to a question, which is in a language; nothing where there is none."""
    return best(question, unit.own_answers.all(letter_id), language)


def is_answered(unit: Unit, revision: Revision, question: str, preferred: str) -> bool:
    """Whether there is an answer to a question, by the letter, the bot or its owners."""
    understood = understand(question, revision.letter, preferred)
    return bool(understood.asked) or own_answer(unit, revision.letter_id, question, understood.language) is not None


def unanswered(unit: Unit, letter_id: int, account: Account, question: str, language: str) -> None:
    """Count that somebody has asked what nothing answers, without who it was. The owners are told of the first that
    enough people have asked, until none is left."""
    revision = unit.letters.current(letter_id)
    gist = gist_of(question, language, revision.letter) if revision else None
    if revision is None or gist is None:
        return
    letter, person = revision.letter, unit.people.find(account)
    others = [each for each in unit.people.accounts(person.id) if each != account] if person else []
    shown = unit.unanswered.tally(
        letter_id, language, gist, (account, *others), lambda text: narrowed(text, question, language, letter)
    )
    if shown and len(unit.unanswered.shown(letter_id, MOST_SHOWN)) == 1:
        tell_owners(unit, letter_id, Subject.UNANSWERED)


def wanted(unit: Unit, letter_id: int) -> Sequence[Unanswered]:
    """The questions that nothing has answered and enough people have asked."""
    return unit.unanswered.shown(letter_id, MOST_SHOWN)


def find_wanted(unit: Unit, letter_id: int, question_id: int) -> Unanswered:
    """A question that nothing has answered; raises `NotFound` where it is not kept any more."""
    found = unit.unanswered.get(question_id)
    if found is None or found.letter_id != letter_id:
        raise NotFound(t("This question is answered by now, or is not kept any more."))
    return found


def drop(unit: Unit, letter_id: int, question_id: int) -> None:
    """Forget a question that is not to be answered. Raises `NotFound` where it is not kept any more."""
    unit.unanswered.remove(find_wanted(unit, letter_id, question_id).id)


def find(unit: Unit, letter_id: int, answer_id: int) -> OwnAnswer:
    """An answer of a letter's owners; raises `NotFound` where it was removed."""
    found = unit.own_answers.get(answer_id)
    if found is None or found.letter_id != letter_id:
        raise NotFound(REMOVED)
    return found


def check_room(unit: Unit, letter_id: int) -> None:
    """Raise `Conflict` where a letter has as many answers as it can."""
    if len(unit.own_answers.all(letter_id)) >= MOST_ANSWERS:
        raise Conflict(
            n(
                "There is {count} answer already. Remove it first.",
                "There are {count} answers already. Remove one first.",
                MOST_ANSWERS,
            )
        )


def write(
    unit: Unit, person: Person, *, revision: Revision, changed: OwnAnswer | None, language: str, worded: Worded,
    answers: int | None = None,
) -> OwnAnswer:  # fmt: skip
    """Keep an answer, or what is said in a language of one that is `changed`. The other owners are told, and what it
    answers is unanswered no more, among them the question of the number `answers`. Raises `Conflict` where there are
    too many."""
    letter_id, letter = revision.letter_id, revision.letter
    before = changed.texts if changed else {}
    texts = in_order({**before, language: worded}, letter.languages)
    if changed:
        kept = unit.own_answers.change(changed, texts, person.id)
    else:
        check_room(unit, letter_id)
        kept = unit.own_answers.add(letter_id, texts, person.id)
    for each in unit.unanswered.shown(letter_id, MOST_UNANSWERED):
        if each.id == answers or best(each.text, [kept], each.language):
            unit.unanswered.remove(each.id)
    for person_id, roles in unit.people.organizers(letter_id):
        if Role.OWNER in roles and person_id != person.id:
            tell_person(unit, person_id, Subject.OWN_ANSWER, kept.id)
    return kept


def remove(unit: Unit, person: Person, letter_id: int, answer_id: int) -> OwnAnswer:
    """Remove an answer; what it said. The other owners are told. Raises `NotFound` where it was removed before."""
    gone = find(unit, letter_id, answer_id)
    unit.own_answers.remove(gone, person.id)
    tell_owners(unit, letter_id, Subject.ANSWER_REMOVED, person.id)
    return gone
