"""Whom to ask, from somebody else's table: what comes of each row, and what of it can't be used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Invalid
from bot.model.letters.letter import Letter
from bot.model.organizations.organization import normalize
from bot.model.outreach import LONGEST_NAME, LONGEST_NOTE, LONGEST_PHONE, LONGEST_TEXT, Contact, Prospect
from bot.model.tables.table import Table
from bot.ports.store import Unit
from bot.service.lists.column_mapping import HEADERS, column, columns_of
from bot.service.lists.rows import UNREAD, LeftOut, RefusedLine
from bot.service.outreach import prospects
from bot.text import cells, checks
from bot.text.languages import find_language
from bot.text.text import t

COLUMNS = columns_of({
    "organization": HEADERS["organization"],
    "website": HEADERS["website"],
    "contact": HEADERS["representative"],
    "role": HEADERS["role"],
    "email": HEADERS["email"],
    "phone": ("phone", "telephone", "phone number", "tel", "mobile", "téléphone", "numéro de téléphone", "portable",
              "هاتف", "الهاتف"),
    "source": ("source", "known by", "contact by", "by whom", "via", "connu par", "par qui", "من طرف"),
    "language": ("language", "langue", "اللغة"),
    "note": ("note", "notes", "remark", "remarks", *HEADERS["statement"], "remarque", "remarques", "ملاحظة", "ملاحظات"),
})  # fmt: skip

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a table's rows."""

    rows: tuple[Prospect, ...]
    refused: tuple[RefusedLine, ...]
    left_out: tuple[LeftOut, ...]


def look_through(unit: Unit, letter_id: int, letter: Letter, table: Table, columns: str) -> Found:
    """What would come of a table's rows now: nobody comes twice, and the list has an end."""
    refused = [
        RefusedLine(each.number, _raw(each.cells, columns).get("organization", "")[:LONGEST_NAME], UNREAD[each.flaw])
        for each in table.unread
    ]
    left_out, lines = list[LeftOut](), dict[str, tuple[int, Prospect]]()
    for line in table.rows:
        raw = _raw(line.cells, columns)
        try:
            name = cells.name(raw.get("organization", ""), LONGEST_NAME)
            key = normalize(name)
            if key in lines:
                raise Invalid(t("It stands in this file already, on line {line}.", line=lines[key][0]))
        except Invalid as wrong:
            refused.append(RefusedLine(line.number, raw.get("organization", "")[:LONGEST_NAME], wrong.text))
            continue
        row = _Row(line.number, name, raw, letter, left_out)
        lines[key] = line.number, row.prospect(letter_id)
    known = _known(unit, letter_id, [each.organization for _, each in lines.values()])
    rows, room = list[Prospect](), prospects.room(unit, letter_id)
    for key, (number, prospect) in lines.items():
        if key in known or len(rows) >= room:
            why = t("It is in the list of whom to ask already.") if key in known else t("The list is full.")
            refused.append(RefusedLine(number, prospect.organization, why))
        else:
            rows.append(prospect)
    gone = {each.number for each in refused}
    return Found(
        tuple(rows),
        tuple(sorted(refused, key=lambda each: each.number)),
        tuple(each for each in left_out if each.number not in gone),
    )


def bring_in(unit: Unit, rows: Sequence[Prospect]) -> int:
    """Put what was looked through on the list; how many that were."""
    return len([prospects.add(unit, each) for each in rows])


def _known(unit: Unit, letter_id: int, names: Sequence[str]) -> frozenset[str]:
    found = (
        each
        for start in range(0, len(names), _AT_ONCE)
        for each in unit.prospects.named(letter_id, names[start : start + _AT_ONCE])
    )
    return frozenset(normalize(each.organization) for each in found)


def _raw(row: Sequence[str], columns: str) -> Mapping[str, str]:
    """What stands in a row under each field that has a column."""
    places = ((field, column(columns, index)) for index, field in enumerate(COLUMNS.fields))
    return {field: row[place].strip() for field, place in places if place is not None and place < len(row)}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row while it is read."""

    number: int
    name: str
    raw: Mapping[str, str]
    letter: Letter
    left_out: list[LeftOut]

    def prospect(self, letter_id: int) -> Prospect:
        contact = Contact(
            self._optional("contact"),
            self._optional("role"),
            self._optional("email", 254, checks.email_address),
            self._optional("phone", LONGEST_PHONE),
            self._optional("source"),
        )
        return Prospect(
            0,
            letter_id,
            self.name,
            self._optional("website", checks.WEBSITE_LENGTH, checks.website),
            contact,
            self._optional("note", LONGEST_NOTE, lines=True),
            self._optional("language", LONGEST_TEXT, self._language),
        )

    def _language(self, typed: str) -> str:
        return language_of(typed, self.letter)

    def _optional(
        self, field: str, most: int = LONGEST_TEXT, check: Callable[[str], str] = str, lines: bool = False
    ) -> str:
        try:
            return cells.optional(self.raw.get(field, ""), most, lines, check)
        except Invalid as wrong:
            self.left_out.append(LeftOut(self.number, self.name, field, wrong.text))
            return ""


def language_of(typed: str, letter: Letter) -> str:
    """The language of a letter that somebody names. Raises `Invalid` where the letter is not in it."""
    tag = find_language(typed)
    if tag not in letter.languages:
        raise Invalid(t("The letter is not in this language."))
    return tag
