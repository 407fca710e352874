"""What belongs to a letter is read, and its documents come as files."""

from dataclasses import replace
from datetime import UTC, datetime

from adapters.host.letters import read_letters
from bot.model.letters.document_files import document_file
from bot.model.letters.letter import Document, DocumentFile, Escalation, PressContact
from bot.model.letters.localized import Localized
from bot.service import starting
from tests.conversations.announcements.announcements import announce, followers
from tests.drivers import Driver, Shown, Someone

CONTENT = b"%PDF-1.7\nexample"


async def publish(bot: Driver) -> None:
    """Publish the letter with everything that it can say besides."""
    file = document_file("press-release.pdf", CONTENT)
    assert isinstance(file, DocumentFile)
    letter = replace(
        read_letters("")[0],
        documents=(
            Document(Localized({"en": "Press release", "fr": "Communiqué"}), "Example Coalition", file=file),
            Document(Localized({"en": "Report", "fr": "Rapport"}), link="https://example.org/report"),
        ),
        escalation=Escalation(
            Localized({"en": "They *resign*.", "fr": "Ils *partent*."}), datetime(2031, 6, 30, tzinfo=UTC)
        ),
        who_may_sign=Localized({"en": "Organizations in Canada.", "fr": "Les organisations du Canada."}),
        press=PressContact("press@example.org", "Alex Template", "+1 555 0100"),
    )
    await bot.store.write(lambda unit: starting.publish(unit, letter, files={file.sha256: CONTENT}))


async def test_a_document_comes_as_the_file_that_it_is(bot: Driver) -> None:
    await publish(bot)
    nora = bot.somebody("Nora")
    await nora.give("letter")
    await nora.sees("For journalists")
    sent = await nora.press("Get: Press release")
    assert "Press release (Example Coalition)" in sent
    assert sent.files == {"press-release.pdf": CONTENT}
    listed = await nora.press("The documents")
    assert [each for each in listed.labels if each.startswith("Get: ")] == ["Get: Press release"]


async def read(person: Someone) -> Shown:
    """Somebody reads the letter, and gets its press release."""
    await person.give("letter")
    await person.sees("For journalists")
    return await person.press("Get: Press release")


async def test_the_letter_says_what_follows_who_may_sign_and_whom_journalists_ask(bot: Driver) -> None:
    await publish(bot)
    nora = bot.somebody("Nora")
    await nora.give("letter")
    await nora.sees("If the demands are not met by 29 June 2031")
    for said in ("They resign.", "Organizations in Canada.", "For journalists: Alex Template, press@example.org"):
        await nora.sees(said)


async def test_the_press_release_goes_along_with_an_announcement_and_is_taken_back_everywhere(bot: Driver) -> None:
    await publish(bot)
    (town,) = await followers(bot, "Town")
    await announce(bot, "We speak to the press.")
    await bot.owner.press("More")
    desk = await bot.owner.press("With Press release")
    assert "press-release.pdf is as of revision 2 of the letter." in desk
    await bot.owner.press("Send it now", on=desk)
    post = await town.shows("We speak to the press.")
    assert (tuple(post.files), "as of revision 2" in post) == (("press-release.pdf",), True)
    await bot.owner.told("Announcement 1 is done")
    await read(bot.owner)
    await bot.owner.press("It is wrong: take it back")
    assert "1 announcement that came with it is recalled everywhere." in await bot.owner.press("Yes, take it back")
    await bot.owner.told("Announcement 1 was recalled: 1 of 1 taken back.")
    assert town.standing("We speak to the press.") == []
    got = await read(bot.somebody("Nora"))
    assert ("taken back on" in got, got.files) == (True, {})
