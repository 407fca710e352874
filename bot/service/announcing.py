"""The initiator's news, to every chat that follows a letter."""

from bot.errors import Conflict
from bot.model.announcements import Announcement, Subject
from bot.model.chats import Address, Chat, ChatKind, Topic, private_chat
from bot.model.people import Account, Person
from bot.ports.store import Unit
from bot.text.text import t


def followers(unit: Unit, letter_id: int) -> int:
    """How many chats an announcement would reach; refuses where there is none."""
    number = len(unit.chats.followers(letter_id, Topic.NEWS))
    if number == 0:
        raise Conflict(
            t("No chat follows this letter yet, so nothing can be announced. In a chat that you manage, use `/follow`.")
        )
    return number


def announce(
    unit: Unit, person: Person, account: Account, letter_id: int, text: str, language: str, ordered_in: Address
) -> tuple[Announcement, int]:
    """Queue an announcement to every chat that follows, and its progress where it was ordered, else to its author."""
    followers(unit, letter_id)
    announcement = unit.announcements.add(letter_id, text, language, person.id)
    queued = unit.queue.put_to_followers(announcement)
    unit.queue.put(_report(unit, account, letter_id, ordered_in).id, Subject.PROGRESS, announcement.id)
    return announcement, queued


def _report(unit: Unit, account: Account, letter_id: int, ordered_in: Address) -> Chat:
    chat = unit.chats.find(ordered_in)
    if chat and (letter_id, Topic.REVIEWS) in unit.chats.followed(chat.id):
        return chat
    return unit.chats.ensure(private_chat(account), ChatKind.PRIVATE, "")
