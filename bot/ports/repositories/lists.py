"""Lists that are kept back, frozen, and brought in."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import Endorsement, PublicEntry
from bot.model.journal.acts import Act
from bot.model.lists.counts import Count
from bot.model.lists.imports import Choices, Import
from bot.model.lists.order import Order
from bot.model.lists.snapshots import Frozen, Line, Part, Snapshot
from bot.model.lists.webhooks import Webhook


class Lists(Protocol):
    """What is so of letters' lists as a whole."""

    def embargo(self, letter_id: int) -> datetime | None:
        """Until when a letter's list is kept back; nothing where it is public."""

    def embargoed(self) -> Collection[int]:
        """The letters whose list is kept back."""

    def keep_back(self, letter_id: int, until: datetime, person_id: int | None) -> None:
        """Keep a letter's list back until a moment, and in the journal."""

    def lift(self, letter_id: int, person_id: int | None) -> None:
        """Keep a letter's list back no more, and in the journal."""

    def lines(self, letter_id: int, order: Order, part: Part = "") -> Sequence[Line]:
        """The lines of the list as it is now, or of a part of it, in this order, as they are frozen."""

    def freeze(
        self, letter_id: int, lines: Sequence[Line], act: Act, person_id: int | None, part: Part = ""
    ) -> Snapshot:
        """Freeze these lines under the next number, and in the journal."""

    def stands(self, snapshot: Snapshot, lines: Sequence[Line]) -> bool:
        """Whether these lines say what was frozen, in the same order."""

    def keep_search(self, letter_id: int, typed: str) -> int:
        """Keep for a day what somebody looks for in a letter's list, so that buttons can name it: its number."""

    def search(self, letter_id: int, number: int) -> str | None:
        """What somebody looked for; nothing where it is not kept any more."""

    def snapshot(self, letter_id: int, number: int) -> Snapshot | None:
        """The snapshot with this number."""

    def snapshots(self, letter_id: int, limit: int) -> Sequence[Snapshot]:
        """The latest snapshots, the newest first."""

    def frozen(self, snapshot: Snapshot, after: int, limit: int) -> Sequence[Frozen]:
        """The organizations of a snapshot in their order, from the position after this one on; the first is 1."""

    def named(self, letter_id: int, number: int, offset: int, limit: int) -> Sequence[tuple[PublicEntry, Endorsement]]:
        """The organizations of the snapshot with this number that are in the list still, in its order: the line as it
        was frozen, and the sign-on as it is."""

    def count_named(self, letter_id: int, number: int) -> Count:
        """How many these are, and how many more were frozen that are accepted still, with their names withheld."""

    def stage(self, letter_id: int, person_id: int, content: bytes) -> Import:
        """Keep, encrypted and for a while, what somebody wants to bring in, instead of what they had before."""

    def staged(self, letter_id: int, import_id: int) -> Import | None:
        """What somebody wants to bring in."""

    def choose(self, import_id: int, choices: Choices) -> None:
        """Keep what somebody says of the file that they want to bring in."""

    def content(self, import_id: int) -> bytes:
        """What is to be brought in."""

    def begin(self, begun: Import, content: bytes) -> None:
        """Begin to bring in what was staged, which is this from now on."""

    def begun(self) -> Import | None:
        """The oldest of those that were begun and are not done."""

    def proceed(self, proceeded: Import) -> None:
        """Record how far it is; what it was made from is forgotten where it is done."""


class Webhooks(Protocol):
    """Servers of others that are told of letters' changes."""

    def add(self, webhook: Webhook) -> Webhook:
        """Keep an address, encrypted with its secret, under a number of its own."""

    def all(self, letter_id: int) -> Sequence[Webhook]:
        """The addresses of a letter, in the order in which they were added."""

    def get(self, webhook_id: int) -> Webhook | None:
        """The address with this number."""

    def due(self) -> Sequence[Webhook]:
        """Those that may be told something by now, who has rested longest first."""

    def save(self, webhook: Webhook) -> None:
        """Keep how far an address was told, and what came of it."""

    def remove(self, webhook_id: int) -> None:
        """Forget an address."""

    def drop_waiting(self, letter_id: int, person_id: int) -> None:
        """Forget what a person has added and does not hold yet."""
