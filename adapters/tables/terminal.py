"""A table that the host gives, read; what is wrong with it or has to be chosen is said for the terminal."""

from collections.abc import Sequence

from bot.errors import SetupError
from bot.model.tables import encodings, reading
from bot.model.tables.delimited import DELIMITERS
from bot.model.tables.headers import Known
from bot.model.tables.table import Ambiguous, Flaw, Format, NoTable, Reading, Table
from bot.text.compose import label
from bot.text.direction import uncontrolled
from bot.text.locales import SOURCE, load
from bot.text.text import Text
from bot.views import tables


def read_table(
    content: bytes, known: Known, most_rows: int, wanted: Format, languages: Sequence[str] = ()
) -> Table:  # fmt: skip
    """The table in a file; raises `SetupError` where it can't be read, or only once its format is named."""
    try:
        return reading.read(content, known, most_rows, wanted, languages)
    except NoTable as wrong:
        raise SetupError(said(tables.why_not(wrong, most_rows))) from None
    except Ambiguous as ambiguous:
        lines = [said(tables.question(ambiguous)), *(_shown(each, ambiguous.flaw) for each in ambiguous.readings)]
        raise SetupError("\n".join([*lines, "Nothing was done. Give it again with the one that is right."])) from None


def how_read(table: Table) -> Sequence[str]:
    """How a table was read, for the terminal."""
    return [said(each) for each in tables.how_read(table)]


def said(text: Text) -> str:
    """A text on one line of the terminal, without characters that could steer it."""
    return "".join(each if each.isprintable() else " " for each in uncontrolled(label(text, load()[SOURCE])))


def _shown(each: Reading, flaw: Flaw) -> str:
    if flaw is Flaw.ENCODING:
        option = f"--encoding {each.format.encoding}  ({encodings.name_of(each.format.encoding)})"
    else:
        name = next(name for name, character in DELIMITERS.items() if character == each.format.delimiter)
        option = f"--delimiter {name}"
    return f"  {option}: {' · '.join(''.join(filter(str.isprintable, cell)) for cell in each.sample)}"
