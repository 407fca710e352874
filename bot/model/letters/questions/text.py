"""From a typed text to its words: one spelling for what only looks different."""

import unicodedata

import regex

QUESTION_LIMIT = 4_000  # characters of a question that are looked at: what one chat message can hold
WORD_LIMIT = 40  # letters of a word; what is longer is no word of any letter's language
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")


def words(text: str) -> list[str]:
    """The words of a text in their order, in lower case; apostrophes, hyphens and all other signs part them."""
    return [word[:WORD_LIMIT] for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]


def question_words(question: str) -> list[str]:
    """The words of the part of a question that is looked at; also bounded where one sign stands for many letters."""
    return words(unicodedata.normalize("NFKC", question[:QUESTION_LIMIT])[:QUESTION_LIMIT])


def fold(word: str) -> str:
    """A word without its accents and other marks."""
    parted = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).replace("œ", "oe").replace("æ", "ae")
