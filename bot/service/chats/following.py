"""Chats follow a letter."""

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.deliveries import Subject
from bot.model.people.person import Actor, Role
from bot.ports.store import Unit
from bot.service.telling import show_what_waits, tell_person
from bot.text.text import t


def follow(unit: Unit, *, chat: Chat, letter_id: int, language: str) -> None:
    """Let a chat follow a letter's news. Where no language was chosen for it, it is the one in which somebody has said
    so. Raises `Conflict` where it does already."""
    _follow(unit, chat, letter_id, Topic.NEWS, language)


def ask_for_reviews(unit: Unit, actor: Actor, *, chat: Chat, letter_id: int, language: str, public: bool) -> bool:
    """Let sign-ons be reviewed in a chat, once an owner has agreed in private; in a reviewer's own at once. Whether
    they are reviewed there now.

    Raises `NotAllowed` where it is not a reviewer who asks, `Conflict` where everybody can read, or where they are
    reviewed there already.
    """
    if not actor.may(Role.REVIEWER) or actor.person is None:
        raise NotAllowed(
            t("Sign-ons are reviewed by the letter's organizers: only they can bring the review into a chat.")
        )
    if chat.kind is ChatKind.PRIVATE:
        _follow(unit, chat, letter_id, Topic.REVIEWS, language)
        show_what_waits(unit, chat, letter_id)
        return True
    if public:
        raise Conflict(
            t(
                "**Not here:** everybody can read this chat, and would see which organizations wait and what is said "
                "of them. Give the command where only the reviewers read."
            )
        )
    if (letter_id, Topic.REVIEWS) in unit.chats.followed(chat.id):
        raise Conflict(t("This chat already gets that."))
    if (letter_id, Topic.REVIEWS_ASKED) in unit.chats.followed(chat.id):
        return False
    for other in unit.letters.all():
        unit.chats.unfollow(chat.id, other.letter_id, Topic.REVIEWS_ASKED)
    unit.chats.follow(chat.id, letter_id, Topic.REVIEWS_ASKED, actor.person.id)
    if not chat.language:
        unit.chats.speak(chat.id, language)
    for person_id, roles in unit.people.organizers(letter_id):
        if Role.OWNER in roles:
            tell_person(unit, person_id, Subject.REVIEW_HERE, chat.id)
    return False


def review_in(unit: Unit, letter_id: int, chat_id: int, agreed: bool) -> Chat:
    """An owner agrees that sign-ons are reviewed in a chat for which that was asked, or does not. Raises `NotFound`
    where it is not asked any more."""
    chat = unit.chats.get(chat_id)
    if chat is None or not unit.chats.unfollow(chat_id, letter_id, Topic.REVIEWS_ASKED):
        raise NotFound(t("Nobody asks for that any more."))
    if agreed and unit.chats.follow(chat_id, letter_id, Topic.REVIEWS):
        show_what_waits(unit, chat, letter_id)
    return chat


def _follow(unit: Unit, chat: Chat, letter_id: int, topic: Topic, language: str) -> None:
    if not unit.chats.follow(chat.id, letter_id, topic):
        raise Conflict(t("This chat already gets that."))
    if not chat.language:
        unit.chats.speak(chat.id, language)


def unfollow(unit: Unit, address: Address, letter_id: int, topic: Topic) -> None:
    """Let a chat follow no more; raises `Conflict` where it does not."""
    chat = unit.chats.find(address)
    gone = chat is not None and unit.chats.unfollow(chat.id, letter_id, topic)
    if chat is not None and topic is Topic.REVIEWS:
        gone = unit.chats.unfollow(chat.id, letter_id, Topic.REVIEWS_ASKED) or gone
    if not gone:
        raise Conflict(t("This chat was not getting that."))
