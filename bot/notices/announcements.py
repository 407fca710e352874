"""Announcements, how they arrive, and whether a second organizer releases them."""

from bot.interface.call import Reply
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import DeliveryState, Subject, Trouble
from bot.model.people.person import SENDERS
from bot.notices.notice import About, Notice, Readers, announcement
from bot.service.journal import heads
from bot.text.text import t
from bot.views.announcements.announcement_views import RECALLED, post, progress
from bot.views.announcements.release import release_card
from bot.views.announcements.voices import offered

FOR_SENDERS = Readers(SENDERS, None, t("This chat does not release announcements any more."))


def _post(about: About[Announcement]) -> Reply | None:
    sent, delivery = about.thing, about.delivery
    too_old = delivery.state is DeliveryState.SENT and delivery.reason == Trouble.TOO_OLD
    if sent.stage is Stage.RECALLED:
        return Reply([RECALLED], card=True) if too_old else None
    head = heads.told(about.unit, sent.letter_id, sent.started_at)
    reply = post(about.unit, about.revision, sent.content, about.language, head)
    gone = Reply([t("What stood here does not hold any more.")], card=True)
    return gone if reply is None and too_old else reply


def _offered(about: About[Announcement]) -> Reply:
    return offered(about.unit, about.thing)


def _progress(about: About[Announcement]) -> Reply:
    return progress(about.unit, about.thing)


def _release(about: About[Announcement]) -> Reply:
    return release_card(about.unit, about.revision, about.thing, about.kinds)


NOTICES = (
    Notice(Subject.ANNOUNCEMENT, announcement, _post),
    Notice(Subject.FILES, announcement, _post),
    Notice(Subject.OFFERED, announcement, _offered, FOR_SENDERS),
    Notice(Subject.PROGRESS, announcement, _progress),
    Notice(Subject.RELEASE, announcement, _release, FOR_SENDERS),
)
