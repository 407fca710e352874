"""Sign-ons that were gathered elsewhere, and are brought in."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.model.endorsements.endorsement import PublicEntry, Representative
from bot.model.tables.table import UNSAID, Format

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
"""What is brought in at once, at the most."""

MOST_IN_CHAT = 5_000
"""So many rows at the most in a chat, where everybody waits until they were looked through."""

KEPT = timedelta(days=1)
"""For so long what somebody wants to bring in waits for their word."""


class Step(StrEnum):
    """Where an import stands."""

    STAGED = "staged"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Meanings:
    """Which values of the column of consent mean yes, and which no, by their keys; `rest`: all others mean no."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    rest: bool = False


UNEXPLAINED = Meanings()
"""Nothing was said of what the words mean."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has said of their file: how it is written, which column is which (empty: by the headers), and which
    words mean consent."""

    format: Format = UNSAID
    columns: str = ""
    meanings: Meanings = UNEXPLAINED


UNCHOSEN = Choices()
"""Nothing was said of a file so far."""


@dataclass(frozen=True, slots=True)
class Import:
    """An import by a person: so many of its `size` rows were looked at, and so many of those `taken`.

    `sha256` is of the file. `listed`: the stated reason for which its organizations come into the list at once;
    empty where they wait for review.
    """

    id: int
    letter_id: int
    person_id: int
    sha256: str
    step: Step = Step.STAGED
    listed: str = ""
    position: int = 0
    size: int = 0
    taken: int = 0
    choices: Choices = UNCHOSEN


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row that can be brought in: the number of its line in the file, and what stands there.

    `apart`: the file has others of its organization's name, so that its place says which it is.
    """

    number: int
    line: PublicEntry
    representative: Representative | None = None
    apart: bool = False
