"""A letter's whole course, as its people live it: from whom to ask first to what became of it.

Three ministers are asked for three things, as in the sample letter. Olu, who owns the letter, is on Telegram; Mio, who
owns it too, and Rex, who reviews, on Discord; who signs is on either, or only has a mailbox.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.model.endorsements.endorsement import State
from tests.conversations.stories import BOARD, code_in, receipt_in
from tests.drivers.discord import DiscordPerson, DiscordPlace
from tests.drivers.telegram import TelegramPerson, TelegramPlace, greeted
from tests.journeys.campaign import ADDRESS, NAME, ORGANIZATION, ROLE, Campaign, campaign
from tests.journeys.process import Outcome
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

COUNCIL, TEACHERS = "Example Council for Public Affairs", "Example Teachers' Circle"
NEWS = "News of this letter"


@dataclass
class Cast(Campaign):
    """Everybody who has a part."""


async def test_a_letter_goes_its_whole_way(tmp_path: Path, telegram: TelegramServer, discord: DiscordServer) -> None:
    async with campaign(tmp_path, telegram, discord) as there:
        olu, mio = await two_people_begin_the_campaign(there)
        channel, server = await a_channel_and_a_server_follow_it(there, olu, mio)
        ada = await a_council_signs_and_proves_its_address(there)
        bea = await a_circle_of_teachers_lets_its_board_decide(there)
        await both_are_reviewed_and_agree_to_news(there, mio, ada, bea)
        await the_press_conference_is_announced_everywhere(olu, channel, server)


async def two_people_begin_the_campaign(there: Campaign) -> tuple[TelegramPerson, DiscordPerson]:
    await there.bot.start()
    olu, mio = there.on_telegram("Olu"), there.on_discord("Mio")
    assert "You are now an owner" in await olu.open(there.bot.link)
    await mio.give("claim", code=code_in(await olu.give("organizers", invite="owner")))
    await olu.told("Mio is an organizer of")
    return olu, mio


async def a_channel_and_a_server_follow_it(
    there: Campaign, olu: TelegramPerson, mio: DiscordPerson
) -> tuple[TelegramPlace, DiscordPlace]:
    channel = there.telegram.channel("Example News", [olu.person])
    await channel.add_bot(olu.person)
    await greeted(olu.person, channel)
    place = TelegramPlace(channel, olu.person)
    assert "follows" in await olu.give("follow", where=place)
    here = DiscordPlace(there.discord.guild("Example Server", mio.person).channel("news"))
    assert "follows" in await mio.give("follow", where=here)
    return place, here


async def a_council_signs_and_proves_its_address(there: Campaign) -> TelegramPerson:
    ada = there.on_telegram("Ada")
    await there.signs(ada, COUNCIL, "Ada Example", "chair", "ada@council.example.org")
    assert "is proven" in await there.proves(ada, "ada@council.example.org")
    return ada


async def a_circle_of_teachers_lets_its_board_decide(there: Campaign) -> DiscordPerson:
    bea = there.on_discord("Bea")
    await bea.give("sign")
    await bea.press(BOARD)
    await bea.fill({ORGANIZATION: TEACHERS, NAME: "Bea Example", ROLE: "secretary", ADDRESS: "bea@teachers.example.org"})
    draft = await bea.press("Keep as a draft")
    there.receipts[TEACHERS] = receipt_in(draft)
    packet = await bea.press("What the board needs", on=draft)
    print(packet.labels, packet.files.keys(), packet.text[:100])
    await bea.press("The board has decided: submit", on=draft)
    print(bea.last.text, bea.last.labels)
    await there.confirms(bea, TEACHERS)
    return bea


async def both_are_reviewed_and_agree_to_news(there: Campaign, mio: DiscordPerson, *signers: TelegramPerson | DiscordPerson) -> None:
    for organization in there.receipts:
        await there.lists(mio, organization)
    for each in signers:
        await each.told("Your sign-on is listed.")
        await each.give("endorsement")
        await each.press("News and contact")
        await each.press(f"Yes: {NEWS}")


async def the_press_conference_is_announced_everywhere(
    olu: TelegramPerson, channel: TelegramPlace, server: DiscordPlace
) -> None:
    assert "will be sent to" in await olu.give("announce", text="The press conference is on Friday at ten.")
    await olu.press("Send it now")
    await channel.shows("on Friday at ten")
    await server.shows("on Friday at ten")
