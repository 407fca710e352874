"""What stands in a cell of somebody else's table: taken by the rules of what is typed, or not usable."""

from collections.abc import Callable

import regex

from bot.errors import Invalid
from bot.text import checks
from bot.text.pasted import visible
from bot.text.text import t

LOST = "\N{REPLACEMENT CHARACTER}"

_ASKED = regex.compile(r"\p{L}\?\p{Ll}|(?<!\S)\?+\p{L}|(?<!\S)\?{2,}(?=\s+\S|\s*\Z)")
"""What programs write in the place of letters that their encoding does not have: question marks where none is asked."""

_NOTHING = frozenset(
    (
        "n/a", "n.a.", "n.a", "none", "nil", "null", "not applicable", "no website", "no website yet", "no web site",
        "s.o.", "s/o", "sans objet", "aucun", "aucune", "néant", "non applicable", "pas de site", "pas de site web",
        "لا يوجد", "لا شيء",
    )
)  # fmt: skip


def says_nothing(cell: str) -> bool:
    """Whether a cell is filled only to say that there is nothing: a dash, "N/A", "none"."""
    text = " ".join(cell.split()).casefold()
    return bool(text) and (text in _NOTHING or not any(map(str.isalnum, text)))


def taken(cell: str, least: int, most: int, lines: bool = False, check: Callable[[str], str] = str) -> str:
    """What a cell holds, of `least` to `most` characters; raises `Invalid` where it can't be used."""
    text = checks.mended(cell)
    if check is not str:
        text = visible(text)
    if LOST in text or (check is str and not lines and _ASKED.search(text)):
        raise Invalid(t("A character of it was lost before it came here."))
    return check(checks.written(text, least, most, lines))


def name(cell: str, most: int) -> str:
    """The name that a cell holds; raises `Invalid` where it can't be used, or is none."""
    text = taken(cell, 2, most)
    if says_nothing(text):
        raise Invalid(t("It says that there is none."))
    return text


def optional(cell: str, most: int, lines: bool = False, check: Callable[[str], str] = str) -> str:
    """What a cell holds that may be empty; raises `Invalid` where it can't be used, also where it only says that there
    is nothing."""
    if says_nothing(cell):
        raise Invalid(t("It says that there is none."))
    return taken(cell, 1, most, lines, check) if cell.strip() else ""
