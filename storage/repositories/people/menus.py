"""Which private chats have an organizer's menu."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from bot.model.people.person import Account
from storage import tables

_MENUS = tables.menus.c


class MenuRepository:
    """The private chats that were given an organizer's menu."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, platform: str) -> Sequence[str]:
        found = select(_MENUS.account).where(_MENUS.platform == platform).order_by(_MENUS.account)
        return self._connection.execute(found).scalars().all()

    def give(self, account: Account) -> None:
        self.take(account)
        self._connection.execute(insert(tables.menus).values(platform=account.platform, account=account.id))

    def take(self, account: Account) -> None:
        theirs = _MENUS.platform == account.platform, _MENUS.account == account.id
        self._connection.execute(delete(tables.menus).where(*theirs))
