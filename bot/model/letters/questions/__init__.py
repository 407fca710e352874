"""What a person's question about a letter asks: a demand, or another matter of the letter or the bot.

`text` parts the question into words, `lexicon` knows each language's small words, `language` tells the language.
Demands: `numbers` finds one that is named by its number, `index` holds their words, `fields` knows what people say
for each other, `spelling` finds near words, and `ranking` scores them. Matters: `cues` knows what words tell,
`matters` what follows from them, `reading` reads a question by both, and `weighing` scores it. `asides` takes away
where something leads elsewhere. `understanding` has the last word: `clauses` for two questions in one, `names` for an
organization that is named, `signs` for what is said by a thumb up, and `telling` for whether a line is a question at
all. `sense` says how alike two
questions are: `own` finds the answer that owners have written to one, and `nameless` says what may be kept of one
that nothing has answered.
"""

from bot.model.letters.questions.language import language_of
from bot.model.letters.questions.matters import Matter
from bot.model.letters.questions.numbers import said_number
from bot.model.letters.questions.telling import ORDERS, SURE, inquires, says_little, strong
from bot.model.letters.questions.understanding import Asked, Understood, understand

__all__ = [
    "ORDERS",
    "SURE",
    "Asked",
    "Matter",
    "Understood",
    "inquires",
    "language_of",
    "said_number",
    "says_little",
    "strong",
    "understand",
]
