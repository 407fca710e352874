"""A letter to a town's council, in French and Arabic and in no other language: what its people see and press is in
theirs, from whom to ask to what the council answered."""

from pathlib import Path

from aiohttp import ClientSession

from bot.model.endorsements.endorsement import State
from bot.text.locales import load
from tests.checkout import ROOT
from tests.conversations.stories import receipt_in
from tests.drivers.discord import DiscordPerson, DiscordPlace
from tests.drivers.telegram import TelegramPerson, TelegramPlace
from tests.journeys.campaign import Campaign, campaign
from tests.journeys.process import Outcome
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

LETTER = ROOT / "tests" / "letters_of_examples" / "place-et-fontaine"
SLUG = "place-et-fontaine"
SHOP, SOCIETY = "Exemple de la Librairie du Coin", "جمعية المثال للماء"
NEWS_FR, NEWS_AR = "La veillée a lieu vendredi soir.", "الوقفة مساء يوم الجمعة."


class Words:
    """What the bot says in a language, by the English that stands in the code."""

    def __init__(self, language: str) -> None:
        self._catalogue = load()[language].catalogue

    def __call__(self, english: str, **values: object) -> str:
        said = self._catalogue.gettext(english)
        assert said != english, f"{english!r} is not translated"
        return said.format(**values).replace("**", "")


FR, AR = Words("fr"), Words("ar")


async def test_a_letter_in_french_and_arabic_goes_its_whole_way(
    tmp_path: Path, telegram: TelegramServer, discord: DiscordServer
) -> None:
    async with campaign(tmp_path, telegram, discord, LETTERS=str(LETTER)) as there:
        square, server = await a_group_reads_arabic_and_a_server_french(there)
        await a_shop_is_noted_as_one_to_ask(there)
        luc = await the_shop_signs_in_french_and_proves_its_address(there)
        amal = await a_society_signs_in_arabic(there)
        await both_are_reviewed_and_told_in_their_languages(there, luc, amal)
        await the_vigil_is_announced_to_each_in_its_language(there, square, server)
        await the_letter_is_presented_and_the_council_answers_in_part(there)
        await people_ask_what_came_of_it_in_their_words(luc, amal)
        await the_page_says_it_in_both_languages(there)
        await the_society_withdraws_and_the_campaign_ends(there, amal)
        outcome = await there.bot.on_disk(Outcome)
        assert (outcome.states, outcome.fault) == ({State.LISTED: 1, State.WITHDRAWN: 1}, "")
        assert (there.telegram.too_many, there.discord.too_many, there.bot.complaints()) == (0, 0, "")


async def a_group_reads_arabic_and_a_server_french(there: Campaign) -> tuple[TelegramPlace, DiscordPlace]:
    await there.bot.start()
    await there.olu.give("start")
    group = there.telegram.supergroup("ساحة المثال", admins=[there.olu.person])
    await group.add_bot(there.olu.person)
    square = TelegramPlace(group, there.olu.person)
    await there.olu.give("follow", where=square)
    await there.olu.give("language", where=square, language="ar")
    server = DiscordPlace(there.discord.guild("Serveur Exemple", there.mio.person).channel("nouvelles"))
    await there.mio.give("follow", where=server)
    for where in (server, None):
        await there.mio.give("language", where=where)
        await there.mio.press("Français")
    return square, server


async def a_shop_is_noted_as_one_to_ask(there: Campaign) -> None:
    await there.mio.give("outreach")
    await there.mio.press(FR("Add an organization"))
    await there.mio.fill({FR("Organization"): SHOP})
    assert SHOP in await there.mio.press(FR("Keep it"))
    await there.mio.press(FR("Take it: I ask them"))
    await there.mio.press(FR("Asked"))


async def the_shop_signs_in_french_and_proves_its_address(there: Campaign) -> DiscordPerson:
    luc = there.on_discord("Luc", "fr")
    await luc.give("sign")
    await luc.press(FR("I may sign for my organization"))
    await luc.fill({
        FR("Organization"): SHOP, FR("Your name"): "Luc Exemple", FR("Your role there"): "gérant",
        FR("Your e-mail address"): "luc@librairie.example.org",
    })  # fmt: skip
    there.receipts[SHOP] = receipt_in(await luc.press(FR("I confirm, and sign on")))
    await there.proves(luc, "luc@librairie.example.org")
    assert "est prouvée" in luc.last
    return luc


async def a_society_signs_in_arabic(there: Campaign) -> TelegramPerson:
    amal = there.on_telegram("Amal", "ar")
    await amal.give("sign")
    await amal.press(AR("I may sign for my organization"))
    await amal.fill({
        AR("Organization"): SOCIETY, AR("Your name"): "أمل مثال", AR("Your role there"): "رئيسة",
        AR("Your e-mail address"): "amal@water.example.org",
    })  # fmt: skip
    there.receipts[SOCIETY] = receipt_in(await amal.press(AR("I confirm, and sign on")))
    return amal


async def both_are_reviewed_and_told_in_their_languages(
    there: Campaign, luc: DiscordPerson, amal: TelegramPerson
) -> None:
    for organization in (SHOP, SOCIETY):
        card = await there.mio.told(there.receipts[organization])
        await there.mio.press(FR("List"), on=card)
        await there.mio.press(FR("I called a number that I found myself"))
    listed = "**Your sign-on is listed.** Thank you: everybody can see it now."
    await luc.told(FR(listed))
    await amal.told(AR(listed))
    await there.mio.give("outreach")
    assert SHOP in await there.mio.press(FR("Signed"))


async def the_vigil_is_announced_to_each_in_its_language(
    there: Campaign, square: TelegramPlace, server: DiscordPlace
) -> None:
    await there.mio.give("announce")
    await there.mio.fill({FR("The announcement"): NEWS_FR})
    await there.mio.press(next(each for each in there.mio.last.labels if "arabe" in each))
    await there.mio.fill({FR("The announcement"): NEWS_AR})
    await there.mio.press(FR("Send it now"))
    await server.shows(NEWS_FR)
    await square.shows(NEWS_AR)


async def the_letter_is_presented_and_the_council_answers_in_part(there: Campaign) -> None:
    mio = there.mio
    await mio.give("present")
    await mio.press("Le service des eaux d'Exempleville")
    await mio.fill({FR("When"): "aujourd'hui", FR("By whom"): "Mio"})
    await mio.press(FR("by hand"))
    await mio.press(FR("The list as it is now"))
    assert "remise" in await mio.press(FR("Record it"))
    await mio.give("demand_status")
    await mio.press(next(each for each in mio.last.labels if each.startswith("2.")))
    await mio.press(FR("promised"))
    await mio.fill({FR("Since when"): "aujourd'hui", "Source": "https://example.org/fr/conseil"})
    await mio.press(FR("Publish it"))
    card = await there.olu.told("recorded what came of a demand")
    await there.olu.press("Let it be published", on=card)


async def people_ask_what_came_of_it_in_their_words(luc: DiscordPerson, amal: TelegramPerson) -> None:
    assert FR("promised") in await luc.give("ask", question="Qu'est devenue la demande 2 ?")
    assert AR("promised") in await amal.say("ماذا حدث للمطلب 2؟")


async def the_page_says_it_in_both_languages(there: Campaign) -> None:
    async with ClientSession() as session:
        for language, words in (("fr", FR), ("ar", AR)):
            async with session.get(f"{there.page}/{language}/{SLUG}") as answer:
                page = await answer.text()
            assert answer.status == 200
            assert (f'dir="{"rtl" if language == "ar" else "ltr"}"' in page, SOCIETY in page, SHOP in page) == (
                True,
            ) * 3
            assert words("promised") in page


async def the_society_withdraws_and_the_campaign_ends(there: Campaign, amal: TelegramPerson) -> None:
    await amal.give("withdraw")
    await amal.press(AR("Yes, withdraw it"))
    await there.mio.give("close")
    await there.mio.press(FR("Yes, close it now"))
    await there.mio.give("end_campaign")
    assert FR("**The campaign has ended.**") in await there.mio.press(FR("Yes, end it"))
    async with ClientSession() as session, session.get(f"{there.page}/ar/{SLUG}/list") as answer:
        assert SOCIETY not in await answer.text()
