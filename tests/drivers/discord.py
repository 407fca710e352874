"""The bot on the loopback Discord, by discord.py."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from adapters.host.settings import Settings
from bot.model.chats import Address, ChatKind
from bot.model.people.person import Account
from bot.ports.store import Store
from tests.drivers.driver import UNSEEN, Attached, Driver, Place, Rich, Shown, Someone, Value
from tests.drivers.mailbox import Mailbox
from tests.drivers.running import SECRET, database, looking, printed_code, running, with_mail
from tests.platforms.discord import (
    Channel,
    DiscordServer,
    Guild,
    GuildChannel,
    Interaction,
    Message,
    Modal,
    Permission,
    Person,
    Rates,
    posting,
)
from tests.platforms.discord.checks.bodies import Upload
from tests.platforms.discord.library import pointed_at
from tests.platforms.discord.messages import COMPONENTS_V2
from tests.waiting import PATIENCE

_MARKS = re.compile(
    r"\\(.)|\[((?:\\.|[^\]])*)\]\(<([^>]*)>\)|<(https?://[^>]*)>|^> |\*\*|\*|`", re.MULTILINE | re.DOTALL
)
_MOMENT = re.compile(r" \(<t:\d+:f>\)")
"""What stands beside a moment, and the client app shows in its own zone: stories tell the words."""
_COMMAND = re.compile(r"<(/[a-z_]+):\d+>")
_ONWARD = ("Correct", "Go on", "Corriger", "Continuer")
_GIVEN = Permission.PIN_MESSAGES
_SLASH, _TEXT, _FORUM = 1, 0, 15
_KINDS = {ChatKind.GROUP: "text", ChatKind.CHANNEL: "announcement", ChatKind.FORUM: "forum"}
_OPENING = re.compile(r"Correct(: .*)?|Add: .*|Go on|Corriger.*|Ajouter.*|Continuer")


def settings(server: DiscordServer, folder: Path, *owners: Account, letters: str = "") -> Settings:
    """The settings with which the bot serves this server."""
    return Settings(
        letters=letters,
        platforms={
            "DISCORD_TOKEN": server.token,
            "DISCORD_API_URL": server.api_url,
            "DISCORD_GATEWAY_URL": server.gateway_url,
        },
        database_url=database(folder),
        secret_key=SECRET,
        owners=owners,
    )


def plain(markdown: str) -> str:
    """A text of Discord's Markdown as it is seen."""

    def seen(match: re.Match[str]) -> str:
        escaped, label, _, address = match.groups()
        return escaped or (plain(label) if label else "") or address or ""

    words = _COMMAND.sub(r"\1", _MOMENT.sub("", markdown))
    return _MARKS.sub(seen, words).translate(UNSEEN)


def shown(answer: Message | Modal) -> Shown:
    """A message or a modal as it is seen."""
    if isinstance(answer, Modal):
        labels = [each.label for each in answer.fields]
        hints = [component.get("description") or "" for component in answer.components]
        text = "\n".join([answer.title, *labels, *hints, *answer.texts])
        return Shown(text, (), {each.label: each.value for each in answer.fields}, raw=text, there=answer)
    return Shown(
        plain(answer.text),
        (
            *(each.label for each in answer.buttons),
            *(label for each in answer.selects for label in each.options.values()),
        ),
        files={each.filename: each.data for each in answer.attachments},
        silent=answer.silent,
        pinned=answer.pinned is not None,
        previews=not answer.without_previews and not answer.flags & COMPONENTS_V2,
        raw=answer.text,
        there=answer,
    )


def all_in(channel: Channel, text: str) -> list[Shown]:
    """The messages of the bot that stand in a channel and hold a text."""
    threads = channel.guild.threads if channel.guild else []
    posts = [each for each in threads if each.parent is channel and not each.deleted]
    ours = [one for each in (channel, *posts) for one in each.messages if one.author.bot and not one.deleted]
    return [each for each in map(shown, ours) if text in each]


def _entries(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed, chosen and attached, as the client app takes it."""
    return {name: _entry(each) for name, each in values.items()}


def _entry(value: Any) -> Any:
    if isinstance(value, Attached):
        return value.name, value.content
    return value.marked if isinstance(value, Rich) else value


def _beside(forum: GuildChannel) -> GuildChannel:
    """A channel of the same server in which commands can be typed."""
    there = [each for each in forum.guild.channels if each.type == _TEXT]
    return there[0] if there else forum.guild.channel("hall")


async def standing_in(channel: Channel, text: str, within: float = PATIENCE) -> Shown:
    """The last message in a channel that holds a text, as soon as there is one."""
    found = await channel.world.changes.until(
        lambda: all_in(channel, text) or None,
        within,
        lambda: f"{text!r} does not stand in {channel}: {channel.messages}",
    )
    return found[-1]


class DiscordPlace(Place):
    """A channel of a server; of a forum, what stands in its posts."""

    def __init__(self, channel: GuildChannel) -> None:
        self.channel = channel

    @property
    def address(self) -> Address:
        return Address("discord", str(self.channel.id))

    async def shows(self, text: str) -> Shown:
        return await standing_in(self.channel, text)

    def standing(self, text: str) -> Sequence[Shown]:
        return all_in(self.channel, text)

    async def delete(self, message: Shown) -> None:
        posting.delete(message.there)

    async def put_out(self) -> None:
        self.channel.guild.remove_bot()

    async def let_in(self) -> None:
        self.channel.guild.add_bot(_GIVEN)

    async def silence(self) -> None:
        self.channel.deny_bot(Permission.SEND_MESSAGES)


class DiscordPerson(Someone):
    """Somebody on Discord, in direct messages with the bot."""

    def __init__(self, person: Person) -> None:
        super().__init__(Account("discord", str(person.id)))
        self.person = person
        self._interaction: Interaction | None = None

    async def give(self, command: str, where: Place | None = None, **values: Value) -> Shown:
        channel, given = where.channel if isinstance(where, DiscordPlace) else self.person.dm, _entries(values)
        given = {name: each for name, each in given.items() if each != ""}
        if isinstance(channel, GuildChannel) and channel.type == _FORUM:  # nothing can be typed in a forum itself
            channel, given = _beside(channel), {**given, "chat": channel}
        known = self._options(channel, command)
        along = {name: value for name, value in given.items() if name in known}
        await self._answered(await self.person.command(channel, command, **along))
        rest = {name: value for name, value in given.items() if name not in known}
        if rest:  # lines can't be broken in a command: it opens a form for what has several
            await self._answered(await self.person.submit(self._last.there, rest))
        return self._last

    def _options(self, channel: Channel, command: str) -> Sequence[str]:
        """The names of what can be given along with a command."""
        guild = channel.guild
        found = self.person.world.commands.find(command, _SLASH, guild.id if guild else None)
        return [option["name"] for option in (found or {}).get("options") or ()]

    async def say(self, line: str) -> Shown:
        return await self.send(line)

    async def send(self, line: str, *files: Attached) -> Shown:
        along = [Upload(each.name, each.content) for each in files]
        written = await self.person.write_dm(_entry(line), *along)
        answer = await self.person.dm.expect(lambda each: each.author.bot and each.id > written.id)
        self._last = shown(answer)
        return self._last

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        there: Message = (on or self._last).there
        select = next((each for each in there.selects if label in each.options.values()), None)
        if select and label not in [each.label for each in there.buttons]:
            return await self._answered(await self.person.choose(there, select.custom_id, [label]))
        return await self._answered(await self.person.press(there, label))

    async def fill(self, values: Mapping[str, str | Attached]) -> Shown:
        left = _entries(values)
        while left:
            if not self._last.fields:
                onward = next((each for each in self._last.labels if each in _ONWARD), None)
                if onward is None:
                    return self._last
                await self.press(onward)
            here = {label: left.pop(label) for label in self._last.fields if label in left}
            if not here:
                return self._last
            await self._answered(await self.person.submit(self._last.there, here))
        return self._last

    async def change(self, values: Mapping[str, str | Attached]) -> Shown:
        left = _entries(values)
        if self._last.fields:  # a page is open: what stands in it stays, but for what is to be changed
            here = {label: left.pop(label) for label in self._last.fields if label in left}
            await self._answered(await self.person.submit(self._last.there, here))
        while left:
            confirming = self._last
            for opening in filter(_OPENING.fullmatch, confirming.labels):
                page = await self.press(opening, on=confirming)
                here = {label: left.pop(label) for label in page.fields if label in left}
                if here:
                    await self._answered(await self.person.submit(page.there, here))
                    break
            else:
                raise AssertionError(f"no page has {list(left)}: {confirming.labels}")
        return self._last

    async def sees(self, text: str) -> Shown:
        interaction = self._interaction
        assert interaction is not None

        def whole() -> Shown | None:
            first: Message = self._last.there
            messages = [first, *interaction.followups]
            raw = "\n".join(each.text for each in messages)
            found = Shown(plain(raw), shown(messages[-1]).labels, raw=raw, there=messages[-1])
            return found if text in found else None

        self._last = await self.person.world.changes.until(whole, PATIENCE, lambda: f"{text!r} was not shown")
        return self._last

    async def told(self, text: str) -> Shown:
        return await standing_in(self.person.dm, text)

    async def _answered(self, interaction: Interaction) -> Shown:
        self._interaction = interaction
        self._last = shown(await interaction.answer())
        return self._last


class DiscordDriver(Driver):
    """The bot on the loopback Discord; everybody is in one server, without which the bot could write to nobody."""

    kinds = (ChatKind.GROUP, ChatKind.CHANNEL, ChatKind.FORUM)
    largest = 10 * 1024 * 1024

    def __init__(
        self,
        server: DiscordServer,
        store: Store,
        home: Guild,
        owner: DiscordPerson,
        code: str,
        mailbox: Mailbox | None = None,
    ) -> None:
        super().__init__(store, code, mailbox)
        self.server = server
        self.home = home
        self._owner = owner

    @property
    def owner(self) -> DiscordPerson:
        return self._owner

    def somebody(self, name: str, language: str = "en") -> DiscordPerson:
        person = self.server.person(name, locale={"en": "en-US"}.get(language, language))
        self.home.join(person)
        return DiscordPerson(person)

    async def meet(self) -> Shown:
        return await self.somebody("Newcomer").say("/start")

    async def let_in(self) -> Shown:
        """What the bot says in a new server. In the first moments after a start discord.py takes such a one for one in
        which the bot was, and from here on no more."""
        for _ in range(20):
            guild = self.server.guild("Newcomers", self.server.person("Newcomer"), bot=False)
            guild.system_channel = guild.channel("hall")
            guild.add_bot()
            with suppress(AssertionError):
                return await standing_in(guild.system_channel, "open letter", within=0.5)
        raise AssertionError("the bot greets no server that lets it in")

    async def place(
        self, title: str, manager: Someone, *members: Someone, kind: ChatKind = ChatKind.GROUP, hidden: bool = False
    ) -> DiscordPlace:
        assert isinstance(manager, DiscordPerson)
        guild = self.server.guild(title, manager.person, permissions=_GIVEN)
        for each in members:
            if isinstance(each, DiscordPerson):
                guild.join(each.person)
        channel = guild.channel(title.casefold().replace(" ", "-"), _KINDS[kind], private=hidden)
        if hidden:
            for user in (self.server.world.bot, *(each.person for each in members if isinstance(each, DiscordPerson))):
                channel.overwrite(user, allow=Permission.VIEW_CHANNEL)
        return DiscordPlace(channel)

    def everywhere(self, text: str, *but: Someone) -> Sequence[Shown]:
        private = {each.person.dm.id for each in but if isinstance(each, DiscordPerson)}
        channels = [channel for number, channel in self.server.world.channels.items() if number not in private]
        return [one for each in channels for one in all_in(each, text) if not one.there.ephemeral]

    def refusals(self) -> Sequence[str]:
        return [
            f"{call.method} {call.path} {call.status}" for call in self.server.requests if (call.status or 0) >= 400
        ]


@asynccontextmanager
async def on_discord(
    folder: Path, owned: bool = True, letters: str = "", mailbox: Mailbox | None = None
) -> AsyncIterator[DiscordDriver]:
    """The bot, serving Discord; with an owner, or with a code that makes one; with the sample letter, or others."""
    async with DiscordServer(rates=Rates().times(1000)) as server:
        founder = server.person("Founder")
        home = server.guild("Home", founder)
        owner = DiscordPerson(server.person("Olga"))
        home.join(owner.person, permissions=Permission.MANAGE_GUILD)
        owners = [owner.account] if owned else []
        served = with_mail(settings(server, folder, *owners, letters=letters), mailbox)
        with pointed_at(server):
            async with running(served) as terminal, looking(folder) as store:
                code = "" if owned else printed_code(await terminal.says("To become the owner"))
                yield DiscordDriver(server, store, home, owner, code, mailbox)
