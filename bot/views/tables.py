"""What is said of a table that somebody gives: why it can't be read, how it was read, and what they have to choose."""

from collections.abc import Mapping, Sequence

from bot.interface.call import Button, Reply
from bot.model.tables import encodings
from bot.model.tables.delimited import DELIMITERS as KEYS
from bot.model.tables.table import MOST_COLUMNS, Ambiguous, Flaw, NoTable, Reading, Table
from bot.service.lists.column_mapping import listed
from bot.text.text import Bullets, Code, Listing, Text, n, t

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

OFFERED = 20
"""So many columns are offered for a field."""


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


# What is asked in a chat: `command` takes the answers, with what `about` fills in.


def which_reading(command: str, staged: int, ambiguous: Ambiguous) -> Reply:
    """In which of several ways a file is to be read, with some of what then stands in it."""
    offered = Bullets(tuple(_shown(each, ambiguous.flaw) for each in ambiguous.readings))
    buttons = [_reading_button(command, staged, each, ambiguous.flaw) for each in ambiguous.readings]
    none = t("If none is right, save the table as “CSV UTF-8” and send it again.")
    return Reply([question(ambiguous), offered, none], tuple(buttons), replaces=True)


def _shown(each: Reading, flaw: Flaw) -> Text:
    return t("{way}: {sample}", way=_way(each, flaw), sample=Listing(each.sample))


def _way(each: Reading, flaw: Flaw) -> object:
    if flaw is Flaw.ENCODING:
        return encodings.name_of(each.format.encoding)
    return delimiter(each.format.delimiter)


def _reading_button(command: str, staged: int, each: Reading, flaw: Flaw) -> Button:
    label = t("{way}: {sample}", way=_way(each, flaw), sample=(each.sample or ("",))[0][:30])
    if flaw is Flaw.ENCODING:
        return Button(label, command, {"staged": staged, "encoding": each.format.encoding})
    key = next(key for key, character in KEYS.items() if character == each.format.delimiter)
    return Button(label, command, {"staged": staged, "delimiter": key, "encoding": each.format.encoding})


def which_column(table: Table, command: str, about: Mapping[str, str | int], field: Text) -> Reply:
    """Which column holds a field."""
    none = Button(t("No column"), command, {**about, "column": 0})
    asked = t("**Which column is this?** {field}", field=field)
    return Reply([asked, *too_many(table)], (*column_buttons(table, command, about), none), replaces=True)


def too_many(table: Table) -> Sequence[Text]:
    """That not every column can be chosen, where that is so."""
    if len(table.header) <= OFFERED:
        return ()
    return (
        n(
            "Only the first column can be chosen here: move the one that you mean to the front.",
            "Only the first {count} columns can be chosen here: move the one that you mean to the front.",
            OFFERED,
        ),
    )


def column_buttons(table: Table, command: str, about: Mapping[str, str | int]) -> Sequence[Button]:
    """A button for each column that can be chosen."""
    return [
        Button(_column_label(table, number), command, {**about, "column": number})
        for number, _ in enumerate(table.header[:OFFERED], 1)
    ]


def _column_label(table: Table, number: int) -> Text | str:
    """The name of a column; its number too, where others begin alike or it has no name."""
    shown = [name[:40] for name in table.header]
    name = shown[number - 1]
    if not name:
        return t("Column {number}", number=number)
    return name if shown.count(name) == 1 else t("{name} (column {number})", name=name, number=number)
