"""The worker of mail: takes what is due, below the ceilings, sends it, and records what came of it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from bot.delivery.backoff import Backoff
from bot.delivery.recording import until_recorded
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.errors import CommitUncertain, StorageError
from bot.log_events import log_event
from bot.model.duties import ALWAYS, Term
from bot.model.proofs.domains import anybodys
from bot.model.proofs.mails import Mail, MailState, domain_of
from bot.ports.mailer import Bounced, Later, Mailer, Post, Posted, Rejected, Taken, Unsure
from bot.ports.store import Store, Unit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ceilings:
    """How much mail leaves at the most. To one registrable domain `domain` a day: an organization's people get a few
    about a letter, and more is somebody's weapon; `shared` where anybody has an address. In all `hour` and `day`: what
    common mail hosts let one account send."""

    domain: int = 20
    shared: int = 200
    hour: int = 500
    day: int = 2000

    def of(self, domain: str) -> int:
        """How many mails may go to a registrable domain in a day."""
        return self.shared if anybodys(domain) else self.domain


HELD_UP = timedelta(minutes=15)
"""A mail over its domain's ceiling is looked at again after so long."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
"""What was not taken waits as long again as it was tried, but so long at least and at the most."""

GIVE_UP = timedelta(days=2)
"""So long a mail is tried; a code that comes later helps nobody."""

LOOK = 5
FULL_SECONDS = 60.0
PAUSES = Backoff(3.0, 300.0)
WORKING = Repeating(logger, "the mail could not be worked", idle=1.0, pauses=PAUSES)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look has found: a mail that leaves, or whether there is more to look at, or to be at rest for how long."""

    mail: Mail | None = None
    post: Post | None = None
    more: bool = False
    rest: float = 0.0


class MailWorker:
    """Sends the mail of all letters, one at a time."""

    duty = "mail"

    def __init__(
        self,
        store: Store,
        mailer: Mailer,
        compose: Callable[[Unit, Mail], Post | None],
        ceilings: Ceilings = Ceilings(),
        follow: Callable[[Unit], None] = lambda unit: None,
    ) -> None:
        """`follow`: what follows where a mail was not taken."""
        self._ceilings = ceilings
        self._store = store
        self._mailer = mailer
        self._compose = compose
        self._follow = follow
        self._waking = Waking()
        self._term = ALWAYS
        self._failures = 0
        self._rests_until = 0.0

    def wake(self) -> None:
        """A mail may have been put."""
        self._waking.wake()

    async def run(self, ended: asyncio.Event, term: Term = ALWAYS) -> None:
        """Send what is due until told to end; what was leaving when the process last ended, or when another's term did,
        is uncertain."""
        self._term = term
        await until_recorded(lambda: self._store.write(lambda unit: unit.mails.interrupted()), PAUSES)
        await WORKING.run(self.step, self._waking, ended)

    async def step(self) -> bool:
        """Send one mail: whether there may be more to do at once."""
        if self._clock() < self._rests_until or not await self._store.read(lambda unit: bool(unit.mails.due(1))):
            return False
        look = await self._marked()
        if look.rest:
            self._rest(look.rest)
        if look.mail is None or look.post is None:
            return look.more
        try:
            outcome = await self._mailer.send(look.post)
        except Exception as error:
            logger.exception("mail %s met a defect while it was leaving", look.mail.id)
            outcome = Unsure(type(error).__name__)
        await self._write_down(look.mail, outcome)
        if not isinstance(outcome, Taken):
            await self._store.write(self._follow)
        return True

    async def _marked(self) -> _Look:
        """A look, on disk; where that is not known, what may be marked as leaving has surely not left."""
        looks = list[_Look]()

        def unit(unit: Unit) -> _Look:
            looks.append(self._look(unit))
            return looks[-1]

        def put_back(unit: Unit) -> None:
            for mail in [look.mail for look in looks if look.mail]:
                unit.mails.postpone(mail.id, unit.now)

        try:
            return await self._store.write(unit)
        except CommitUncertain:
            await until_recorded(lambda: self._store.write(put_back), PAUSES)
            raise

    def _look(self, unit: Unit) -> _Look:
        """Put on disk that the oldest mail that may leave is leaving; what may not, waits or is cancelled."""
        if not unit.duties.stands(self._term):
            return _Look()
        if unit.mails.since(unit.now - timedelta(hours=1)) >= self._ceilings.hour or (
            unit.mails.since(unit.now - timedelta(days=1)) >= self._ceilings.day
        ):
            return _Look(rest=FULL_SECONDS)
        for mail in unit.mails.due(LOOK):
            domain = domain_of(mail.address)
            if unit.mails.since(unit.now - timedelta(days=1), domain) >= self._ceilings.of(domain):
                unit.mails.postpone(mail.id, unit.now + HELD_UP)
                continue
            post = self._said(unit, mail)
            if post and unit.mails.begin(mail.id):
                return _Look(unit.mails.get(mail.id), post)
        return _Look(more=True)

    def _said(self, unit: Unit, mail: Mail) -> Post | None:
        """A mail in words; where there are none it is set aside."""
        try:
            post = self._compose(unit, mail)
        except StorageError:
            raise
        except Exception as error:
            logger.exception("mail %s could not be composed", mail.id)
            unit.mails.end(mail.id, MailState.FAILED, f"it could not be composed: {type(error).__name__}")
            return None
        if post is None:
            unit.mails.end(mail.id, MailState.CANCELLED)
        return post

    async def _write_down(self, mail: Mail, outcome: Posted) -> None:
        """Record what came of a mail, however often it takes: what is not on disk would be uncertain."""
        if isinstance(outcome, Later) and outcome.everything:
            self._failures += 1
            wait = PAUSES.seconds(self._failures)
            self._rest(wait)
            log_event(
                logger, logging.ERROR, "mail.rests", "mail can't leave, and rests for %(seconds)d s: %(reason)s",
                seconds=round(wait), reason=outcome.reason,
            )  # fmt: skip
        else:
            self._failures = 0
        for tries in count(1):
            try:
                await self._store.write(lambda unit: came(unit, mail, outcome))
            except Exception:
                logger.exception("what came of mail %s could not be recorded", mail.id)
                await asyncio.sleep(PAUSES.seconds(tries))
            else:
                return

    @property
    def rests(self) -> bool:
        """Whether the last mail that was tried met a server that lets nothing in."""
        return self._failures > 0

    def _rest(self, seconds: float) -> None:
        self._rests_until = self._clock() + seconds

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()


def came(unit: Unit, mail: Mail, outcome: Posted) -> None:
    """What an outcome means for a mail."""
    match outcome:
        case Taken():
            unit.mails.end(mail.id, MailState.SENT)
        case Bounced(reason):
            unit.mails.end(mail.id, MailState.BOUNCED, reason)
        case Rejected(reason):
            unit.mails.end(mail.id, MailState.FAILED, reason)
        case Unsure(reason):
            unit.mails.end(mail.id, MailState.UNCERTAIN, reason)
        case Later(_, everything=True):
            unit.mails.postpone(mail.id, unit.now)
        case Later(reason):
            tried_for = unit.now - (mail.tried_at or unit.now)
            if tried_for >= GIVE_UP:
                unit.mails.end(mail.id, MailState.FAILED, reason)
            else:
                unit.mails.postpone(mail.id, again(unit.now, tried_for))


def again(now: datetime, tried_for: timedelta) -> datetime:
    """When a mail is tried again that was tried for so long."""
    return now + min(max(tried_for, FIRST_WAIT), LONGEST_WAIT)
