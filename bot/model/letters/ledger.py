"""The ledger of a letter's demands: what came of each, as it was recorded, and corrected but never rewritten."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.model.letters.letter import canonical_json

MOST_ENTRIES = 300
"""So many entries the ledger of a letter holds at the most, with those that wait for another organizer."""

SOURCE = 500
NOTE = 1000
"""How many characters a source and a note have at the most."""

NOTED_FOR = timedelta(days=1)
"""So long is kept what somebody has written and not confirmed, or another organizer has refused."""

STALE = timedelta(days=7)
"""What fell due longer ago is not told any more."""


class Status(StrEnum):
    """What came of a demand."""

    ASKED = "asked"
    RECEIVED = "received"
    ANSWERED = "answered"
    PROMISED = "promised"
    PARTLY_MET = "partly_met"
    MET = "met"
    REFUSED = "refused"


class Step(StrEnum):
    """Where an entry stands: seen by who wrote it alone, waiting for another organizer, public for good, or refused."""

    NOTED = "noted"
    WAITING = "waiting"
    PUBLIC = "public"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an entry says: which demand of which revision has which status, since which day in the letter's zone, from
    which source. `note`: what is to be said of it, in a `language`. `due`: until when an answer is due. `corrects`: the
    number of the entry in whose place it stands. `at`: when it was written; once it is public, since when it is."""

    demand: int
    revision: int
    status: Status
    on: date
    source: str
    at: datetime
    note: str = ""
    language: str = ""
    due: datetime | None = None
    corrects: int | None = None

    @property
    def content(self) -> str:
        """The canonical JSON to which the journal commits."""
        return canonical_json(self)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An entry of a letter's ledger. `person_id` has recorded it, `second_id` is the other organizer who has agreed.
    `told`: it was told that what is due was due."""

    id: int
    letter_id: int
    said: Recorded
    person_id: int
    step: Step = Step.NOTED
    second_id: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is public of a letter's demands, the oldest entry first."""

    entries: Sequence[LedgerEntry] = ()

    def corrected_by(self, entry: LedgerEntry) -> LedgerEntry | None:
        """The entry that stands in the place of another."""
        return next((each for each in self.entries if each.said.corrects == entry.id), None)

    def of(self, demand: int) -> Sequence[LedgerEntry]:
        """The entries about a demand, the newest day first."""
        found = [each for each in self.entries if each.said.demand == demand]
        return sorted(found, key=lambda each: (each.said.on, each.id), reverse=True)

    def standing(self, demand: int) -> LedgerEntry | None:
        """The entry that says where a demand stands: of the newest day, and not corrected."""
        return next((each for each in self.of(demand) if self.corrected_by(each) is None), None)


def fingerprint(content: str) -> str:
    """The SHA-256 of an entry's canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()
