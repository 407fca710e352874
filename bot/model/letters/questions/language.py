"""The language of a question, told by its script, its small words and its letters."""

import unicodedata
from collections.abc import Sequence

from bot.model.letters.questions.lexicon import lexicon
from bot.model.letters.questions.text import fold, question_words

SMALL_WORD = 2  # "the", "est": hardly ever in a text of another language
COMMON_WORD = 1  # "letter", "lettre": sometimes quoted in another language
OWN_LETTER = 1  # a word with "é": perhaps a name in an English question
SURE = 1.0  # signs a word, where the letter has a language without a list that could have these words too

LATIN = "LATIN"  # the script of every language that is not named here
_SCRIPTS = """
am ETHIOPIC, ar ARABIC, bg CYRILLIC, bn BENGALI, el GREEK, fa ARABIC, he HEBREW, hi DEVANAGARI, hy ARMENIAN,
iu CANADIAN, ja CJK, ko HANGUL, ne DEVANAGARI, pa GURMUKHI, ps ARABIC, ru CYRILLIC, sr CYRILLIC, ta TAMIL, th THAI,
ti ETHIOPIC, uk CYRILLIC, ur ARABIC, yi HEBREW, zh CJK
"""
SCRIPTS = dict(pair.split() for pair in _SCRIPTS.split(","))


def language_of(question: str, languages: Sequence[str], preferred: str) -> str:
    """The language of a question among `languages`; `preferred` where it can't be told."""
    return told_language(question_words(question), languages) or preferred


def told_language(asked: Sequence[str], languages: Sequence[str]) -> str | None:
    """The language that these words are in, or nothing where none of the languages stands out."""
    written = [script(word) for word in asked]
    counts = {language: written.count(SCRIPTS.get(language, LATIN)) for language in languages}
    possible = [language for language, count in counts.items() if count == max(counts.values()) > 0]
    if len(possible) == 1:
        return possible[0]
    signs = {language: sum(_signs(word, language) for word in asked) for language in possible}
    most = max(signs.values(), default=0)
    needed = 1 if all(lexicon(language) for language in possible) else SURE * len(asked)
    leaders = [language for language, count in signs.items() if count == most >= needed]
    return leaders[0] if len(leaders) == 1 else None


def script(word: str) -> str:
    """The script of a word's first letter, as Unicode names it, or an empty text."""
    return next((unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha()), "")


def _signs(word: str, language: str) -> int:
    known, plain = lexicon(language), fold(word)
    own_letter = OWN_LETTER if known.letters & set(word) else 0
    if plain in known.stop:
        return SMALL_WORD + own_letter
    return (COMMON_WORD if plain in known.asking | known.common else 0) + own_letter
