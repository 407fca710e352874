"""Half-filled forms, encrypted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people import Account
from storage import tables
from storage.cipher import Cipher

KEPT = timedelta(days=14)
"""How long a form waits for its person."""


class FormRepository:
    """The forms that people are filling."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def get(self, form_id: str) -> Form | None:
        row = self._connection.execute(select(tables.forms).where(tables.forms.c.id == form_id)).first()
        return self._form(row) if row else None

    def open(self, account: Account, address: Address) -> Form | None:
        latest = select(tables.forms).where(*_of(account, address)).order_by(tables.forms.c.changed_at.desc()).limit(1)
        row = self._connection.execute(latest).first()
        return self._form(row) if row else None

    def save(self, form: Form) -> None:
        forms = tables.forms
        self._connection.execute(delete(forms).where(forms.c.changed_at < self._now - KEPT))
        self._connection.execute(delete(forms).where(*_of(form.account, form.address), forms.c.command == form.command))
        self.close(form.id)
        self._connection.execute(
            insert(forms).values(
                id=form.id,
                platform=form.account.platform,
                account=form.account.id,
                place=form.address.place,
                thread=form.address.thread,
                command=form.command,
                sealed=self._cipher.seal(msgspec.json.encode(form).decode()),
                changed_at=self._now,
            )
        )

    def close(self, form_id: str) -> None:
        self._connection.execute(delete(tables.forms).where(tables.forms.c.id == form_id))

    def _form(self, row: Row[tuple[object, ...]]) -> Form | None:
        if row.changed_at < self._now - KEPT:
            return None
        return msgspec.json.decode(self._cipher.open(row.sealed), type=Form)


def _of(account: Account, address: Address) -> Sequence[ColumnElement[bool]]:
    """The forms of an account in a chat."""
    forms = tables.forms
    return (
        forms.c.platform == account.platform,
        forms.c.account == account.id,
        forms.c.place == address.place,
        forms.c.thread == address.thread,
    )
