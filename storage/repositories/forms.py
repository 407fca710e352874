"""Half-filled forms, encrypted."""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select

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
        forms = tables.forms
        row = self._connection.execute(
            select(forms).where(
                forms.c.platform == account.platform,
                forms.c.account == account.id,
                forms.c.place == address.place,
                forms.c.thread == address.thread,
            )
        ).first()
        return self._form(row) if row else None

    def save(self, form: Form) -> None:
        forms = tables.forms
        self._connection.execute(delete(forms).where(forms.c.changed_at < self._now - KEPT))
        other = self.open(form.account, form.address)
        if other:
            self.close(other.id)
        self.close(form.id)
        self._connection.execute(
            insert(forms).values(
                id=form.id,
                platform=form.account.platform,
                account=form.account.id,
                place=form.address.place,
                thread=form.address.thread,
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
