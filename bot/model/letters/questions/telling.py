"""Whether a line is a question, and not the answer to one."""

from collections.abc import Sequence

from bot.model.letters.letter import Letter
from bot.model.letters.questions.cues import tagged
from bot.model.letters.questions.lexicon import is_small, lexicon
from bot.model.letters.questions.matters import Matter
from bot.model.letters.questions.reading import tokens
from bot.model.letters.questions.text import fold
from bot.model.letters.questions.understanding import understand

LONGEST = 200
"""Who writes more than so many characters says something, whatever they begin with."""

OPENING = 3
"""Among so many words stands the one by which a question is known."""

SURE = 0.8
"""How sure it has to be what a line asks that begins as a question does, or ends as one."""

LEAST = 3
"""Fewer words can be a name, whatever they begin with."""

MARKS = ("?", "؟", "？")

ORDERS = frozenset({Matter.UNFOLLOW, Matter.WITHDRAW})
"""What people say without asking: "unsubscribe"."""


def _opens(first: Sequence[str], language: str) -> bool:
    """Whether a line begins as a question does, but for small words: "c'est quand". A verb behind its subject asks
    nothing: "we could not"."""
    known, told = lexicon(language), False
    for word in map(fold, first):
        told = told or word in known.subjects
        if word in known.opening and not (told and word in known.verbs):
            return True
        if not is_small(word, language):
            return False
    return False


def says_little(text: str) -> bool:
    """Whether a line is made of small words alone, of which nobody knows to what they are said: "yes", "it is"."""
    said = [each.word for each in tokens(text)]
    return bool(said) and any(all(is_small(word, tag) for word in said) for tag in tagged())


def inquires(text: str) -> bool:
    """Whether a line begins by a word that asks, as no name, role or address does: "how long does this take"."""
    asked = [each.word for each in tokens(text)]
    return (
        len(text.split()) >= LEAST
        and "@" not in text
        and any(_by_asking_word(asked[:OPENING], tag) for tag in tagged())
    )


def _by_asking_word(first: Sequence[str], language: str) -> bool:
    """Whether a line begins so in a language, but for small words. A verb can begin a name: "Will"."""
    known = lexicon(language)
    for word in map(fold, first):
        if word in known.opening - known.verbs and is_small(word, language):
            return True
        if not is_small(word, language):
            return False
    return False


def strong(text: str, letter: Letter) -> bool:
    """Whether a line is surely a question about the letter or for the bot, and not a name, a role, an address or
    another answer to what the bot has asked."""
    line = text.strip()
    asked = tokens(line)
    if not asked or len(line) > LONGEST or "\n" in line or "@" in line:
        return False
    found = understand(line, letter, letter.languages[0]).asked
    if not found or max(each.sure for each in found) < SURE:
        return False
    opens = any(_opens([each.word for each in asked[:OPENING]], tag) for tag in tagged())
    return opens or line.endswith(MARKS) or (len(asked) > 1 and all(each.matter in ORDERS for each in found))
