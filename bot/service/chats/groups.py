"""The chats that follow a letter, as its organizers see them, and the groups into which they put them.

Everything is a letter's own: a chat that does not follow it, or another letter's group, is as if it were not there.
"""

from collections.abc import Sequence

from bot.errors import Conflict, Invalid, NotFound
from bot.model.announcements.announcement import Stage
from bot.model.chats import Chat, Group, Topic
from bot.ports.store import Unit
from bot.text.checks import too_long
from bot.text.text import n, t

MOST_GROUPS = 50
"""A letter has so many groups at the most."""

LONGEST_NAME = 40
"""Characters of a group's name."""


def follower(unit: Unit, letter_id: int, chat_id: int | None) -> Chat:
    """A chat that follows a letter's news; raises `NotFound` where it follows none."""
    chat = unit.chats.get(chat_id) if chat_id is not None and unit.chats.since(chat_id, letter_id) else None
    if chat is None:
        raise NotFound(t("No such chat follows this letter."))
    return chat


def remove(unit: Unit, letter_id: int, chat_id: int | None) -> Chat:
    """Let a chat follow a letter's news no more, and be in none of its groups."""
    chat = follower(unit, letter_id, chat_id)
    unit.chats.unfollow(chat.id, letter_id, Topic.NEWS)
    return chat


def find(unit: Unit, letter_id: int, group_id: int | None) -> Group:
    """A group of a letter; raises `NotFound` where it has none."""
    group = next((each for each in unit.groups.of_letter(letter_id) if each.id == group_id), None)
    if group is None:
        raise NotFound(t("There is no such group any more."))
    return group


def one_name(text: str) -> str:
    """A group's name in its one spelling; names are typed with commas between them. Raises `Invalid` where it is too
    long or has a comma."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise too_long(name, LONGEST_NAME)
    if "," in name:
        raise Invalid(t("A group's name has no comma in it."))
    return name


def make(unit: Unit, letter_id: int, name: str) -> Group:
    """The group of this name, in whatever case, new where there is none; raises `Conflict` where there are too many."""
    before = {each.id for each in unit.groups.of_letter(letter_id)}
    group = unit.groups.ensure(letter_id, one_name(name))
    if group.id not in before and len(before) >= MOST_GROUPS:
        raise Conflict(
            n(
                "A letter has {count} group at the most. Disband it first.",
                "A letter has {count} groups at the most. Disband one first.",
                MOST_GROUPS,
            )
        )
    return group


def memberships(unit: Unit, letter_id: int, chat: Chat) -> Sequence[tuple[Group, bool]]:
    """Every group of a letter, and whether a chat is in it."""
    inside = unit.groups.of_chat(chat.id)
    return [(each, each.id in inside) for each in unit.groups.of_letter(letter_id)]


def put(unit: Unit, letter_id: int, chat_id: int | None, group_id: int | None, together: bool) -> None:
    """Put a chat that follows a letter into one of its groups, or take it out."""
    chat, group = follower(unit, letter_id, chat_id), find(unit, letter_id, group_id)
    if together:
        _refuse_while_announced(unit, letter_id, group)
    unit.groups.put(group.id, chat.id, together)


def disband(unit: Unit, letter_id: int, group_id: int | None) -> Group:
    """Forget a group of a letter, unless an announcement is still to be queued for it."""
    group = find(unit, letter_id, group_id)
    _refuse_while_announced(unit, letter_id, group)
    unit.groups.disband(group.id)
    return group


def _refuse_while_announced(unit: Unit, letter_id: int, group: Group) -> None:
    for each in unit.announcements.open():
        to_come = each.stage is Stage.WAITING or each.queued_to is not None
        if each.letter_id == letter_id and to_come and group.id in each.audience.groups:
            raise Conflict(
                t("Announcement {number} is still to leave for this group. Stop it first, or wait.", number=each.id)
            )
