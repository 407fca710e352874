"""The host's secret changes, and what it protects stays.

What is found by its digest is digested under a key of its own, which is kept sealed: so a new secret changes no digest.
"""

from sqlalchemy import Column, Connection, String, cast, delete, insert, select, update

from bot.model.organizations.organization import KEY_RULE, normalize
from bot.model.organizations.tokens import token_rule
from bot.model.people.limits import Blocked
from bot.ports.store import Unit
from storage import tables
from storage.cipher import Cipher
from storage.repositories.organizations.index import OrganizationIndex
from storage.repositories.outreach.prospects import name_digest
from storage.unit import ConnectionUnit

INDEX, NAMES, TOKENS = "index", "names", "tokens"
CHUNK = 500


def with_index(connection: Connection, cipher: Cipher) -> Cipher:
    """The cipher with the key for digests that this database keeps; its own is kept where there is none yet."""
    kept = tables.keys
    sealed = connection.execute(select(kept.c.sealed).where(kept.c.name == INDEX)).scalar()
    if sealed is not None:
        return cipher.indexed(bytes.fromhex(cipher.open(sealed)))
    connection.execute(insert(kept).values(name=INDEX, sealed=cipher.seal(cipher.index.hex())))
    return cipher


def digest_names(connection: Connection, cipher: Cipher) -> None:
    """Digest the names of organizations anew that are blocked or to be asked, where that was done by an earlier rule
    for a name's key."""
    kept, blocks = tables.keys, tables.blocks
    rule = connection.execute(select(kept.c.sealed).where(kept.c.name == NAMES)).scalar()
    if rule is not None and cipher.open(rule) == str(KEY_RULE):
        return
    organizations, taken = blocks.c.kind == Blocked.ORGANIZATION.value, set[tuple[int, str]]()
    connection.execute(update(blocks).where(organizations).values(digest=cast(blocks.c.id, String)))
    for row in connection.execute(select(blocks).where(organizations).order_by(blocks.c.id.desc())).all():
        digest = cipher.digest(f"{row.kind}:{normalize(cipher.open(row.value))}")
        if (row.letter_id, digest) not in taken:
            taken.add((row.letter_id, digest))
            connection.execute(update(blocks).where(blocks.c.id == row.id).values(digest=digest))
    _digest_prospects(connection, cipher)
    connection.execute(delete(kept).where(kept.c.name == NAMES))
    connection.execute(insert(kept).values(name=NAMES, sealed=cipher.seal(str(KEY_RULE))))


def index_names(connection: Connection, cipher: Cipher) -> None:
    """Keep anew by what organizations are found, where that was done by an earlier rule, or not yet."""
    kept, rule = tables.keys, token_rule()
    known = connection.execute(select(kept.c.sealed).where(kept.c.name == TOKENS)).scalar()
    if known is not None and cipher.open(known) == rule:
        return
    OrganizationIndex(connection).fill()
    connection.execute(delete(kept).where(kept.c.name == TOKENS))
    connection.execute(insert(kept).values(name=TOKENS, sealed=cipher.seal(rule)))


def _digest_prospects(connection: Connection, cipher: Cipher) -> None:
    prospects, taken = tables.prospects, set[tuple[int, str]]()
    connection.execute(update(prospects).values(key=cast(prospects.c.id, String)))
    for row in connection.execute(select(prospects).order_by(prospects.c.id)).all():
        key = name_digest(cipher, cipher.open(row.organization))
        if (row.letter_id, key) not in taken:
            taken.add((row.letter_id, key))
            connection.execute(update(prospects).where(prospects.c.id == row.id).values(key=key))


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
