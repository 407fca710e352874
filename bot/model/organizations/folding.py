"""A name as it is searched for and compared loosely: much that tells names apart is folded away too."""

import unicodedata
from functools import lru_cache

import regex

from bot.model.organizations.organization import normalize

_NOT_LETTER = regex.compile(r"[^\p{L}\p{N}]+")
_STROKES = {
    character: base[1].lower()
    for character in map(chr, range(0x80, 0x250))
    if (base := regex.fullmatch(r"LATIN SMALL LETTER ([A-Z]) WITH .*", unicodedata.name(character, "")))
}
_BASES = str.maketrans({**_STROKES, "œ": "oe", "æ": "ae", "þ": "th", "ð": "d", "ة": "ه", "ى": "ي"})
"""Letters that have their mark built in, as ø and ł, without it: their names in Unicode say which. And ligatures."""


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """The letters and digits of a name without case and any marks. Names that have the same key have the same of this,
    and so have many others: it identifies nothing."""
    key = normalize(name)
    return _NOT_LETTER.sub("", unicodedata.normalize("NFKD", key)).translate(_BASES) or key
