"""Organizations that are kept out stay so when the rule changes by which their names are known."""

from sqlalchemy import delete, select

from bot.model.organizations.organization import normalize
from bot.model.people.limits import Blocked
from bot.ports.store import Store, Unit
from storage import tables
from storage.keys import NAMES
from storage.unit import ConnectionUnit
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import person, publish

BLOCKED = ("パパの会", "Örnek Kırmızı Birliği", "ÖRNEK KIRMIZI BİRLİĞİ")
EARLIER = ("ハハの会", "ornekkırmızıbirligi", "ornekkirmizibirligi")
"""The keys that an earlier version made of these names."""


async def test_a_block_by_an_earlier_key_is_one_by_the_present_key(open_database: OpenDatabase) -> None:
    def block(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        letter, owner = publish(unit).letter_id, person(unit)
        for key, value in zip(EARLIER, BLOCKED, strict=True):
            unit.limits.block(
                letter, kind=Blocked.ORGANIZATION, key=key, value=value, reason="Spam", person_id=owner.id
            )
        unit.limits.block(
            letter, kind=Blocked.DOMAIN, key="example.org", value="example.org", reason="Spam", person_id=owner.id
        )
        unit.connection.execute(delete(tables.keys).where(tables.keys.c.name == NAMES))

    store = await open_database()
    await store.write(block)
    assert not await store.read(lambda unit: unit.limits.blocked(1, {Blocked.ORGANIZATION: normalize(BLOCKED[0])}))
    for _ in range(2):
        again = await open_database()

        async def kept_out(kind: Blocked, key: str, store: Store = again) -> bool:
            return await store.read(lambda unit: unit.limits.blocked(1, {kind: key}))

        for name in (*BLOCKED, BLOCKED[1].upper()):
            assert await kept_out(Blocked.ORGANIZATION, normalize(name))
        assert not await kept_out(Blocked.ORGANIZATION, normalize("ババの会"))
        assert await kept_out(Blocked.DOMAIN, "example.org")
        assert len(await again.read(lambda unit: unit.limits.blocks(1, 9))) == 4


async def test_the_rule_is_kept_with_what_was_digested_by_it(open_database: OpenDatabase) -> None:
    def kept(unit: Unit) -> int:
        assert isinstance(unit, ConnectionUnit)
        return len(unit.connection.execute(select(tables.keys).where(tables.keys.c.name == NAMES)).all())

    store = await open_database()
    assert await store.read(kept) == 1
