"""The bot on the loopback Telegram, by python-telegram-bot."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.host.settings import Settings
from bot.model.chats import Address, ChatKind
from bot.model.people.person import Account
from bot.ports.store import Store
from tests.drivers.driver import UNSEEN, Attached, Driver, Place, Rich, Shown, Someone
from tests.drivers.mailbox import Mailbox
from tests.drivers.running import SECRET, database, looking, printed_code, running, with_mail
from tests.drivers.typist import Typist
from tests.platforms.telegram import Channel, Chat, Group, Message, Person, Rates, TelegramServer
from tests.platforms.telegram.text import Entity, utf16_length
from tests.waiting import PATIENCE

ELSEWHERE = "This goes on in private"
_HARMLESS = ("message is not modified", "can't initiate conversation")
"""A report was brought up to date, and says what it said before; whoever let the bot in never wrote to it."""


def settings(server: TelegramServer, folder: Path, *owners: Account, letters: str = "") -> Settings:
    """The settings with which the bot serves this server."""
    return Settings(
        letters=letters,
        platforms={"TELEGRAM_TOKEN": server.token, "TELEGRAM_API_URL": server.url},
        database_url=database(folder),
        secret_key=SECRET,
        owners=owners,
    )


def shown(message: Message) -> Shown:
    """A message as it is seen."""
    return Shown(
        message.text.translate(UNSEEN),
        message.labels,
        files={message.file.name: message.file.content} if message.file else {},
        silent=message.silent,
        pinned=message.pinned,
        previews=message.shows_preview,
        raw=message.text,
        there=message,
    )


def styled(text: Rich) -> list[Entity]:
    """The entities that an app makes of what is typed with a form."""
    found, offset = list[Entity](), 0
    for stretch, style in text.parts:
        if style:
            kind, url = ("text_link", style) if "://" in style else (style, None)
            found.append(Entity(kind, offset, utf16_length(stretch), url))
        offset += utf16_length(stretch)
    return found


class TelegramPlace(Place):
    """A group or a channel on Telegram."""

    def __init__(self, group: Group | Channel, manager: Person) -> None:
        self.group = group
        self.manager = manager

    @property
    def address(self) -> Address:
        return Address("telegram", str(self.group.id))

    async def shows(self, text: str) -> Shown:
        return await standing_in(self.group, text)

    def standing(self, text: str) -> Sequence[Shown]:
        return all_in(self.group, text)

    async def delete(self, message: Shown) -> None:
        self.group.world.delete(self.group, self.group.now(message.there))

    async def put_out(self) -> None:
        await self.group.remove_bot(self.manager)

    async def let_in(self) -> None:
        await self.group.add_bot(self.manager)

    async def silence(self) -> None:
        await self.group.delete()


def all_in(chat: Chat, text: str) -> list[Shown]:
    """The messages of the bot that stand in a chat and hold a text."""
    return [each for each in map(shown, chat.standing) if text in each]


async def standing_in(chat: Chat, text: str) -> Shown:
    """The last message in a chat that holds a text, as soon as there is one."""
    try:
        found = await chat.world.wait_until(lambda: all_in(chat, text) or None, PATIENCE)
    except TimeoutError:
        raise AssertionError(f"{text!r} does not stand in {chat}: {[str(each) for each in chat.messages]}") from None
    return found[-1]


class TelegramPerson(Typist):
    """Somebody on Telegram, in their private chat with the bot."""

    def __init__(self, person: Person) -> None:
        super().__init__(Account("telegram", str(person.id)))
        self.person = person
        self._chat: Chat = person.chat
        self._after = 0

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        message: Message = (on or self._last).there
        chat = self.person.world.chats[message.chat_id]
        address = next(
            (data for row in chat.now(message).buttons for text, data in row if text == label and "://" in data), ""
        )
        if address:
            return await self.open(address)
        self._chat, before = chat, max(chat.history)
        self.person.chat.seen = len(self.person.chat.events)
        answer = await self.person.press(message, label)
        if answer.url:
            return await self.open(answer.url)
        if answer.text.startswith(ELSEWHERE):
            return await self._answered(self.person.chat)
        if answer.text:
            self._last = Shown(answer.text)
            return self._last
        return await self._answered(chat, before, message.id)

    async def send(self, line: str, *files: Attached) -> Shown:
        entities = styled(line) if isinstance(line, Rich) else ()
        album = await self.person.send_album({each.name: each.content for each in files}, line, entities)
        self._chat = self.person.chat
        return await self._answered(self._chat, album[-1].id)

    async def open(self, address: str) -> Shown:
        """Follow a link to the bot; one without a start parameter only shows the private chat."""
        chat = self.person.chat
        if "?start=" in address:
            self._chat = chat
            await self.person.open(address)
        return await self._answered(chat)

    async def sees(self, text: str) -> Shown:
        chat = self._chat

        def whole() -> Shown | None:
            messages = [one for one in chat.standing if one.id >= self._after]
            text_of_all = "\n".join(one.text for one in messages)
            return Shown(text_of_all, messages[-1].labels, there=messages[-1]) if text in Shown(text_of_all) else None

        try:
            self._last = await self.person.world.wait_until(whole, PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{text!r} was not shown: {[str(each) for each in chat.messages]}") from None
        return self._last

    async def told(self, text: str) -> Shown:
        return await standing_in(self.person.chat, text)

    async def gets(self, number: int) -> Mapping[str, bytes]:
        chat = self._chat

        def whole() -> dict[str, bytes] | None:
            files = [one.file for one in chat.standing if one.id >= self._after and one.file]
            return {each.name: each.content for each in files} if len(files) == number else None

        return await self.person.world.wait_until(whole, PATIENCE)

    async def _write(self, line: str, where: Place | None = None, file: Attached | None = None) -> Shown:
        self._chat = chat = where.group if isinstance(where, TelegramPlace) else self.person.chat
        entities = styled(line) if isinstance(line, Rich) else ()
        if file:
            photo = file.name.endswith(".png") and file.photo
            written = await self.person.send_file(
                file.name, file.content, line, chat=chat, photo=photo, entities=entities
            )
        elif isinstance(chat, Channel):
            written = await chat.post(line, self.person)
        else:
            written = await self.person.write(line, chat, entities=entities)
        return await self._answered(chat, written.id)

    async def _answered(self, chat: Chat, before: int = 0, pressed: int = 0) -> Shown:
        """The answer: a new message, or another text in the message whose button was pressed."""
        message = await chat.expect(lambda each: each.id > before or each.id == pressed)
        self._after = message.id
        self._last = shown(message)
        return self._last


async def greeted(manager: Person, chat: Group | Channel) -> None:
    """Wait until the bot has said what it is, to whoever has let it in where they have begun with it."""
    if manager.chat.bot.present:
        await manager.chat.expect("/host")
    elif isinstance(chat, Group):
        await chat.expect("/host")


class TelegramDriver(Driver):
    """The bot on the loopback Telegram."""

    kinds = (ChatKind.GROUP, ChatKind.CHANNEL)
    brief = True

    def __init__(
        self, server: TelegramServer, store: Store, owner: TelegramPerson, code: str, mailbox: Mailbox | None = None
    ) -> None:
        super().__init__(store, code, mailbox)
        self.server = server
        self._owner = owner

    @property
    def owner(self) -> TelegramPerson:
        return self._owner

    def somebody(self, name: str, language: str = "en") -> TelegramPerson:
        return TelegramPerson(self.server.person(name, language))

    async def meet(self) -> Shown:
        return await self.somebody("Newcomer").give("start")

    async def place(
        self, title: str, manager: Someone, *members: Someone, kind: ChatKind = ChatKind.GROUP, hidden: bool = False
    ) -> TelegramPlace:
        assert isinstance(manager, TelegramPerson)
        if kind is ChatKind.CHANNEL:
            channel = self.server.channel(title, [manager.person])
            await channel.add_bot(manager.person)
            await greeted(manager.person, channel)
            return TelegramPlace(channel, manager.person)
        others = [each.person for each in members if isinstance(each, TelegramPerson)]
        group = self.server.supergroup(title, members=others, admins=[manager.person])
        await group.add_bot(manager.person)
        await greeted(manager.person, group)
        return TelegramPlace(group, manager.person)

    def everywhere(self, text: str, *but: Someone) -> Sequence[Shown]:
        private = {each.person.chat.id for each in but if isinstance(each, TelegramPerson)}
        chats = [chat for number, chat in self.server.world.chats.items() if number not in private]
        return [one for each in chats for one in all_in(each, text)]

    def refusals(self) -> Sequence[str]:
        return [each for each in map(str, self.server.refusals) if not any(harmless in each for harmless in _HARMLESS)]


@asynccontextmanager
async def on_telegram(
    folder: Path, owned: bool = True, letters: str = "", mailbox: Mailbox | None = None
) -> AsyncIterator[TelegramDriver]:
    """The bot, serving Telegram; with an owner, or with a code that makes one; with the sample letter, or others."""
    async with TelegramServer(rates=Rates.off()) as server:
        owner = TelegramPerson(server.person("Olga"))
        owners = [owner.account] if owned else []
        served = with_mail(settings(server, folder, *owners, letters=letters), mailbox)
        async with running(served) as terminal, looking(folder) as store:
            code = "" if owned else printed_code(await terminal.says("To become the owner"))
            if owned:
                await owner.give("start")
            yield TelegramDriver(server, store, owner, code, mailbox)
