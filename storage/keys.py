"""The host's secret changes, and what it protects stays.

What is found by its digest is digested under a key of its own, which is kept sealed: so a new secret changes no digest.
"""

from sqlalchemy import Column, Connection, insert, select, update

from bot.ports.store import Unit
from storage import tables
from storage.cipher import Cipher
from storage.unit import ConnectionUnit

INDEX = "index"
CHUNK = 500


def with_index(connection: Connection, cipher: Cipher) -> Cipher:
    """The cipher with the key for digests that this database keeps; its own is kept where there is none yet."""
    kept = tables.keys
    sealed = connection.execute(select(kept.c.sealed).where(kept.c.name == INDEX)).scalar()
    if sealed is not None:
        return cipher.indexed(bytes.fromhex(cipher.open(sealed)))
    connection.execute(insert(kept).values(name=INDEX, sealed=cipher.seal(cipher.index.hex())))
    return cipher


def reseal(unit: Unit) -> int:
    """Seal everything anew under the newest secret: how much that was. The earlier ones are not needed after that."""
    if not isinstance(unit, ConnectionUnit):
        raise TypeError("only what this storage keeps can be sealed anew")
    return sum(
        _reseal(unit.connection, unit.cipher, column)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, tables.Sealed)
    )


def _reseal(connection: Connection, cipher: Cipher, column: Column[bytes]) -> int:
    table, count = column.table, 0
    key = list(table.primary_key.columns)
    rows = connection.execute(select(*key, column).where(column.is_not(None))).partitions(CHUNK)
    for some in list(rows):
        for *which, sealed in some:
            this = [part == value for part, value in zip(key, which, strict=True)]
            connection.execute(update(table).where(*this).values({column: cipher.rotate(sealed)}))
            count += 1
    return count
