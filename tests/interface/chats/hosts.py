"""People who manage chats, right before the core, and what leaves for those chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Invoke, Press, Request, Rights
from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Made, Stage
from bot.model.chats import Address, Chat, ChatKind
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.people.person import Account, Role
from bot.notices.composing import composer
from bot.ports.messenger import Key, Message
from bot.ports.store import Store, Unit
from bot.service.announcements import dispatch, release
from bot.text.blocks import plain
from tests.interface.someone import Someone

TOWN, CITY = Address("test", "-1"), Address("test", "-2")


@dataclass
class Host(Someone):
    """Somebody who manages chats, as their platform says whenever it is asked."""

    rights: dict[Address, Rights] = field(default_factory=dict)
    asked: list[Address] = field(default_factory=list)

    async def rights_at(self, address: Address) -> Rights:
        self.asked.append(address)
        return self.rights.get(address, Rights())

    @property
    def caller(self) -> Caller:
        return replace(super().caller, rights_at=self.rights_at)

    def at(self, address: Address, confidential: bool = True) -> Caller:
        """The same person in a shared chat."""

        async def manages() -> bool:
            return (await self.rights_at(address)).chat

        return replace(
            self.caller, address=address, kind=ChatKind.GROUP, title="Town", manages=manages, confidential=confidential
        )

    async def do(self, caller: Caller, request: Request) -> str:
        self.last = await self.interface.answer(caller, request)
        return self.text

    async def desk(self, address: Address = TOWN) -> str:
        """Open a chat's desk in the chat."""
        return await self.do(self.at(address), Invoke("host", {}))

    async def push_at(self, address: Address, label: str) -> str:
        return await self.do(self.at(address), Press(self.action(label)))


def managing(interface: Interface, name: str, *addresses: Address) -> Host:
    """Somebody who manages these chats, and the places to which they belong."""
    return Host(interface, name, rights={each: Rights(chat=True, whole=True) for each in addresses})


@dataclass
class Queue:
    """What is announced, and what leaves of it."""

    store: Store
    interface: Interface

    async def announce(self, text: str = "News.", made: Made | None = None, letter: int = 1) -> int:
        """An announcement that is on its way; its number."""

        def unit(unit: Unit) -> int:
            person = unit.people.ensure(Account("test", "editor"))
            unit.people.grant(person.id, letter, Role.EDITOR)
            content = Content({} if made else {"en": text}, made=made)
            number = unit.announcements.add(letter, content, audience=EVERYBODY, person_id=person.id).id
            release.release(unit, person, letter, number)
            return number

        number = await self.store.write(unit)
        await self.advance()
        return number

    async def advance(self, times: int = 3) -> None:
        for _ in range(times):
            await self.store.write(dispatch.send_next)

    async def due(self, place: str = "-1") -> list[Delivery]:
        """What may leave for a place now."""
        return await self.store.read(
            lambda unit: [each for each in unit.outbox.due("test", 500) if each.address.place == place]
        )

    async def leaves(self, place: str = "-1") -> Sequence[str]:
        """Everything that is due in a place arrives there: what it says."""
        due = await self.due(place)

        def unit(unit: Unit) -> Sequence[str]:
            says = composer(self.interface)(unit)
            messages = [says(each) for each in due]
            unit.outbox.begin([each.id for each in due if each.state is DeliveryState.QUEUED])
            unit.outbox.sent([(each, f"m{each.id}", each.wanted) for each in due])
            return [plain(each.blocks) if each else "" for each in messages]

        said = await self.store.write(unit)
        await self.advance()
        return said

    async def card(self, place: str, subject: Subject = Subject.HELD) -> tuple[str, Mapping[str, Key]]:
        """What somebody is told: the last of its kind, and its buttons by their labels."""

        def unit(unit: Unit) -> tuple[str, Mapping[str, Key]]:
            says = composer(self.interface)(unit)
            told = [each for each in unit.outbox.due("test", 500) if each.address.place == place]
            message = says([each for each in told if each.subject is subject][-1])
            assert isinstance(message, Message)
            return plain(message.blocks), {key.label: key for key in message.keys}

        return await self.store.read(unit)

    async def report(self, number: int) -> str:
        """How an announcement is arriving, in words."""

        def unit(unit: Unit) -> str:
            chat = unit.chats.ensure(Address("test", "@editor"), ChatKind.PRIVATE, "")
            message = composer(self.interface)(unit)(
                Delivery(1, chat, Subject.PROGRESS, number, DeliveryState.QUEUED, "key")
            )
            return plain(message.blocks) if message else ""

        return await self.store.write(unit)

    async def stage(self, number: int) -> Stage:
        return (await self.now(number)).stage

    async def now(self, number: int) -> Announcement:
        found = await self.store.read(lambda unit: unit.announcements.get(number))
        assert found
        return found

    async def chat(self, address: Address = TOWN) -> Chat:
        found = await self.store.read(lambda unit: unit.chats.find(address))
        assert found
        return found


def is_refused(answer: Answer | None) -> bool:
    """Whether somebody was told that this is for who manages the chat."""
    return isinstance(answer, Message) and "Only somebody who can manage this chat" in plain(answer.blocks)
