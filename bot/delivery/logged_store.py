"""The store, and a line in the log for each message and each mail that came to its end."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.log_events import log_event
from bot.model.deliveries import DeliveryEnd
from bot.model.proofs.mails import MailEnd
from bot.ports.store import Store, Unit

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

_SENTENCE = (
    "delivery %(delivery)d (%(subject)s %(about)d to chat %(chat)d on %(platform)s): %(state)s at attempt %(attempt)d"
)
_BECAUSE = f"{_SENTENCE} (%(reason)s)"


class LoggedStore(Store):
    """A store that logs what came to its end in a unit, once that is on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        def noting(this: Unit) -> tuple[Result, Sequence[DeliveryEnd | MailEnd]]:
            return unit(this), this.ends

        result, ends = await self._store.write(noting)
        if ends and logger.isEnabledFor(logging.INFO):
            for end in ends:
                _log(end)
        return result

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self._store.read(unit)


def _log(end: DeliveryEnd | MailEnd) -> None:
    if isinstance(end, MailEnd):
        log_event(
            logger,
            logging.INFO,
            f"mail.{end.state}",
            "mail %(mail)d (%(kind)s of %(about)d): %(state)s",
            mail=end.mail_id,
            kind=end.kind,
            about=end.subject_id,
            state=end.state,
        )
        return
    state, why = "edited" if end.edited else end.state, {"reason": end.reason} if end.reason else {}
    log_event(
        logger,
        logging.INFO,
        f"delivery.{state}",
        _BECAUSE if why else _SENTENCE,
        delivery=end.delivery_id,
        subject=end.subject,
        about=end.subject_id,
        chat=end.chat_id,
        platform=end.platform,
        attempt=end.attempt,
        state=state,
        **why,
    )
