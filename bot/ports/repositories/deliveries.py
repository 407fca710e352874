"""What is to leave, and what has come in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.announcements.announcement import Announcement
from bot.model.chats import ChatKind, HeldPost, Hold, Posted
from bot.model.deliveries import Delivery, DeliveryState, Reason, Subject, Trouble
from bot.model.endorsements.consents import Item


class Queue(Protocol):
    """The messages that are to leave, each in one chat."""

    def put(self, chat_id: int, subject: Subject, subject_id: int, message: str = "") -> None:
        """Queue a message; a living one that already stands in the chat is brought up to date instead.

        `message`: the platform's id of the one that is to be pinned or passed on.
        """

    def put_to_audience(self, announcement: Announcement, limit: int) -> tuple[int, int | None]:
        """Queue an announcement for the next chats of its audience: for how many, and up to which; none is left where
        that is nothing."""

    def refresh(self, subject: Subject, subject_id: int, at_once: bool = False) -> None:
        """What the messages about this say is not so any more; `at_once`, even where they were left for a while."""

    def request_update(self, announcement: Announcement, limit: int) -> int:
        """So many at the most of the messages of an announcement that stand in chats are not its version any more."""

    def cancel(self, announcement_id: int, limit: int) -> int:
        """So many at the most of the messages of an announcement that have not left won't: how many."""

    def spare(self, letter_id: int, person_id: int, item: Item) -> None:
        """What a person would get by one of the items to which signers of a letter agree, and has not left, does not:
        its news, or the letter that follows it."""

    def refresh_decided(self, person_id: int) -> None:
        """The cards of what a person decided on say something else now."""

    def waiting(self, chat_id: int) -> Sequence[tuple[Subject, int]]:
        """What else than announcements waits to be sent to a chat."""

    def forget(self, subject: Subject, subject_id: int) -> None:
        """The messages about this are not kept up to date any more: who is told of it again gets a new one."""

    def repeat(self, announcement: Announcement, state: DeliveryState) -> int:
        """An announcement leaves anew for the open chats where it stands in a state, and that still follow, or whose
        persons still agree to get it as signers: for how many."""

    def pending(self, announcement_id: int) -> bool:
        """Whether anything of an announcement is still to leave or to be edited."""

    def unsent(self, announcement_id: int, before: datetime | None) -> bool:
        """Whether an announcement has still to leave for a chat, and is not put off beyond a moment there."""


class HeldBack(Protocol):
    """The announcements that wait in a chat for whoever manages it, and those that stand there."""

    def hold(self, chat_id: int, why: Hold) -> Sequence[int]:
        """Hold back what is queued for a chat and was not tried yet: the deliveries' numbers."""

    def in_chat(self, chat_id: int, announcement_id: int) -> HeldPost | None:
        """An announcement in a chat, whether it is held or not."""

    def get(self, delivery_id: int) -> HeldPost | None:
        """An announcement in a chat, whatever has become of it there."""

    def of_chat(self, chat_id: int, limit: int) -> Sequence[HeldPost]:
        """What is held back in a chat, the oldest first."""

    def count(self, chat_id: int) -> int:
        """How much is held back in a chat."""

    def of_announcement(self, announcement_id: int, after: int, limit: int) -> Sequence[HeldPost]:
        """Where an announcement is held back, in the order of the chats' ids, beginning after one."""

    def let_go(self, delivery_id: int) -> bool:
        """Let what is held back leave; false where it is not any more."""

    def drop(self, delivery_id: int, why: Trouble) -> bool:
        """What is held back does not leave; false where it is not held any more."""

    def overdue(self, after: timedelta, limit: int) -> Sequence[HeldPost]:
        """What is held back for so long, the oldest first."""

    def history(self, chat_id: int, before: int | None, limit: int) -> Sequence[Posted]:
        """The announcements that stand in a chat, the latest first; those before one."""


class Outbox(Protocol):
    """The messages that leave, and what came of each."""

    def due(self, platform: str, limit: int, without: Collection[int] = ()) -> Sequence[Delivery]:
        """The messages of a platform that may leave now, in the order of their lanes, without some; so many at the most
        of notices, and of each announcement."""

    def begin(self, ids: Sequence[int]) -> frozenset[int]:
        """They are about to leave: those that still may, for nobody has paused or cancelled them."""

    def sent(self, arrived: Sequence[tuple[Delivery, str, int]]) -> None:
        """They are there: each with the platform's id and the version that it shows."""

    def end(self, delivery_id: int, state: DeliveryState, reason: str = "", known: Reason | None = None) -> None:
        """What came of one. `known`: what the reason is, where it is in the platform's own words."""

    def again(self, delivery: Delivery, seconds: float, perhaps: bool, reason: str = "") -> None:
        """Leave one, as it was when it began, for so many seconds; `perhaps`: this try may have arrived."""

    def arrived_since(self, chat_id: int, moment: datetime) -> bool:
        """Whether anything of the queue that left since a moment stands in a chat."""

    def afresh(self, delivery_id: int) -> None:
        """What was sent is not there any more: it leaves once more, as a new message."""

    def postpone(self, chat_id: int, seconds: float) -> None:
        """Nothing leaves for a chat for so many seconds."""

    def showing(
        self,
        delivery_id: int,
        shown: int,
        reason: str = "",
        rest: timedelta = timedelta(0),
        known: Reason | None = None,
    ) -> None:
        """A message that was sent shows this version of its subject, or can't, for a reason; it is left for a while."""

    def interrupted(self, platform: str, memory: Mapping[ChatKind, timedelta]) -> tuple[int, int]:
        """What was leaving when the process ended leaves again within the platform's memory, or is uncertain: how many
        leave again, and how many are uncertain."""

    def cooldowns(self, platform: str) -> Sequence[tuple[str, datetime]]:
        """Where a platform has asked to wait, and until when; its name stands for everywhere."""

    def cool_down(self, platform: str, place: str, until: datetime) -> None:
        """Keep that a platform has asked to wait."""

    def clear_cooldowns(self, platform: str = "") -> Mapping[str, int]:
        """No platform, or not this one, has asked to wait any more: how many waits are cleared for each."""

    def hasten(self, platform: str) -> None:
        """What is put off on a platform may leave now."""


class Updates(Protocol):
    """The numbered updates of a platform that delivers each until it is acknowledged."""

    def take(self, platform: str, number: int) -> bool:
        """Record that an update is handled in this unit; false where it was before."""

    def forget(self) -> None:
        """Forget the updates that are so old that their platform delivers them no more."""

    def keep_answer(self, platform: str, number: int, answer: str) -> None:
        """Keep the answer that is to leave for an update, as the adapter wrote it."""

    def unanswered(self, platform: str, besides: Collection[int] = ()) -> Sequence[tuple[int, str]]:
        """The answers that did not begin to leave, besides those of these numbers."""

    def leaving(self, platform: str, number: int) -> bool:
        """The answer is about to leave; false where it is not there any more, for it began to leave before."""

    def remembered(self, platform: str) -> Mapping[str, str]:
        """What the platform's adapter has to find again at its next start, by names of its own."""

    def remember(self, platform: str, values: Mapping[str, str]) -> None:
        """Keep some of that; what is empty is kept no more."""
