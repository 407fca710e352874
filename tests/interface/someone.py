"""People who press whatever they like, right before the core."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Invoke, Open, Press, Say, Upload
from bot.model.chats import ChatKind, private_chat
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account, Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.people import organizers
from bot.text.blocks import plain
from tests.buttons import button, with_handles


@dataclass
class Someone:
    """A person in their private chat with the bot, and what they were answered last."""

    interface: Interface
    name: str
    last: Answer | None = None

    @property
    def account(self) -> Account:
        return Account("test", self.name)

    @property
    def caller(self) -> Caller:
        """Their account has a name that is shown, as those of platforms have."""
        shown = replace(self.account, name=self.name.capitalize())
        return Caller(shown, private_chat(self.account), ChatKind.PRIVATE)

    async def give(self, command: str, **values: str) -> str:
        self.last = await self.interface.answer(self.caller, Invoke(command, values))
        return self.text

    async def press(self, action: str) -> str:
        """Press a button, which may name a sign-on or a dispute by its number here."""
        self.last = await self.interface.answer(self.caller, Press(await with_handles(self.interface._store, action)))
        return self.text

    async def open(self, action: str) -> str:
        self.last = await self.interface.answer(self.caller, Open(action))
        return self.text

    async def say(self, *lines: str) -> str:
        for line in lines:
            self.last = await self.interface.answer(self.caller, Say(line))
        return self.text

    async def send(self, content: bytes, name: str = "picture.png", mime: str = "image/png") -> str:
        """Send a file."""

        async def fetch() -> bytes:
            return content

        self.last = await self.interface.answer(self.caller, Say("", Upload(name, mime, len(content), fetch)))
        return self.text

    def action(self, label: str) -> str:
        """The action of a button of the last answer."""
        assert isinstance(self.last, Message)
        return next(key.action for key in self.last.keys if key.label == label)

    async def push(self, label: str) -> str:
        return await self.press(self.action(label))

    @property
    def text(self) -> str:
        return plain(self.last.blocks) if isinstance(self.last, Message) else ""

    @property
    def labels(self) -> Sequence[str]:
        return [key.label for key in self.last.keys] if isinstance(self.last, Message) else []


async def with_role(store: Store, person: Someone, role: Role, letter: int | None) -> int:
    """Give somebody a role, and the name of their account; the person's id."""

    def unit(unit: Unit) -> int:
        found = unit.people.ensure(person.account)
        unit.people.grant(found.id, letter, role)
        organizers.call_by_account(unit, found, person.caller.account)
        return found.id

    return await store.write(unit)


async def sign(person: Someone, organization: str, letter: int = 1) -> str:
    """Sign a letter on; what was answered."""
    await person.press(button("sign", letter=letter, capacity="may_sign"))
    await person.say(organization, "Ada Example", "chair", "ada@example.org")
    return await person.push("I confirm, and sign on")


async def state(store: Store, number: int = 1) -> State:
    """How a sign-on stands."""
    found = await store.read(lambda unit: unit.endorsements.get(number))
    assert found is not None
    return found.state
