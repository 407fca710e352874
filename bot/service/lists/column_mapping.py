"""The rows of somebody else's table as sign-ons: which column is which, and what is wrong with a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import Invalid
from bot.model.endorsements.endorsement import PublicEntry, Representative, State
from bot.model.lists.imports import ImportedRow
from bot.model.organizations.organization import normalize, same_place
from bot.model.tables import MOST_COLUMNS, Table
from bot.text import checks
from bot.text.text import Text, t

FIELDS = ("organization", "website", "place", "statement", "representative", "role", "email", "consent")
"""What a column can be. Who represents an organization is kept only where the row says that they consent."""

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "organization": (
        "organization", "organisation", "organization name", "organisation name", "name of organization",
        "name of the organization", "name of organisation", "name of the organisation", "org", "org name", "group",
        "group name", "association", "nom de l'organisation", "nom de l'organisme", "nom de l'association", "organisme",
        "nom du groupe", "groupe",
    ),
    "website": ("website", "web site", "web", "url", "site", "site web", "site internet", "homepage", "lien"),
    "place": (
        "place", "city", "town", "location", "based in", "lieu", "ville", "localité", "commune", "region", "région",
    ),
    "statement": ("statement", "comment", "comments", "message", "quote", "déclaration", "commentaire", "citation"),
    "representative": (
        "representative", "your name", "contact", "contact name", "contact person", "full name", "signed by",
        "représentant", "représentante", "représentant·e", "votre nom", "nom complet", "personne de contact",
        "personne-ressource",
    ),
    "role": ("role", "your role", "title", "position", "function", "rôle", "fonction", "titre", "poste"),
    "email": (
        "email", "e-mail", "mail", "email address", "e-mail address", "courriel", "adresse courriel", "adresse e-mail",
        "adresse électronique", "adresse de courriel",
    ),
    "consent": ("consent", "consents", "consentement", "agrees", "accord", "privacy consent"),
}  # fmt: skip
_KNOWN = {normalize(header): field for field, headers in _HEADERS.items() for header in headers}
_YES = frozenset(map(normalize, ("yes", "y", "true", "1", "x", "ok", "agreed", "oui", "o", "vrai", "accepté", "نعم")))

_PLACES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx"
"""A letter or digit for each of the columns that can be read."""

NONE = "_"


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that is not brought in: its line in the file, the organization that stands there, and why."""

    number: int
    organization: str
    why: Text


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a table's rows."""

    rows: tuple[ImportedRow, ...]
    refused: tuple[RefusedLine, ...]


def guess(header: Sequence[str]) -> str:
    """Which column is which by their headers: for each of `FIELDS` the sign of its column, or `_`."""
    columns = dict[str, int]()
    for index, name in enumerate(header[:MOST_COLUMNS]):
        field = _KNOWN.get(normalize(name))
        if field:
            columns.setdefault(field, index)
    return "".join(_PLACES[columns[field]] if field in columns else NONE for field in FIELDS)


def mapped(header: Sequence[str], typed: str) -> str:
    """Which column is which as somebody has typed it, `organization=Org name,email=E-Mail`, and else by the headers.

    Raises `Invalid` where there is no such field or column.
    """
    columns, names = guess(header), [normalize(name) for name in header]
    for pair in filter(str.strip, typed.split(",")):
        field, _, name = (part.strip() for part in pair.partition("="))
        if field not in FIELDS:
            raise Invalid(t("There is no field {field}. There are: {fields}", field=field, fields=", ".join(FIELDS)))
        if name and normalize(name) not in names:
            raise Invalid(t("There is no column {name}.", name=name))
        columns = chosen(columns, FIELDS.index(field), names.index(normalize(name)) if name else None)
    return columns


def chosen(columns: str, field: int, column: int | None) -> str:
    """The columns, with another one for a field; or with none."""
    sign = NONE if column is None else _PLACES[column]
    return f"{columns[:field]}{sign}{columns[field + 1 :]}"


def column(columns: str, field: int) -> int | None:
    """The column of a field; nothing where it has none, or what was pressed is none of ours."""
    sign = columns[field : field + 1]
    return _PLACES.index(sign) if sign and sign in _PLACES else None


def rows_of(table: Table, columns: str) -> Read:
    """Every row that can be brought in, and every other with what is wrong with it, by the rules of `/sign`."""
    rows, refused, seen = list[ImportedRow](), list[RefusedLine](), dict[str, list[ImportedRow]]()
    for number, cells in table.rows:
        raw = {
            field: cells[place].strip()
            for index, field in enumerate(FIELDS)
            if (place := column(columns, index)) is not None and place < len(cells)
        }
        try:
            row = _row(number, raw)
            same = seen.setdefault(normalize(row.line.organization), [])
            for each in same:
                if same_place(each.line.place, row.line.place):
                    raise Invalid(t("It stands in this file already, on line {line}.", line=each.number))
            same.append(row)
            rows.append(row)
        except Invalid as wrong:
            refused.append(RefusedLine(number, raw.get("organization", "")[:150], wrong.text))
    several = {key for key, same in seen.items() if len(same) > 1}
    told = [replace(row, apart=normalize(row.line.organization) in several) for row in rows]
    return Read(tuple(told), tuple(refused))


def without(read: Read, stands: Sequence[State | None], why: Mapping[State, Text]) -> Read:
    """What is left without the organizations that have a sign-on, refused for the reason that goes with its state;
    `stands` says of each row where that stands."""
    there = list(zip(read.rows, stands, strict=True))
    refused = [RefusedLine(row.number, row.line.organization, why[state]) for row, state in there if state]
    return Read(
        tuple(row for row, state in there if state is None),
        tuple(sorted((*read.refused, *refused), key=lambda each: each.number)),
    )


def _row(number: int, raw: Mapping[str, str]) -> ImportedRow:
    line = PublicEntry(
        checks.written(checks.mended(raw.get("organization", "")), 2, 150, lines=False),
        _optional(raw, "website", checks.WEBSITE_LENGTH, checks.website),
        _optional(raw, "place", 100),
        _optional(raw, "statement", 500, lines=True),
    )
    if normalize(raw.get("consent", "")) not in _YES or not raw.get("representative"):
        return ImportedRow(number, line)
    who = Representative(
        _optional(raw, "representative", 100),
        _optional(raw, "role", 100),
        _optional(raw, "email", 254, checks.email_address),
    )
    return ImportedRow(number, line, who)


def _optional(
    raw: Mapping[str, str], field: str, most: int, check: Callable[[str], str] = str, lines: bool = False
) -> str:  # fmt: skip
    text = checks.mended(raw.get(field, ""))
    return check(checks.written(text, 1, most, lines)) if text else ""
