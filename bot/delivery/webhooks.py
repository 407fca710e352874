"""Tells servers of others what has changed, signed as the Standard Webhooks specification has it."""

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

import msgspec

from bot.delivery.backoff import Backoff
from bot.delivery.recording import until_recorded
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.model.duties import ALWAYS, Term
from bot.model.lists.webhooks import Message, Webhook
from bot.ports.poster import Poster
from bot.ports.store import Store, Unit
from bot.service.lists import webhooks

logger = logging.getLogger(__name__)

PAUSES = Backoff(3.0, 300.0)
WORKING = Repeating(logger, "webhooks could not be worked", idle=5.0, pauses=PAUSES)


class WebhookWorker:
    """Tells one server after another. `root`: the public address of the pages."""

    duty = "webhooks"

    def __init__(self, store: Store, poster: Poster, root: str) -> None:
        self._store = store
        self._poster = poster
        self._root = root
        self._waking = Waking()
        self._told = dict[int, int]()

    def wake(self) -> None:
        """There is no hurry: what changes within a minute is told at once."""

    async def run(self, ended: asyncio.Event, term: Term = ALWAYS) -> None:
        """Tell what there is to tell until told to end. Where two tell the same, it has the same number."""
        await WORKING.run(self.step, self._waking, ended)

    async def step(self) -> bool:
        """Tell one server something: whether there may be more to tell at once."""
        message = await self._store.read(self._next)
        if message is None:
            return False
        begun, at = await self._store.write(lambda unit: (webhooks.begin(unit, message), unit.now))
        if begun is None:
            return True
        body = msgspec.json.encode({"type": message.event, "timestamp": at, "data": message.body})
        status = await self._poster.post(begun.address, body, signed(begun, int(at.timestamp()), body))
        await until_recorded(lambda: self._store.write(partial(_came, message=message, status=status)), PAUSES)
        return True

    def _next(self, unit: Unit) -> Message | None:
        """The next message. Where there was none, it is only looked again once something was done to the letter."""
        for each in unit.webhooks.due():
            entry = unit.endorsements.latest_entry(each.letter_id)
            if self._told.get(each.id) == entry:
                continue
            message = webhooks.message(unit, each, self._root)
            if message:
                return message
            self._told[each.id] = entry
        return None


def signed(webhook: Webhook, at: int, body: bytes) -> Mapping[str, str]:
    """What goes with a message, so that it can be known whose it is, and that it is no old one; `at` in seconds since
    1970."""
    secret = base64.b64decode(webhook.secret.removeprefix(webhooks.SECRET_BEGINS))
    signature = hmac.digest(secret, b"%s.%d.%s" % (webhook.message.encode(), at, body), hashlib.sha256)
    return {
        "content-type": "application/json",
        "webhook-id": webhook.message,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }


def _came(unit: Unit, message: Message, status: int | None) -> None:
    """What a status means: only one that says that it was taken does; that the address has gone is for good."""
    if status is not None and 200 <= status < 300:
        webhooks.arrived(unit, message)
    else:
        webhooks.failed(unit, message.told.id, for_good=status == HTTPStatus.GONE)
