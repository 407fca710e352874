"""A stage for the queue's worker: a real store, and a platform whose answers are given."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from adapters.folder import read_letter
from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.delivery.worker import Worker
from bot.model.announcements.announcement import EVERYBODY, Announcement, Content
from bot.model.announcements.announcement import Stage as Standing
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.deliveries import Delivery, Subject, Tally, Trouble
from bot.model.diagnostics import Examined, Finding
from bot.model.people.person import Account, Person
from bot.platforms import Given
from bot.ports.messenger import Destination, Message, Messenger, Outcome, Permission, Refused, RetryAfter, Sent
from bot.ports.store import Store, Unit
from bot.service.announcements import dispatch
from bot.text.blocks import Block, Span, plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.checkout import SAMPLE_LETTER
from tests.conftest import Clock
from tests.corrections import correct

PLATFORM = "platform"
MEMORY = timedelta(minutes=2)
UNREACHED = RetryAfter(3, "it could not be reached", everything=True)
NEWS = Content({"en": "News"})
Steer = Callable[[Unit, Person, int, int], Announcement]
SAMPLE = read_letter(SAMPLE_LETTER)


async def nothing_found(given: Given, pace: Pace, examined: Examined) -> Sequence[Finding]:
    """What an examination of a platform finds that has nothing to look at."""
    return ()


class Scripted(Messenger):
    """Remembers what it was told to send, and ends each as it was told to; as sent where it was told nothing."""

    platform = PLATFORM

    def __init__(self, memory: timedelta = timedelta(0), *ends: Outcome) -> None:
        self._memory = memory
        self.ends = list(ends)
        self.sent: list[tuple[str, str, str]] = []
        self.edited: list[tuple[str, str]] = []
        self.files: list[tuple[str, str]] = []
        self.deleted: list[str] = []
        self.pinned: list[str] = []
        self.crossposted: list[str] = []
        self.left: list[str] = []
        self.refused = ""
        self.answers = asyncio.Event()
        self.answers.set()

    crossposts = False

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta(0) if kind is ChatKind.FORUM else self._memory

    def prepare(self, message: Message) -> Refused | None:
        return Refused("too long") if self.refused and self.refused in plain(message.blocks) else None

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        self.sent.append((key, to.address.place, plain(message.blocks)))
        return self._end(f"m{len(self.sent)}")

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        self.edited.append((message_id, plain(message.blocks)))
        await self.answers.wait()
        return self._end(message_id)

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        self.files.append((key, to.address.place))
        return self._end(f"f{len(self.files)}")

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        self.deleted.append(message_id)
        return self._end(message_id)

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        self.pinned.append(message_id)
        return self._end(message_id)

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        self.crossposted.append(message_id)
        return self._end(message_id)

    async def leave(self, to: Destination) -> Outcome:
        self.left.append(to.address.place)
        return self._end("")

    def address(self, chat: Address, message_id: str) -> str:
        return f"https://platform.example/{chat.place}/{message_id}"

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        return ()

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        return None

    def _end(self, message_id: str) -> Outcome:
        return self.ends.pop(0) if self.ends else Sent(message_id)

    @property
    def keys(self) -> list[str]:
        """The keys under which something was sent, in order."""
        return [key for key, _, _ in self.sent]

    @property
    def places(self) -> list[str]:
        """Where something was sent, in order."""
        return [place for _, place, _ in self.sent]


def says(unit: Unit, delivery: Delivery) -> Message | None:
    """What the queue's messages say here: their subject, and an announcement's text, else which version it is; what was
    recalled says nothing, or that where it could not be deleted."""
    chat, announced = delivery.chat, delivery.subject in (Subject.ANNOUNCEMENT, Subject.FILES)
    announcement = unit.announcements.get(delivery.subject_id) if announced else None
    text = announcement.content.in_(chat.language)[0] if announcement else f"{delivery.subject_id} v{delivery.wanted}"
    if announcement and announcement.stage is Standing.RECALLED:
        if delivery.reason != Trouble.TOO_OLD:
            return None
        text = "recalled"
    if chat.title == "broken":
        raise ValueError("this can't be put into words")
    if chat.title == "gone":
        return None
    return Message((Block("paragraph", (Span(f"{delivery.subject} {text}"),)),))


class Stage:
    """A store with a letter, chats that follow it, and a worker."""

    def __init__(self, store: Store, clock: Clock, messenger: Scripted) -> None:
        self.store = store
        self.clock = clock
        self.messenger = messenger
        self.composed: list[int] = []
        self.worker = self.started_again()

    def started_again(self) -> Worker:
        """A new worker, as after a new start of the process."""
        limits = Limits(Window(100_000, 1.0), Window(100_000, 1.0))
        self.pace = Pace(limits, asyncio.get_running_loop().time)
        return Worker(self.store, self.messenger, self.pace, self._says)

    def _says(self, unit: Unit) -> Callable[[Delivery], Message | None]:
        def compose(delivery: Delivery) -> Message | None:
            self.composed.append(delivery.id)
            return says(unit, delivery)

        return compose

    async def announce(
        self, *places: str, title: str = "", content: Content = NEWS, kind: ChatKind = ChatKind.GROUP
    ) -> Announcement:
        """Announce something to these chats."""

        def unit(unit: Unit) -> Announcement:
            person = unit.people.ensure(Account(PLATFORM, "1"))
            letter = unit.letters.named(SAMPLE.slug) or unit.letters.publish(SAMPLE)
            for place in places:
                chat = unit.chats.ensure(Address(PLATFORM, place), kind, title)
                unit.chats.follow(chat.id, letter.letter_id, Topic.NEWS)
            draft = unit.announcements.add(letter.letter_id, content, audience=EVERYBODY, person_id=person.id)
            waiting = replace(draft, stage=Standing.WAITING, starts=unit.now)
            dispatch = replace(waiting, stage=Standing.RUNNING, started_at=unit.now)
            unit.announcements.save(waiting)
            unit.announcements.save(dispatch)
            unit.announcements.mark_active(dispatch.id, True)
            unit.queue.put_to_audience(dispatch, 1000)
            return dispatch

        return await self.store.write(unit)

    async def now(self, announcement: Announcement) -> Announcement:
        """An announcement as it is on disk."""
        found = await self.store.read(lambda unit: unit.announcements.get(announcement.id))
        assert found
        return found

    async def person(self) -> Person:
        """Who announces."""
        return await self.store.write(lambda unit: unit.people.ensure(Account(PLATFORM, "1")))

    async def correct(self, announcement: Announcement, text: str) -> None:
        """Let it say something else."""
        person, number = await self.person(), announcement.id
        await self.store.write(
            lambda unit: correct(
                unit, person, letter_id=announcement.letter_id, announcement_id=number, language="en", text=text
            )
        )

    async def steer(self, act: Steer, announcement: Announcement) -> None:
        """Pause, resume, stop or recall it."""
        person = await self.person()
        await self.store.write(lambda unit: act(unit, person, announcement.letter_id, announcement.id))

    async def advance(self) -> None:
        """Advance the announcements, as often as there is something to do at once."""
        while await self.store.write(dispatch.send_next):
            pass

    async def tally(self, announcement: Announcement) -> Tally:
        """How its deliveries stand."""
        there = await self.now(announcement)
        return await self.store.read(lambda unit: unit.results.tally(there))

    async def put(self, place: str, subject: Subject, subject_id: int) -> None:
        """Put a message into the queue."""

        def unit(unit: Unit) -> None:
            chat = unit.chats.ensure(Address(PLATFORM, place), ChatKind.GROUP, "")
            unit.queue.put(chat.id, subject, subject_id)

        await self.store.write(unit)

    async def work(self) -> None:
        """Let leave what may leave now, and what may leave then."""
        while await self.worker.step():
            await self.worker.settle()

    async def states(self, subject: Subject = Subject.ANNOUNCEMENT) -> dict[str, tuple[str, str]]:
        """Where the announcements, or what else it is about, stand: state and reason by place."""

        def unit(unit: Unit) -> dict[str, tuple[str, str]]:
            assert isinstance(unit, ConnectionUnit)
            rows, chats = tables.deliveries, tables.chats
            joined = rows.join(chats, chats.c.id == rows.c.chat_id).select().where(rows.c.subject == subject.value)
            return {row.place: (row.state, row.reason) for row in unit.connection.execute(joined)}

        return await self.store.read(unit)

    async def chat(self, place: str) -> Chat:
        """What is known of a chat."""
        found = await self.store.read(lambda unit: unit.chats.find(Address(PLATFORM, place)))
        assert found
        return found


def staged(store: Store, clock: Clock, *ends: Outcome, memory: timedelta = timedelta(0)) -> Stage:
    """A stage whose platform ends what it is told to send like this, one after another."""
    return Stage(store, clock, Scripted(memory, *ends))
