"""Which column of somebody else's table holds what."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from bot.errors import Invalid
from bot.model.tables.headers import Known
from bot.model.tables.table import MOST_COLUMNS
from bot.text.text import Listing, t

HEADERS: Mapping[str, tuple[str, ...]] = {
    "organization": (
        "organization", "organisation", "organization name", "organisation name", "name of organization",
        "name of the organization", "name of organisation", "name of the organisation", "org", "org name", "group",
        "group name", "association", "nom de l'organisation", "nom de l'organisme", "nom de l'association",
        "organisme", "nom du groupe", "groupe", "المنظمة", "اسم المنظمة", "name of your organization",
        "name of your organisation", "your organization", "your organisation", "nom de votre organisation",
        "nom de votre organisme",
    ),
    "website": ("website", "web site", "web", "url", "site", "site web", "site internet", "homepage", "lien", "الموقع"),
    "place": (
        "place", "city", "town", "location", "based in", "lieu", "ville", "localité", "commune",
        "المدينة", "المكان",
    ),
    "statement": ("statement", "comment", "comments", "message", "quote", "déclaration", "commentaire", "citation"),
    "representative": (
        "representative", "your name", "contact", "contact name", "contact person", "full name", "signed by",
        "representative name", "name of the representative",
        "représentant", "représentante", "représentant·e", "votre nom", "nom complet", "personne de contact",
        "personne-ressource",
    ),
    "role": ("role", "your role", "title", "position", "function", "rôle", "fonction", "titre", "poste"),
    "email": (
        "email", "e-mail", "mail", "email address", "e-mail address", "courriel", "adresse courriel",
        "adresse e-mail", "adresse électronique", "adresse de courriel", "your email", "your email address",
        "votre courriel",
    ),
    "consent": ("consent", "consents", "consentement", "agrees", "accord", "privacy consent"),
    "kind": (
        "kind", "type", "kind of organization", "kind of organisation", "type of organization", "type of organisation",
        "organization type", "organisation type", "type d'organisation", "type d'organisme", "نوع المنظمة",
    ),
    "sector": ("sector", "field of work", "secteur", "secteur d'activité", "domaine d'activité", "مجال العمل"),
    "scope": ("scope", "reach", "portée", "نطاق العمل"),
    "region": ("region", "région", "المنطقة"),
}  # fmt: skip
_NOT_LETTERS = regex.compile(r"[^\p{L}\p{N}]")
_REMARK = regex.compile(r"\(.*?\)|\[.*?\]")
_END = regex.compile(r"[,:;/(\[]")
_PAIR = regex.compile(r'\s*([\w-]+)\s*=\s*(?:"((?:[^"]|"")*)"|([^"]*?))\s*(?:,(?=\s*[\w-]+\s*=)|,?\s*$)')

_PLACES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx"
"""A letter or digit for each of the columns that can be read."""

NONE = "_"


def _key(header: str) -> str:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", header).casefold())
    return _NOT_LETTERS.sub("", bare) or header.strip()


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's columns can be: the fields in order, and which of them a name of a column means, by its key."""

    fields: tuple[str, ...]
    keys: Mapping[str, str]

    def known(self, header: str) -> str:
        """Which of the fields a column of this name holds: by its name, by the one in its group, without what it says
        in brackets, or by how it begins; empty where none is known."""
        return next((field for each in _shorter(header) if (field := self.keys.get(_key(each)))), "")

    def guess(self, header: Sequence[str]) -> str:
        """Which column is which by their headers: for each of the fields the sign of its column, or `_`."""
        columns = dict[str, int]()
        for index, name in enumerate(header[:MOST_COLUMNS]):
            field = self.known(name)
            if field:
                columns.setdefault(field, index)
        if "region" in columns:  # it is the place too, where nothing is nearer
            columns.setdefault("place", columns["region"])
        return "".join(_PLACES[columns[field]] if field in columns else NONE for field in self.fields)


def columns_of(headers: Mapping[str, tuple[str, ...]]) -> Columns:
    """Columns by the names under which each is known."""
    return Columns(tuple(headers), {_key(name): field for field, names in headers.items() for name in names})


SIGN_ONS = columns_of(HEADERS)
FIELDS = SIGN_ONS.fields
"""What a column of sign-ons can be. Who represents an organization is kept only where the row says that they
consent."""

known, guess = SIGN_ONS.known, SIGN_ONS.guess


def _shorter(header: str) -> Iterator[str]:
    yield header
    yield header.rpartition(": ")[2]
    yield _REMARK.sub("", header)
    yield _REMARK.sub("", header.rpartition(": ")[2])
    yield _END.split(header)[0]


def knowing(typed: Sequence[str]) -> Known:
    """What is known of columns where somebody has typed which is which, as `mapped` takes it. Raises `Invalid` as it
    does."""
    said = {_key(name): field for field, name in _pairs(typed) if name}
    return lambda header: said.get(_key(header)) or known(header)


def mapped(header: Sequence[str], typed: Sequence[str]) -> str:
    """Which column is which as somebody has typed it, and else by the headers. Each text is `field=Column`, or several
    of these with commas between them; a column's name can stand between quotation marks.

    Raises `Invalid` where there is no such field or column.
    """
    columns, names = guess(header), [_key(name) for name in header]
    for field, name in _pairs(typed):
        if name and _key(name) not in names:
            raise Invalid(t("There is no column {name}. There are: {columns}", name=name, columns=listed(header)))
        columns = chosen(columns, FIELDS.index(field), names.index(_key(name)) if name else None)
    return columns


def listed(header: Sequence[str]) -> Listing:
    """The names of a table's columns, to be shown."""
    return Listing([name[:60] for name in header if name])


def _pairs(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in filter(str.strip, typed):
        at = 0
        while at < len(text):
            pair = _PAIR.match(text, at)
            field = pair[1] if pair else text[at:].partition("=")[0].strip()
            if pair is None or field not in FIELDS:
                raise Invalid(
                    t("There is no field {field}. There are: {fields}", field=field, fields=", ".join(FIELDS))
                )
            at = pair.end()
            yield field, (pair[3] if pair[2] is None else pair[2].replace('""', '"')).strip()


def chosen(columns: str, field: int, column: int | None) -> str:
    """The columns, with another one for a field; or with none."""
    sign = NONE if column is None else _PLACES[column]
    return f"{columns[:field]}{sign}{columns[field + 1 :]}"


def column(columns: str, field: int) -> int | None:
    """The column of a field; nothing where it has none, or what was pressed is none of ours."""
    sign = columns[field : field + 1]
    return _PLACES.index(sign) if sign and sign in _PLACES else None
