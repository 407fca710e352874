"""The groups into which organizers put chats."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from bot.model.chats import Group
from storage import tables


class GroupRepository:
    """The groups of chats, each a letter's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ensure(self, letter_id: int, name: str) -> Group:
        groups = tables.chat_groups
        known = next((each for each in self.of_letter(letter_id) if folded(each.name) == folded(name)), None)
        if known:
            return known
        added = self._connection.execute(
            insert(groups).values(letter_id=letter_id, name=name).returning(groups.c.id)
        ).scalar_one()
        return Group(added, name)

    def of_letter(self, letter_id: int) -> Sequence[Group]:
        groups, members = tables.chat_groups, tables.chat_group_members
        rows = self._connection.execute(
            select(groups.c.id, groups.c.name, func.count(members.c.chat_id).label("size"))
            .outerjoin(members, members.c.group_id == groups.c.id)
            .where(groups.c.letter_id == letter_id)
            .group_by(groups.c.id, groups.c.name)
            .order_by(groups.c.id)
        )
        return [Group(row.id, row.name, row.size) for row in rows]

    def of_chat(self, chat_id: int) -> frozenset[int]:
        members = tables.chat_group_members
        rows = self._connection.execute(select(members.c.group_id).where(members.c.chat_id == chat_id))
        return frozenset(rows.scalars())

    def put(self, group_id: int, chat_id: int, together: bool) -> None:
        members = tables.chat_group_members
        self._connection.execute(delete(members).where(members.c.group_id == group_id, members.c.chat_id == chat_id))
        if together:
            self._connection.execute(insert(members).values(group_id=group_id, chat_id=chat_id))

    def disband(self, group_id: int) -> None:
        groups, members = tables.chat_groups, tables.chat_group_members
        self._connection.execute(delete(members).where(members.c.group_id == group_id))
        self._connection.execute(delete(groups).where(groups.c.id == group_id))


def folded(text: str) -> str:
    """A text without the difference between capital and small letters, and between ways to encode the same letter."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
