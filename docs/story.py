"""What happens in the pictures: people who speak a language meet the bot on a platform, and what they see is kept."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

from bot.text.locales import load
from docs.clients import Bubble, Post, bubble, post
from tests.conversations.stories import BAKERS, MAY_SIGN, STATE
from tests.drivers import Attached, Driver, Place, Shown, Someone
from tests.drivers.discord import DiscordDriver, DiscordPerson, standing_in
from tests.drivers.telegram import TelegramDriver, TelegramPerson, TelegramPlace
from tests.platforms.discord.modals import Modal
from tests.platforms.telegram import Chat
from tests.platforms.telegram.text import Entity, utf16_length

SECONDS_FOR_THE_REST = 0.4
"""How long it takes at the most until the rest of an answer in several messages is there."""

Messages = Sequence[Bubble | Post | Modal]


@dataclass(frozen=True)
class Words:
    """What people say in a language."""

    name: str
    hello: str
    question: str
    organization: str
    signer: str
    role: str
    news: str

    @property
    def end(self) -> str:
        """The end of the news, which has no formatting."""
        return self.news.rpartition("**")[2].strip()


SAID = {
    "en": Words(
        "English",
        "Hello",
        "When does the library close?",
        "Example Friends of the Library",
        "Rita Example",
        "chair",
        "On **2 June** we hand the letter over at the town hall. Come along!",
    ),
    "fr": Words(
        "Français",
        "Bonjour",
        "À quelle heure ferme la bibliothèque ?",
        "Amis Exemple de la bibliothèque",
        "Rita Exemple",
        "présidente",
        "Le **2 juin**, nous remettons la lettre à la mairie. Venez !",
    ),
    "ar": Words(
        "العربية",
        "مرحبا",
        "متى تغلق المكتبة؟",
        "جمعية المثال لأصدقاء المكتبة",
        "ريتا مثال",
        "رئيسة الجمعية",
        "يوم **2 يونيو** نسلّم الرسالة في دار البلدية. تعالوا معنا!",
    ),
}

REVIEWED = (
    "**{who} wants sign-ons to be reviewed in {chat}.** Everybody who reads there sees which organizations wait, and "
    "what is asked and answered about them."
)
"""What an owner is asked in private: the template of it."""


class Teller:
    """Tells the story on one platform in one language, and keeps what was seen."""

    def __init__(self, bot: Driver, language: str, poster: bytes) -> None:
        self.bot = bot
        self.language = language
        self.said = SAID[language]
        self.seen: dict[str, Messages] = {}
        self._poster = poster

    def word(self, template: str) -> str:
        """A text of the bot in this language."""
        return load()[self.language].catalogue.gettext(template)

    async def tell(self) -> None:
        """All of it."""
        bot = self.bot
        await self._speaks(bot.owner)
        member = await self._member("Rita")
        await self._keep("start", member, self._begins(member))
        await self._keep("letter", member, member.give("letter"))
        await self._keep("demands", member, member.give("demands"))
        await self._keep("ask", member, member.give("ask", question=self.said.question))
        await self._keep("help", member, member.give("help"))
        review = await self._place("Desk", hidden=True)
        await bot.owner.give("follow", where=review, topic="reviews")
        asked = await bot.owner.told(self.word(REVIEWED).rpartition("**")[2].strip())
        await bot.owner.press(asked.labels[0], on=asked)
        await member.give("sign")
        await self._keep("sign", member, member.press(self.word(MAY_SIGN)))
        await self._keep("confirm", member, self._filled(member))
        await self._keep("receipt", member, member.press(self.word(STATE)))
        await self._keep("review", bot.owner, review.shows(self.said.organization), review)
        await self._keep("desk", member, member.give("endorsement"))
        if isinstance(bot, TelegramDriver) or self.language != "ar":  # no server of Discord's is in Arabic
            await self._keep("arrival", bot.owner, self._arrives())
        town = await self._place("Town")
        await bot.owner.give("follow", where=town)
        await self._keep("host", bot.owner, bot.owner.give("host", where=town))
        preview = await self._keep("announce", bot.owner, self._announces())
        await bot.owner.press(self.word("Send it now"), on=preview)
        await self._keep("announcement", bot.owner, town.shows(self.said.end), town)

    async def _begins(self, member: Someone) -> Shown:
        """Somebody presses Start; on Discord, which has no such button, they say hello."""
        return await (member.give("start") if isinstance(self.bot, TelegramDriver) else member.say(self.said.hello))

    async def _arrives(self) -> Shown:
        """The owner lets the bot into a place: Telegram tells it who did so, Discord only where."""
        owner = self.bot.owner
        if isinstance(self.bot, TelegramDriver) and isinstance(owner, TelegramPerson):
            group = self.bot.server.supergroup("Readers", admins=[owner.person])
            await group.add_bot(owner.person)
            return await owner.told("Readers")
        if not isinstance(self.bot, DiscordDriver) or not isinstance(owner, DiscordPerson):
            raise TypeError(f"nobody has drawn {self.bot} yet")
        guild = self.bot.server.guild("Readers", owner.person, "fr" if self.language == "fr" else "en-US", bot=False)
        guild.system_channel = guild.channel("hall")
        guild.add_bot()
        return await standing_in(guild.system_channel, "/host")

    async def _member(self, name: str) -> Someone:
        """Somebody who reads this language; no client of Discord's is in Arabic, so there it is chosen."""
        if isinstance(self.bot, DiscordDriver) and self.language == "ar":
            person = self.bot.somebody(name)
            await self._speaks(person)
            return person
        return self.bot.somebody(name, self.language)

    async def _place(self, title: str, hidden: bool = False) -> Place:
        place = await self.bot.place(title, self.bot.owner, hidden=hidden)
        await self._speaks(self.bot.owner, place)
        return place

    async def _speaks(self, person: Someone, where: Place | None = None) -> None:
        """Somebody chooses this language, for themselves or for a place."""
        asked = await person.give("language", where=where)
        await person.press(asked.labels[list(load()).index(self.language)])

    async def _filled(self, person: Someone) -> Shown:
        values = (self.said.organization, self.said.signer, self.said.role, "rita@friends.example.org")
        if isinstance(person, DiscordPerson):
            return await person.fill(dict(zip(map(self.word, BAKERS), values, strict=True)))
        for value in values:
            await person.say(value)
        return person.last

    async def _announces(self) -> Shown:
        owner, news = self.bot.owner, self.said.news
        if isinstance(owner, TelegramPerson):
            before, bold, after = f"/announce {news}".split("**")
            marked = [Entity("bold", utf16_length(before), utf16_length(bold))]
            caption = f"{before}{bold}{after}"
            await owner.person.send_file("poster.png", self._poster, caption, photo=True, entities=marked)
            return await owner.told(self.said.end)
        return await owner.give("announce", text=news, file=Attached("poster.png", self._poster))

    async def _keep(self, scene: str, person: Someone, act: Awaitable[Shown], place: Place | None = None) -> Shown:
        """Do something, and keep what is seen: on Telegram all that stands in the chat since, what they say too."""
        chat: Chat | None = place.group if isinstance(place, TelegramPlace) else None
        if isinstance(person, TelegramPerson):
            chat = chat or person.person.chat
        since = max(chat.history, default=0) if chat and not place else 0
        shown = await act
        await asyncio.sleep(SECONDS_FOR_THE_REST)
        if chat:
            first = shown.there.id if place else since + 1
            self.seen[scene] = [
                bubble(each)
                for number, each in sorted(chat.history.items())
                if (number >= first or number == shown.there.id) and not each.deleted and not each.service
            ]
        elif isinstance(shown.there, Modal):
            self.seen[scene] = [shown.there]
        else:
            answered = shown.there.interaction
            rest = answered.followups if answered and answered.original is shown.there else []
            self.seen[scene] = [post(each) for each in dict.fromkeys((shown.there, *rest)) if not each.deleted]
        return shown
