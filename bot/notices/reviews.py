"""What reviewers are told: cards of sign-ons and of their words, and how many wait."""

from bot.interface.call import Reply
from bot.model.chats import Topic
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement
from bot.model.people.person import REVIEWERS
from bot.notices.notice import About, Notice, Readers, endorsement, letter
from bot.text.text import t
from bot.views.endorsements.statements import words_card
from bot.views.reviews.cards import card
from bot.views.reviews.queue import answered, came_back, overdue, queue_card, unreached

FOR_REVIEWERS = Readers(REVIEWERS, Topic.REVIEWS, t("This chat does not review sign-ons any more."))


def _card(about: About[Endorsement]) -> Reply:
    return card(about.unit, about.thing)


def _words(about: About[Endorsement]) -> Reply:
    return words_card(about.unit, about.thing)


def _answered(about: About[Endorsement]) -> Reply | None:
    return answered(about.unit, about.thing)


def _queue(about: About[int]) -> Reply:
    return queue_card(about.unit, about.revision)


def _overdue(about: About[int]) -> Reply | None:
    return overdue(about.unit, about.revision)


def _came_back(about: About[Endorsement]) -> Reply | None:
    return came_back(about.unit, about.thing)


def _unreached(about: About[Endorsement]) -> Reply:
    return unreached(about.unit, about.thing)


NOTICES = (
    Notice(Subject.CARD, endorsement, _card, FOR_REVIEWERS),
    Notice(Subject.WORDS, endorsement, _words, FOR_REVIEWERS),
    Notice(Subject.ANSWERED, endorsement, _answered, FOR_REVIEWERS),
    Notice(Subject.CAME_BACK, endorsement, _came_back, FOR_REVIEWERS),
    Notice(Subject.UNREACHED, endorsement, _unreached, FOR_REVIEWERS),
    Notice(Subject.QUEUE, letter, _queue, FOR_REVIEWERS),
    Notice(Subject.OVERDUE, letter, _overdue, FOR_REVIEWERS),
)
