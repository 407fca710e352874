"""What whoever manages a chat is told."""

from bot.interface.call import Reply
from bot.model.chats import Chat, ChatKind, HeldPost
from bot.model.deliveries import Subject
from bot.notices.notice import About, Notice
from bot.ports.store import Unit
from bot.views.hosting import arrival, held_card


def _chat(unit: Unit, chat_id: int) -> tuple[Chat, int] | None:
    """A chat into which the bot was let, and a letter of which it tells there."""
    chat, first = unit.chats.get(chat_id), next(iter(unit.letters.all()), None)
    return (chat, first.letter_id) if chat and first else None


def _held(unit: Unit, delivery_id: int) -> tuple[HeldPost, int] | None:
    held = unit.held.get(delivery_id)
    return (held, held.letter_id) if held else None


def _arrival(about: About[Chat]) -> Reply:
    return arrival(about.unit, about.thing, private=about.delivery.chat.kind is ChatKind.PRIVATE)


def _waits(about: About[HeldPost]) -> Reply:
    return held_card(about.unit, about.revision, about.thing, about.language)


NOTICES = (
    Notice(Subject.ARRIVAL, _chat, _arrival),
    Notice(Subject.HELD, _held, _waits),
)
