"""The language of a question, told by its small words, its letters and its script."""

from collections.abc import Sequence

from bot.model.questions.lexicon import SCRIPTS, Lexicon, lexicon, script
from bot.model.questions.text import QUESTION_LIMIT, fold, words

SMALL_WORD = 2  # "the", "est": hardly ever in a text of another language
COMMON_WORD = 1  # "letter", "lettre": sometimes quoted in another language
OWN_LETTERS = 1  # "é": also in a name within an English question
OWN_SCRIPT = 1  # a word in letters that only this language of the letter is written in


def language_of(question: str, languages: Sequence[str], preferred: str) -> str:
    """The language of a question among `languages`; `preferred` where it can't be told."""
    return told_language(words(question[:QUESTION_LIMIT]), languages) or preferred


def told_language(asked: Sequence[str], languages: Sequence[str]) -> str | None:
    """The language that these words are in, if one of the languages has more signs of it than every other."""
    signs = {language: sum(_signs(word, language) for word in asked) for language in languages}
    most = max(signs.values(), default=0)
    leaders = [language for language, count in signs.items() if count == most]
    return leaders[0] if most > 0 and len(leaders) == 1 else None


def _signs(word: str, language: str) -> int:
    known = lexicon(language)
    return _vocabulary_signs(fold(word), known) + _letter_signs(word, language, known)


def _vocabulary_signs(word: str, known: Lexicon) -> int:
    if word in known.stop:
        return SMALL_WORD
    return COMMON_WORD if word in known.common else 0


def _letter_signs(word: str, language: str, known: Lexicon) -> int:
    own_letters = OWN_LETTERS if known.letters & set(word) else 0
    return own_letters + (OWN_SCRIPT if script(word) == SCRIPTS.get(language, "LATIN") else 0)
