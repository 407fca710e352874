"""A letter's whole course, as its people live it: from whom to ask first to what became of it.

Three ministers are asked for three things, as in the sample letter. Its owner is on Telegram, an editor on Discord.
"""

from pathlib import Path

from tests.conversations.stories import code_in
from tests.journeys.campaign import Campaign, campaign
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

COUNCIL = "Example Council for Public Affairs"


async def test_a_letter_goes_its_whole_way(tmp_path: Path, telegram: TelegramServer, discord: DiscordServer) -> None:
    async with campaign(tmp_path, telegram, discord) as there:
        await there.bot.start()
        olu, mio = there.on_telegram("Olu"), there.on_discord("Mio")
        print((await olu.open(there.bot.link)).text)
        invitation = await olu.give("organizers", invite="owner")
        print(invitation.text)
        print((await mio.give("claim", code=code_in(invitation))).text)
        ada = there.on_telegram("Ada")
        print((await there.signs(ada, COUNCIL, "Ada Example", "chair", "ada@council.example.org")).text)
        print((await there.proves(ada, "ada@council.example.org")).text)
        print((await there.lists(mio, COUNCIL)).text)
