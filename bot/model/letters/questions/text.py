"""From a typed text to its words: one spelling for what only looks different."""

import unicodedata
from functools import lru_cache

import regex

QUESTION_LIMIT = 4_000  # characters of a question that are looked at: what one chat message can hold
WORD_LIMIT = 40  # letters of a word; what is longer is no word of any letter's language
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_ADDRESS = regex.compile(
    r"(?<=\])\([^()\s]*\)|(?i:\b[a-z][a-z0-9+.-]{1,20}://\S+|\bwww\.\S+|\b(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}/\S*)"
)
"""Where a link leads, with or without a text before it."""

_STRETCH = "\u0640"  # which only makes a word of Arabic longer to look at
_ALIKE = str.maketrans({"œ": "oe", "æ": "ae", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"})


def words(text: str) -> list[str]:
    """The words of a text in their order, in lower case; apostrophes, hyphens and all other signs part them."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace(_STRETCH, "")
    return [word[:WORD_LIMIT] for word in _WORD.findall(plain)]


def question_words(question: str) -> list[str]:
    """The words of the part of a question that is looked at; also bounded where one sign stands for many letters."""
    return words(read_part(question))


def read_part(question: str) -> str:
    """The part of a question that is looked at, one sign for each letter; blank where a link's address stands."""
    part = unicodedata.normalize("NFKC", question[:QUESTION_LIMIT])[:QUESTION_LIMIT]
    return _ADDRESS.sub(lambda found: " " * len(found[0]), part)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word without its accents and other marks, and with one spelling of letters that are often written alike."""
    parted = unicodedata.normalize("NFKD", word)
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign)).translate(_ALIKE)
    return plain.rstrip("ء") or plain
