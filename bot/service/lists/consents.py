"""What a table's column says of consent: a plain yes or no, or words of which an owner says what they mean."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.model.lists.imports import Meanings
from bot.model.tables.table import Table
from bot.service.lists import column_mapping

MOST_VALUES = 20
"""Of so many different values at the most somebody is asked what they mean."""

_YES = frozenset(("yes", "y", "true", "oui", "vrai", "نعم"))
_NO = frozenset(("", "no", "n", "false", "non", "faux", "لا"))
"""What is clear in the bot's languages; everything else is asked about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A value of the column as it was first written, how often it occurs, and whether it means yes; nothing where that
    has still to be said."""

    value: str
    count: int
    means: bool | None


def key(value: str) -> str:
    """By what a value is known: without regard to case, spaces and forms of the same character or apostrophe."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().replace("’", "'").split())


def means_yes(value: str, said: Meanings) -> bool | None:
    """Whether a value means yes; nothing where that is not clear and was not said."""
    found = key(value)
    if found in _YES or found in _NO:
        return found in _YES
    return True if found in said.yes else False if said.rest or found in said.no else None


def answers(table: Table, columns: str, said: Meanings) -> Sequence[Answer]:
    """The different values of a table's column of consent, in their order; none where it has no such column."""
    place = column_mapping.column(columns, column_mapping.FIELDS.index("consent"))
    found = dict[str, Answer]()
    for row in table.rows if place is not None else ():
        value = row.cells[place].strip() if place is not None and place < len(row.cells) else ""
        if value:
            before = found.setdefault(key(value), Answer(value, 0, means_yes(value, said)))
            found[key(value)] = replace(before, count=before.count + 1)
    return list(found.values())


def asked(table: Table, columns: str, said: Meanings) -> Sequence[Answer]:
    """The values of which it matters what they mean: none where no column says who represents an organization."""
    named = column_mapping.column(columns, column_mapping.FIELDS.index("representative")) is not None
    return answers(table, columns, said) if named else ()


def meanings(values: Collection[str], rest: bool = False) -> Meanings:
    """That these values mean yes; and all others no, if `rest`."""
    return Meanings(tuple(sorted(map(key, values))), (), rest)
