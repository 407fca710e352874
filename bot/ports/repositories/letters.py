"""Letters, their revisions, and who confirmed which; what owners have answered, and what nothing has."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.answers import OwnAnswer, Unanswered, Worded
from bot.model.letters.calendars import Calendar, Standing
from bot.model.letters.confirmations import ConfirmationCall
from bot.model.letters.ending import Copy, Ending
from bot.model.letters.ledger import Ledger, LedgerEntry, Recorded
from bot.model.letters.letter import Draft, Letter, Proposal, Revision
from bot.model.letters.questions.nameless import Gist
from bot.model.letters.speakers import AskedSpeaker
from bot.model.people.person import Account
from bot.model.people.workplaces import Server


class Letters(Protocol):
    """Letters and their revisions."""

    def all(self) -> Sequence[Revision]:
        """The latest revision of every letter, oldest letter first."""

    def current(self, letter_id: int) -> Revision | None:
        """The latest revision of a letter."""

    def named(self, slug: str) -> Revision | None:
        """The latest revision of the letter with this name."""

    def earlier(self, letter_id: int) -> int | None:
        """The letter that a letter follows, by its id."""

    def succeed(self, letter_id: int, earlier_id: int, person_id: int) -> None:
        """A person says that a letter follows another one, also in its journal."""

    def fingerprints(self, letter_id: int) -> dict[int, str]:
        """The SHA-256 of each revision's text as it is on disk, by its number; empty where it is not the one noted."""

    def revision(self, letter_id: int, number: int) -> Revision | None:
        """The revision of a letter with this number."""

    def publish(
        self,
        letter: Letter,
        person_id: int | None = None,
        material: bool = False,
        confirm_by: datetime | None = None,
        begun: int | None = None,
    ) -> Revision:
        """Record a letter as its next revision, and in the journal; what was edited and not published is gone. Nothing
        else may have its short name, if it was `begun` under a number."""

    def begin(self, letter: Letter, person_id: int) -> int:
        """Begin a letter, of which nothing is published yet: its number. What it says so far is its draft."""

    def begun(self) -> Sequence[Revision]:
        """The letters of which nothing was published yet, each as its draft says: as if that were a revision 0."""

    def attribute(self, revision: Revision, second_id: int | None, charged_to: int | None) -> Revision:
        """Note on whose word a revision rests besides: who has agreed to it, and on whose account it went."""

    def draft(self, letter_id: int) -> Draft | None:
        """What was edited of a letter and not published."""

    def keep_draft(self, letter_id: int, letter: Letter, person_id: int) -> None:
        """Keep what a person made of a letter, to be published or discarded."""

    def propose(self, letter_id: int, proposed: Proposal | None) -> None:
        """What was edited waits for another organizer, or does not any more."""

    def discard_draft(self, letter_id: int) -> None:
        """Forget what was edited and not published."""

    def take_back(self, revision: Revision, sha256: str, person_id: int | None) -> None:
        """Note in the journal too that the file of a document with this SHA-256 is given out no more."""

    def taken_back(self, letter_id: int) -> Mapping[str, datetime]:
        """The SHA-256 of each file that was taken back, and when."""


class Calendars(Protocol):
    """The servers in which letters' dates stand, and what stands there."""

    def begin(self, calendar: Calendar) -> None:
        """A server is to show a letter's dates."""

    def end(self, letter_id: int, server: Server) -> None:
        """It is not to any more."""

    def has(self, letter_id: int, server: Server) -> bool:
        """Whether it is to."""

    def wanted(self, platform: str) -> Sequence[Calendar]:
        """Every server of a platform that is to show a letter's dates."""

    def standing(self, platform: str) -> Sequence[Standing]:
        """Whatever stands in a platform's servers."""

    def keep(self, platform: str, there: Standing) -> None:
        """Keep what stands in a place now."""

    def forget(self, platform: str, letter_id: int, server: str, slot: int) -> None:
        """Nothing stands there any more."""

    def lose(self, platform: str, server: str) -> None:
        """A server is out of reach: nothing is to stand there, and nothing does."""


class Confirmations(Protocol):
    """What was signed, revision by revision, and whom a revision asks to confirm it."""

    def asked(self, letter_id: int) -> Revision | None:
        """The latest revision of a letter that asks to be confirmed."""

    def call(self, letter_id: int, revision: int, reminder: bool, at: datetime) -> None:
        """Have everybody asked, or reminded, from a moment on. What earlier revisions have still to ask is dropped."""

    def due(self) -> Sequence[ConfirmationCall]:
        """The calls whose moment has come and that have not reached everybody."""

    def reach(self, call: ConfirmationCall, limit: int) -> Sequence[Endorsement]:
        """The next endorsements that stand for a revision before a call's; a call that reaches nobody more is over."""

    def signed(self, letter_id: int) -> dict[int, int]:
        """How many in the list have signed each revision, the latest revision first."""

    def standing(self, letter_id: int) -> int:
        """How many representatives a revision that is material would ask."""

    def answered(self, revision: Revision) -> tuple[int, int]:
        """Of those that stand and signed before a revision: how many stand for it by now, and how many do not."""


class Endings(Protocol):
    """Campaigns that have ended, and the copies of their pages."""

    def of(self, letter_id: int) -> Ending | None:
        """How a letter's campaign has ended; nothing where it goes on."""

    def end(self, letter_id: int, erase_at: datetime, person_id: int) -> Ending:
        """A person ends a letter's campaign, also in the journal; who signed is to be erased at a moment."""

    def resume(self, letter_id: int, person_id: int) -> None:
        """A person takes that back, also in the journal."""

    def due(self) -> Sequence[int]:
        """The letters whose promised moment has come, and where who signed is not erased yet."""

    def erased(self, letter_id: int) -> None:
        """Everybody who signed a letter is erased, also in the journal."""

    def copies(self, letter_id: int) -> Sequence[Copy]:
        """Where copies of a letter's pages stand."""

    def add_copy(self, letter_id: int, address: str) -> None:
        """Note where one stands."""

    def remove_copy(self, copy_id: int) -> None:
        """One stands there no more."""

    def renewed(self, copy_id: int) -> None:
        """One was replaced by what is so now."""

    def outdate(self, letter_id: int) -> bool:
        """An organization has left the list: whether there are copies that were up to date before."""


class OwnAnswers(Protocol):
    """The answers that the owners of letters have written. Every change is journalled with it."""

    def all(self, letter_id: int) -> Sequence[OwnAnswer]:
        """The answers of a letter, the oldest first."""

    def get(self, answer_id: int) -> OwnAnswer | None:
        """The answer of this number, where it was not removed."""

    def add(self, letter_id: int, texts: Mapping[str, Worded], person_id: int) -> OwnAnswer:
        """Keep a new answer that a person has written."""

    def change(self, answer: OwnAnswer, texts: Mapping[str, Worded], person_id: int) -> OwnAnswer:
        """Keep what a person has made of an answer."""

    def remove(self, answer: OwnAnswer, person_id: int) -> None:
        """Remove an answer."""

    def fingerprints(self, letter_id: int) -> Mapping[int, str]:
        """The SHA-256 of what each answer of a letter says on disk, by its number."""


class LedgerEntries(Protocol):
    """What came of the demands of letters. What is public is journalled, and never changed."""

    def public(self, letter_id: int) -> Ledger:
        """What is public of a letter's demands."""

    def get(self, number: int) -> LedgerEntry | None:
        """The entry of this number, wherever it stands."""

    def count(self, letter_id: int) -> int:
        """How many entries of a letter are public or wait for another organizer."""

    def waiting(self, letter_id: int) -> Sequence[LedgerEntry]:
        """The entries of a letter that wait for another organizer, the oldest first."""

    def note(self, letter_id: int, said: Recorded, person_id: int) -> LedgerEntry:
        """Keep what a person has written, in the place of what they have written before and not confirmed."""

    def wait(self, entry: LedgerEntry) -> LedgerEntry:
        """Let an entry wait for another organizer."""

    def publish(self, entry: LedgerEntry, second_id: int | None) -> LedgerEntry:
        """Make an entry public from now on, and put it into the journal. `second_id`: who has agreed to it."""

    def refuse(self, entry: LedgerEntry) -> None:
        """Keep for a day that an entry that waits was refused."""

    def due(self, since: datetime) -> Sequence[LedgerEntry]:
        """The public entries whose answer is due by now, since that moment, of which that was not told."""

    def tell(self, entry: LedgerEntry) -> None:
        """Keep that it was told that an answer is due."""

    def forget(self) -> None:
        """Forget what was written long ago and not confirmed, or was refused."""

    def fingerprints(self, letter_id: int) -> Mapping[int, str]:
        """The SHA-256 of what each public entry of a letter says on disk, by its number."""


class UnansweredQuestions(Protocol):
    """The questions that nothing has answered, encrypted, and for a month.

    Who has asked one is kept as keyed hashes, salted for that question alone, until `SHOWN_FROM` people have; then no
    more. Without the row nobody can tell by them who asked.
    """

    def tally(
        self, letter_id: int, language: str, gist: Gist, accounts: Sequence[Account], narrow: Callable[[str], str]
    ) -> bool:
        """Count that somebody with these accounts, the one that they used first, has asked a question: the one that is
        kept and asks alike, of which what `narrow` leaves is kept on, else a new one. Whether it is shown since."""

    def shown(self, letter_id: int, limit: int) -> Sequence[Unanswered]:
        """The questions of a letter that enough people have asked, the oldest first."""

    def get(self, question_id: int) -> Unanswered | None:
        """The question of this number, where enough people have asked it."""

    def remove(self, question_id: int) -> None:
        """Forget a question."""

    def forget(self) -> None:
        """Forget the questions that were kept for long enough."""


class Speakers(Protocol):
    """Whom organizers have asked to speak at events, encrypted."""

    def add(self, asked: AskedSpeaker) -> AskedSpeaker:
        """Keep somebody, under a number of their own."""

    def save(self, asked: AskedSpeaker) -> None:
        """Keep what is known of somebody from now on."""

    def get(self, asked_id: int) -> AskedSpeaker | None:
        """Whoever has this number."""

    def by_handle(self, handle: str) -> AskedSpeaker | None:
        """Whoever has this handle."""

    def all(self, letter_id: int) -> Sequence[AskedSpeaker]:
        """Everybody on the list of a letter, the first one first."""

    def count(self, letter_id: int) -> int:
        """How many are on the list of a letter."""

    def drop(self, asked_id: int) -> None:
        """Forget somebody."""

    def drop_all(self, letter_id: int) -> None:
        """Forget everybody on the list of a letter."""

    def drop_of(self, endorsement_id: int) -> None:
        """Forget whoever was asked through the representative of a sign-on."""

    def retire(self, limit: int) -> None:
        """Forget those whose event is over for long enough: so many at the most."""
