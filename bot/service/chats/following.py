"""Chats follow a letter."""

from bot.errors import Conflict, NotAllowed
from bot.interface.requests import Caller
from bot.model.chats import Chat, Topic
from bot.model.people.person import Actor, Role
from bot.ports.store import Unit
from bot.text.text import t


def follow(unit: Unit, actor: Actor, *, caller: Caller, letter_id: int, topic: Topic, language: str) -> Chat:
    """Let this chat follow a letter's news, or, where an organizer says so, the review of its sign-ons.

    Where no language was chosen for it, it is the one in which somebody has said so. Raises `NotAllowed` for the review
    where it is no organizer, `Conflict` where the chat follows already.
    """
    if topic is Topic.REVIEWS and not actor.may(Role.REVIEWER):
        raise NotAllowed(
            t("Sign-ons are reviewed by the letter's organizers: only they can bring the review into a chat.")
        )
    chat = unit.chats.ensure(caller.address, caller.kind, caller.title)
    if not unit.chats.follow(chat.id, letter_id, topic):
        raise Conflict(t("This chat already gets that."))
    if not chat.language:
        unit.chats.speak(chat.id, language)
    return chat


def unfollow(unit: Unit, caller: Caller, letter_id: int, topic: Topic) -> None:
    """Let this chat follow no more; raises `Conflict` where it did not follow."""
    chat = unit.chats.find(caller.address)
    if chat is None or not unit.chats.unfollow(chat.id, letter_id, topic):
        raise Conflict(t("This chat was not getting that."))
