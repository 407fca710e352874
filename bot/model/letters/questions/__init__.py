"""Which demand of a letter a person's question is about.

`text` parts the question into words, `lexicon` knows each language's small words, `language` tells the language,
`numbers` finds a demand named by its number, `index` holds the words of the demands, `spelling` finds near words, and
`ranking` scores the demands.
"""

from bot.model.letters.questions.language import language_of
from bot.model.letters.questions.match import Match, answer, strong

__all__ = ["Match", "answer", "language_of", "strong"]
