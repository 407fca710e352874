"""Chats that follow the letter from the start on, as if that were long ago: many of them, of every kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.host.letters import read_letters
from bot.model.chats import Address, ChatKind, Topic
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service import starting
from tests.journeys.process import BotProcess
from tests.platforms import discord, telegram
from tests.platforms.telegram.members import MEMBER, Member


@dataclass(frozen=True)
class Crowd:
    """The chats of both platforms that follow, and the owner on each."""

    owner: telegram.Person
    admin: discord.Person
    chats: Sequence[telegram.Chat]
    channels: Sequence[discord.Channel]

    @property
    def size(self) -> int:
        """How many chats follow."""
        return len(self.chats) + len(self.channels)


def acquainted(server: telegram.TelegramServer, name: str) -> telegram.Person:
    """Somebody who has started the bot."""
    person = server.person(name)
    person.known, person.chat.bot = True, MEMBER
    return person


def _chat(server: telegram.TelegramServer, owner: telegram.Person, number: int) -> telegram.Chat:
    """Of five chats three are private, one is a supergroup and one a channel."""
    if number % 5 == 3:
        group = server.supergroup(f"Group {number}", admins=[owner])
        group.bot = MEMBER
        return group
    if number % 5 == 4:
        channel = server.channel(f"Channel {number}", admins=[owner])
        channel.bot = Member("administrator", channel.default_rights)
        return channel
    return acquainted(server, f"Person {number}").chat


def _address(chat: telegram.Chat) -> tuple[Address, ChatKind]:
    kinds = {"private": ChatKind.PRIVATE, "channel": ChatKind.CHANNEL}
    place = f"@{chat.id}" if chat.kind == "private" else str(chat.id)
    return Address("telegram", place), kinds.get(chat.kind, ChatKind.GROUP)


async def gathered(
    bot: BotProcess, there: telegram.TelegramServer, here: discord.DiscordServer, chats: int, channels: int, apart: bool
) -> Crowd:
    """A letter with an owner on Telegram, who is also the owner on Discord unless these are two people `apart`, and so
    many chats that follow it, where every other one is told in French."""
    owner, admin = acquainted(there, "Olu"), here.person("Mio")
    guild = here.guild("Example Server", admin)
    crowd = Crowd(
        owner,
        admin,
        [_chat(there, owner, number) for number in range(chats)],
        [guild.channel(f"news-{number}") for number in range(channels)],
    )
    accounts = Account("telegram", str(owner.id)), Account("discord", str(admin.id))
    followers = [_address(chat) for chat in crowd.chats]
    followers += [(Address("discord", str(channel.id)), ChatKind.GROUP) for channel in crowd.channels]

    def prepare(unit: Unit) -> None:
        starting.publish_new(unit, read_letters(""))
        starting.appoint(unit, accounts if apart else accounts[:1])
        if not apart:
            person = unit.people.find(accounts[0])
            assert person
            unit.people.attach(accounts[1], person.id)
        letter_id = unit.letters.all()[0].letter_id
        for number, (address, kind) in enumerate(followers):
            chat = unit.chats.ensure(address, kind, "")
            unit.chats.speak(chat.id, "fr" if number % 2 else "en")
            unit.chats.follow(chat.id, letter_id, Topic.NEWS)

    await bot.write(prepare)
    return crowd
