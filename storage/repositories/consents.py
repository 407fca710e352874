"""To what representatives have agreed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.model.consents import Consent, Item
from storage import tables

_OF = tables.consents.c.endorsement_id == bindparam("of")
_TAKE_BACK, _GIVE = delete(tables.consents).where(_OF), insert(tables.consents)
_GIVEN = select(tables.consents).where(_OF).order_by(tables.consents.c.item)


class ConsentRepository:
    """To what representatives have agreed, and in which words."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def give(self, endorsement_id: int, person_id: int, wordings: Mapping[Item, str], language: str) -> None:
        self._connection.execute(_TAKE_BACK, {"of": endorsement_id})
        self._connection.execute(
            _GIVE,
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
        rows = self._connection.execute(_GIVEN, {"of": endorsement_id})
        return [Consent(Item(row.item), row.wording, row.language, row.at) for row in rows]
