"""What owners are told of the servers that are told of their letter."""

from bot.interface.call import Button, Reply
from bot.model.deliveries import Subject
from bot.notices.notice import About, Notice, letter
from bot.notices.people import FOR_OWNERS
from bot.text.text import t
from bot.views.webhooks import shown


def _webhooks(about: About[int]) -> Reply:
    parts, buttons = shown(about.unit, about.revision)
    said = t("**It has changed who is told of this letter.** If you don't know of it, look into it.")
    return Reply([said, *parts], (*buttons, Button(t("Organizers"), "organizers")))


NOTICES = (Notice(Subject.WEBHOOKS, letter, _webhooks, FOR_OWNERS),)
