"""What who signed is told of a later revision, and owners of answers in the initiator's name."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.answers import OwnAnswer
from bot.model.people.person import SENDERS, Role
from bot.notices.notice import About, Notice, Readers, endorsement, letter
from bot.ports.store import Unit
from bot.service.letters import answers
from bot.text.text import t
from bot.views.letters import ending
from bot.views.letters.confirmations import told_of_revision
from bot.views.letters.own_answers import removed, wanted, written
from bot.views.letters.publication import publication_card


def _revision(about: About[Endorsement]) -> Reply | None:
    return told_of_revision(about.unit, about.thing, about.revision, about.delivery.subject)


def _release(about: About[int]) -> Reply:
    return publication_card(about.unit, about.revision)


def _own_answer(unit: Unit, answer_id: int) -> tuple[OwnAnswer, int] | None:
    found = unit.own_answers.get(answer_id)
    return (found, found.letter_id) if found else None


def _written(about: About[OwnAnswer]) -> Reply:
    return written(about.unit, about.revision.letter, about.thing)


def _removed(about: About[int]) -> Reply:
    return removed(about.revision.letter)


def _unanswered(about: About[int]) -> Reply | None:
    shown = answers.wanted(about.unit, about.thing)
    return wanted(shown) if shown else None


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
    Notice(Subject.OWN_ANSWER, _own_answer, _written, OWNERS),
    Notice(Subject.ANSWER_REMOVED, letter, _removed, OWNERS),
    Notice(Subject.UNANSWERED, letter, _unanswered, OWNERS),
    Notice(Subject.ENDED, letter, _ended, OWNERS),
    Notice(Subject.COPIES_OUTDATED, letter, _copies, OWNERS),
)
