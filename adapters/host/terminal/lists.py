"""What the host does on the terminal with a letter's list: it is written to a file, and sign-ons are read from one."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from adapters.private_files import private
from adapters.tables.terminal import how_read, read_table, said
from bot.errors import Refusal, SetupError
from bot.model.endorsements.endorsement import State
from bot.model.letters.letter import Revision
from bot.model.lists.imports import MOST_ROWS, Choices, ImportedRow, Meanings
from bot.model.people.person import Account, Person
from bot.model.tables.table import UNSAID, Format, Table
from bot.ports.store import Store, Unit
from bot.service.lists import column_mapping, consents, exports, imports
from bot.service.lists.exports import Exported, FileFormat
from bot.service.lists.rows import Read
from bot.views import imports as imported
from bot.views import tables

HOST = Account("host", "terminal")
"""Who acts on the terminal: the person that the journal names for what the host brings in."""

_NAME_IT = 'Say which with --map "organization=Name of the column".'
_SAY_WHAT_IT_MEANS = (
    "Who represents an organization is kept only where they consent. Say which of these values mean yes with --consent "
    'VALUE, as often as there are such; all others are then no. With --consent "" none of them does. Nothing was done.'
)


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the host says of a table: how it is written, which column is which (`field=Column`), and which values of the
    column of consent mean yes; nothing where that was not said."""

    format: Format = UNSAID
    columns: Sequence[str] = ()
    consents: Sequence[str] | None = None


async def bring_in(
    store: Store, slug: str, *, content: bytes, wanted: Wanted, listed: str, dry: bool, say: Callable[[str], None]
) -> int:
    """Bring a table's sign-ons in, in bounded pieces, or only say what would come of it; 1 where a row is refused.
    Raises `SetupError` where the file as a whole can't be read, or something has to be said of it before."""
    revision = await letter(store, slug)
    try:
        known = column_mapping.knowing(wanted.columns)
        table = read_table(content, known, MOST_ROWS, wanted.format, revision.letter.languages)
        columns = column_mapping.mapped(table.header, wanted.columns)
    except Refusal as wrong:
        raise SetupError(said(wrong.text)) from None
    for line in how_read(table):
        say(line)
    if column_mapping.column(columns, 0) is None:
        raise SetupError(f"{said(tables.no_organization(table.header))}. {_NAME_IT}")
    for index, field in enumerate(column_mapping.FIELDS):
        place = column_mapping.column(columns, index)
        say(f"{field}: {table.header[place] if place is not None else 'no column'}")
    choices = Choices(table.format, columns, _meanings(table, columns, wanted.consents, say))
    number = revision.letter_id
    read = await store.read(lambda unit: imports.look_through(unit, number, table, choices))
    for text in imported.first_names(read):
        say(said(text))
    _tell(read, say)
    refused = f"{len(read.refused)} refused"
    if read.left_out:
        refused += f"; something is left out of {len({each.number for each in read.left_out})}"
    if dry:
        say(f"{len(read.rows)} would be brought in, {refused}. Nothing was done.")
        return 1 if read.refused else 0
    person, taken = await store.write(lambda unit: unit.people.ensure(HOST)), 0
    for piece in _pieces(read.rows):
        taken += await store.write(functools.partial(_bring_in, person, revision, piece, listed))
    say(f"{taken} brought in, {refused}.")
    return 1 if read.refused else 0


def _meanings(table: Table, columns: str, typed: Sequence[str] | None, say: Callable[[str], None]) -> Meanings:
    """What the words of the column of consent mean; raises `SetupError` where that has to be said."""
    meant = Meanings() if typed is None else consents.meanings(typed, rest=True)
    answers = consents.asked(table, columns, meant)
    missing = [
        each for each in typed or () if each and consents.key(each) not in {consents.key(a.value) for a in answers}
    ]
    if missing:
        raise SetupError(f"No row says {missing[0]!r} in the column of consent.")
    for each in answers[: consents.MOST_VALUES]:
        say(f"consent: {said(imported.meaning(each))}")
    if len(answers) > consents.MOST_VALUES:
        say(f"consent: {len(answers) - consents.MOST_VALUES} other values")
    if any(each.means is None for each in answers):
        raise SetupError(_SAY_WHAT_IT_MEANS)
    return meant


def _bring_in(person: Person, revision: Revision, piece: Sequence[ImportedRow], listed: str, unit: Unit) -> int:
    return imports.bring_in(unit, person, revision, piece, listed)


def _pieces(brought: Sequence[ImportedRow]) -> Iterator[Sequence[ImportedRow]]:
    for start in range(0, len(brought), imports.PIECE):
        yield brought[start : start + imports.PIECE]


def _tell(read: Read, say: Callable[[str], None]) -> None:
    refused = [(each.number, each.organization, said(each.why)) for each in read.refused]
    left_out = [(each.number, each.organization, f"left out: {each.field}. {said(each.why)}") for each in read.left_out]
    for number, organization, what in sorted((*refused, *left_out), key=lambda each: each[0]):
        name = "".join(character for character in organization if character.isprintable())
        say(f"line {number}: {name}: {what}" if name else f"line {number}: {what}")


def opened(path: Path) -> TextIO:
    """A file to write to; raises `SetupError` where it can't be written."""
    try:
        return open(path, "w", encoding="utf-8", newline="", opener=private)
    except OSError as error:
        raise SetupError(f"{path} can't be written: {error.strerror}.") from error
