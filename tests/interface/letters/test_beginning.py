"""A letter that is begun by chat: who learns of it, what may stand in it, and under which name it is published."""

from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Say, Upload
from bot.model.letters.editing import complete
from bot.model.letters.letter import Addressee, Demand, Letter
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service import starting
from tests.buttons import button
from tests.interface.someone import Someone, with_role

BEGUN = 3
ONE = Localized({"en": "One"})


async def send(person: Someone, name: str, content: bytes) -> str:
    """Send a file as the answer to a question."""

    async def fetch() -> bytes:
        return content

    person.last = await person.interface.answer(person.caller, Say("", Upload(name, "", len(content), fetch)))
    return person.text


@pytest.fixture
async def ann(interface: Interface, store: Store) -> Someone:
    """Who owns every letter, and has begun one."""
    ann = Someone(interface, "ann")
    await with_role(store, ann, Role.OWNER, None)
    await ann.give("new_letter")
    await ann.say("English", "Night buses", "Example Coalition", "toronto")
    return ann


async def said(store: Store) -> Letter:
    """The letter as it is written so far."""
    found = await store.read(lambda unit: unit.letters.draft(BEGUN))
    assert found
    return found.letter


async def finish(store: Store, **changed: object) -> None:
    """Let the letter that is begun say all that it has to."""

    def unit(unit: Unit) -> None:
        draft = unit.letters.draft(BEGUN)
        assert draft
        demand = Demand(1, ONE, ONE, Addressee("Robin Sample", ONE), {})
        whole = replace(draft.letter, summary=ONE, text=ONE, demands=(demand,), **changed)  # type: ignore[arg-type]
        assert complete(whole)
        unit.letters.keep_draft(BEGUN, whole, draft.person_id)

    await store.write(unit)


async def publish(ann: Someone) -> str:
    """Publish the letter that is begun."""
    await ann.press(button("publish", letter=BEGUN))
    await ann.push("Go on")
    return await ann.push("Publish it")


async def test_what_was_asked_is_what_the_letter_begins_with(ann: Someone, store: Store) -> None:
    letter = await said(store)
    assert (letter.slug, letter.languages, letter.zone) == ("night-buses", ("en",), "America/Toronto")
    assert (letter.title.in_("en"), letter.initiator.name.in_("en")) == ("Night buses", "Example Coalition")


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("Klingonese",), "This language is not known: Klingonese."),
        (("en", "Night buses", "Example Coalition", "EST"), "There is no time zone EST."),
        (("en", "Night buses", "Example Coalition", "Torronto"), "as in America/Toronto"),
    ],
)
async def test_what_no_letter_could_begin_with_is_asked_again(
    interface: Interface, store: Store, lines: tuple[str, ...], wrong: str
) -> None:
    ann = Someone(interface, "ann")
    await with_role(store, ann, Role.OWNER, None)
    await ann.give("new_letter")
    assert wrong in await ann.say(*lines)
    assert await store.read(lambda unit: unit.letters.begun()) == []


async def test_a_letter_that_is_begun_is_there_for_owners_of_every_letter_alone(
    ann: Someone, interface: Interface, store: Store
) -> None:
    eve = Someone(interface, "eve")
    for letter in (1, 2):
        await with_role(store, eve, Role.OWNER, letter)
    for command in ("edit", "publish", "preview", "abandon_letter", "write_more"):
        assert "This is for the letter's organizers." in await eve.press(button(command, letter=BEGUN))
    for person in (eve, ann):  # as of a letter that there never was
        assert await person.press(button("letter", letter=BEGUN)) == await person.press(button("letter", letter=99))
        assert "Night buses" not in f"{person.text} {person.labels}"
    await eve.give("edit")
    assert not [each for each in eve.labels if "Night buses" in each]
    await ann.give("edit")
    assert "Night buses (not published yet)" in ann.labels


async def test_the_journal_begins_with_the_first_publication(ann: Someone, store: Store) -> None:
    await finish(store)
    assert await store.read(lambda unit: unit.journal.links(BEGUN)) == []
    assert "Revision 1 is published." in await publish(ann)
    assert len(await store.read(lambda unit: unit.journal.links(BEGUN))) == 1
    published = await store.read(lambda unit: unit.letters.named("night-buses"))
    assert published
    assert (published.letter_id, published.number) == (BEGUN, 1)
    assert await store.read(lambda unit: unit.letters.begun()) == []


async def test_a_name_that_another_letter_has_by_now_is_not_taken(ann: Someone, store: Store) -> None:
    await finish(store)
    await store.write(
        lambda unit: starting.publish_new(unit, [replace(unit.letters.all()[0].letter, slug="night-buses")])
    )
    assert "Another letter has this short name: night-buses." in await publish(ann)
    await ann.press(button("change", letter=BEGUN, part="slug"))
    assert "A short name has 1 to 40" in await ann.say("Night Buses")
    await ann.say("night-buses-again")
    assert "Revision 1 is published." in await publish(ann)
    await ann.press(button("change", letter=BEGUN, part="slug"))
    assert "A letter that was published keeps its short name" in await ann.say("other")


async def test_the_same_title_gets_another_short_name(ann: Someone, store: Store) -> None:
    await finish(store)
    await publish(ann)
    await ann.give("new_letter")
    await ann.say("en", "Night buses!", "Example Coalition", "UTC")
    (begun,) = await store.read(lambda unit: unit.letters.begun())
    assert begun.letter.slug == "night-buses-2"


async def test_a_title_in_no_latin_letters_has_a_short_name_too(ann: Someone, store: Store) -> None:
    await ann.give("new_letter")
    await ann.say("ar", "حافلات ليلية", "Example Coalition", "Africa/Cairo")
    begun = await store.read(lambda unit: unit.letters.begun())
    assert [each.letter.slug for each in begun] == ["night-buses", "letter"]


async def test_no_more_letters_are_begun_than_somebody_can_finish(ann: Someone, store: Store) -> None:
    for _ in range(10):
        await ann.give("new_letter")
        await ann.say("en", "Night buses", "Example Coalition", "UTC")
    assert "10 letters are begun already." in ann.text
    assert len(await store.read(lambda unit: unit.letters.begun())) == 10


async def test_another_zone_keeps_moments_and_days(ann: Someone, store: Store) -> None:
    await ann.press(button("change", letter=BEGUN, part="closes"))
    await ann.say("2026-05-20 17:00")
    await ann.push("Yes")
    await ann.press(button("change", letter=BEGUN, part="escalation_by"))
    await ann.say("2026-06-01 10:00")
    await ann.push("Yes")
    await ann.press(button("edit", letter=BEGUN, what="terms"))
    await ann.push("Only the day: Demands to be met by")
    closes = (await said(store)).closes
    await ann.press(button("change", letter=BEGUN, part="zone"))
    await ann.say("Europe/Paris")
    letter = await said(store)
    assert letter.closes == closes
    assert letter.escalation
    assert letter.escalation.by
    assert (letter.escalation.by.isoformat(), letter.escalation.all_day) == ("2026-06-01T00:00:00+02:00", True)


async def test_a_language_goes_with_all_that_was_said_in_it_but_not_with_the_only_title(
    ann: Someone, store: Store
) -> None:
    await ann.press(button("add_language", letter=BEGUN))
    await ann.say("French")
    await ann.press(button("letter_languages", letter=BEGUN))
    await ann.push("French")
    await ann.push("Make it the letter's own")
    assert (await said(store)).languages == ("fr", "en")
    await ann.press(button("letter_languages", letter=BEGUN, act="drop", language=1))
    assert "The letter has its title in no other language." in await ann.push("Take it out")
    await ann.press(button("change", letter=BEGUN, part="title", language=0))
    await ann.say("Bus de nuit")
    await ann.press(button("letter_languages", letter=BEGUN, act="drop", language=1))
    await ann.push("Take it out")
    letter = await said(store)
    assert (letter.languages, letter.title.texts, letter.initiator.name.texts) == (("fr",), {"fr": "Bus de nuit"}, {})


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("text.pdf", b"%PDF-1.7", "The text has to come as a file whose name ends in .md, .txt."),
        ("text.md", b"caf\xe9", "This file is not a text in UTF-8."),
        ("text.md", b"x" * 20_001, "Too long: 20,001 characters; the limit is 20,000."),
        ("text.md", b"<b>now</b>", "It holds HTML"),
        ("text.md", b"", "This is empty."),
    ],
)
async def test_a_text_that_is_none_is_refused(
    ann: Someone, store: Store, name: str, content: bytes, wrong: str
) -> None:
    await ann.press(button("write_file", letter=BEGUN, language=0))
    assert wrong in await send(ann, name, content)
    assert (await said(store)).text.texts == {}


async def test_a_text_grows_paragraph_by_paragraph_and_is_replaced_by_a_file(ann: Someone, store: Store) -> None:
    for paragraph in ("To the council:", "We ask for *more*."):
        await ann.press(button("write_more", letter=BEGUN, language=0))
        await ann.say(paragraph)
    assert (await said(store)).text.in_("en") == "To the council:\n\nWe ask for *more*."
    await ann.press(button("write_file", letter=BEGUN, language=0))
    await send(ann, "text.md", b"\xef\xbb\xbfTo all.\r\n\r\nWe ask.\r\n")
    assert (await said(store)).text.in_("en") == "To all.\n\nWe ask."


async def test_a_file_does_not_take_the_place_of_what_somebody_else_wrote_meanwhile(
    ann: Someone, interface: Interface, store: Store
) -> None:
    bea = Someone(interface, "bea")
    await with_role(store, bea, Role.OWNER, None)
    await ann.press(button("write_file", letter=BEGUN, language=0))
    await bea.press(button("write_more", letter=BEGUN, language=0))
    await bea.say("To the council:")
    assert "Somebody else has changed the text since you began." in await send(ann, "text.md", b"To all.")
    assert (await said(store)).text.in_("en") == "To the council:"


async def test_an_old_button_takes_nothing_else_out(ann: Someone, store: Store) -> None:
    await finish(store)
    await ann.press(button("edit", letter=BEGUN, what="demands", item=1))
    old = ann.action("Take it out")
    await ann.press(button("change", letter=BEGUN, part="demand_addressee", item=1))
    await ann.say("Sam Specimen")
    await ann.press(old)
    assert "Somebody else has changed this meanwhile." in await ann.push("Yes, take it out")
    assert len((await said(store)).demands) == 1
