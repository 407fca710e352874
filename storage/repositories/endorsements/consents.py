"""To what representatives have agreed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select

from bot.model.endorsements.consents import INSTEAD, Consent, Item
from bot.model.endorsements.endorsement import COUNTED
from storage import tables
from storage.repositories.endorsements.rows import of_few

_OF = tables.consents.c.endorsement_id == bindparam("of")
_THESE = tables.consents.c.item.in_(bindparam("these", expanding=True))
_TAKE_BACK = delete(tables.consents).where(_OF, or_(_THESE, tables.consents.c.person_id != bindparam("by")))
_GIVE = insert(tables.consents)
_GIVEN = select(tables.consents).where(_OF).order_by(tables.consents.c.item)


class ConsentRepository:
    """To what representatives have agreed, and in which words."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def give(self, endorsement_id: int, person_id: int, wordings: Mapping[Item, str], language: str) -> None:
        items = [item.value for each in wordings for item in (each, INSTEAD.get(each, each))]
        self._connection.execute(_TAKE_BACK, {"of": endorsement_id, "by": person_id, "these": items})
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

    def take_back(self, endorsement_id: int, items: Collection[Item]) -> None:
        given = tables.consents
        these = given.c.item.in_([item.value for item in items])
        self._connection.execute(delete(given).where(given.c.endorsement_id == endorsement_id, these))

    def agreeing(self, letter_id: int, item: Item, after: int, limit: int) -> Sequence[int]:
        signed, given = tables.endorsements, tables.consents
        own = and_(signed.c.id == given.c.endorsement_id, signed.c.person_id == given.c.person_id)
        found = (
            select(given.c.endorsement_id)
            .join(signed, own)
            .where(
                of_few(letter_id),
                signed.c.state.in_([state.value for state in COUNTED]),
                given.c.item == item.value,
                given.c.endorsement_id > after,
            )
        )
        return self._connection.execute(found.order_by(given.c.endorsement_id).limit(limit)).scalars().all()

    def given(self, endorsement_id: int) -> Sequence[Consent]:
        rows = self._connection.execute(_GIVEN, {"of": endorsement_id})
        return [Consent(Item(row.item), row.wording, row.language, row.at) for row in rows]
