"""A letter's whole course, as its people live it: from whom to ask first to what became of it.

Three ministers are asked for three things, as in the sample letter. Olu, on Telegram, and Mio, on Discord, own it;
those who sign are on either.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

from bot.model.endorsements.endorsement import State
from tests.conversations.stories import BOARD, MAY_SIGN, receipt_in
from tests.drivers import Shown, Someone
from tests.drivers.discord import DiscordPerson, DiscordPlace
from tests.drivers.telegram import TelegramPerson, TelegramPlace, greeted
from tests.journeys.campaign import ADDRESS, NAME, ORGANIZATION, ROLE, Campaign, campaign
from tests.journeys.process import Outcome
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

COUNCIL, TEACHERS, SHELTER = "Example Council for Public Affairs", "Example Teachers' Circle", "Example Shelter"
LATE, SOCIETY = "Example Latecomers", "Example Mail Society"


def day(ahead: int) -> str:
    """A day that is so many days ahead."""
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


async def test_a_letter_goes_its_whole_way(tmp_path: Path, telegram: TelegramServer, discord: DiscordServer) -> None:
    async with campaign(tmp_path, telegram, discord) as there:
        channel, server = await a_channel_and_a_server_follow_the_letter(there)
        link = await its_owners_note_whom_to_ask_and_one_of_them_asks_a_council(there)
        ada = await the_council_signs_by_its_link_and_proves_its_address(there, link)
        bea = await a_circle_of_teachers_lets_its_board_decide_with_the_packet(there)
        await a_shelter_signs_whose_name_would_be_dangerous(there)
        await a_society_sends_its_sign_on_by_mail_and_an_owner_enters_it(there)
        await all_of_them_are_reviewed_and_three_are_named(there, ada, bea)
        await two_of_them_want_to_hear_what_becomes_of_it(ada, bea)
        await a_press_conference_is_planned_at_which_the_council_speaks(there, ada)
        await the_press_conference_is_announced_everywhere(there, channel, server)
        await the_council_writes_its_communique_which_the_owners_announce(there, ada, channel, server)
        await the_letter_is_presented_to_the_ministers(there)
        await those_who_agreed_get_the_final_copy(there, ada, bea)
        await whoever_signs_now_stands_in_an_addendum(there)
        await one_minister_is_silent_for_two_weeks(there)
        await the_second_minister_meets_a_demand_in_part_and_both_owners_say_so(there, ada)
        await the_signing_is_closed_and_the_campaign_ends_with_last_words(there, channel, server)
        await a_copy_of_the_pages_is_made_to_be_kept_elsewhere(there, tmp_path)
        await the_council_withdraws_all_the_same(there, ada)
        await the_host_sees_the_list_on_the_console(there)
        await the_record_holds_for_whoever_verifies_it(there)


async def a_channel_and_a_server_follow_the_letter(there: Campaign) -> tuple[TelegramPlace, DiscordPlace]:
    await there.bot.start()
    await there.olu.give("start")
    channel = there.telegram.channel("Example News", [there.olu.person])
    await channel.add_bot(there.olu.person)
    await greeted(there.olu.person, channel)
    place = TelegramPlace(channel, there.olu.person)
    assert "follows" in await there.olu.give("follow", where=place)
    here = DiscordPlace(there.discord.guild("Example Server", there.mio.person).channel("news"))
    assert "follows" in await there.mio.give("follow", where=here)
    return place, here


async def its_owners_note_whom_to_ask_and_one_of_them_asks_a_council(there: Campaign) -> str:
    for organization in (COUNCIL, "Example Traders"):
        await there.mio.give("outreach")
        await there.mio.press("Add an organization")
        await there.mio.fill({"Organization": organization})
        await there.mio.press("Keep it")
    await there.mio.give("outreach")
    await there.mio.press(f"Open: {COUNCIL}")
    assert "You have taken it" in await there.mio.press("Take it: I ask them")
    made = await there.mio.press("Make its link")
    await there.mio.press("Back")
    assert "Asked 1 time" in await there.mio.press("Asked")
    assert COUNCIL not in await there.olu.give("outreach")
    assert f"{COUNCIL} · asked · taken by Mio" in await there.olu.press("Asked")
    return next(word for word in made.text.split() if "t.me/" in word)


async def the_council_signs_by_its_link_and_proves_its_address(there: Campaign, link: str) -> TelegramPerson:
    ada = there.on_telegram("Ada")
    assert f"The form begins with {COUNCIL}" in await ada.open(link)
    await ada.press("Sign on for an organization")
    await ada.press(MAY_SIGN)
    await ada.fill({NAME: "Ada Example", ROLE: "chair", ADDRESS: "ada@council.example.org"})
    await there.confirms(ada, COUNCIL)
    assert "is proven" in await there.proves(ada, "ada@council.example.org")
    return ada


async def a_circle_of_teachers_lets_its_board_decide_with_the_packet(there: Campaign) -> DiscordPerson:
    bea = there.on_discord("Bea")
    await bea.give("sign")
    await bea.press(BOARD)
    await bea.fill(
        {ORGANIZATION: TEACHERS, NAME: "Bea Example", ROLE: "secretary", ADDRESS: "bea@teachers.example.org"}
    )
    draft = await bea.press("Keep as a draft")
    packet = await bea.press("What the board needs", on=draft)
    assert list(packet.files) == ["stop-genocide-or-resign-packet-1-en.pdf"]
    await bea.press("The board has decided: submit", on=draft)
    await there.confirms(bea, TEACHERS)
    return bea


async def a_shelter_signs_whose_name_would_be_dangerous(there: Campaign) -> None:
    cam = there.on_discord("Cam")
    await cam.give("sign")
    await cam.press(MAY_SIGN)
    await cam.fill({ORGANIZATION: SHELTER, NAME: "Cam Example", ROLE: "chair", ADDRESS: "cam@shelter.example.org"})
    there.receipts[SHELTER] = receipt_in(await cam.press("I confirm; don't publish the name"))


async def a_society_sends_its_sign_on_by_mail_and_an_owner_enters_it(there: Campaign) -> None:
    await there.mio.give("enter_sign_on")
    await there.mio.fill({
        "Organization": SOCIETY, "Who signs": "Eli Example", "Their role there": "chair",
        "Their e-mail address": "eli@society.example.org", "The mail": "Our board has decided to sign. Eli Example",
    })  # fmt: skip
    there.receipts[SOCIETY] = receipt_in(await there.mio.press("Enter it"))


async def all_of_them_are_reviewed_and_three_are_named(there: Campaign, ada: Someone, bea: Someone) -> None:
    for organization in there.receipts:
        await there.lists(there.olu if organization == SOCIETY else there.mio, organization)
    await ada.told("Your sign-on is listed.")
    await bea.told("Your sign-on is listed.")
    listed = await bea.give("signatories")
    assert "3 organizations have signed" in listed
    assert "1 more was checked, and its name is withheld." in listed
    assert SHELTER not in listed
    assert f"{COUNCIL} · signed" in await there.signed_of_those_asked()


async def two_of_them_want_to_hear_what_becomes_of_it(*signers: Someone) -> None:
    for each in signers:
        await each.give("endorsement")
        await each.press("News and contact")
        assert "You agreed to:" in await each.press("Yes: News of this letter")


async def a_press_conference_is_planned_at_which_the_council_speaks(there: Campaign, ada: Someone) -> None:
    olu = there.olu
    await olu.give("add_event", title="Press conference", at=f"{day(3)} 10:00")
    await olu.press("Yes")
    for language, title in (("French", "Conférence de presse"), ("Arabic", "مؤتمر صحفي")):
        await olu.press(f"Next: Event 2: title ({language})")
        await olu.say(title)
    await olu.give("publish")
    await olu.press("Editorial")
    assert "Revision 2 is published." in await olu.press("Publish it")
    await olu.give("speakers")
    await olu.press("2. Press conference")
    await olu.press("Note whom you ask")
    await olu.fill({"Organization": COUNCIL, "How they are reached": "Olu telephones"})
    await olu.press("Ask their representative here")
    await ada.press("Somebody speaks", on=await ada.told("ask for a speaker from"))
    assert "The organizers were told who speaks" in await ada.fill(
        {"Name": "Ada Example", "Languages": "English, French"}
    )
    await olu.told("Ada Example")


async def the_press_conference_is_announced_everywhere(
    there: Campaign, channel: TelegramPlace, server: DiscordPlace
) -> None:
    await there.announces("The press conference is on Friday at ten.")
    await channel.shows("on Friday at ten")
    await server.shows("on Friday at ten")


async def the_council_writes_its_communique_which_the_owners_announce(
    there: Campaign, ada: Someone, channel: TelegramPlace, server: DiscordPlace
) -> None:
    assert f"{COUNCIL} endorses “Stop Genocide or Resign”" in await ada.give("communique")
    approved = await ada.press("Approve it")
    await ada.press("Take it along")
    await ada.press("Offer it to the letter's organizers", on=approved)
    card = await there.mio.told("offers you its communiqué")
    draft = await there.mio.press("Look at it", on=card)
    await there.mio.press("Send it now", on=draft)
    await channel.shows("endorses “Stop Genocide or Resign”")
    await server.shows("endorses “Stop Genocide or Resign”")


async def the_letter_is_presented_to_the_ministers(there: Campaign) -> None:
    for minister, when in (("Mélanie Joly", day(-20)), ("Ahmed Hussen", "today"), ("Marc Miller", "today")):
        await there.mio.give("present")
        await there.mio.press(minister)
        await there.mio.fill({"When": when, "By whom": "Mio and Olu"})
        await there.mio.press("by hand")
        await there.mio.press("The list as it is now")
        assert "Everybody can read it." in await there.mio.press("Record it")
    presented = await there.on_telegram("Reader").give("addressees")
    assert ", by hand (revision 2)" in presented
    assert "; no answer so far" in presented


async def addressees(there: Campaign) -> Shown:
    await there.olu.person.write("/addressees")
    return await there.olu.told("Whom the letter addresses")


async def one_minister_is_silent_for_two_weeks(there: Campaign) -> None:
    assert "Mélanie Joly" in await there.olu.told("Nothing came back so far, two weeks after")


async def whoever_signs_now_stands_in_an_addendum(there: Campaign) -> None:
    dee = there.on_discord("Dee")
    await there.signs(dee, LATE, "Dee Example", "chair", "dee@late.example.org")
    await there.lists(there.mio, LATE)


async def the_second_minister_meets_a_demand_in_part_and_both_owners_say_so(there: Campaign, ada: Someone) -> None:
    olu, mio = there.olu, there.mio
    await olu.give("demand_status", demand=2)
    await olu.press("partly met")
    await olu.fill({"Since when": "today", "Source": "https://example.org/answer"})
    assert "waits for another organizer" in await olu.press("Publish it")
    await mio.press("Let it be published", on=await mio.told("recorded what came of a demand"))
    shown = await ada.give("demand", number=2)
    assert "partly met" in shown


async def those_who_agreed_get_the_final_copy(there: Campaign, ada: Someone, bea: Someone) -> None:
    await there.olu.press("Draft an announcement of it", on=await addressees(there))
    draft = await there.olu.told("This will be sent to 2 people who signed")
    assert "Thank you for signing it. It went as it is attached here." in draft
    await there.olu.press("Send it now", on=draft)
    for each in (ada, bea):
        news = await each.told("because you signed the letter and agreed to news of it")
    assert "Stopped." in await bea.press("No more of this", on=news)


async def the_signing_is_closed_and_the_campaign_ends_with_last_words(
    there: Campaign, channel: TelegramPlace, server: DiscordPlace
) -> None:
    await there.olu.give("close")
    assert "No organization can sign on any more." in await there.olu.press("Yes, close it now")
    await there.olu.give("end_campaign")
    ended = await there.olu.press("Yes, end it")
    assert "Nothing was sent" in ended
    await there.olu.press("Send it now", on=await there.olu.press("To every chat", on=ended))
    await channel.shows("The campaign for this open letter has ended.")
    await server.shows("The campaign for this open letter has ended.")


async def a_copy_of_the_pages_is_made_to_be_kept_elsewhere(there: Campaign, folder: Path) -> None:
    await there.bot.command("archive", str(folder / "copy.zip"))
    with ZipFile(folder / "copy.zip") as copy:
        texts = [copy.read(each).decode() for each in copy.namelist() if each.endswith(".html")]
    assert any(COUNCIL in each for each in texts)
    assert not any(SHELTER in each for each in texts)
    await there.olu.give("note_copy")
    assert "as it is now" in await there.olu.fill({"Address": "https://archive.example.org/letter"})


async def the_council_withdraws_all_the_same(there: Campaign, ada: Someone) -> None:
    await ada.give("withdraw")
    await ada.press("Yes, withdraw it")
    await there.olu.told("Please ask those who show them to replace them at once")
    assert COUNCIL not in await ada.give("signatories")


async def the_host_sees_the_list_on_the_console(there: Campaign) -> None:
    await there.bot.stop()
    said = await there.bot.command("run", says="/signatories\n", TELEGRAM_TOKEN="", DISCORD_TOKEN="")
    assert TEACHERS in said
    assert COUNCIL not in said


async def the_record_holds_for_whoever_verifies_it(there: Campaign) -> None:
    assert "entries hold" in await there.bot.command("verify")
    outcome = await there.bot.on_disk(Outcome)
    assert outcome.states == {State.LISTED: 3, State.WITHHELD: 1, State.WITHDRAWN: 1}
    assert outcome.fault == ""
    assert (there.telegram.too_many, there.discord.too_many, there.bot.complaints()) == (0, 0, "")
