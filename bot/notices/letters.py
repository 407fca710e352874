"""What who signed is told of a later revision."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.people.person import SENDERS
from bot.notices.notice import About, Notice, Readers, endorsement, letter
from bot.text.text import t
from bot.views.letters.confirmations import told_of_revision
from bot.views.letters.publication import publication_card


def _revision(about: About[Endorsement]) -> Reply | None:
    return told_of_revision(about.unit, about.thing, about.revision, about.delivery.subject)


def _release(about: About[int]) -> Reply:
    return publication_card(about.unit, about.revision)


NOTICES = (
    Notice(Subject.REVISION, endorsement, _revision),
    Notice(Subject.REVISION_REMINDER, endorsement, _revision),
    Notice(
        Subject.REVISION_RELEASE,
        letter,
        _release,
        Readers(SENDERS, None, t("This chat does not publish revisions any more.")),
    ),
)
