"""Tables that are written so that no spreadsheet runs what stands in them."""

import csv
import io
import unicodedata
from collections.abc import Sequence

import regex

_LEADING = regex.compile(r"^[\p{Z}\p{C}\p{M}]+")
_FORMULA = ("=", "+", "-", "@", "−")
_PARTS = regex.compile(r"[\r\n]+|[;\t]")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe is put before whatever could be one (OWASP, "CSV
    Injection"), also where its first character is a full-width one or comes after what is not seen. Where semicolons or
    tabs part cells, as in much of Europe, a spreadsheet parts a text there and at its line breaks, quotes or not."""
    told = _PARTS.sub(lambda parts: parts[0] + _mark(cell[parts.end() :]), cell)
    return f"{_mark(cell)}{told}"


def _mark(text: str) -> str:
    """What goes before a text so that it is no formula."""
    seen = unicodedata.normalize("NFKC", _LEADING.sub("", text, count=1)[:1])
    return "'" if seen.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else ""


def written(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV: every cell between quotes, and harmless."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()
