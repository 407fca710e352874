"""How often something was done lately, and who is kept out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select

from bot.model.journal.acts import Act
from bot.model.people.limits import Block, Blocked
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository

KEPT = timedelta(days=1)
"""What was done longer ago counts for no limit, and is forgotten."""

_FORGET = delete(tables.tries).where(tables.tries.c.at < bindparam("before"))
_ADD = insert(tables.tries)
_OF = (
    tables.tries.c.letter_id == bindparam("letter"),
    tables.tries.c.kind == bindparam("what"),
    tables.tries.c.digest == bindparam("whose"),
)
_COUNT = select(func.count()).where(*_OF, tables.tries.c.at > bindparam("since"))
_LATEST = select(tables.tries.c.at).where(*_OF).order_by(tables.tries.c.at.desc()).limit(1)
_BLOCKED = (
    select(tables.blocks.c.id)
    .where(
        tables.blocks.c.letter_id == bindparam("letter"),
        or_(
            *(
                and_(tables.blocks.c.kind == kind.value, tables.blocks.c.digest == bindparam(kind.value))
                for kind in Blocked
            )
        ),
    )
    .limit(1)
)


class LimitRepository:
    """Counts of the last day, by digests, and blocks, encrypted."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal

    def add(self, letter_id: int, *kinds: tuple[str, str]) -> None:
        self._connection.execute(
            _ADD,
            [
                {"letter_id": letter_id, "kind": kind, "digest": self._digest(kind, key), "at": self._now}
                for kind, key in kinds
            ],
        )

    def forget(self) -> None:
        self._connection.execute(_FORGET, {"before": self._now - KEPT})

    def count(self, letter_id: int, kind: str, key: str, within: timedelta) -> int:
        lately = {**self._of(letter_id, kind, key), "since": self._now - within}
        return int(self._connection.execute(_COUNT, lately).scalar_one())

    def latest(self, letter_id: int, kind: str, key: str) -> datetime | None:
        latest: datetime | None = self._connection.execute(_LATEST, self._of(letter_id, kind, key)).scalar()
        return latest

    def block(self, letter_id: int, *, kind: Blocked, key: str, value: str, reason: str, person_id: int) -> None:
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
        self._journal.append(letter_id, Act.BLOCK_MADE, record=added, person_id=person_id)

    def unblock(self, letter_id: int, block_id: int, person_id: int) -> bool:
        blocks = tables.blocks
        this = (blocks.c.letter_id == letter_id, blocks.c.id == block_id)
        if self._connection.execute(delete(blocks).where(*this).returning(blocks.c.id)).scalar() is None:
            return False
        self._journal.append(letter_id, Act.BLOCK_LIFTED, record=block_id, person_id=person_id)
        return True

    def blocked(self, letter_id: int, keys: Mapping[Blocked, str]) -> bool:
        these = {kind.value: self._digest(kind.value, keys.get(kind, "")) for kind in Blocked}
        return self._connection.execute(_BLOCKED, {"letter": letter_id, **these}).first() is not None

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

    def _of(self, letter_id: int, kind: str, key: str) -> dict[str, object]:
        return {"letter": letter_id, "what": kind, "whose": self._digest(kind, key)}

    def _digest(self, kind: str, key: str) -> str:
        return self._cipher.digest(f"{kind}:{key}")
