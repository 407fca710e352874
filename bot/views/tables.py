"""What is said of a table that somebody gives: why it can't be read, how it was read, and what they have to choose."""

from collections.abc import Mapping, Sequence

from bot.model.tables import encodings
from bot.model.tables.table import MOST_COLUMNS, Ambiguous, Flaw, NoTable, Table
from bot.service.lists.column_mapping import listed
from bot.text.text import Code, Listing, Text, n, t

DELIMITERS: Mapping[str, Text] = {",": t("commas"), ";": t("semicolons"), "\t": t("tabs"), "|": t("vertical bars")}

_WRONG: Mapping[Flaw, Text] = {
    Flaw.EMPTY: t("There are no rows in this file. It has to be a table as CSV, with a header above its rows."),
    Flaw.COLUMNS: t("This table has too many columns: {most} at the most.", most=MOST_COLUMNS),
    Flaw.WORKBOOK: t(
        "This is a workbook, and not a table as text: open it in Excel, LibreOffice or Numbers, save the sheet as “CSV "
        "UTF-8”, and give that file."
    ),
    Flaw.BINARY: t("This is no text. Save the table as “CSV UTF-8”."),
    Flaw.ENCODING: t("This text can't be read in that character encoding. Save the table as “CSV UTF-8”."),
}
_NAMED_LINES = 5


def why_not(wrong: NoTable, most_rows: int) -> Text:
    """Why a file can't be read, and what to do."""
    match wrong.flaw:
        case Flaw.ROWS:
            return t("This table has too many rows: {most} at the most. Split it into several files.", most=most_rows)
        case Flaw.QUOTE:
            return t(
                "The quotation marks on line {line} can't be read, and where its text ends is not clear: one that "
                "opens has to close before the next column.",
                line=wrong.line,
            )
        case Flaw.CELLS:
            return t(
                "Line {line} and all others have more cells than there are columns. A text that holds what separates "
                "the columns has to stand between quotation marks.",
                line=wrong.line,
            )
        case Flaw.LONG:
            return t("Line {line} is too long for a table. Save it as “CSV UTF-8”.", line=wrong.line)
        case flaw:
            return _WRONG[flaw]


def how_read(table: Table) -> Sequence[Text]:
    """How a table was read, with some of what stands in it that would read otherwise in another way."""
    said = [_encoding(table)]
    if len(table.header) > 1:
        said.append(t("Its columns are separated by {delimiter}.", delimiter=delimiter(table.format.delimiter)))
    if table.above:
        lines = [str(each.number) for each in table.above[:_NAMED_LINES]]
        said.append(
            n(
                "Above the header, line {lines} was not read: {text}",
                "Above the header, lines {lines} were not read: {text}",
                len(table.above),
                lines=Listing(lines),
                text=" ".join(table.above[0].cells).strip()[:60],
            )
        )
    return said


def _encoding(table: Table) -> Text:
    name = encodings.name_of(table.format.encoding)
    if not table.sample:
        return t("The text was read as {encoding}.", encoding=name)
    return t("The text was read as {encoding}, for example: {sample}", encoding=name, sample=Listing(table.sample))


def delimiter(character: str) -> Text | Code:
    """What separates columns, in words."""
    return DELIMITERS.get(character, Code(character))


def question(ambiguous: Ambiguous) -> Text:
    """What has to be chosen before a file can be read."""
    if ambiguous.flaw is Flaw.ENCODING:
        return t(
            "This file does not say in which character encoding its text is. In which of these are the names right?"
        )
    return t("The columns of this file can be separated in several ways. In which of these are the columns right?")


def no_organization(header: Sequence[str]) -> Text:
    """That no column holds the organizations, and which there are."""
    return t(
        "No column of this table is known to hold the names of the organizations. Its columns are: {columns}",
        columns=listed(header),
    )
