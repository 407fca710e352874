"""A letter begins by chat: it is written, looked at, published and signed, and no folder holds it."""

import pytest

from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.service.letters import editing
from bot.text.markup.markdown import parse
from tests.conversations.stories import BAKERS, MAY_SIGN, STATE, invite, receipt_in
from tests.drivers import Driver, Someone
from tests.drivers.console import ConsoleDriver
from tests.drivers.driver import Attached, Rich, Shown

NEW = {
    "Languages": "English, French",
    "Title": "Longer hours for our library",
    "Initiator": "Example Coalition",
    "Time zone": "America/Toronto",
}
DEMAND = {
    "Title": "Open on three evenings",
    "What is asked": "Keep the library *open* until 21:00.",
    "Of whom": "Robin Sample",
    "Office": "Mayor of Exampleville",
}
WORDS = "The new text"
PDF = b"%PDF-1.7\nexample"


async def begin(owner: Someone) -> Shown:
    """Begin a letter; what can be done with it then."""
    await owner.give("new_letter")
    return await owner.fill(NEW)


async def change(owner: Someone, label: str, field: str, said: str) -> None:
    """Change one thing that is offered, perhaps as what is to be done next."""
    following = next((each for each in owner.last.labels if each.startswith("Next: ")), label)
    await owner.press(label if label in owner.last.labels else following)
    assert "Kept." in await owner.fill({field: said})


async def edit(owner: Someone, *labels: str) -> None:
    """Open what can be edited of the letter that is not published yet."""
    await owner.give("edit")
    await owner.press("Longer hours for our library (not published yet)")
    for label in labels:
        await owner.press(label)


async def write(owner: Someone) -> None:
    """Write all that a letter has to say, in both of its languages, from its beginning to where it can be published."""
    await begin(owner)
    for label, field, said in (
        ("Title (French)", WORDS, "Des heures plus longues"),
        ("Summary (English)", WORDS, "The library closes too early."),
        ("Summary (French)", WORDS, "La bibliothèque ferme trop tôt."),
    ):
        await edit(owner, "Title, summary, link, dates")
        await change(owner, label, field, said)
    await edit(owner, "Initiator and press contact")
    await change(owner, "Initiator (French)", WORDS, "Coalition Exemple")
    await edit(owner, "Text")
    await change(owner, "Part 1 of the text (English)", WORDS, "Our library closes at **five**.")
    await edit(owner, "Text", "Send it as a file (French)")
    assert "Kept." in await owner.fill({"File": Attached("lettre.md", "Notre bibliothèque ferme à **17 h**.".encode())})
    await edit(owner, "Demands", "Add a demand")
    assert "Added." in await owner.fill(DEMAND)
    for label, field, said in (
        ("Title (French)", WORDS, "Ouvrir trois soirs"),
        ("What is asked (French)", WORDS, "La garder ouverte."),
        ("Office (French)", WORDS, "Maire d'Exempleville"),
    ):
        await change(owner, label, field, said)


async def test_a_letter_is_begun_written_published_and_signed_without_a_folder(bot: Driver) -> None:
    begun = await begin(bot.owner)
    assert "It is not published yet" in begun
    assert "Still missing: a demand" in begun
    await bot.owner.press("Throw it away")
    assert "was thrown away" in await bot.owner.press("Throw it away")
    await write(bot.owner)
    await bot.owner.give("publish")
    asked = await bot.owner.press("Longer hours for our library (not published yet)")
    assert "This publishes Longer hours for our library for the first time." in asked
    assert "17 h" in await bot.owner.press("Read it in French")
    await bot.owner.press("Go on")
    await bot.owner.press("Go on")
    assert "Revision 1 is published." in await bot.owner.press("Publish it")
    ada = bot.somebody("Ada")
    await ada.give("letter")
    read = await ada.press("Longer hours for our library")
    assert "An open letter by Example Coalition" in read
    assert "Our library closes at five." in read
    await ada.press("Sign on for an organization")
    await ada.press(MAY_SIGN)
    await ada.fill(BAKERS)
    receipt = receipt_in(await ada.press(STATE))
    (signed,) = await bot.store.read(lambda unit: unit.endorsements.in_state(3, State.SUBMITTED, 0, 10))
    assert (signed.revision, signed.receipt) == (1, receipt.replace("-", ""))


@pytest.mark.core_rule
async def test_nobody_else_learns_of_a_letter_that_is_begun(bot: Driver) -> None:
    eve = bot.somebody("Eve")
    await invite(bot, eve, Role.OWNER)
    await begin(bot.owner)
    for person in (eve, bot.somebody("Nora")):
        await person.give("letter")
        assert await person.sees("Stop Genocide or Resign")
    assert "Edit Stop Genocide or Resign" in await eve.give("edit")
    assert "This is for those who own every letter here." in await eve.give("new_letter")


@pytest.mark.core_rule
async def test_what_is_missing_is_said_and_nothing_is_published(bot: Driver) -> None:
    await begin(bot.owner)
    await bot.owner.give("publish")
    said = await bot.owner.press("Longer hours for our library (not published yet)")
    assert "Still missing: a demand, Title (French)" in said
    assert len(await bot.store.read(lambda unit: unit.letters.all())) == 1


async def test_a_press_release_is_uploaded_and_read_by_everybody(bot: Driver) -> None:
    await bot.owner.give("edit")
    await bot.owner.press("Documents")
    await bot.owner.press("1. Press release of 22 February 2024 (PDF)")
    await bot.owner.press("File")
    refused = await bot.owner.fill({"File": Attached("tool.exe", b"MZ")})
    assert "A file of this kind can't be a document." in refused
    await bot.owner.give("edit")
    await bot.owner.press("Documents")
    await bot.owner.press("1. Press release of 22 February 2024 (PDF)")
    await bot.owner.press("File")
    assert "press-release.pdf (16 B" in await bot.owner.fill({"File": Attached("press-release.pdf", PDF)})
    await bot.owner.give("publish")
    await bot.owner.press("Editorial")
    assert "Revision 2 is published." in await bot.owner.press("Publish it")
    nora = bot.somebody("Nora")
    await nora.give("letter")
    await nora.sees("Press release of 22 February 2024 (PDF)")
    sent = await nora.press("Get: Press release of 22 February 2024 (PDF)")
    assert sent.files == {"press-release.pdf": PDF}
    changed = await nora.give("changes")
    assert "Document 1: file" in changed
    assert "press-release.pdf" in changed


async def test_who_writes_a_letter_is_led_from_one_missing_thing_to_the_next(bot: Driver) -> None:
    await begin(bot.owner)
    await bot.owner.press("Next: Title (French)")
    kept = await bot.owner.fill({WORDS: "Des heures plus longues"})
    assert "Next: Summary (English)" in kept.labels
    await bot.owner.give("publish")
    said = await bot.owner.press("Longer hours for our library (not published yet)")
    assert "Still missing: a demand, Summary (English)" in said
    assert "Next: Summary (English)" in (await bot.owner.press("Edit the letter")).labels


async def test_bold_and_links_of_what_is_typed_stand_in_the_letter(bot: Driver) -> None:
    await begin(bot.owner)
    await edit(bot.owner, "Text")
    said = Rich.of("We ask for ", ("five hours", "bold"), ", as ", ("here", "https://example.org/hours"), ".")
    await change(bot.owner, "Part 1 of the text (English)", WORDS, said)
    (begun,) = await bot.store.read(lambda unit: unit.letters.begun())
    draft = await bot.store.read(lambda unit: editing.edited(unit, begun))
    bold = [run.text for block in parse(draft.text.texts["en"]) for run in block.runs if run.bold]
    linked = [run.link for block in parse(draft.text.texts["en"]) for run in block.runs if run.link]
    bare = isinstance(bot, ConsoleDriver)
    assert (bold, linked) == (([], []) if bare else (["five hours"], ["https://example.org/hours"]))


async def test_a_document_s_file_is_asked_for_as_soon_as_it_has_a_name(bot: Driver) -> None:
    await bot.owner.give("edit")
    await bot.owner.press("Documents")
    await bot.owner.press("Add a document")
    added = await bot.owner.fill({"Name": "Our flyer"})
    if "Without a file" not in added.labels:
        added = await bot.owner.press("Send the file")
    kept = await bot.owner.fill({"File": Attached("flyer.pdf", PDF)})
    assert "flyer.pdf (16 B" in kept
