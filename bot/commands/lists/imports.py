"""Owners bring in sign-ons that were gathered elsewhere: they see what would come of it before anything does."""

import hashlib
from collections.abc import Mapping, Sequence

from bot.commands.shared_options import LETTER, OWNERS, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model import tables
from bot.model.files import REPORT_LIFETIME, File
from bot.model.lists.imports import MOST_BYTES, MOST_IN_CHAT, Import, Step
from bot.model.tables import NoTable, Table
from bot.ports.store import Unit
from bot.service.lists import column_mapping, imports
from bot.service.lists.column_mapping import FIELDS, Read, RefusedLine
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Bullets, Part, Text, n, t

OFFERED = 20
"""So many columns are offered for a field."""

LABELS: Mapping[str, Text] = {
    "organization": t("Organization"),
    "website": t("Website"),
    "place": t("Place"),
    "statement": t("Statement"),
    "representative": t("Name of the representative"),
    "role": t("Role of the representative"),
    "email": t("E-mail address of the representative"),
    "consent": t("The representative consents"),
}
WRONG: Mapping[str, Text] = {
    "empty": t("There are no rows in this file. It has to be a table as CSV, with a header on its first line."),
    "columns": t("This table has too many columns: {most} at the most.", most=tables.MOST_COLUMNS),
    "rows": t(
        "This table has too many rows: {most} at the most here. The host can bring in more with `countersign "
        "endorsements import`.",
        most=MOST_IN_CHAT,
    ),
    "broken": t("This is no table. Save it as CSV, in UTF-8."),
}


def looked_through(unit: Unit, letter_id: int, table: Table, columns: str) -> Read:
    """What would come of a table's rows now."""
    read = column_mapping.rows_of(table, columns)
    return column_mapping.without(read, imports.standing(unit, letter_id, read.rows), imports.REFUSED)


def refusals(refused: Sequence[RefusedLine], speech: Speech) -> str:
    """The rows that are refused as CSV: each with its line, its organization and the reason."""
    said = [(str(each.number), each.organization, label(each.why, speech)) for each in refused]
    return "\ufeff" + tables.written([("line", "organization", "reason"), *said])


def _import(call: Call) -> Reply:
    staged = _staged(call)
    if staged.step is not Step.STAGED:
        return _progress(staged)
    table = _table(call.unit.lists.content(staged.id))
    columns = call.text("columns") or column_mapping.guess(table.header)
    field, column = call.number("field"), call.number("column")
    if field is not None and field < len(FIELDS):
        if column is None:
            return _which_column(staged, table, columns, field)
        columns = column_mapping.chosen(columns, field, column - 1 if 0 < column <= len(table.header) else None)
    read = looked_through(call.unit, call.published.letter_id, table, columns)
    if call.text("act") == "yes":
        if call.text("shown") != _seal(staged, columns, read):
            raise Conflict(t("Something has changed since you were asked. Look at it again, and confirm it then."))
        return _progress(imports.begin(call.unit, staged, read.rows, ""))
    return _preview(call, staged, table, columns, read)


def _staged(call: Call) -> Import:
    """What was sent before, or has just come along: that is kept encrypted, and not as a file."""
    letter_id, number, file = call.published.letter_id, call.number("staged"), call.number("file")
    if number is not None:
        return imports.find(call.unit, letter_id, number)
    content = call.unit.files.content(file or 0)
    call.unit.files.forget(file or 0)
    if len(content) > MOST_BYTES:
        raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
    text = tables.decoded(content)
    _table(text)
    return call.unit.lists.stage(letter_id, call.person().id, text)


def _table(text: str) -> Table:
    try:
        return tables.read_table(text, MOST_IN_CHAT)
    except NoTable as wrong:
        raise Conflict(WRONG[str(wrong)]) from None


def _seal(staged: Import, columns: str, read: Read) -> str:
    """What a button confirms: this file, read like this, with so many rows that come in."""
    return hashlib.sha256(f"{staged.sha256} {columns} {len(read.rows)}".encode()).hexdigest()[:16]


def _preview(call: Call, staged: Import, table: Table, columns: str, read: Read) -> Reply:
    taken, refused = len(read.rows), len(read.refused)
    parts: list[Part] = [
        t("**Nothing was brought in yet.** This is what would come of the file:"),
        Bullets(
            (
                n("{count} organization would wait for review", "{count} organizations would wait for review", taken),
                n("{count} row is refused", "{count} rows are refused", refused),
            )
        ),
        t("**Which column is which**"),
        Bullets(tuple(_says(table, columns, field) for field in range(len(FIELDS)))),
        t("Who represents an organization is kept only where the row says that they consent to it."),
    ]
    about: dict[str, str | int] = {"staged": staged.id, "columns": columns}
    confirm = Button(
        n("Bring in {count} organization", "Bring in {count} organizations", taken),
        "import",
        {**about, "act": "yes", "shown": _seal(staged, columns, read)},
        style="primary",
    )
    others = [Button(LABELS[name], "import", {**about, "field": index}) for index, name in enumerate(FIELDS)]
    files = (_refused(call, read),) if refused else ()
    return Reply(parts, (*((confirm,) if taken else ()), *others), files=files)


def _says(table: Table, columns: str, field: int) -> Text:
    place, name = column_mapping.column(columns, field), LABELS[FIELDS[field]]
    if place is None or place >= len(table.header):
        return t("{field}: no column", field=name)
    return t("{field}: {column}", field=name, column=table.header[place][:60])


def _refused(call: Call, read: Read) -> File:
    content = refusals(read.refused, call.speech).encode()
    until = call.unit.now + REPORT_LIFETIME
    return call.unit.files.add(call.published.letter_id, "refused.csv", "text/csv", content, until)


def _which_column(staged: Import, table: Table, columns: str, field: int) -> Reply:
    about: dict[str, str | int] = {"staged": staged.id, "columns": columns, "field": field}
    offered = [
        Button(name or t("Column {number}", number=number), "import", {**about, "column": number})
        for number, name in enumerate(table.header[:OFFERED], 1)
    ]
    none = Button(t("No column"), "import", {**about, "column": 0})
    return Reply([t("**Which column is this?** {field}", field=LABELS[FIELDS[field]])], (*offered, none), replaces=True)


def _progress(begun: Import) -> Reply:
    said = (
        t("**Done.** {taken} of {size} organizations were brought in; they wait for review.", **_counts(begun))
        if begun.step is Step.DONE
        else t("**They are being brought in:** {taken} of {size} so far.", **_counts(begun))
    )
    again = Button(t("Look again"), "import", {"staged": begun.id})
    return Reply([said], () if begun.step is Step.DONE else (again,), replaces=True)


def _counts(begun: Import) -> Mapping[str, object]:
    return {"taken": begun.taken, "size": begun.size}


_FILE = Option(
    "file",
    Kind.FILE,
    t("File"),
    t("Please send the table as CSV, with a header on its first line."),
    when=lambda raw: not raw.get("staged"),
)
_STAGED, _FIELD, _COLUMN = (hidden(name, t("Number")) for name in ("staged", "field", "column"))
_COLUMNS, _SHOWN = (hidden(name, t("Version"), Kind.TEXT) for name in ("columns", "shown"))
_ACT = hidden("act", t("What"), Kind.CHOICE, (Choice("yes", t("Yes")),))

COMMANDS = (
    Command(
        "import",
        t("Bring in sign-ons that were gathered elsewhere"),
        _import,
        (LETTER, _FILE, _STAGED, _COLUMNS, _FIELD, _COLUMN, _ACT, _SHOWN),
        roles=OWNERS,
        private=True,
        title=t("Bring in sign-ons"),
    ),
)
