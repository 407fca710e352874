"""What an endorser says in its own name is kept encrypted, by its last versions."""

from sqlalchemy import select

from bot.model.endorsements.communiques import MOST_VERSIONS, Communique
from bot.ports.store import Store, Unit
from storage import tables
from storage.unit import ConnectionUnit
from tests.storage import examples


async def test_the_last_versions_are_kept_encrypted_and_undone_one_by_one(store: Store) -> None:
    def written(unit: Unit) -> None:
        signed = examples.signed(unit)
        assert unit.communiques.latest(signed.id) == Communique()
        for version in range(1, MOST_VERSIONS + 3):
            unit.communiques.add(signed.id, Communique(version, {"en": f"We say {version}."}, version % 2 == 0))
        assert isinstance(unit, ConnectionUnit)
        kept = unit.connection.execute(select(tables.communiques.c.version, tables.communiques.c.sealed)).all()
        assert sorted(row.version for row in kept) == list(range(3, MOST_VERSIONS + 3))
        assert not [row for row in kept if "We say" in str(row.sealed)]
        unit.communiques.drop(signed.id, MOST_VERSIONS + 2)
        last = MOST_VERSIONS + 1
        assert unit.communiques.latest(signed.id) == Communique(last, {"en": f"We say {last}."}, approved=False)
        unit.communiques.forget(signed.id)
        assert unit.communiques.latest(signed.id) == Communique()

    await store.write(written)
