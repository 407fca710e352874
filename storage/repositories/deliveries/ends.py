"""How messages of the queue come to their ends: whoever ends some does it here, and each end is noted for the log."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, update

from bot.model.deliveries import Delivery, DeliveryEnd, DeliveryState, Reason, Subject, known_reason
from bot.model.proofs.mails import MailEnd
from storage import tables

_ROWS = tables.deliveries.c
_NOTED = (
    _ROWS.id, _ROWS.platform, _ROWS.chat_id, _ROWS.subject, _ROWS.subject_id, _ROWS.state, _ROWS.attempt, _ROWS.reason,
)  # fmt: skip


class Ends:
    """The ends of one unit of work, of messages of the queue and of mails."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.noted = list[DeliveryEnd | MailEnd]()

    def write(
        self,
        which: ColumnElement[bool],
        values: Mapping[str, object],
        known: Reason | None = None,
        edited: bool = False,
    ) -> int:
        """End some messages: how many they are. `known`: what the reason is, where it is in the platform's own words.

        `edited`: they stay where they are, and were to show something else. Those that do so all the time are not
        noted.
        """
        written = self._connection.execute(update(tables.deliveries).where(which).values(values).returning(*_NOTED))
        count = 0
        for row in written:
            count += 1
            subject = Subject(row.subject)
            if edited and subject.edited_in_place:
                continue
            reason = (known_reason(row.reason) or known) if row.reason else None
            self.noted.append(
                DeliveryEnd(
                    row.id, row.platform, row.chat_id, subject, row.subject_id, DeliveryState(row.state),
                    row.attempt + 1, reason, edited,
                )
            )  # fmt: skip
        return count

    def arrived(self, delivery: Delivery) -> None:
        """Note that a message is there now."""
        self.noted.append(
            DeliveryEnd(
                delivery.id, delivery.address.platform, delivery.chat.id, delivery.subject, delivery.subject_id,
                DeliveryState.SENT, delivery.attempt + 1,
            )
        )  # fmt: skip
