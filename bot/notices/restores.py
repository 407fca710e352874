"""Owners are told that a backup was restored."""

from bot.interface.call import Reply
from bot.model.deliveries import Subject
from bot.model.people.person import Role
from bot.notices.notice import About, Notice, Readers, letter
from bot.text.text import t
from bot.views.restores import told

OWNERS = Readers(frozenset({Role.OWNER}), None, t("This chat does not get what is for the letter's owners any more."))


def _restored(about: About[int]) -> Reply | None:
    return told(about.unit, about.revision.letter, about.thing)


NOTICES = (Notice(Subject.RESTORED, letter, _restored, OWNERS),)
