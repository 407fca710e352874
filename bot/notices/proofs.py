"""What who signed is told of the proof of their address."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.notices.notice import About, Notice, endorsement
from bot.views.proofs.authority import reminder


def _proof(about: About[Endorsement]) -> Reply:
    return reminder(about.unit, about.thing)


NOTICES = (Notice(Subject.PROOF, endorsement, _proof),)
