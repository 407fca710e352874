"""How often something was done lately, and who is kept out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select

from bot.model.abuse import Block, Blocked
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal import JournalRepository

KEPT = timedelta(days=1)
"""What was done longer ago counts for no limit, and is forgotten."""


class LimitRepository:
    """Counts of the last day, by digests, and blocks, encrypted."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal

    def add(self, letter_id: int, kind: str, key: str) -> None:
        tries = tables.tries
        self._connection.execute(delete(tries).where(tries.c.at < self._now - KEPT))
        self._connection.execute(
            insert(tries).values(letter_id=letter_id, kind=kind, digest=self._digest(kind, key), at=self._now)
        )

    def count(self, letter_id: int, kind: str, key: str, within: timedelta) -> int:
        tries = tables.tries
        lately = select(func.count()).where(
            tries.c.letter_id == letter_id,
            tries.c.kind == kind,
            tries.c.digest == self._digest(kind, key),
            tries.c.at > self._now - within,
        )
        return int(self._connection.execute(lately).scalar_one())

    def latest(self, letter_id: int, kind: str, key: str) -> datetime | None:
        tries = tables.tries
        last = select(tries.c.at).where(
            tries.c.letter_id == letter_id, tries.c.kind == kind, tries.c.digest == self._digest(kind, key)
        )
        found: datetime | None = self._connection.execute(last.order_by(tries.c.at.desc()).limit(1)).scalar()
        return found

    def block(self, letter_id: int, kind: Blocked, key: str, value: str, reason: str, person_id: int) -> None:
        blocks = tables.blocks
        digest = self._digest(kind.value, key)
        same = (blocks.c.letter_id == letter_id, blocks.c.kind == kind.value, blocks.c.digest == digest)
        self._connection.execute(delete(blocks).where(*same))
        added = self._connection.execute(
            insert(blocks)
            .values(
                letter_id=letter_id,
                kind=kind.value,
                digest=digest,
                value=self._cipher.seal(value),
                reason=self._cipher.seal(reason),
                since=self._now,
            )
            .returning(blocks.c.id)
        ).scalar_one()
        self._journal.append(letter_id, "block.made", added, person_id)

    def unblock(self, letter_id: int, block_id: int, person_id: int) -> bool:
        blocks = tables.blocks
        this = (blocks.c.letter_id == letter_id, blocks.c.id == block_id)
        if self._connection.execute(delete(blocks).where(*this).returning(blocks.c.id)).scalar() is None:
            return False
        self._journal.append(letter_id, "block.lifted", block_id, person_id)
        return True

    def blocked(self, letter_id: int, keys: Sequence[tuple[Blocked, str]]) -> bool:
        blocks = tables.blocks
        these = [
            (blocks.c.kind == kind.value) & (blocks.c.digest == self._digest(kind.value, key)) for kind, key in keys
        ]
        found = select(blocks.c.id).where(blocks.c.letter_id == letter_id, or_(*these)).limit(1)
        return self._connection.execute(found).first() is not None

    def blocks(self, letter_id: int, limit: int) -> Sequence[Block]:
        blocks = tables.blocks
        rows = self._connection.execute(
            select(blocks).where(blocks.c.letter_id == letter_id).order_by(blocks.c.id.desc()).limit(limit)
        )
        return [
            Block(
                row.id, letter_id, Blocked(row.kind), self._cipher.open(row.value), self._cipher.open(row.reason),
                row.since,
            )
            for row in rows
        ]  # fmt: skip

    def _digest(self, kind: str, key: str) -> str:
        return self._cipher.digest(f"{kind}:{key}")
