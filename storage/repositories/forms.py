"""Half-filled forms, encrypted."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, case, delete, insert, select, update

from bot.model.chats import Address
from bot.model.forms import KEPT, MOST, MOST_IN_CHAT, REMINDED_AFTER, Form, Waits
from bot.model.people.person import Account
from storage import tables
from storage.cipher import Cipher

_FORMS = tables.forms.c
_OF = (
    _FORMS.platform == bindparam("of_platform"),
    _FORMS.account == bindparam("of_account"),
    _FORMS.place == bindparam("of_place"),
    _FORMS.thread == bindparam("of_thread"),
)
"""The forms of an account in a chat."""

_FIRST = case((_FORMS.waits == Waits.LINE.value, 0), else_=1)
_GET = select(tables.forms).where(_FORMS.id == bindparam("form"))
_WAITING = (
    select(tables.forms).where(*_OF, _FORMS.waits != Waits.NOTHING.value).order_by(_FIRST, _FORMS.changed_at.desc())
)
_NEWEST_FIRST = _FORMS.changed_at.desc()
_OLDER = (
    select(tables.forms).where(*_OF).order_by(_NEWEST_FIRST).offset(MOST_IN_CHAT),
    select(tables.forms).where(*_OF[:2]).order_by(_NEWEST_FIRST).offset(MOST),
)
"""The forms that give way to newer ones, in a chat and in all."""

_BEGUN = select(tables.forms).where(*_OF).order_by(_FORMS.changed_at.desc())
_PAUSE = update(tables.forms).where(*_OF, _FORMS.waits == Waits.LINE.value).values(waits=Waits.PAUSED.value)
_CLOSE = delete(tables.forms).where(_FORMS.id == bindparam("form"))
_ADD = insert(tables.forms)
_UNANSWERED = (
    select(tables.forms)
    .where(
        _FORMS.waits != Waits.NOTHING.value, _FORMS.reminded.is_(False), _FORMS.changed_at < bindparam("before")
    )
    .order_by(_FORMS.changed_at)
    .limit(bindparam("most"))
)  # fmt: skip
_OLD = (
    select(tables.forms)
    .where(_FORMS.changed_at < bindparam("before"))
    .order_by(_FORMS.changed_at)
    .limit(bindparam("most"))
)


class FormRepository:
    """The forms that people are filling."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def get(self, form_id: str) -> Form | None:
        row = self._connection.execute(_GET, {"form": form_id}).first()
        return self._standing(row) if row else None

    def waiting(self, account: Account, address: Address, without: Collection[str] = ()) -> Form | None:
        rows = self._connection.execute(_WAITING, _of(account, address))
        row = next((each for each in rows if each.id not in without), None)
        return self._standing(row) if row else None

    def begun(self, account: Account, address: Address) -> Sequence[Form]:
        found = map(self._standing, self._connection.execute(_BEGUN, _of(account, address)).all())
        return [each for each in found if each]

    def save(self, form: Form) -> Sequence[Form]:
        where = _of(form.account, form.address)
        if form.waits is Waits.LINE:
            self._connection.execute(_PAUSE, where)
        self.close(form.id)
        sealed = self._cipher.seal(msgspec.json.encode(replace(form, changed_at=None)).decode())
        values = {name.removeprefix("of_"): value for name, value in where.items()}
        self._connection.execute(
            _ADD,
            {
                **values,
                "id": form.id,
                "command": form.command,
                "sealed": sealed,
                "changed_at": self._now,
                "waits": form.waits.value,
                "reminded": False,
            },
        )
        return [ended for older in _OLDER for ended in self._end(self._connection.execute(older, where).all())]

    def pause(self, account: Account, address: Address) -> None:
        self._connection.execute(_PAUSE, _of(account, address))

    def close(self, form_id: str) -> None:
        self._connection.execute(_CLOSE, {"form": form_id})

    def unanswered(self, limit: int) -> Sequence[Form]:
        rows = self._connection.execute(_UNANSWERED, {"before": self._now - REMINDED_AFTER, "most": limit}).all()
        ids = [row.id for row in rows]
        self._connection.execute(update(tables.forms).where(_FORMS.id.in_(ids)).values(reminded=True))
        return [self._form(row) for row in rows]

    def retire(self, limit: int) -> Sequence[Form]:
        rows = self._connection.execute(_OLD, {"before": self._now - KEPT, "most": limit}).all()
        return self._end(rows)

    def _end(self, rows: Sequence[Row[Any]]) -> Sequence[Form]:
        """Forget forms; those of them that asked for something typed."""
        if rows:
            self._connection.execute(delete(tables.forms).where(_FORMS.id.in_([row.id for row in rows])))
        return [self._form(row) for row in rows if row.waits != Waits.NOTHING.value]

    def _standing(self, row: Row[Any]) -> Form | None:
        return self._form(row) if row.changed_at >= self._now - KEPT else None

    def _form(self, row: Row[Any]) -> Form:
        form = msgspec.json.decode(self._cipher.open(row.sealed), type=Form)
        address = Address(row.platform, row.place, row.thread)
        return replace(form, address=address, waits=Waits(row.waits), changed_at=row.changed_at)


def _of(account: Account, address: Address) -> dict[str, str]:
    return {
        "of_platform": account.platform,
        "of_account": account.id,
        "of_place": address.place,
        "of_thread": address.thread,
    }
