"""Chats follow a letter."""

from bot.errors import Conflict, NotAllowed
from bot.model.chats import Address, Chat, Topic
from bot.model.people.person import Actor, Role
from bot.ports.store import Unit
from bot.text.text import t


def follow(unit: Unit, actor: Actor, *, chat: Chat, letter_id: int, topic: Topic, language: str) -> None:
    """Let a chat follow a letter's news, or, where an organizer says so, the review of its sign-ons.

    Where no language was chosen for it, it is the one in which somebody has said so. Raises `NotAllowed` for the review
    where none of its organizers says so, and `Conflict` where the chat follows already.
    """
    if topic is Topic.REVIEWS and not actor.may(Role.REVIEWER):
        raise NotAllowed(
            t("Sign-ons are reviewed by the letter's organizers: only they can bring the review into a chat.")
        )
    if not unit.chats.follow(chat.id, letter_id, topic):
        raise Conflict(t("This chat already gets that."))
    if not chat.language:
        unit.chats.speak(chat.id, language)


def unfollow(unit: Unit, address: Address, letter_id: int, topic: Topic) -> None:
    """Let a chat follow no more; raises `Conflict` where it does not."""
    chat = unit.chats.find(address)
    if chat is None or not unit.chats.unfollow(chat.id, letter_id, topic):
        raise Conflict(t("This chat was not getting that."))
