"""What reviewers, who signed and who disputes are told of a dispute."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.disputes import Dispute
from bot.model.endorsements.endorsement import Endorsement
from bot.notices.notice import About, Notice, dispute
from bot.notices.reviews import FOR_REVIEWERS
from bot.views.disputes import answered, card, to_disputer, to_signer


def _card(about: About[tuple[Dispute, Endorsement]]) -> Reply:
    return card(about.unit, *about.thing)


def _answered(about: About[tuple[Dispute, Endorsement]]) -> Reply | None:
    return answered(*about.thing)


def _to_signer(about: About[tuple[Dispute, Endorsement]]) -> Reply:
    return to_signer(*about.thing)


def _to_disputer(about: About[tuple[Dispute, Endorsement]]) -> Reply:
    return to_disputer(*about.thing)


NOTICES = (
    Notice(Subject.DISPUTE, dispute, _card, FOR_REVIEWERS),
    Notice(Subject.DISPUTE_ANSWERED, dispute, _answered, FOR_REVIEWERS),
    Notice(Subject.DISPUTED, dispute, _to_signer),
    Notice(Subject.SETTLED, dispute, _to_disputer),
)
