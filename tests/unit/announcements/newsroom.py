"""A letter with organizers and chats that follow it, right before the services that announce."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.model.announcements.announcement import EVERYBODY, Announcement, Audience, Content, Stage
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.deliveries import DeliveryState
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Store, Unit
from bot.service.announcements import corrections, dispatch, drafts, release, running
from tests.conftest import Clock
from tests.corrections import correct
from tests.unit.delivery.delivering import SAMPLE

Result = TypeVar("Result")
NEWS = Content({"en": "News"})


class Newsroom:
    """A letter with organizers and chats; each method is one unit of work."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.letter = 0

    async def open(self, organizers: str = "ada", chats: int = 1, slug: str = SAMPLE.slug) -> "Newsroom":
        """Publish the letter, with organizers and so many chats."""

        def unit(unit: Unit) -> int:
            letter = unit.letters.publish(replace(SAMPLE, slug=slug)).letter_id
            for name in organizers.split():
                unit.people.grant(unit.people.ensure(Account("test", name)).id, letter, Role.EDITOR)
            for number in range(chats):
                chat = unit.chats.ensure(Address("test", f"-{slug}-{number}"), ChatKind.GROUP, f"chat {number}")
                unit.chats.follow(chat.id, letter, Topic.NEWS)
            return letter

        self.letter = await self.store.write(unit)
        return self

    async def do(self, unit: Callable[[Unit], Result]) -> Result:
        """A unit of work."""
        return await self.store.write(unit)

    async def person(self, name: str) -> Person:
        return await self.do(lambda unit: unit.people.ensure(Account("test", name)))

    async def chats(self) -> list[Chat]:
        return list(await self.do(lambda unit: unit.chats.followers(self.letter, Topic.NEWS)))

    async def draft(self, by: str = "ada", text: str = "News", audience: Audience = EVERYBODY) -> Announcement:
        person, account = await self.person(by), Account("test", by)
        address = Address("test", f"@{by}")
        return await self.do(
            lambda unit: drafts.draft(
                unit,
                person,
                account=account,
                letter_id=self.letter,
                texts={"en": text},
                ordered_in=address,
                audience=audience,
            )
        )

    async def act(self, name: str, announcement: Announcement, by: str = "ada") -> Announcement:
        """One of the acts on an announcement: release, agree, pause, …"""
        person, number = await self.person(by), announcement.id
        return await self.do(lambda unit: ACTS[name](unit, person, self.letter, number))

    async def released(self, by: str = "ada", text: str = "News") -> Announcement:
        return await self.act("release", await self.draft(by, text), by)

    async def advance(self, times: int = 1) -> None:
        for _ in range(times):
            await self.do(dispatch.send_next)

    async def stage(self, announcement: Announcement) -> Stage:
        return (await self.now(announcement)).stage

    async def now(self, announcement: Announcement) -> Announcement:
        found = await self.store.read(lambda unit: unit.announcements.get(announcement.id))
        assert found
        return found

    async def live(self) -> list[int]:
        return [each.id for each in await self.store.read(lambda unit: unit.announcements.live())]

    async def arrive(self, state: DeliveryState = DeliveryState.SENT) -> int:
        """Everything that is due of announcements arrives, or ends so."""

        def unit(unit: Unit) -> int:
            due = [each for each in unit.outbox.due("test", 10_000) if each.subject.value == "announcement"]
            unit.outbox.begin([each.id for each in due if each.state is DeliveryState.QUEUED])
            for each in due:
                if state is DeliveryState.SENT:
                    unit.outbox.sent([(each, f"m{each.id}", each.wanted)])
                else:
                    unit.outbox.end(each.id, state, "odd")
            return len(due)

        return await self.do(unit)


ACTS: dict[str, Callable[[Unit, Person, int, int], Announcement]] = {
    "release": release.release,
    "agree": release.agree,
    "pause": running.pause,
    "resume": running.resume,
    "stop": running.stop,
    "refuse": release.refuse,
    "recall": corrections.recall,
    "correct": lambda unit, person, letter, number: correct(
        unit, person, letter_id=letter, announcement_id=number, language="en", text="Other"
    ),
}
