"""Half-filled forms, encrypted."""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people.person import Account
from storage import tables
from storage.cipher import Cipher

KEPT = timedelta(days=14)
"""How long a form waits for its person."""

_OF = (
    tables.forms.c.platform == bindparam("platform"),
    tables.forms.c.account == bindparam("account"),
    tables.forms.c.place == bindparam("place"),
    tables.forms.c.thread == bindparam("thread"),
)
"""The forms of an account in a chat."""

_GET = select(tables.forms).where(tables.forms.c.id == bindparam("form"))
_OPEN = select(tables.forms).where(*_OF).order_by(tables.forms.c.changed_at.desc()).limit(1)
_FORGET = delete(tables.forms).where(tables.forms.c.changed_at < bindparam("before"))
_REPLACE = delete(tables.forms).where(*_OF, tables.forms.c.command == bindparam("command"))
_CLOSE = delete(tables.forms).where(tables.forms.c.id == bindparam("form"))
_ADD = insert(tables.forms)


class FormRepository:
    """The forms that people are filling."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def get(self, form_id: str) -> Form | None:
        row = self._connection.execute(_GET, {"form": form_id}).first()
        return self._form(row) if row else None

    def open(self, account: Account, address: Address) -> Form | None:
        row = self._connection.execute(_OPEN, _of(account, address)).first()
        return self._form(row) if row else None

    def save(self, form: Form) -> None:
        mine = {**_of(form.account, form.address), "command": form.command}
        sealed = self._cipher.seal(msgspec.json.encode(form).decode())
        self._connection.execute(_REPLACE, mine)
        self.close(form.id)
        self._connection.execute(_ADD, {"id": form.id, **mine, "sealed": sealed, "changed_at": self._now})

    def close(self, form_id: str) -> None:
        self._connection.execute(_CLOSE, {"form": form_id})

    def forget(self) -> None:
        self._connection.execute(_FORGET, {"before": self._now - KEPT})

    def _form(self, row: Row[tuple[object, ...]]) -> Form | None:
        if row.changed_at < self._now - KEPT:
            return None
        return msgspec.json.decode(self._cipher.open(row.sealed), type=Form)


def _of(account: Account, address: Address) -> dict[str, str]:
    return {
        "platform": account.platform, "account": account.id, "place": address.place, "thread": address.thread,
    }  # fmt: skip
