"""What who signed is told of a revision, or asked; what owners are told of answers, and organizers of speakers."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.answers import OwnAnswer
from bot.model.letters.ledger import LedgerEntry
from bot.model.letters.speakers import AskedSpeaker
from bot.model.people.person import SENDERS, Role
from bot.notices.notice import About, Notice, Readers, endorsement, letter
from bot.ports.store import Unit
from bot.service.letters import answers
from bot.text.text import t
from bot.views.letters import ending
from bot.views.letters.confirmations import told_of_revision
from bot.views.letters.ledger import answer_due, escalation_due, release_card
from bot.views.letters.own_answers import removed, wanted, written
from bot.views.letters.publication import publication_card
from bot.views.letters.speakers import asked_card, asks


def _revision(about: About[Endorsement]) -> Reply | None:
    return told_of_revision(about.unit, about.thing, about.revision, about.delivery.subject)


def _release(about: About[int]) -> Reply:
    return publication_card(about.unit, about.revision)


def _own_answer(unit: Unit, answer_id: int) -> tuple[OwnAnswer, int] | None:
    found = unit.own_answers.get(answer_id)
    return (found, found.letter_id) if found else None


def _written(about: About[OwnAnswer]) -> Reply:
    return written(about.unit, about.revision.letter, about.thing)


def _asked_speaker(unit: Unit, asked_id: int) -> tuple[AskedSpeaker, int] | None:
    found = unit.speakers.get(asked_id)
    return (found, found.letter_id) if found else None


def _asks_to_speak(about: About[AskedSpeaker]) -> Reply:
    return asks(about.unit, about.revision, about.thing)


def _speaker_answered(about: About[AskedSpeaker]) -> Reply:
    said = t("**An organization has answered** whether somebody of theirs speaks.")
    return asked_card(about.unit, about.revision, about.thing, said)


def _removed(about: About[int]) -> Reply:
    return removed(about.revision.letter)


def _unanswered(about: About[int]) -> Reply | None:
    shown = answers.wanted(about.unit, about.thing)
    return wanted(shown) if shown else None


def _entry(unit: Unit, number: int) -> tuple[LedgerEntry, int] | None:
    found = unit.ledger.get(number)
    return (found, found.letter_id) if found else None


def _status(about: About[LedgerEntry]) -> Reply:
    return release_card(about.unit, about.revision, about.thing, about.language)


def _answer_due(about: About[LedgerEntry]) -> Reply | None:
    entry = about.thing
    stands = about.unit.ledger.public(entry.letter_id).standing(entry.said.demand)
    return answer_due(about.revision.letter, entry) if stands and stands.id == entry.id else None


def _escalation_due(about: About[int]) -> Reply | None:
    return escalation_due(about.revision.letter, about.unit.ledger.public(about.thing))


ORGANIZERS = Readers(SENDERS, None, t("What stood here is for the letter's organizers."))
OWNERS = Readers(frozenset({Role.OWNER}), None, t("This chat does not get what is for the letter's owners any more."))


def _ended(about: About[int]) -> Reply:
    return ending.told(about.unit, about.revision.letter, about.thing)


def _copies(about: About[int]) -> Reply | None:
    return ending.outdated(about.unit, about.revision.letter, about.thing)


NOTICES = (
    Notice(Subject.REVISION, endorsement, _revision),
    Notice(Subject.REVISION_REMINDER, endorsement, _revision),
    Notice(
        Subject.REVISION_RELEASE,
        letter,
        _release,
        Readers(SENDERS, None, t("This chat does not publish revisions any more.")),
    ),
    Notice(Subject.LEDGER, _entry, _status, ORGANIZERS),
    Notice(Subject.ANSWER_DUE, _entry, _answer_due, ORGANIZERS),
    Notice(Subject.ESCALATION_DUE, letter, _escalation_due, ORGANIZERS),
    Notice(Subject.OWN_ANSWER, _own_answer, _written, OWNERS),
    Notice(Subject.ANSWER_REMOVED, letter, _removed, OWNERS),
    Notice(Subject.UNANSWERED, letter, _unanswered, OWNERS),
    Notice(Subject.SPEAKER_ASKED, _asked_speaker, _asks_to_speak),
    Notice(
        Subject.SPEAKER_ANSWERED,
        _asked_speaker,
        _speaker_answered,
        Readers(SENDERS, None, t("This chat does not get what is for the letter's organizers any more.")),
    ),
    Notice(Subject.ENDED, letter, _ended, OWNERS),
    Notice(Subject.COPIES_OUTDATED, letter, _copies, OWNERS),
)
