"""Whom to ask comes from a table: an editor sees what would come of it before anything does."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import among, for_editors, hidden
from bot.errors import Conflict, NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Option
from bot.model.files import REPORT_LIFETIME, File
from bot.model.lists.imports import MOST_BYTES, Choices, Import, Step
from bot.model.outreach import MOST_IN_A_FILE
from bot.model.tables import encodings, reading
from bot.model.tables.delimited import DELIMITERS
from bot.model.tables.table import Ambiguous, Flaw, Format, NoTable, Table
from bot.service.lists import column_mapping
from bot.service.lists import imports as staging
from bot.service.outreach import imports
from bot.service.outreach.imports import COLUMNS, Found
from bot.text.text import Bullets, Part, Text, n, t
from bot.views import imports as imported
from bot.views import tables
from bot.views.outreach import OUTREACH

_COMMAND = "import_prospects"

LABELS: Mapping[str, Text] = {
    "organization": t("Organization"),
    "website": t("Website"),
    "contact": t("Contact"),
    "role": t("Their role"),
    "email": t("E-mail address"),
    "phone": t("Telephone"),
    "source": t("Known by"),
    "language": t("Language"),
    "note": t("Note"),
}
"""What each of the fields is called."""


def _import(call: Call) -> Reply:
    staged = _staged(call)
    content = call.unit.lists.content(staged.id)
    choices = _chosen(call, staged.choices)
    if call.text("act") == "encodings":
        ways = Ambiguous(Flaw.ENCODING, reading.readings(content, call.letter.languages))
        return tables.which_reading(_COMMAND, staged.id, ways)
    try:
        table = reading.read(content, COLUMNS.known, MOST_IN_A_FILE, choices.format, call.letter.languages)
    except NoTable as wrong:
        raise Conflict(tables.why_not(wrong, MOST_IN_A_FILE)) from None
    except Ambiguous as ambiguous:
        call.unit.lists.choose(staged.id, choices)
        return tables.which_reading(_COMMAND, staged.id, ambiguous)
    columns, asked = choices.columns or COLUMNS.guess(table.header), call.number("field")
    if asked is not None and asked < len(COLUMNS.fields):
        column = call.number("column")
        if column is None:
            return _which_column(staged, table, asked)
        columns = column_mapping.chosen(columns, asked, column - 1 if 0 < column <= len(table.header) else None)
    choices = replace(choices, columns=columns)
    call.unit.lists.choose(staged.id, choices)
    if column_mapping.column(columns, 0) is None:
        return _which_column(staged, table, 0)
    found = imports.look_through(call.unit, call.published.letter_id, call.letter, table, columns)
    if call.text("act") == "yes":
        return _bring_in(call, staged, choices, found)
    return _preview(call, staged, choices, table, found)


def _staged(call: Call) -> Import:
    """What was sent before by the same person, or has just come along: that is kept encrypted, and not as a file."""
    letter_id, number, file = call.published.letter_id, call.number("staged"), call.number("file")
    if number is not None:
        staged = staging.find(call.unit, letter_id, number)
        if staged.person_id != call.person().id or staged.step is not Step.STAGED:
            raise NotFound(t("This file is not kept any more. Please send it again."))
        return staged
    content = call.unit.files.content(file or 0)
    call.unit.files.forget(file or 0)
    if len(content) > MOST_BYTES:
        raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
    return call.unit.lists.stage(letter_id, call.person().id, content)


def _chosen(call: Call, choices: Choices) -> Choices:
    """What was said of the file so far, with what was just pressed."""
    pressed, before = call.text("encoding"), choices.format
    encoding = pressed if encodings.offered(pressed) else before.encoding
    return replace(choices, format=Format(encoding, DELIMITERS.get(call.text("delimiter"), before.delimiter)))


def _which_column(staged: Import, table: Table, field: int) -> Reply:
    about: dict[str, str | int] = {"staged": staged.id, "field": field}
    return tables.which_column(table, _COMMAND, about, LABELS[COLUMNS.fields[field]])


def _seal(staged: Import, choices: Choices, found: Found) -> str:
    """What a button confirms: this file, read like this, with so many rows that come in."""
    return hashlib.sha256(f"{staged.sha256} {choices} {len(found.rows)}".encode()).hexdigest()[:16]


def _bring_in(call: Call, staged: Import, choices: Choices, found: Found) -> Reply:
    if call.text("shown") != _seal(staged, choices, found):
        raise Conflict(t("Something has changed since you were asked. Look at it again, and confirm it then."))
    taken = imports.bring_in(call.unit, found.rows)
    call.unit.lists.proceed(replace(staged, step=Step.DONE, size=taken, taken=taken))
    said = n(
        "**Done.** {count} organization is on the list of whom to ask.",
        "**Done.** {count} organizations are on the list of whom to ask.",
        taken,
    )
    return Reply([said], (OUTREACH,), replaces=True)


def _preview(call: Call, staged: Import, choices: Choices, table: Table, found: Found) -> Reply:
    about: dict[str, str | int] = {"staged": staged.id}
    parts: list[Part] = [
        t("**Nothing was brought in yet.** This is what would come of the file:"),
        Bullets(tuple(_counted(found))),
        t("**How it was read**"),
        Bullets(tuple(tables.how_read(table))),
        t("**Which column is which**"),
        Bullets(tuple(_says(table, choices.columns, index) for index in range(len(COLUMNS.fields)))),
        t("Note only what you need to ask them. They can have it forgotten at any time."),
    ]
    confirm = Button(
        n("Put {count} organization on the list", "Put {count} organizations on the list", len(found.rows)),
        _COMMAND,
        {**about, "act": "yes", "shown": _seal(staged, choices, found)},
        style="primary",
    )
    others = [Button(label, _COMMAND, {**about, "field": index}) for index, label in enumerate(LABELS.values())]
    if encodings.guessed(table.format.encoding):
        others.append(Button(t("Read the text otherwise"), _COMMAND, {**about, "act": "encodings"}))
    files = (_report(call, found),) if found.refused or found.left_out else ()
    return Reply(parts, (*((confirm,) if found.rows else ()), *others), files=files)


def _counted(found: Found) -> Sequence[Text]:
    return (
        n("{count} organization would be asked", "{count} organizations would be asked", len(found.rows)),
        n("{count} row is refused", "{count} rows are refused", len(found.refused)),
        n("{count} cell can't be used", "{count} cells can't be used", len(found.left_out)),
    )


def _says(table: Table, columns: str, field: int) -> Text:
    place, name = column_mapping.column(columns, field), LABELS[COLUMNS.fields[field]]
    if place is None or place >= len(table.header):
        return t("{field}: no column", field=name)
    return t("{field}: {column}", field=name, column=table.header[place][:60])


def _report(call: Call, found: Found) -> File:
    content = imported.report(found.refused, found.left_out, LABELS, call.speech).encode()
    until = call.unit.now + REPORT_LIFETIME
    return call.unit.files.add(call.published.letter_id, "report.csv", "text/csv", content, until)


_FILE = Option(
    "file",
    Kind.FILE,
    t("File"),
    t("Please send the table as CSV, with a header above its rows."),
    when=lambda raw: not raw.get("staged"),
)
_TEXTS = (hidden(name, t("Version"), Kind.TEXT) for name in ("shown", "encoding", "delimiter"))

COMMANDS = (
    replace(
        for_editors(
            _COMMAND,
            t("Put organizations on the list of whom to ask, from a table"),
            _import,
            _FILE,
            *(hidden(name, t("Number")) for name in ("staged", "field", "column")),
            among("act", t("What"), "yes", "encodings"),
            *_TEXTS,
            irreversible="shown",
        ),
        title=t("Whom to ask, from a table"),
    ),
)
