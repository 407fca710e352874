"""To what representatives have agreed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.model.consents import Consent, Item
from storage import tables


class ConsentRepository:
    """To what representatives have agreed, and in which words."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def give(self, endorsement_id: int, person_id: int, wordings: Mapping[Item, str], language: str) -> None:
        consents = tables.consents
        self._connection.execute(delete(consents).where(consents.c.endorsement_id == endorsement_id))
        self._connection.execute(
            insert(consents),
            [
                {
                    "endorsement_id": endorsement_id,
                    "item": item.value,
                    "person_id": person_id,
                    "wording": wording,
                    "language": language,
                    "at": self._now,
                }
                for item, wording in wordings.items()
            ],
        )

    def given(self, endorsement_id: int) -> Sequence[Consent]:
        consents = tables.consents
        rows = self._connection.execute(
            select(consents).where(consents.c.endorsement_id == endorsement_id).order_by(consents.c.item)
        )
        return [Consent(Item(row.item), row.wording, row.language, row.at) for row in rows]
