"""Whom to ask comes from a table: an editor sees what would come of it before anything does."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import among, for_editors, hidden
from bot.commands.shared_tables import TableCommand
from bot.errors import Conflict, NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Option
from bot.model.lists.imports import Choices, Import, Step
from bot.model.outreach import MOST_IN_A_FILE
from bot.model.tables import encodings
from bot.model.tables.table import Table
from bot.service.lists import column_mapping
from bot.service.outreach import imports
from bot.service.outreach.imports import COLUMNS, Found
from bot.text.text import Part, Text, n, t
from bot.views.outreach import OUTREACH

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

_TABLE = TableCommand("import_prospects", COLUMNS, LABELS, MOST_IN_A_FILE)


def _import(call: Call) -> Reply:
    staged = _TABLE.staged(call)
    if staged.person_id != call.person().id or staged.step is not Step.STAGED:
        raise NotFound(t("This file is not kept any more. Please send it again."))
    read = _TABLE.read(call, staged)
    if isinstance(read, Reply):
        return read
    table, choices = read
    if column_mapping.column(choices.columns, 0) is None:
        return _TABLE.which_column(table, staged, 0)
    found = imports.look_through(call.unit, call.published.letter_id, call.letter, table, choices.columns)
    if call.text("act") == "yes":
        return _bring_in(call, staged, choices, found)
    return _preview(call, staged, choices, table, found)


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
        *_TABLE.preview(table, choices.columns, _counted(found)),
        t("Note only what you need to ask them. They can have it forgotten at any time."),
    ]
    confirm = Button(
        n("Put {count} organization on the list", "Put {count} organizations on the list", len(found.rows)),
        _TABLE.name,
        {**about, "act": "yes", "shown": _seal(staged, choices, found)},
        style="primary",
    )
    others = [Button(label, _TABLE.name, {**about, "field": index}) for index, label in enumerate(LABELS.values())]
    if encodings.guessed(table.format.encoding):
        others.append(Button(t("Read the text otherwise"), _TABLE.name, {**about, "act": "encodings"}))
    files = _TABLE.report(call, found.refused, found.left_out)
    return Reply(parts, (*((confirm,) if found.rows else ()), *others), files=files)


def _counted(found: Found) -> Sequence[Text]:
    return (
        n("{count} organization would be asked", "{count} organizations would be asked", len(found.rows)),
        n("{count} row is refused", "{count} rows are refused", len(found.refused)),
        n("{count} cell can't be used", "{count} cells can't be used", len(found.left_out)),
    )


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
            _TABLE.name,
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
