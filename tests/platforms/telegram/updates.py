"""The bot's updates: kept until they are acknowledged, fetched by one poller at a time."""

import asyncio
import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from .errors import ENDED_BY_WEBHOOK, OTHER_POLLER, WEBHOOK_SET, Refusal, Refused, bad_request, stricter

LIMIT = 100
LONGEST_POLL = 50.0
"""Seconds; the Bot API server cuts a longer timeout (its source)."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """The queue between the world and getUpdates."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._waiting: list[dict[str, Any]] = []
        self._allowed: Collection[str] | None = None
        self._poller: asyncio.Future[None] | None = None
        self.webhook = ""
        self.secret = ""
        self.connections = 40
        self.changed = asyncio.Event()
        """Set whenever there may be something to bring to the webhook."""
        self.problem = ""
        """Why the last update that could not be brought was not; `problems`: how many were not."""
        self.problems = 0

    @property
    def pending(self) -> list[dict[str, Any]]:
        """What was not acknowledged yet."""
        return list(self._waiting)

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """Add an update, if the bot wants this kind; what was set before holds for what comes after."""
        allowed = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if not allowed:
            return
        self._waiting.append({"update_id": self._next_id, kind: payload})
        self._next_id += 1
        self.changed.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def get(self, offset: int, limit: int, seconds: float, allowed: object) -> list[dict[str, Any]]:
        """Acknowledge what is below the offset; answer the rest, or wait for one."""
        if self.webhook:
            raise Refused(WEBHOOK_SET)
        self.allow(allowed)
        self._end_poller(OTHER_POLLER)
        self._acknowledge(offset)
        if not self._waiting and seconds > 0:
            self._poller = poller = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(min(seconds, LONGEST_POLL)):
                    await poller
            except TimeoutError:
                pass
            finally:
                if self._poller is poller:
                    self._poller = None
        start = self._position(offset)
        return self._waiting[start : start + min(max(limit, 1), LIMIT)]

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset > 0:
            del self._waiting[: self._position(offset)]

    def _position(self, offset: int) -> int:
        """The place in the queue of the first update that is not below the offset; their ids have no gaps."""
        return max(0, offset - self._waiting[0]["update_id"]) if self._waiting else 0

    def allow(self, kinds: object) -> None:
        """Set which kinds of updates are made from now on; None keeps what is set, an empty list is the default."""
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise bad_request("can't parse allowed_updates JSON object")
        self._allowed = frozenset(kinds) or None

    def brought(self, update: dict[str, Any]) -> None:
        """An update was taken by the webhook."""
        self._waiting = [each for each in self._waiting if each["update_id"] != update["update_id"]]

    def failed(self, problem: str) -> None:
        """An update could not be brought."""
        self.problem = problem
        self.problems += 1

    def set_webhook(self, url: str, *, drop: bool, secret: str = "", connections: int = 40) -> None:
        """Set the address, or remove it with an empty one."""
        if url and not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if url and urlsplit(url).port not in (None, 80, 88, 443, 8443):
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= connections <= 100:
            raise stricter("max_connections is 1 to 100")
        if url:
            self._end_poller(ENDED_BY_WEBHOOK)
        if drop:
            self._waiting.clear()
        self.webhook, self.secret, self.connections = url, secret, connections
        self.changed.set()

    def close(self) -> None:
        """End a poller that waits, with nothing."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _end_poller(self, refusal: Refusal) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refused(refusal))
        self._poller = None
