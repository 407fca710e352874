"""What who signed is told of a later revision."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.notices.notice import About, Notice, endorsement
from bot.views.letters.confirmations import told_of_revision


def _revision(about: About[Endorsement]) -> Reply | None:
    return told_of_revision(about.unit, about.thing, about.revision, about.delivery.subject)


NOTICES = (
    Notice(Subject.REVISION, endorsement, _revision),
    Notice(Subject.REVISION_REMINDER, endorsement, _revision),
)
