"""Servers of others that are told of letters' changes. Their addresses can hold secrets, and are encrypted."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from bot.model.lists.webhooks import Webhook
from storage import tables
from storage.cipher import Cipher

KEPT = tables.webhooks
_NOT_COLUMNS = ("id", "address", "secret")


class WebhookRepository:
    """The addresses of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def add(self, webhook: Webhook) -> Webhook:
        sealed = self._cipher.seal(msgspec.json.encode((webhook.address, webhook.secret)).decode())
        new = insert(KEPT).values(**_columns(webhook), sealed=sealed).returning(KEPT.c.id)
        return replace(webhook, id=int(self._connection.execute(new).scalar_one()))

    def all(self, letter_id: int) -> Sequence[Webhook]:
        return self._where(KEPT.c.letter_id == letter_id)

    def get(self, webhook_id: int) -> Webhook | None:
        return next(iter(self._where(KEPT.c.id == webhook_id)), None)

    def due(self) -> Sequence[Webhook]:
        rested = or_(KEPT.c.rests_until.is_(None), KEPT.c.rests_until <= self._now)
        found = self._where(KEPT.c.holds_from <= self._now, rested, KEPT.c.ended.is_(False))
        return sorted(found, key=lambda each: each.rests_until or each.holds_from)

    def save(self, webhook: Webhook) -> None:
        self._connection.execute(update(KEPT).where(KEPT.c.id == webhook.id).values(_columns(webhook)))

    def remove(self, webhook_id: int) -> None:
        self._connection.execute(delete(KEPT).where(KEPT.c.id == webhook_id))

    def drop_waiting(self, letter_id: int, person_id: int) -> None:
        theirs = KEPT.c.letter_id == letter_id, KEPT.c.person_id == person_id
        self._connection.execute(delete(KEPT).where(*theirs, KEPT.c.holds_from > self._now))

    def _where(self, *conditions: ColumnElement[bool]) -> Sequence[Webhook]:
        rows = self._connection.execute(select(KEPT).where(*conditions).order_by(KEPT.c.id))
        return [self._webhook(row) for row in rows]

    def _webhook(self, row: Row[Any]) -> Webhook:
        address, secret = msgspec.json.decode(self._cipher.open(row.sealed), type=tuple[str, str])
        kept = {name: value for name, value in row._mapping.items() if name != "sealed"}
        return Webhook(address=address, secret=secret, **kept)


def _columns(webhook: Webhook) -> dict[str, object]:
    return {name: value for name, value in asdict(webhook).items() if name not in _NOT_COLUMNS}
