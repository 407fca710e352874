"""The order of an alphabet: how names are sorted in a language."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import regex
from pyuca import Collator

LONGEST = 150
"""So many characters of a text decide where it stands."""

LONGEST_KEY = 1000
"""So many bytes has a key at the most: PostgreSQL's indexes take 2,704 in a row."""

_BEHIND = 0xFF00
"""A weight behind those of all letters."""

_NUMBER = regex.compile(r"\p{Nd}+")
_LEADING = regex.compile(r"^[^\p{L}\p{N}]+(?=[\p{L}\p{N}])")

_SWEDISH = "z å ä ö"
_DANISH = "z æ ø å"
_CROATIAN = "c č ć|d dž đ|l lj|n nj|s š|z ž"

_LETTERS = {
    "az": "c ç|e ə|g ğ|h x ı|k q|o ö|s ş|u ü",
    "bs": _CROATIAN,
    "cs": "c č|h ch|r ř|s š|z ž",
    "cy": "c ch|d dd|f ff|g ng|l ll|p ph|r rh|t th",
    "da": _DANISH,
    "es": "n ñ",
    "et": "s š z ž|w õ ä ö ü",
    "fi": _SWEDISH,
    "hr": _CROATIAN,
    "hu": "c cs|d dz dzs|g gy|l ly|n ny|o ö|s sz|t ty|u ü|z zs",
    "is": "a á|d ð|e é|i í|o ó|u ú|y ý|z þ æ ö",
    "lt": "c č|s š|z ž",
    "lv": "c č|g ģ|k ķ|l ļ|n ņ|s š|z ž",
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "pl": "a ą|c ć|e ę|l ł|n ń|o ó|s ś|z ź ż",
    "ro": "a ă â|i î|s ș|t ț",
    "sk": "a ä|c č|h ch|o ô|r ř|s š|z ž",
    "sl": _CROATIAN,
    "sq": "c ç|d dh|e ë|g gj|l ll|n nj|r rr|s sh|t th|x xh|z zh",
    "sv": _SWEDISH,
    "tr": "c ç|g ğ|h ı|o ö|s ş|u ü",
    "vi": "a ă â|d đ|e ê|o ô ơ|u ư",
}
"""The letters that a language counts as letters of their own, each behind the one before it: CLDR's `collation` for the
language (common/collation), as far as it is about primary differences of Latin letters. Other languages have the order
of all of Unicode (DUCET), as CLDR has it."""

_NEIGHBOURS = {
    **{tag: {"ä": "æ", "ö": "ø"} for tag in ("da", "nb", "nn", "no")},
    **{tag: {"æ": "ä", "ø": "ö"} for tag in ("fi", "sv")},
}
"""Letters of the neighbours' alphabets, sorted as one's own."""

_TURKISH_CAPITALS = str.maketrans({"I": "ı", "İ": "i"})


def load() -> None:
    """Read the weights of all letters at once, which takes a third of a second, rather than with the first name."""
    _collator()


@lru_cache(maxsize=2000)
def sort_key(text: str, language: str) -> bytes:
    """What a text is sorted by in a language, byte by byte: by its letters, then by their marks; by numbers as numbers;
    without case, and without what stands before the first letter or digit."""
    tag = regex.split("[-_]", language)[0].lower()
    spelled = text[:LONGEST].translate(_TURKISH_CAPITALS) if tag in ("az", "tr") else text[:LONGEST]
    plain = _LEADING.sub("", unicodedata.normalize("NFKC", spelled).lower())[:LONGEST]
    weights = list(_weights(_NUMBER.sub(_number, plain), _alphabet(tag)))
    levels = ([each[level] for each in weights if each[level]] for level in (0, 1))
    return b"\0\0".join(b"".join(weight.to_bytes(2, "big") for weight in level) for level in levels)[:LONGEST_KEY]


def _number(found: regex.Match[str]) -> str:
    """A number behind how many digits it has, so that 9 comes before 10."""
    digits = "".join(str(unicodedata.decimal(each, 0)) for each in found[0]).lstrip("0") or "0"
    return f"{len(digits):03}{digits}"


@dataclass(frozen=True)
class _Alphabet:
    """The letters that are a language's own: what finds them, and of each behind which other it stands, and where."""

    letters: regex.Pattern[str]
    places: Mapping[str, tuple[str, int]]


@cache
def _alphabet(tag: str) -> _Alphabet:
    places = dict[str, tuple[str, int]]()
    for group in _LETTERS.get(tag, "").split("|"):
        before, *own = group.split() or [""]
        places.update((letter, (before, place)) for place, letter in enumerate(own, 1))
    places.update((other, places[own]) for other, own in _NEIGHBOURS.get(tag, {}).items())
    longest_first = sorted(places, key=len, reverse=True)
    return _Alphabet(regex.compile("|".join(longest_first) or r"(?!)"), places)


def _weights(text: str, alphabet: _Alphabet) -> Iterator[tuple[int, int]]:
    """The weights of a text's letters and of their marks, in its order."""
    at = 0
    for found in alphabet.letters.finditer(text):
        before, place = alphabet.places[found[0]]
        yield from _unicode(text[at : found.start()] + before)
        yield _BEHIND + place, 0
        at = found.end()
    yield from _unicode(text[at:])


def _unicode(text: str) -> Iterator[tuple[int, int]]:
    for weights in _collator().collation_elements(unicodedata.normalize("NFD", text)):
        yield weights[0], weights[1]


@cache
def _collator() -> Collator:
    return Collator()
