"""What the host does on the terminal with a letter's list: it is written to a file, and sign-ons are read from one."""

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from bot.commands.lists.imports import looked_through
from bot.errors import Refusal, SetupError
from bot.model import tables
from bot.model.endorsements.endorsement import State
from bot.model.letters.letter import Revision
from bot.model.lists.imports import MOST_ROWS, ImportedRow
from bot.model.people.person import Account, Person
from bot.model.tables import NoTable
from bot.ports.store import Store, Unit
from bot.service.lists import column_mapping, exports, imports
from bot.service.lists.column_mapping import Read
from bot.service.lists.exports import Exported, FileFormat
from bot.text.compose import label
from bot.text.locales import SOURCE, load

HOST = Account("host", "terminal")
"""Who acts on the terminal: the person that the journal names for what the host brings in."""

WRONG = {
    "empty": "there are no rows: it has to be a table as CSV, with a header on its first line",
    "columns": f"there are too many columns: {tables.MOST_COLUMNS} at the most",
    "rows": f"there are too many rows: {MOST_ROWS} at the most",
    "broken": "it is no table: save it as CSV, in UTF-8",
}


async def letter(store: Store, slug: str) -> Revision:
    """The letter of this name, else the only one; raises `SetupError` where it is not clear."""
    every = await store.read(lambda unit: unit.letters.all())
    meant = [each for each in every if slug in ("", each.letter.slug)]
    if len(meant) == 1:
        return meant[0]
    names = ", ".join(each.letter.slug for each in every) or "none"
    raise SetupError(f"Say which letter with --letter. There are: {names}.")


async def export(store: Store, slug: str, form: FileFormat, everything: bool, to: TextIO) -> int:
    """Write a letter's list, so many organizations at a time; how many there were."""
    revision, count, after = await letter(store, slug), 0, None
    states = exports.ALL if everything else exports.PUBLIC
    to.write(exports.begun(form, revision))
    while found := await store.read(functools.partial(_page, letter_id=revision.letter_id, states=states, after=after)):
        to.write(exports.piece(form, found, first=count == 0))
        count, after = count + len(found), found[-1]
    to.write(exports.ended(form, revision))
    return count


def _page(unit: Unit, letter_id: int, states: frozenset[State], after: Exported | None) -> Sequence[Exported]:
    return exports.page(unit, letter_id, states, after)


async def bring_in(
    store: Store, slug: str, *, content: bytes, typed: str, listed: str, dry: bool, say: Callable[[str], None]
) -> int:
    """Bring a table's sign-ons in, in bounded pieces, or only say what would come of it; 1 where a row is refused.
    Raises `SetupError` where the file as a whole can't be read."""
    revision = await letter(store, slug)
    try:
        table = tables.read_table(tables.decoded(content), MOST_ROWS)
        columns = column_mapping.mapped(table.header, typed)
    except NoTable as wrong:
        raise SetupError(f"The file can't be brought in: {WRONG[str(wrong)]}.") from None
    except Refusal as wrong:
        raise SetupError(label(wrong.text, load()[SOURCE])) from None
    for index, field in enumerate(column_mapping.FIELDS):
        place = column_mapping.column(columns, index)
        say(f"{field}: {table.header[place] if place is not None else 'no column'}")
    number = revision.letter_id
    read = await store.read(lambda unit: looked_through(unit, number, table, columns))
    _tell(read, say)
    if dry:
        say(f"{len(read.rows)} would be brought in, {len(read.refused)} refused. Nothing was done.")
        return 1 if read.refused else 0
    person, taken = await store.write(lambda unit: unit.people.ensure(HOST)), 0
    for piece in _pieces(read.rows):
        taken += await store.write(functools.partial(_bring_in, person, revision, piece, listed))
    say(f"{taken} brought in, {len(read.refused)} refused.")
    return 1 if read.refused else 0


def _bring_in(person: Person, revision: Revision, piece: Sequence[ImportedRow], listed: str, unit: Unit) -> int:
    return imports.bring_in(unit, person, revision, piece, listed)


def _pieces(brought: Sequence[ImportedRow]) -> Iterator[Sequence[ImportedRow]]:
    for start in range(0, len(brought), imports.PIECE):
        yield brought[start : start + imports.PIECE]


def _tell(read: Read, say: Callable[[str], None]) -> None:
    speech = load()[SOURCE]
    for each in read.refused:
        name = "".join(character for character in each.organization if character.isprintable())
        say(f"line {each.number}: {name or 'no name'}: {label(each.why, speech)}")


def opened(path: Path) -> TextIO:
    """A file to write to; raises `SetupError` where it can't be written."""
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise SetupError(f"{path} can't be written: {error.strerror}.") from error
