"""The rows of somebody else's table as sign-ons: what comes of each, and what of it can't be used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import Invalid
from bot.model.endorsements.endorsement import PublicEntry, Representative, State
from bot.model.letters.categories import Categories, Trait, barring, of
from bot.model.lists.imports import Choices, ImportedRow, Meanings
from bot.model.organizations.organization import normalize, same_place
from bot.model.tables.table import Flaw, Table
from bot.service.lists.column_mapping import FIELDS, column
from bot.service.lists.consents import means_yes
from bot.text import cells as foreign
from bot.text import checks
from bot.text.text import Text, t

UNREAD: Mapping[Flaw, Text] = {
    Flaw.QUOTE: t("Its quotation marks can't be read: one that opens has to close before the next column."),
    Flaw.CELLS: t("It has more cells than there are columns. A text that holds what separates the columns has to stand "
                  "between quotation marks."),
    Flaw.HEADER: t("It names the columns once more."),
}  # fmt: skip
"""Why a line of a table is left out as a whole."""

_LENGTHS = {"website": checks.WEBSITE_LENGTH, "place": 100, "statement": 500, "representative": 100, "role": 100,
            "email": 254}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that is not brought in: its line in the file, the organization that stands there, and why."""

    number: int
    organization: str
    why: Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A field of `FIELDS` that is left out of a row that is brought in, and why."""

    number: int
    organization: str
    field: str
    why: Text


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a table's rows."""

    rows: tuple[ImportedRow, ...]
    refused: tuple[RefusedLine, ...]
    left_out: tuple[LeftOut, ...] = ()


def rows_of(table: Table, choices: Choices, categories: Categories = ()) -> Read:
    """Every row that can be brought in, without what of it can't be used, and every other with what is wrong with it,
    by the rules of `/sign`; `categories` are those of the letter."""
    rows, left_out, seen = list[ImportedRow](), list[LeftOut](), dict[str, list[ImportedRow]]()
    refused = [
        RefusedLine(each.number, _raw(each.cells, choices).get("organization", "")[:150], UNREAD[each.flaw])
        for each in table.unread
    ]
    for line in table.rows:
        raw = _raw(line.cells, choices)
        try:
            reading = _Row(line.number, foreign.name(raw.get("organization", ""), 150), raw, [])
            row = reading.read(choices.meanings, categories)
            same = seen.setdefault(normalize(reading.name), [])
            for each in same:
                if same_place(each.line.place, row.line.place):
                    raise Invalid(t("It stands in this file already, on line {line}.", line=each.number))
        except Invalid as wrong:
            refused.append(RefusedLine(line.number, raw.get("organization", "")[:150], wrong.text))
            continue
        same.append(row)
        rows.append(row)
        left_out.extend(reading.left_out)
    several = {key for key, same in seen.items() if len(same) > 1}
    told_apart = tuple(replace(row, apart=normalize(row.line.organization) in several) for row in rows)
    return Read(told_apart, _in_order(refused), tuple(left_out))


def _raw(cells: Sequence[str], choices: Choices) -> Mapping[str, str]:
    """What stands in a row under each field that has a column."""
    places = ((field, column(choices.columns, index)) for index, field in enumerate(FIELDS))
    return {field: cells[place].strip() for field, place in places if place is not None and place < len(cells)}


def without(read: Read, stands: Sequence[State | None], why: Mapping[State, Text]) -> Read:
    """What is left without the organizations that have a sign-on, refused for the reason that goes with its state;
    `stands` says of each row where that stands."""
    there = list(zip(read.rows, stands, strict=True))
    refused = [RefusedLine(row.number, row.line.organization, why[state]) for row, state in there if state]
    gone = {each.number for each in refused}
    return Read(
        tuple(row for row, state in there if state is None),
        _in_order([*read.refused, *refused]),
        tuple(each for each in read.left_out if each.number not in gone),
    )


def _in_order(refused: Sequence[RefusedLine]) -> tuple[RefusedLine, ...]:
    return tuple(sorted(refused, key=lambda each: each.number))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row while it is read."""

    number: int
    name: str
    raw: Mapping[str, str]
    left_out: list[LeftOut]

    def read(self, said: Meanings, categories: Categories) -> ImportedRow:
        line = PublicEntry(
            self.name,
            self._optional("website", checks.website),
            self._optional("place"),
            self._optional("statement", lines=True),
        ).stating({trait.value: self._stated(of(categories, trait), trait) for trait in Trait})
        if barring(categories, line.traits):
            raise Invalid(t("This letter is not open to organizations such as this one."))
        return ImportedRow(self.number, line, self._representative(said))

    def _stated(self, categories: Categories, trait: Trait) -> str:
        """The key of the category that stands there, as its key or in any language's words."""
        typed = normalize(self.raw.get(trait, ""))
        if not (typed and categories):
            return ""
        for each in categories:
            labels = each.label.texts.values() if each.label else ()
            if typed in {normalize(text) for text in (each.key, *labels)}:
                return each.key
        self._leave_out(trait, t("The letter has no such category."))
        return ""

    def _representative(self, said: Meanings) -> Representative | None:
        if not any(self.raw.get(field) for field in ("representative", "role", "email")):
            return None
        why = self._without_consent(said) if self.raw.get("representative") else t("There is no name.")
        if why:
            self._leave_out("representative", why)
            return None
        name = self._optional("representative")
        if not name:
            return None
        return Representative(name, self._optional("role"), self._optional("email", checks.email_address))

    def _without_consent(self, said: Meanings) -> Text | None:
        value = self.raw.get("consent", "")
        if not value:
            return t("Nothing says that they consent.")
        return None if means_yes(value, said) else t("The row says that they do not consent.")

    def _optional(self, field: str, check: Callable[[str], str] = str, lines: bool = False) -> str:
        try:
            return foreign.optional(self.raw.get(field, ""), _LENGTHS[field], lines, check)
        except Invalid as wrong:
            self._leave_out(field, wrong.text)
            return ""

    def _leave_out(self, field: str, why: Text) -> None:
        self.left_out.append(LeftOut(self.number, self.name, field, why))
