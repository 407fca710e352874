"""The bot on the loopback Telegram, by python-telegram-bot."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.model.chats import Address
from bot.model.people import Account
from bot.ports.store import Store
from bot.settings import Settings
from tests.drivers.driver import Driver, Place, Shown, Someone, opening
from tests.drivers.running import SECRET, database, looking, printed_code, running
from tests.platforms.telegram import Chat, Group, Message, Person, Rates, TelegramServer

ELSEWHERE = "This goes on in private"


def settings(server: TelegramServer, folder: Path, *owners: Account, letters: str = "") -> Settings:
    """The settings with which the bot serves this server."""
    return Settings(
        letters=letters,
        telegram_token=server.token,
        telegram_api_url=server.url,
        database_url=database(folder),
        secret_key=SECRET,
        owners=owners,
    )


def shown(message: Message) -> Shown:
    """A message as it is seen."""
    return Shown(message.text.replace("\u2060", ""), message.labels, raw=message.text, there=message)


class TelegramPlace(Place):
    """A group on Telegram."""

    def __init__(self, group: Group) -> None:
        self.group = group

    @property
    def address(self) -> Address:
        return Address("telegram", str(self.group.id))

    async def shows(self, text: str) -> Shown:
        return await standing_in(self.group, text)

    def standing(self, text: str) -> Sequence[Shown]:
        return all_in(self.group, text)


def all_in(chat: Chat, text: str) -> list[Shown]:
    """The messages of the bot that stand in a chat and hold a text."""
    return [each for each in map(shown, (one for one in chat.messages if not one.deleted)) if text in each]


async def standing_in(chat: Chat, text: str) -> Shown:
    """The last message in a chat that holds a text, as soon as there is one."""
    try:
        found = await chat.world.wait_until(lambda: all_in(chat, text) or None, 5.0)
    except TimeoutError:
        raise AssertionError(f"{text!r} does not stand in {chat}: {[str(each) for each in chat.messages]}") from None
    return found[-1]


class TelegramPerson(Someone):
    """Somebody on Telegram, in their private chat with the bot."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._last = Shown("")
        self._chat: Chat = person.chat
        self._after = 0

    @property
    def account(self) -> Account:
        return Account("telegram", str(self.person.id))

    @property
    def last(self) -> Shown:
        return self._last

    async def give(self, command: str, where: Place | None = None, **values: str | int) -> Shown:
        line = " ".join((f"/{command}", *(str(value) for value in values.values())))
        return await self._written(line, where.group if isinstance(where, TelegramPlace) else self.person.chat)

    async def say(self, line: str) -> Shown:
        return await self._written(line, self.person.chat)

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        message: Message = (on or self._last).there
        chat = self.person.world.chats[message.chat_id]
        address = next(
            (data for row in chat.now(message).buttons for text, data in row if text == label and "://" in data), ""
        )
        if address:
            return await self.open(address)
        self._begin(chat)
        self.person.chat.seen = len(self.person.chat.events)
        answer = await self.person.press(message, label)
        if answer.url:
            return await self.open(answer.url)
        if answer.text.startswith(ELSEWHERE):
            return await self._answered(self.person.chat)
        if answer.text:
            self._last = Shown(answer.text)
            return self._last
        return await self._answered(chat)

    async def open(self, address: str) -> Shown:
        """Follow a link to the bot; one without a start parameter only shows the private chat."""
        chat = self.person.chat
        if "?start=" in address:
            self._begin(chat)
            await self.person.open(address)
        return await self._answered(chat)

    async def fill(self, values: Mapping[str, str]) -> Shown:
        left = dict(values)
        while label := next((each for each in left if self._asks(each)), None):
            await self.say(left.pop(label))
        return self._last

    async def change(self, values: Mapping[str, str]) -> Shown:
        for label, value in values.items():
            await self.press(opening(self._last.labels, label))
            await self.press(label)
            await self.fill({label: value})
        return self._last

    async def sees(self, text: str) -> Shown:
        chat = self._chat

        def whole() -> Shown | None:
            messages = [one for one in chat.messages if one.id >= self._after and not one.deleted]
            text_of_all = "\n".join(one.text for one in messages)
            return Shown(text_of_all, messages[-1].labels, there=messages[-1]) if text in Shown(text_of_all) else None

        try:
            self._last = await self.person.world.wait_until(whole, 5.0)
        except TimeoutError:
            raise AssertionError(f"{text!r} was not shown: {[str(each) for each in chat.messages]}") from None
        return self._last

    async def told(self, text: str) -> Shown:
        return await standing_in(self.person.chat, text)

    def _asks(self, label: str) -> bool:
        return any(re.fullmatch(rf"(\d \D+ \d · )?{re.escape(label)}", line) for line in self._last.text.splitlines())

    async def _written(self, line: str, chat: Chat) -> Shown:
        self._begin(chat)
        await self.person.write(line, chat)
        return await self._answered(chat)

    def _begin(self, chat: Chat) -> None:
        self._chat = chat

    async def _answered(self, chat: Chat) -> Shown:
        message = await chat.expect()
        self._after = message.id
        self._last = shown(message)
        return self._last


class TelegramDriver(Driver):
    """The bot on the loopback Telegram."""

    def __init__(self, server: TelegramServer, store: Store, owner: TelegramPerson, code: str) -> None:
        self.server = server
        self._store = store
        self._owner = owner
        self._code = code

    @property
    def store(self) -> Store:
        return self._store

    @property
    def owner(self) -> TelegramPerson:
        return self._owner

    @property
    def code(self) -> str:
        return self._code

    def somebody(self, name: str, language: str = "en") -> TelegramPerson:
        return TelegramPerson(self.server.person(name, language))

    async def meet(self) -> Shown:
        return await self.somebody("Newcomer").give("start")

    async def place(self, title: str, manager: Someone, *members: Someone) -> TelegramPlace:
        assert isinstance(manager, TelegramPerson)
        others = [each.person for each in members if isinstance(each, TelegramPerson)]
        group: Group = self.server.supergroup(title, members=others, admins=[manager.person])
        await group.add_bot(manager.person)
        await group.expect()
        return TelegramPlace(group)

    def refusals(self) -> Sequence[str]:
        return [str(call) for call in self.server.refusals]


@asynccontextmanager
async def on_telegram(folder: Path, owned: bool = True, letters: str = "") -> AsyncIterator[TelegramDriver]:
    """The bot, serving Telegram; with an owner, or with a code that makes one; with the sample letter, or others."""
    async with TelegramServer(rates=Rates.off()) as server:
        owner = TelegramPerson(server.person("Olga"))
        owners = [owner.account] if owned else []
        async with running(settings(server, folder, *owners, letters=letters)) as terminal, looking(folder) as store:
            code = "" if owned else printed_code(await terminal.says("To become the owner"))
            if owned:
                await owner.give("start")
            yield TelegramDriver(server, store, owner, code)
