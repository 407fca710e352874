"""Who has a part in a campaign, on both platforms and by mail, and what they do again and again."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conversations.stories import MAY_SIGN, PHONE, STATE, receipt_in
from tests.drivers import Shown, Someone
from tests.drivers.discord import DiscordPerson
from tests.drivers.mailbox import Mailbox
from tests.drivers.telegram import TelegramPerson
from tests.journeys.process import BotProcess
from tests.platforms.discord import DiscordServer, Guild
from tests.platforms.telegram import TelegramServer

ORGANIZATION, NAME, ROLE, ADDRESS = "Organization", "Your name", "Your role there", "Your e-mail address"


@dataclass
class Campaign:
    """The bot, both platforms and mail; the two who own the letter; `receipts` by the organization's name."""

    bot: BotProcess
    telegram: TelegramServer
    discord: DiscordServer
    mailbox: Mailbox
    page: str
    home: Guild
    olu: TelegramPerson
    mio: DiscordPerson
    receipts: dict[str, str] = field(default_factory=dict)

    def on_telegram(self, name: str, language: str = "en") -> TelegramPerson:
        """Somebody on Telegram."""
        return TelegramPerson(self.telegram.person(name, language))

    def on_discord(self, name: str, language: str = "en-US") -> DiscordPerson:
        """Somebody in a server in which the bot is."""
        person = self.discord.person(name, locale=language)
        self.home.join(person)
        return DiscordPerson(person)

    async def signs(self, person: Someone, organization: str, name: str, role: str, address: str) -> Shown:
        """Somebody who may sign for an organization does so; the answer, with the receipt."""
        await person.give("sign")
        await person.press(MAY_SIGN)
        await person.fill({ORGANIZATION: organization, NAME: name, ROLE: role, ADDRESS: address})
        return await self.confirms(person, organization)

    async def confirms(self, person: Someone, organization: str) -> Shown:
        """Somebody who sees what the list would show confirms it."""
        answer = await person.press(STATE)
        self.receipts[organization] = receipt_in(answer)
        return answer

    async def proves(self, person: Someone, address: str) -> Shown:
        """Somebody types the code that came by mail."""
        mail = await self.mailbox.arrived(address)
        return await person.give("confirm", code=mail.code)

    async def lists(self, reviewer: Someone, organization: str) -> Shown:
        """A reviewer who has checked a sign-on lists it."""
        card = await reviewer.told(f"Sign-on {self.receipts[organization]}")
        await reviewer.press("List", on=card)
        return await reviewer.press(PHONE)

    async def signed_of_those_asked(self) -> Shown:
        """What an owner sees of those who were asked, and have signed."""
        await self.olu.give("outreach")
        return await self.olu.press("Signed")

    async def announces(self, text: str) -> Shown:
        """An owner tells everybody who follows."""
        await self.olu.give("announce", text=text)
        return await self.olu.press("Send it now")


@asynccontextmanager
async def campaign(
    folder: Path, telegram: TelegramServer, discord: DiscordServer, **settings: str
) -> AsyncIterator[Campaign]:
    """The bot as its host runs it, with mail and its page and an owner on each platform, not started yet."""
    olu, mio = TelegramPerson(telegram.person("Olu")), DiscordPerson(discord.person("Mio"))
    home = discord.guild("Home", mio.person)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    async with Mailbox() as mailbox:
        given = {
            "OWNERS": f"{olu.account},{mio.account}",
            "SMTP_URL": mailbox.url,
            "MAIL_FROM": "Open letters <letters@example.org>",
            "WEB_ADDRESS": address,
            "PUBLIC_URL": f"http://{address}",
        }
        bot = BotProcess(folder, telegram, discord, **given, **settings)
        try:
            yield Campaign(bot, telegram, discord, mailbox, f"http://{address}", home, olu, mio)
        finally:
            await bot.kill()
