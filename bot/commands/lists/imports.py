"""Owners bring in sign-ons that were gathered elsewhere: they see what would come of it before anything does."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.commands.shared_options import LETTER, OWNERS, hidden
from bot.commands.shared_tables import TableCommand
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.lists.imports import MOST_IN_CHAT, UNEXPLAINED, Choices, Import, Meanings, Step
from bot.model.tables import encodings
from bot.model.tables.table import Table
from bot.service.lists import column_mapping, consents, imports
from bot.service.lists.column_mapping import FIELDS
from bot.service.lists.consents import MOST_VALUES, Answer
from bot.service.lists.rows import Read
from bot.text.text import Bullets, Listing, Part, Text, n, t
from bot.views import imports as imported
from bot.views import tables

_TABLE = TableCommand("import", column_mapping.SIGN_ONS, imported.LABELS, MOST_IN_CHAT)

_NAMED = 10
"""So many lines are named by their numbers."""


def _import(call: Call) -> Reply:
    staged = _TABLE.staged(call)
    if staged.step is not Step.STAGED:
        return _progress(staged)
    read = _TABLE.read(call, staged)
    if isinstance(read, Reply):
        return read
    table, choices = read
    choices = replace(choices, meanings=_meanings(call, table, choices))
    call.unit.lists.choose(staged.id, choices)
    return _next(call, staged, table, choices)


def _meanings(call: Call, table: Table, choices: Choices) -> Meanings:
    """What the words of the column of consent mean, with what was just pressed."""
    before, act = choices.meanings, call.text("act")
    if act == "anew":
        return UNEXPLAINED
    if act == "rest":
        return replace(before, rest=True)
    meant = [
        consents.key(each.value)
        for each in consents.answers(table, choices.columns, before)
        if _sign(each.value) == call.text("value")
    ]
    if act == "agrees":
        return replace(before, yes=(*before.yes, *meant))
    return replace(before, no=(*before.no, *meant)) if act == "differs" else before


def _next(call: Call, staged: Import, table: Table, choices: Choices) -> Reply:
    """The next question that is open, else what would come of the file, or its beginning where that was confirmed."""
    if column_mapping.column(choices.columns, 0) is None:
        return _no_organization(staged, table)
    answers = consents.asked(table, choices.columns, choices.meanings)
    undecided = [each for each in answers if each.means is None]
    if undecided:
        return _what_it_means(staged, answers, undecided)
    read = imports.look_through(call.unit, call.published.letter_id, table, choices)
    if call.text("act") == "yes":
        if call.text("shown") != _seal(staged, choices, read):
            raise Conflict(t("Something has changed since you were asked. Look at it again, and confirm it then."))
        return _progress(imports.begin(call.unit, staged, read.rows, ""))
    return _preview(call, staged, table, choices, read)


def _seal(staged: Import, choices: Choices, read: Read) -> str:
    """What a button confirms: this file, read like this, with so many rows that come in."""
    chosen = msgspec.json.encode(choices).decode()
    return hashlib.sha256(f"{staged.sha256} {chosen} {len(read.rows)}".encode()).hexdigest()[:16]


def _sign(value: str) -> str:
    """A value of the column of consent, as a button can hold it."""
    return hashlib.sha256(consents.key(value).encode()).hexdigest()[:8]


def _preview(call: Call, staged: Import, table: Table, choices: Choices, read: Read) -> Reply:
    taken, answers = len(read.rows), consents.asked(table, choices.columns, choices.meanings)
    parts: list[Part] = [
        *_TABLE.preview(table, choices.columns, _counted(read), imported.first_names(read)),
        t("Who represents an organization is kept only where the row says that they consent to it."),
    ]
    if answers:
        parts += [
            t("**What the words mean**"),
            Bullets(tuple(imported.meaning(each) for each in answers[:MOST_VALUES])),
        ]
    about: dict[str, str | int] = {"staged": staged.id}
    confirm = Button(
        n("Bring in {count} organization", "Bring in {count} organizations", taken),
        "import",
        {**about, "act": "yes", "shown": _seal(staged, choices, read)},
        style="primary",
    )
    others = [Button(imported.LABELS[name], "import", {**about, "field": index}) for index, name in enumerate(FIELDS)]
    if encodings.guessed(table.format.encoding):
        others.append(Button(t("Read the text otherwise"), "import", {**about, "act": "encodings"}))
    if choices.meanings != UNEXPLAINED:
        others.append(Button(t("Say anew what the words mean"), "import", {**about, "act": "anew"}))
    files = _TABLE.report(call, read.refused, read.left_out)
    return Reply(parts, (*((confirm,) if taken else ()), *others), files=files)


def _counted(read: Read) -> Sequence[Text]:
    """How many rows come in, are refused, and come in without something; the latter two by their lines."""
    taken, refused = len(read.rows), [each.number for each in read.refused]
    said = [
        n("{count} organization would wait for review", "{count} organizations would wait for review", taken),
        n("{count} row is refused", "{count} rows are refused", len(refused)),
    ]
    if refused:
        said[-1] = n(
            "{count} row is refused: line {lines}",
            "{count} rows are refused: lines {lines}",
            len(refused),
            lines=_lines(refused),
        )
    for field in FIELDS:
        lines = [each.number for each in read.left_out if each.field == field]
        if lines:
            said.append(
                n(
                    "{count} row comes in without what stands under “{field}”: line {lines}",
                    "{count} rows come in without what stands under “{field}”: lines {lines}",
                    len(lines),
                    field=imported.LABELS[field],
                    lines=_lines(lines),
                )
            )
    return said


def _lines(numbers: Sequence[int]) -> Listing:
    named: list[object] = [str(each) for each in numbers[:_NAMED]]
    return Listing([*named, t("others")] if len(numbers) > _NAMED else named)


def _no_organization(staged: Import, table: Table) -> Reply:
    about: dict[str, str | int] = {"staged": staged.id, "field": 0}
    buttons = tables.column_buttons(table, "import", about)
    return Reply(
        [
            tables.no_organization(table.header),
            t("**Which of them is it?** Nothing was brought in yet."),
            *tables.too_many(table),
        ],
        tuple(buttons),
        replaces=True,
    )


def _what_it_means(staged: Import, answers: Sequence[Answer], undecided: Sequence[Answer]) -> Reply:
    about: dict[str, str | int] = {"staged": staged.id}
    first = undecided[0]
    parts: list[Part] = [
        t("**Who represents an organization is kept only where they consent.** The table says of consent:"),
        Bullets(tuple(imported.meaning(each) for each in answers[:MOST_VALUES])),
    ]
    none = Button(t("None of what is open means yes"), "import", {**about, "act": "rest"})
    other = Button(imported.LABELS["consent"], "import", {**about, "field": FIELDS.index("consent")})
    if len(answers) > MOST_VALUES:
        parts.append(
            n(
                "There is {count} value, too many to ask about each. Is it another column?",
                "There are {count} different values, too many to ask about each. Is it another column?",
                len(answers),
            )
        )
        return Reply(parts, (other, none), replaces=True)
    parts.append(t("Does this mean that they consent? {value}", value=imported.shortened(first.value)))
    value = {**about, "value": _sign(first.value)}
    yes = Button(t("It means yes"), "import", {**value, "act": "agrees"})
    no = Button(t("It does not"), "import", {**value, "act": "differs"})
    return Reply(parts, (yes, no, none, other), replaces=True)


def _progress(begun: Import) -> Reply:
    said = (
        t("**Done.** Brought in: {taken} of {size}. What was brought in waits for review.", **_counts(begun))
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
    t("Please send the table as CSV, with a header above its rows."),
    when=lambda raw: not raw.get("staged"),
)
_STAGED, _FIELD, _COLUMN = (hidden(name, t("Number")) for name in ("staged", "field", "column"))
_COLUMNS, _SHOWN = (hidden(name, t("Version"), Kind.TEXT) for name in ("columns", "shown"))
_ACT = hidden(
    "act",
    t("What"),
    Kind.CHOICE,
    tuple(Choice(key, t("Yes")) for key in ("yes", "encodings", "agrees", "differs", "rest", "anew")),
)
_ENCODING, _DELIMITER, _VALUE = (hidden(name, t("Version"), Kind.TEXT) for name in ("encoding", "delimiter", "value"))

COMMANDS = (
    Command(
        "import",
        t("Bring in sign-ons that were gathered elsewhere"),
        _import,
        (LETTER, _FILE, _STAGED, _COLUMNS, _FIELD, _COLUMN, _ACT, _SHOWN, _ENCODING, _DELIMITER, _VALUE),
        roles=OWNERS,
        private=True,
        title=t("Bring in sign-ons"),
        irreversible="shown",
    ),
)
