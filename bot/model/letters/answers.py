"""Answers that the owners of a letter have written themselves, and questions that nothing answered."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.letters.letter import canonical_json

MOST_ANSWERS = 100
"""So many answers of its owners a letter has at the most."""

MOST_WORDINGS = 10
WORDING = 200
ANSWER = 1200
"""How many wordings a question can have, and how many characters each of them, and an answer."""

MOST_UNANSWERED = 500
"""So many unanswered questions are kept of a letter at the most: the rarest and oldest go."""

SHOWN_FROM = 3
"""An unanswered question is shown once so many people have asked it."""

KEPT_FOR = timedelta(days=30)
"""So long an unanswered question is kept."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A question in the wordings in which people ask it, and its answer, in one language."""

    questions: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """An answer that owners have written, in the languages in which they did. It was last changed `at`, by a person."""

    id: int
    letter_id: int
    texts: Mapping[str, Worded]
    at: datetime
    person_id: int

    def language(self, wanted: str) -> str:
        """The language in which it answers somebody who wants `wanted`: that one, else the first written."""
        return wanted if wanted in self.texts else next(iter(self.texts))

    @property
    def content(self) -> str:
        """The canonical JSON to which the journal commits: what it says, and since when."""
        return canonical_json({"at": self.at, "texts": self.texts})

    @property
    def version(self) -> str:
        """By which somebody who changes it can tell whether another has meanwhile."""
        return fingerprint(self.content)[:16]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that several people have asked and nothing has answered, without what only some of them have typed."""

    id: int
    letter_id: int
    language: str
    text: str


def fingerprint(content: str) -> str:
    """The SHA-256 of an answer's canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def in_order(texts: Mapping[str, Worded], languages: Sequence[str]) -> Mapping[str, Worded]:
    """An answer's texts in a letter's order of languages; those that the letter has no more come last."""
    tags = sorted(texts, key=lambda tag: (languages.index(tag) if tag in languages else len(languages), tag))
    return {tag: texts[tag] for tag in tags}
