"""How a table that somebody has sent is read in a chat, question by question, whatever is made of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import Conflict
from bot.interface.call import Call, Reply
from bot.model.files import File
from bot.model.lists.imports import MOST_BYTES, Choices, Import
from bot.model.tables import encodings, reading
from bot.model.tables.delimited import DELIMITERS
from bot.model.tables.table import Ambiguous, Flaw, Format, NoTable, Table
from bot.service.lists import column_mapping, imports
from bot.service.lists.column_mapping import Columns
from bot.service.lists.rows import LeftOut, RefusedLine
from bot.text.text import Bullets, Part, Text, t
from bot.views import imports as imported
from bot.views import tables


@dataclass(frozen=True, slots=True)
class TableCommand:
    """A command that takes a table: its name, what its columns can be and are called, and so many rows at the most. Its
    options are `file`, and hidden ones named `staged`, `field`, `column`, `act`, `encoding` and `delimiter`."""

    name: str
    columns: Columns
    labels: Mapping[str, Text]
    most: int

    def staged(self, call: Call) -> Import:
        """What was sent before, or has just come along: that is kept encrypted, and not as a file. Raises `NotFound`
        where it is not kept any more, `Conflict` where it is too large."""
        letter_id, number, file = call.published.letter_id, call.number("staged"), call.number("file")
        if number is not None:
            return imports.find(call.unit, letter_id, number)
        content = call.unit.files.content(file or 0)
        call.unit.files.forget(file or 0)
        if len(content) > MOST_BYTES:
            raise Conflict(t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
        return call.unit.lists.stage(letter_id, call.person().id, content)

    def read(self, call: Call, staged: Import) -> tuple[Table, Choices] | Reply:
        """The table with what was said of it so far and was just pressed; or the question that is to be answered
        before. Raises `Conflict` for what can't be read."""
        content = call.unit.lists.content(staged.id)
        if call.text("act") == "encodings":
            ways = Ambiguous(Flaw.ENCODING, reading.readings(content, call.letter.languages))
            return tables.which_reading(self.name, staged.id, ways)
        choices = replace(staged.choices, format=_format(call, staged.choices.format))
        try:
            table = reading.read(content, self.columns.known, self.most, choices.format, call.letter.languages)
        except NoTable as wrong:
            raise Conflict(tables.why_not(wrong, self.most)) from None
        except Ambiguous as ambiguous:
            call.unit.lists.choose(staged.id, choices)
            return tables.which_reading(self.name, staged.id, ambiguous)
        columns = call.text("columns") or choices.columns or self.columns.guess(table.header)
        field, column = call.number("field"), call.number("column")
        if field is not None and field < len(self.columns.fields):
            if column is None:
                return self.which_column(table, staged, field)
            columns = column_mapping.chosen(columns, field, column - 1 if 0 < column <= len(table.header) else None)
        choices = replace(choices, columns=columns)
        call.unit.lists.choose(staged.id, choices)
        return table, choices

    def which_column(self, table: Table, staged: Import, field: int) -> Reply:
        """The question which column holds a field."""
        about: dict[str, str | int] = {"staged": staged.id, "field": field}
        return tables.which_column(table, self.name, about, self.labels[self.columns.fields[field]])

    def preview(
        self, table: Table, columns: str, counted: Sequence[Text], first: Sequence[Part] = ()
    ) -> Sequence[Part]:  # fmt: skip
        """What would come of a file of which nothing was brought in yet, how it was read, and which column is which.
        `first`: some of what is in it."""
        return (
            t("**Nothing was brought in yet.** This is what would come of the file:"),
            Bullets(tuple(counted)),
            *first,
            t("**How it was read**"),
            Bullets(tuple(tables.how_read(table))),
            t("**Which column is which**"),
            self._said(table, columns),
        )

    def _said(self, table: Table, columns: str) -> Bullets:
        return Bullets(tuple(self._says(table, columns, index) for index in range(len(self.columns.fields))))

    def _says(self, table: Table, columns: str, field: int) -> Text:
        place, name = column_mapping.column(columns, field), self.labels[self.columns.fields[field]]
        if place is None or place >= len(table.header):
            return t("{field}: no column", field=name)
        return t("{field}: {column}", field=name, column=table.header[place][:60])

    def report(self, call: Call, refused: Sequence[RefusedLine], left_out: Sequence[LeftOut]) -> tuple[File, ...]:
        """As a file, what is not brought in and why, where there is any."""
        if not refused and not left_out:
            return ()
        content = imported.report(refused, left_out, self.labels, call.speech).encode()
        return (call.unit.files.made_sealed(call.published.letter_id, "report.csv", "text/csv", content),)


def _format(call: Call, before: Format) -> Format:
    """How the file is written, as was said before and was just pressed."""
    pressed = call.text("encoding")
    encoding = pressed if encodings.offered(pressed) else before.encoding
    return Format(encoding, DELIMITERS.get(call.text("delimiter"), before.delimiter))
