"""A message of the queue that is about to leave: what is done with it, and what came of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.delivery.backoff import Backoff
from bot.model.announcements.announcement import Content, Stage
from bot.model.chats import ChatKind, Unreachable
from bot.model.deliveries import Delivery, DeliveryState, Subject, Trouble
from bot.ports.messenger import (
    Destination,
    Gone,
    Message,
    Messenger,
    Missing,
    Moved,
    Outcome,
    Refused,
    RetryAfter,
    Sent,
    Unknown,
)
from bot.ports.store import Unit
from bot.service.people import missed

PAUSES = Backoff(3.0, 300.0)

Act = Literal["send", "files", "edit", "delete", "pin", "crosspost", "leave"]

PATIENCE = timedelta(days=1)
"""What could not be delivered, or brought up to date, for so long has failed."""

TRIES = 10
"""So often a message is pinned or passed on where it is not known whether it was."""

CALM = timedelta(seconds=5)
"""A report that was just brought up to date is left for so long: it changes with every delivery, and its edits count
as messages do."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A message of the queue, what it says, what is done with it, and since when."""

    delivery: Delivery
    act: Act
    message: Message | None
    began: datetime

    @property
    def to(self) -> Destination:
        """Where it goes, and in which lane."""
        chat, subject = self.delivery.chat, self.delivery.subject
        calls = chat.calls if subject is Subject.ANNOUNCEMENT else ""
        return Destination(chat.address, chat.kind, subject.lane, calls)

    @property
    def place(self) -> str:
        """The place in which the platform counts it."""
        return self.delivery.address.place

    @property
    def shared(self) -> bool:
        """Whether its chat is a group or a channel."""
        return self.delivery.chat.kind is not ChatKind.PRIVATE

    @property
    def marked(self) -> bool:
        """Whether it has to be on disk that it leaves."""
        return self.delivery.state is DeliveryState.QUEUED


async def perform(messenger: Messenger, each: Leaving) -> Outcome:
    """Make the one request that a message of the queue is about."""
    key, to, message, there = each.delivery.key, each.to, each.message, each.delivery.message
    match each.act:
        case "pin":
            return await messenger.pin(to, there, silent=True)
        case "crosspost":
            return await messenger.crosspost(to, there)
        case "delete":
            return await messenger.delete(to, there)
        case "leave":
            return await messenger.leave(to)
    if message is None:
        raise ValueError("a message that says nothing")
    match each.act:
        case "files":
            return await messenger.send_files(key, to, message)
        case "edit":
            return await messenger.edit(to, there, message)
    return await messenger.send(key, to, message)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a message, and for how many seconds it waits if it is tried again."""

    leaving: Leaving
    outcome: Outcome
    wait: float


@dataclass(frozen=True, slots=True)
class Record:
    """Writes down what came of messages, as one platform has to take it."""

    messenger: Messenger

    def all(self, unit: Unit, came: Sequence[Result]) -> None:
        """What came of several messages."""
        arrived, others = list[tuple[Delivery, Sent]](), list[Result]()
        for each in came:
            if isinstance(each.outcome, Sent) and each.leaving.marked:
                arrived.append((each.leaving.delivery, each.outcome))
            else:
                others.append(each)
        if arrived:
            self._arrived(unit, arrived)
        for each in others:
            with unit.savepoint():
                self._one(unit, each)
        announced = {each.leaving.delivery.subject_id for each in came if _reported(each.leaving.delivery)}
        for announcement_id in sorted(announced):
            unit.queue.refresh(Subject.PROGRESS, announcement_id)

    def _arrived(self, unit: Unit, arrived: Sequence[tuple[Delivery, Sent]]) -> None:
        unit.outbox.sent([(delivery, end.message, _surely_shown(delivery)) for delivery, end in arrived])
        contents = dict[int, Content | None]()
        for delivery, end in arrived:
            number = delivery.subject_id
            if delivery.subject is Subject.PROGRESS:
                unit.outbox.showing(delivery.id, delivery.wanted, rest=_rest(unit, delivery))
            if delivery.subject is not Subject.ANNOUNCEMENT:
                continue
            if number not in contents:
                announcement = unit.announcements.get(number)
                contents[number] = announcement.content if announcement else None
            content = contents[number]
            if content:
                self._go_on(unit, delivery, end, content)

    def _go_on(self, unit: Unit, delivery: Delivery, end: Sent, content: Content) -> None:
        """What follows an announcement where it stands now."""
        spreads = self.messenger.crossposts and delivery.chat.kind is ChatKind.CHANNEL
        if end.rest:
            unit.queue.put(delivery.chat.id, Subject.FILES, delivery.subject_id)
        if content.pinned:
            unit.queue.put(delivery.chat.id, Subject.PIN, delivery.subject_id, end.message)
        if content.spread and spreads:
            unit.queue.put(delivery.chat.id, Subject.CROSSPOST, delivery.subject_id, end.message)

    def _one(self, unit: Unit, came: Result) -> None:
        act = came.leaving.act
        if act in ("pin", "crosspost", "leave"):
            self._followed(unit, came)
        elif act == "delete":
            self._deleted(unit, came)
        elif act == "edit":
            self._edited(unit, came)
        else:
            self._sent(unit, came)

    def _sent(self, unit: Unit, came: Result) -> None:
        delivery, chat = came.leaving.delivery, came.leaving.delivery.chat
        failed = DeliveryState.UNCERTAIN if delivery.unsure_since else DeliveryState.FAILED
        match came.outcome:
            case RetryAfter(_, reason):
                self._again(unit, came, delivery.unsure_since, reason)
            case Unknown(reason):
                self._again(unit, came, delivery.unsure_since or came.leaving.began, reason)
            case Gone(cause):
                unit.outbox.end(delivery.id, failed, cause.value)
                missed.close(unit, chat, cause)
                _missed(unit, delivery)
            case Moved(address):
                unit.outbox.again(delivery, 0, perhaps=False)
                unit.chats.move(chat.id, address)
            case Refused(reason) | Missing(reason):
                unit.outbox.end(delivery.id, failed, reason, _trouble(came.outcome))
                _missed(unit, delivery)

    def _again(self, unit: Unit, came: Result, unsure: datetime | None, reason: str) -> None:
        """It leaves once more, but never where the platform would not know again by then what perhaps arrived."""
        delivery, tried = came.leaving.delivery, unit.now - (came.leaving.delivery.started_at or came.leaving.began)
        memory = self.messenger.memory(delivery.chat.kind)
        if unsure and unit.now + timedelta(seconds=came.wait) - unsure >= memory:
            unit.outbox.end(delivery.id, DeliveryState.UNCERTAIN, reason, _trouble(came.outcome))
            _missed(unit, delivery, perhaps=True)
        elif tried >= PATIENCE:
            unit.outbox.end(delivery.id, DeliveryState.FAILED, reason, _trouble(came.outcome))
            _missed(unit, delivery)
        else:
            unit.outbox.again(delivery, came.wait, perhaps=unsure is not None, reason=reason)

    def _edited(self, unit: Unit, came: Result) -> None:
        """What came of an edit, which may be repeated: it changes nothing twice."""
        delivery, chat, living = came.leaving.delivery, came.leaving.delivery.chat, _living(came)
        replaced = Trouble.REPLACED.value if delivery.reason == Trouble.TOO_OLD else ""
        match came.outcome:
            case Sent():
                unit.outbox.showing(delivery.id, delivery.wanted, replaced, _rest(unit, delivery))
            case Refused(reason):
                stands = "" if living else delivery.reason or reason
                unit.outbox.showing(delivery.id, delivery.wanted, stands, known=Trouble.REFUSED)
            case RetryAfter(_, reason) | Unknown(reason):
                self._edit_again(unit, came, reason)
            case Missing() if living:
                unit.outbox.afresh(delivery.id)
            case Missing() if delivery.reason == Trouble.TOO_OLD:
                unit.outbox.end(delivery.id, DeliveryState.RECALLED)
            case Missing():
                unit.outbox.showing(delivery.id, delivery.wanted, Trouble.MISSING.value)
            case Gone(cause):
                unit.outbox.showing(delivery.id, delivery.wanted, cause.value)
                missed.close(unit, chat, cause)
            case Moved(address) if living:  # there, no message has the number that it had
                unit.outbox.afresh(delivery.id)
                unit.chats.move(chat.id, address)
            case Moved(address):
                unit.outbox.showing(delivery.id, delivery.wanted, Unreachable.MOVED.value)
                unit.chats.move(chat.id, address)

    def _edit_again(self, unit: Unit, came: Result, reason: str) -> None:
        delivery = came.leaving.delivery
        if sum(map(PAUSES.seconds, range(1, delivery.attempt + 1))) > PATIENCE.total_seconds():
            unit.outbox.showing(delivery.id, delivery.wanted, reason, known=_trouble(came.outcome))
        else:
            kept = delivery.reason if delivery.reason == Trouble.TOO_OLD else ""
            unit.outbox.again(delivery, came.wait, perhaps=False, reason=kept)

    def _deleted(self, unit: Unit, came: Result) -> None:
        delivery, chat = came.leaving.delivery, came.leaving.delivery.chat
        match came.outcome:
            case Sent() | Missing():
                unit.outbox.end(delivery.id, DeliveryState.RECALLED)
            case Refused():
                unit.outbox.again(delivery, 0, perhaps=False, reason=Trouble.TOO_OLD.value)
            case RetryAfter(_, reason) | Unknown(reason):
                self._edit_again(unit, came, reason)
            case Gone(cause):
                unit.outbox.showing(delivery.id, delivery.wanted, cause.value)
                missed.close(unit, chat, cause)
            case Moved(address):
                unit.outbox.showing(delivery.id, delivery.wanted, Unreachable.MOVED.value)
                unit.chats.move(chat.id, address)

    def _followed(self, unit: Unit, came: Result) -> None:
        """What came of pinning, passing on or leaving, which is as it was where it is done twice."""
        delivery = came.leaving.delivery
        match came.outcome:
            case Unknown(reason) if delivery.attempt >= TRIES:
                unit.outbox.end(delivery.id, DeliveryState.UNCERTAIN, reason, _trouble(came.outcome))
            case RetryAfter(_, reason) | Unknown(reason):
                unit.outbox.again(delivery, came.wait, perhaps=False, reason=reason)
            case Gone(cause, reason):
                unit.outbox.end(delivery.id, DeliveryState.FAILED, reason or cause.value, cause)
            case Refused(reason) | Missing(reason):
                unit.outbox.end(delivery.id, DeliveryState.FAILED, reason, _trouble(came.outcome))
            case Moved():
                unit.outbox.end(delivery.id, DeliveryState.FAILED, Unreachable.MOVED.value)
        if delivery.subject.follows:
            unit.queue.refresh(Subject.PROGRESS, delivery.subject_id)


def _missed(unit: Unit, delivery: Delivery, perhaps: bool = False) -> None:
    """A message did not reach its chat, or perhaps did."""
    unsure = perhaps or delivery.unsure_since is not None
    missed.not_reached(unit, delivery.chat, delivery.subject, delivery.subject_id, perhaps=unsure)


def _trouble(outcome: Outcome) -> Trouble | None:
    """What an outcome is that the platform's own words tell of."""
    match outcome:
        case Refused():
            return Trouble.REFUSED
        case Missing():
            return Trouble.MISSING
        case Unknown():
            return Trouble.UNANSWERED
        case RetryAfter():
            return Trouble.HELD_UP
    return None


def _living(came: Result) -> bool:
    return came.leaving.delivery.subject.edited_in_place


def _rest(unit: Unit, delivery: Delivery) -> timedelta:
    """For how long a message that shows how things stand is left: a report, as long as it goes on changing."""
    report = delivery.subject is Subject.PROGRESS
    announcement = unit.announcements.get(delivery.subject_id) if report else None
    changes = announcement and (announcement.stage is Stage.RUNNING or announcement.version > 1)
    return CALM if changes else timedelta(0)


def _surely_shown(delivery: Delivery) -> int:
    """The version that a message shows which has arrived: where an earlier try perhaps did, the platform may have
    known it again and shows what that one said."""
    return delivery.wanted - 1 if delivery.unsure_since and delivery.wanted > 1 else delivery.wanted


def _reported(delivery: Delivery) -> bool:
    return delivery.subject is Subject.ANNOUNCEMENT


def acting(delivery: Delivery, message: Message | None) -> Act | None:
    """What is done with a message of the queue; nothing where there is nothing to say any more."""
    queued = delivery.state is DeliveryState.QUEUED
    match delivery.subject:
        case Subject.PIN:
            return "pin"
        case Subject.CROSSPOST:
            return "crosspost"
        case Subject.DEPARTURE:
            return "leave"
    if message is None:
        announced = delivery.subject is Subject.ANNOUNCEMENT or delivery.subject.follows
        return "delete" if announced and not queued and delivery.message else None
    if delivery.subject is Subject.FILES:
        return "files" if queued else None
    return "send" if queued else "edit"
