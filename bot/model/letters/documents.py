"""What became of the files of a letter's documents: since when each is given out, and which are not any more."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.letters.letter import Document


@dataclass(frozen=True, slots=True)
class Present:
    """A document of the letter as it is now. `replaced`: since when its file stands in the place of another, if it
    does; `taken_back`: since when that is not given out any more."""

    document: Document
    replaced: datetime | None = None
    taken_back: datetime | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """A file that is not the letter's any more since `at`, and the document that took its place, if one did.
    `taken_back`: it was wrong."""

    at: datetime
    by: Document | None = None
    taken_back: bool = False
