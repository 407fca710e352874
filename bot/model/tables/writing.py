"""Tables that are written so that no spreadsheet runs what stands in them."""

import csv
import io
import unicodedata
from collections.abc import Sequence

import regex

_LEADING = regex.compile(r"^[\p{Z}\p{C}\p{M}]+")
_FORMULA = ("=", "+", "-", "@", "−")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe is put before one that could be (OWASP, "CSV
    Injection"), also where its first character is a full-width one or comes after what is not seen."""
    seen = unicodedata.normalize("NFKC", _LEADING.sub("", cell, count=1)[:1])
    return f"'{cell}" if seen.startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n")) else cell


def written(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV: every cell between quotes, and harmless."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()
