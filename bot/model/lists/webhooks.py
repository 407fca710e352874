"""Servers of others that are told when what everybody may see of a letter has changed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

GAP = timedelta(minutes=1)
"""So long after one message the next one comes at the earliest: what happens meanwhile is one change."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=4)
"""What was not taken is tried again after so long, each time twice as long, and so long at the most."""

GIVE_UP = timedelta(days=3)
"""A server that has taken nothing for so long is told nothing any more."""

_DOUBLINGS = 12


class WebhookEvent(StrEnum):
    """What has changed. These names are part of the public interface: none is ever renamed."""

    LIST_UPDATED = "list.updated"
    LIST_PUBLISHED = "list.published"
    LETTER_REVISED = "letter.revised"
    LEDGER_UPDATED = "ledger.updated"
    PRESENTATIONS_UPDATED = "presentations.updated"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of a letter's changes, and how far it was told.

    `secret`: what messages to it are signed with. `person_id`: the owner who wants it; it `holds_from` a moment on.
    `revision`, `listed`, `kept_back`: what it was told last of the letter, of the list, by its fingerprint, and whether
    that was kept back then; `ledger` and `presented` likewise of what came of the demands, and of the presentations.
    `message` and `about`: the number of what was sent last, and what that was about.
    `failures` in a row, since `failing_since`; nothing is sent before `rests_until`, nor at all once it has `ended`.
    """

    id: int
    letter_id: int
    address: str
    secret: str
    person_id: int
    holds_from: datetime
    revision: int
    kept_back: bool
    listed: str = ""
    message: str = ""
    about: str = ""
    failures: int = 0
    failing_since: datetime | None = None
    rests_until: datetime | None = None
    ended: bool = False
    ledger: str = ""
    presented: str = ""

    def begun(self, message: str, about: str, now: datetime) -> "Webhook":
        """It is about to be told something. That counts as a failure until it is known to be none, so that it is on
        disk before the request leaves, whatever becomes of the process."""
        wait = min(FIRST_WAIT * 2 ** min(self.failures, _DOUBLINGS), LONGEST_WAIT)
        return replace(
            self, message=message, about=about, failures=self.failures + 1, rests_until=now + wait,
            failing_since=self.failing_since or now,
        )  # fmt: skip

    def arrived(self, now: datetime) -> "Webhook":
        """It has taken what it was told."""
        return replace(self, failures=0, failing_since=None, rests_until=now + GAP)

    def gave_up(self, now: datetime) -> bool:
        """Whether it has taken nothing for too long."""
        return self.failing_since is not None and now - self.failing_since >= GIVE_UP


@dataclass(frozen=True, slots=True)
class Message:
    """What a server is told: `about` tells it from what it was told before, `told` is how far it has been told then."""

    event: WebhookEvent
    about: str
    body: dict[str, object]
    told: Webhook
