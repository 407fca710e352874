"""Draw `docs/pictures/`: the main messages, as the clients of both platforms draw what was really sent to them.

The bot runs as it is shipped, on the loopback platforms and on databases that are thrown away, once for each platform
and language; people there do what is told below. `make pictures` writes the pictures anew, and the page of them.
"""

import asyncio
import re
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.text.locales import load
from docs.browser import Browser, MissingError, browser, program, small
from docs.clients import Bubble, Column, Post, bubble, page, post
from tests.conversations.stories import BAKERS, MAY_SIGN, STATE
from tests.drivers import Attached, Driver, Place, Shown, Someone
from tests.drivers.discord import DiscordDriver, DiscordPerson, on_discord, standing_in
from tests.drivers.telegram import TelegramDriver, TelegramPerson, TelegramPlace, on_telegram
from tests.platforms.discord.modals import Modal
from tests.platforms.telegram import Chat
from tests.platforms.telegram.text import Entity, utf16_length

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "tests" / "letters_of_examples" / "library-and-buses"
PICTURES = HERE / "pictures"
SECONDS_FOR_THE_REST = 0.4
"""How long it takes at the most until the rest of an answer in several messages is there."""


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

CAPTIONS = {
    "start": "The first message",
    "letter": "The letter",
    "demands": "The demands",
    "ask": "A question is answered",
    "help": "Help",
    "sign": "Signing on: what is asked",
    "confirm": "Before it is confirmed: the public line, as it will stand",
    "receipt": "The receipt",
    "desk": "The signer's desk",
    "review": "A reviewer's card",
    "arrival": "Where it is let in, it says once what it is",
    "host": "The desk of whoever manages a chat",
    "announce": "An announcement before it is sent",
    "announcement": "The announcement, in a chat that follows",
}

POSTER = """<!doctype html><body style="margin:0;width:320px;height:150px;background:#2f6f4f;color:#fff;display:grid;
place-content:center;text-align:center;font:bold 26px Noto Sans">A bus home<br>and an open library</body>"""

REVIEWED = (
    "**{who} wants sign-ons to be reviewed in {chat}.** Everybody who reads there sees which organizations wait, and "
    "what is asked and answered about them."
)
"""What an owner is asked in private: the template of it."""

Messages = Sequence[Bubble | Post | Modal]
Take = Callable[[str, Awaitable[Shown], Chat | None], Awaitable[Shown]]
Open = Callable[..., AbstractAsyncContextManager[Driver]]


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
        chat = place.group if isinstance(place, TelegramPlace) else None
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


async def told(opened: Open, language: str, poster: bytes) -> dict[str, Messages]:
    """What was seen of the story on a platform in a language."""
    with TemporaryDirectory() as folder:
        letter = Path(folder) / "letters" / "letter"
        letter.mkdir(parents=True)
        for file in EXAMPLE.iterdir():
            (letter / file.name).write_bytes(file.read_bytes())
        begun = re.sub(r"^opens = .*\n", "", (letter / "letter.toml").read_text(), flags=re.MULTILINE)
        (letter / "letter.toml").write_text(begun)
        async with opened(Path(folder), letters=str(letter.parent)) as bot:
            teller = Teller(bot, language, poster)
            await teller.tell()
            if bot.unexpected():
                raise RuntimeError(f"the platform refused: {bot.unexpected()}")
            return teller.seen


async def draw(camera: Browser) -> list[tuple[str, str]]:
    """All pictures; the platform and the scene of each."""
    PICTURES.mkdir(exist_ok=True)
    poster, drawn = await camera.photograph(POSTER), list[tuple[str, str]]()
    opened: dict[str, Open] = {"telegram": on_telegram, "discord": on_discord}
    for platform, open_it in opened.items():
        columns = defaultdict[str, list[Column]](list)
        for language, words in SAID.items():
            for scene, messages in (await told(open_it, language, poster)).items():
                columns[scene].append(Column(words.name, language, messages))
        for scene in CAPTIONS:
            html = page(platform, columns[scene])
            (PICTURES / f"{platform}-{scene}.png").write_bytes(await small(await camera.photograph(html)))
            drawn.append((platform, scene))
    return drawn


def shown_on(drawn: Sequence[tuple[str, str]]) -> str:
    """The page that shows them."""
    lines = [
        "# What it looks like",
        "",
        "Drawn by `make pictures` from what the bot really sent to loopback servers of both platforms, about a letter",
        "of an example: each in English, French and Arabic. The clients are imitated; their fonts and colours differ.",
    ]
    for scene, caption in CAPTIONS.items():
        lines += ["", f"## {caption}"]
        for platform in (platform for platform, drawn_scene in drawn if drawn_scene == scene):
            alternative = f"{caption}, on {platform.title()}, in each language"
            lines += ["", f"![{alternative}](pictures/{platform}-{scene}.png)"]
    return "\n".join(lines) + "\n"


async def main() -> None:
    """Draw everything, and write the page."""
    try:
        program("pngquant")
        async with browser() as camera:
            drawn = await draw(camera)
    except MissingError as error:
        sys.exit(str(error))
    (HERE / "pictures.md").write_text(shown_on(drawn), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
