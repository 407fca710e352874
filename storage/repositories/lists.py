"""Lists that are kept back, frozen, and brought in."""

import dataclasses
import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from bot.model.endorsements.endorsement import COUNTED, Endorsement, PublicEntry, State
from bot.model.journal.acts import Act
from bot.model.journal.entries import GENESIS, commit
from bot.model.lists.counts import Count
from bot.model.lists.imports import KEPT, UNCHOSEN, Choices, Import, Step
from bot.model.lists.order import Order
from bot.model.lists.snapshots import Frozen, Line, Part, Snapshot, fingerprint
from storage import tables
from storage.cipher import Cipher
from storage.repositories.endorsements.listings import is_late, ordered
from storage.repositories.endorsements.rows import ENTRY, read_entry, read_row
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.organizations.index import chunks

SEARCHES = 10**9
"""Below this is the number of every search, which a button can hold."""

SEARCHED = timedelta(days=1)
"""So long is kept what somebody looked for."""

_EMBARGOED = select(tables.embargoes.c.letter_id)
_EMBARGO = select(tables.embargoes.c.until).where(tables.embargoes.c.letter_id == bindparam("letter"))

_FREEZE = insert(tables.snapshot_lines)
_BEGUN = select(tables.imports).where(tables.imports.c.state == Step.BEGUN.value).order_by(tables.imports.c.id).limit(1)


class ListRepository:
    """The lists of all letters, each as a whole."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        below: Callable[[int], int],
        cipher: Cipher,
        journal: JournalRepository,
    ) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._cipher = cipher
        self._journal = journal

    # Kept back.

    def embargo(self, letter_id: int) -> datetime | None:
        return self._connection.execute(_EMBARGO, {"letter": letter_id}).scalar()

    def embargoed(self) -> Collection[int]:
        return list(self._connection.execute(_EMBARGOED).scalars())

    def keep_back(self, letter_id: int, until: datetime, person_id: int | None) -> None:
        kept = tables.embargoes
        self._connection.execute(delete(kept).where(kept.c.letter_id == letter_id))
        self._connection.execute(insert(kept).values(letter_id=letter_id, until=until))
        self._journal.append(letter_id, Act.LIST_EMBARGOED, record=0, person_id=person_id)

    def lift(self, letter_id: int, person_id: int | None) -> None:
        kept = tables.embargoes
        self._connection.execute(delete(kept).where(kept.c.letter_id == letter_id))
        self._journal.append(letter_id, Act.LIST_EMBARGO_LIFTED, record=0, person_id=person_id)

    # Frozen.

    def lines(self, letter_id: int, order: Order, part: Part = "") -> Sequence[Line]:
        """Without the organizations' own words: those can be taken down. Those whose names are withheld come last, in
        the order of their commitments, from which no name can be guessed, and nothing but that is kept of them."""
        record = tables.endorsements
        late = is_late(self._connection, letter_id) if part else None
        only = () if late is None else (late,)
        counted = self._connection.execute(
            select(record.c.id, record.c.state, *ENTRY)
            .where(record.c.letter_id == letter_id, record.c.state.in_([state.value for state in COUNTED]), *only)
            .order_by(*ordered(order))
        )
        named, withheld = list[Line](), list[Line]()
        for row in counted:
            salt, entry = f"{self._below(1 << 128):032x}", read_entry(row).bare.canonical()
            if row.state == State.WITHHELD.value:
                withheld.append(Line(row.id, commit(salt, entry), None, None))
            else:
                named.append(Line(row.id, commit(salt, entry), salt, entry))
        return named + sorted(withheld, key=lambda each: each.commitment)

    def freeze(
        self, letter_id: int, lines: Sequence[Line], act: Act, person_id: int | None, part: Part = ""
    ) -> Snapshot:
        number, sha256 = self._last(letter_id) + 1, fingerprint(each.commitment for each in lines)
        links = tables.journal
        head = self._connection.execute(
            select(links.c.hash).where(links.c.letter_id == letter_id).order_by(links.c.number.desc()).limit(1)
        ).scalar()
        withheld = sum(each.line is None for each in lines)
        made = Snapshot(letter_id, number, self._now, len(lines), sha256, head or GENESIS, withheld, part)
        self._connection.execute(insert(tables.snapshots).values(**dataclasses.asdict(made)))
        there = {"letter_id": letter_id, "number": number}
        rows = [{**there, "position": position, **each._asdict()} for position, each in enumerate(lines, 1)]
        for some in chunks(rows):
            self._connection.execute(_FREEZE, list(some))
        self._journal.append(letter_id, act, record=number, person_id=person_id, fingerprint=sha256)
        return made

    def stands(self, snapshot: Snapshot, lines: Sequence[Line]) -> bool:
        kept = tables.snapshot_lines
        rows = self._connection.execute(
            select(kept.c.endorsement_id, kept.c.line)
            .where(kept.c.letter_id == snapshot.letter_id, kept.c.number == snapshot.number)
            .order_by(kept.c.position)
        )
        return _compared(rows.all()) == _compared([(each.endorsement_id, each.line) for each in lines])

    def _last(self, letter_id: int) -> int:
        numbers = tables.snapshots.c
        last = select(func.max(numbers.number)).where(numbers.letter_id == letter_id)
        return int(self._connection.execute(last).scalar() or 0)

    def snapshot(self, letter_id: int, number: int) -> Snapshot | None:
        made = tables.snapshots
        row = self._connection.execute(
            select(made).where(made.c.letter_id == letter_id, made.c.number == number)
        ).first()
        return Snapshot(*row) if row else None

    def snapshots(self, letter_id: int, limit: int) -> Sequence[Snapshot]:
        made = tables.snapshots
        rows = select(made).where(made.c.letter_id == letter_id).order_by(made.c.number.desc()).limit(limit)
        return [Snapshot(*row) for row in self._connection.execute(rows)]

    def frozen(self, snapshot: Snapshot, after: int, limit: int) -> Sequence[Frozen]:
        lines, record = tables.snapshot_lines, tables.endorsements
        rows = self._connection.execute(
            select(lines.c.commitment, lines.c.salt, lines.c.line, record.c.state)
            .join(record, record.c.id == lines.c.endorsement_id)
            .where(
                lines.c.letter_id == snapshot.letter_id,
                lines.c.number == snapshot.number,
                lines.c.position > after,
            )
            .order_by(lines.c.position)
            .limit(limit)
        )
        return [
            Frozen(
                row.commitment,
                State(row.state),
                row.salt or "",
                msgspec.json.decode(row.line, type=PublicEntry) if row.line else None,
            )
            for row in rows
        ]

    def named(self, letter_id: int, number: int, offset: int, limit: int) -> Sequence[tuple[PublicEntry, Endorsement]]:
        lines, record = tables.snapshot_lines, tables.endorsements
        rows = self._connection.execute(
            select(record, lines.c.line)
            .join(lines, record.c.id == lines.c.endorsement_id)
            .where(*_named(letter_id, number))
            .order_by(lines.c.position)
            .offset(offset)
            .limit(limit)
        )
        return [(msgspec.json.decode(row.line, type=PublicEntry), read_row(row)) for row in rows]

    def count_named(self, letter_id: int, number: int) -> Count:
        lines, record = tables.snapshot_lines, tables.endorsements
        standing = (
            select(func.count(), func.count(lines.c.line).filter(record.c.state == State.LISTED.value))
            .select_from(lines)
            .join(record, record.c.id == lines.c.endorsement_id)
            .where(
                lines.c.letter_id == letter_id,
                lines.c.number == number,
                record.c.state.in_([state.value for state in COUNTED]),
            )
        )
        total, named = self._connection.execute(standing).one()
        return Count(named, total - named)

    # Searched.

    def keep_search(self, letter_id: int, typed: str) -> int:
        searches = tables.searches
        number = int(self._cipher.digest(f"search:{letter_id}:{typed}")[:12], 16) % SEARCHES
        self._connection.execute(delete(searches).where((searches.c.until <= self._now) | (searches.c.id == number)))
        kept = {"id": number, "letter_id": letter_id, "sealed": self._cipher.seal(typed), "until": self._now + SEARCHED}
        self._connection.execute(insert(searches).values(kept))
        return number

    def search(self, letter_id: int, number: int) -> str | None:
        searches = tables.searches
        sealed = self._connection.execute(
            select(searches.c.sealed).where(searches.c.id == number, searches.c.letter_id == letter_id)
        ).scalar()
        return self._cipher.open(sealed) if sealed is not None else None

    # Brought in.

    def stage(self, letter_id: int, person_id: int, content: bytes) -> Import:
        staged = tables.imports
        self._connection.execute(
            delete(staged).where(
                ((staged.c.letter_id == letter_id) & (staged.c.person_id == person_id)) | (staged.c.until <= self._now),
                staged.c.state != Step.BEGUN.value,
            )
        )
        sha256 = hashlib.sha256(content).hexdigest()
        added = self._connection.execute(
            insert(staged)
            .values(
                letter_id=letter_id,
                person_id=person_id,
                sha256=sha256,
                sealed=self._cipher.seal_bytes(content),
                listed="",
                state=Step.STAGED.value,
                position=0,
                size=0,
                taken=0,
                until=self._now + KEPT,
            )
            .returning(staged.c.id)
        ).scalar_one()
        return Import(added, letter_id, person_id, sha256)

    def staged(self, letter_id: int, import_id: int) -> Import | None:
        staged = tables.imports
        row = self._connection.execute(
            select(staged).where(staged.c.id == import_id, staged.c.letter_id == letter_id)
        ).first()
        return self._import(row) if row else None

    def choose(self, import_id: int, choices: Choices) -> None:
        staged = tables.imports
        sealed = self._cipher.seal_bytes(msgspec.json.encode(choices))
        self._connection.execute(update(staged).where(staged.c.id == import_id).values(choices=sealed))

    def content(self, import_id: int) -> bytes:
        staged = tables.imports
        sealed = self._connection.execute(select(staged.c.sealed).where(staged.c.id == import_id)).scalar_one()
        return self._cipher.open_bytes(sealed)

    def begin(self, begun: Import, content: bytes) -> None:
        self._save(begun, sealed=self._cipher.seal_bytes(content))

    def begun(self) -> Import | None:
        row = self._connection.execute(_BEGUN).first()
        return self._import(row) if row else None

    def proceed(self, proceeded: Import) -> None:
        forgotten = {"sealed": self._cipher.seal_bytes(b""), "choices": None} if proceeded.step is Step.DONE else {}
        self._save(proceeded, **forgotten)

    def _save(self, changed: Import, **more: bytes | None) -> None:
        staged = tables.imports
        self._connection.execute(
            update(staged)
            .where(staged.c.id == changed.id)
            .values(
                listed=changed.listed,
                state=changed.step.value,
                position=changed.position,
                size=changed.size,
                taken=changed.taken,
                **more,
            )
        )

    def _import(self, row: Any) -> Import:
        chosen = msgspec.json.decode(self._cipher.open_bytes(row.choices), type=Choices) if row.choices else UNCHOSEN
        return Import(
            row.id,
            row.letter_id,
            row.person_id,
            row.sha256,
            Step(row.state),
            row.listed,
            row.position,
            row.size,
            row.taken,
            chosen,
        )


def _compared(lines: Sequence[Any]) -> tuple[list[Any], set[int]]:
    """The lines that name somebody, in their order, and whose names are withheld: of those nothing but whom they are of
    can be compared, and their order is by salts."""
    return [tuple(each) for each in lines if each[1] is not None], {number for number, line in lines if line is None}


def _named(letter_id: int, number: int) -> Sequence[ColumnElement[bool]]:
    """The lines of a snapshot whose organizations are in the list still."""
    lines = tables.snapshot_lines
    return (
        lines.c.letter_id == letter_id,
        lines.c.number == number,
        lines.c.line.is_not(None),
        tables.endorsements.c.state == State.LISTED.value,
    )
