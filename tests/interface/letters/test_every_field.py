"""Everything that a letter's folder can say can be said by chat: each field of a letter has a way, which is gone."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Say, Upload
from bot.model.letters.categories import Category
from bot.model.letters.letter import (
    Addressee,
    Demand,
    Document,
    DocumentFile,
    Escalation,
    Event,
    Initiator,
    Letter,
    PressContact,
    Speaker,
)
from bot.model.people.person import Role
from bot.ports.store import Store
from tests.buttons import button
from tests.interface.someone import Someone, with_role

BEGUN = 3
Way = Callable[[Someone], Awaitable[object]]


async def send(person: Someone, name: str, content: bytes) -> None:
    """Send a file as the answer to a question."""

    async def fetch() -> bytes:
        return content

    upload = Upload(name, "", len(content), fetch)
    person.last = await person.interface.answer(person.caller, Say("", upload))


async def answer(person: Someone, *lines: str) -> None:
    """Answer what is asked, and that a moment is meant as it was understood."""
    await person.say(*lines)
    if "Yes" in person.labels:
        await person.push("Yes")


def change(part: str, text: str, item: int = 0) -> Way:
    """A part is changed in the letter's own language."""

    async def way(ann: Someone) -> None:
        about = {"item": item} if item else {}
        await ann.press(button("change", letter=BEGUN, part=part, language=0, **about))
        await answer(ann, text)

    return way


def pressed(*labels: str) -> Way:
    """Buttons are pressed, from the first page of what can be edited on."""

    async def way(ann: Someone) -> None:
        await ann.press(button("edit", letter=BEGUN))
        for label in labels:
            await ann.push(label)

    return way


def typed(labels: tuple[str, ...], *lines: str) -> Way:
    """Buttons are pressed, and what is asked then is answered."""

    async def way(ann: Someone) -> None:
        await pressed(*labels)(ann)
        await answer(ann, *lines)

    return way


async def demands_change_places(ann: Someone) -> None:
    await typed(("Demands", "Add a demand"), "Benches", "Put *more* there.", "Sam Specimen", "Treasurer")(ann)
    await pressed("Demands", "2. Benches", "Move it up")(ann)


async def document_as_a_file(ann: Someone) -> None:
    await ann.press(button("change", letter=BEGUN, part="document_file", item=1))
    await send(ann, "press.pdf", b"%PDF-1.7 example")


async def bar_one_of_two(ann: Someone) -> None:
    await typed((*CATEGORIES, "Region"), "South")(ann)
    await ann.push("They may not sign")


async def speaker_with_languages(ann: Someone) -> None:
    await typed(("Events", "1. Vigil", "Add a speaker"), "Kim Placeholder", "Example Library")(ann)
    await typed(("Events", "1. Vigil", "Languages: Kim Placeholder (Example Library)"), "French, Arabic")(ann)


CATEGORIES = "Kinds, fields, regions", "Add a kind, field, reach or region"
DAY = "2026-05-20 17:00"
WAYS: Mapping[tuple[type, str], Way] = {
    (Letter, "slug"): change("slug", "hours"),
    (Letter, "languages"): typed(("Languages", "Add a language"), "Arabic"),
    (Letter, "initiator"): change("initiator", "Another Coalition"),
    (Letter, "title"): change("title", "Shorter nights"),
    (Letter, "summary"): change("summary", "In short."),
    (Letter, "text"): change("text", "To the council.", 1),
    (Letter, "zone"): change("zone", "Halifax"),
    (Letter, "demands"): typed(("Demands", "Add a demand"), "Lamps", "Light *them*.", "Robin Sample", "Mayor"),
    (Letter, "link"): change("link", "https://example.org/letter"),
    (Letter, "opens"): change("opens", DAY),
    (Letter, "closes"): change("closes", DAY),
    (Letter, "goal"): change("goal", "40"),
    (Letter, "events"): typed(("Events", "Add an event"), "Vigil", DAY),
    (Letter, "documents"): typed(("Documents", "Add a document"), "Report"),
    (Letter, "escalation"): change("escalation", "They *resign*."),
    (Letter, "who_may_sign"): change("who_may_sign", "Associations."),
    (Letter, "press"): change("press_email", "press@example.org"),
    (Initiator, "name"): change("initiator", "Another Coalition"),
    (Initiator, "acronym"): change("initiator_acronym", "AC"),
    (Initiator, "website"): change("initiator_website", "https://example.org"),
    (Demand, "number"): demands_change_places,
    (Demand, "title"): change("demand_title", "Brighter lamps", 1),
    (Demand, "asked"): change("demand_asked", "More light.", 1),
    (Demand, "addressee"): change("demand_addressee", "Kim Placeholder", 1),
    (Demand, "topics"): change("demand_topics", "lamps, light", 1),
    (Addressee, "name"): change("demand_addressee", "Kim Placeholder", 1),
    (Addressee, "office"): change("demand_office", "Councillor", 1),
    (Event, "title"): change("event_title", "Handover", 1),
    (Event, "at"): change("event_at", "2026-06-01 09:00", 1),
    (Event, "all_day"): pressed("Events", "1. Vigil", "Only the day: When"),
    (Event, "place"): change("event_place", "Town hall", 1),
    (Event, "link"): change("event_link", "https://example.org/vigil", 1),
    (Event, "speakers"): typed(("Events", "1. Vigil", "Add a speaker"), "Kim Placeholder", "Example Library"),
    (Event, "called_off"): pressed("Events", "1. Vigil", "Call it off"),
    (Speaker, "organization"): typed(("Events", "1. Vigil", "Add an organization that speaks"), "Example Library"),
    (Speaker, "name"): typed(("Events", "1. Vigil", "Add a speaker"), "Kim Placeholder", "Example Library"),
    (Speaker, "languages"): speaker_with_languages,
    (Document, "title"): change("document_title", "Press release", 1),
    (Document, "issuer"): change("document_issuer", "Example Coalition", 1),
    (Document, "link"): change("document_link", "https://example.org/report", 1),
    (Document, "file"): document_as_a_file,
    (DocumentFile, "name"): document_as_a_file,
    (DocumentFile, "mime"): document_as_a_file,
    (DocumentFile, "size"): document_as_a_file,
    (DocumentFile, "sha256"): document_as_a_file,
    (Escalation, "text"): change("escalation", "They *resign*."),
    (Escalation, "by"): change("escalation_by", DAY),
    (Escalation, "all_day"): pressed("Who may sign, and what follows", "Only the day: Demands to be met by"),
    (PressContact, "email"): change("press_email", "other@example.org"),
    (PressContact, "name"): change("press_name", "Alex Template"),
    (PressContact, "phone"): change("press_phone", "+1 555 0100"),
    (Letter, "categories"): typed((*CATEGORIES, "Region"), "North"),
    (Category, "trait"): pressed(*CATEGORIES, "How far it reaches", "Local"),
    (Category, "key"): typed((*CATEGORIES, "Kind of organization"), "Trade union"),
    (Category, "label"): change("category_label", "Old North", 1),
    (Category, "barred"): bar_one_of_two,
}
BEFORE: Mapping[type, tuple[tuple[type, str], ...]] = {
    Demand: ((Letter, "demands"),),
    Addressee: ((Letter, "demands"),),
    Event: ((Letter, "events"),),
    Speaker: ((Letter, "events"),),
    Document: ((Letter, "documents"),),
    DocumentFile: ((Letter, "documents"),),
    Category: ((Letter, "categories"),),
}
"""What has to be there for a thing to be changed in it."""
KINDS = (Letter, *{kind for kind, _ in WAYS} - {Letter})


def held(value: Any, kind: type, name: str) -> list[Any]:
    """What the things of a kind in a letter hold in a field."""
    if is_dataclass(value) and not isinstance(value, type):
        own = [getattr(value, name)] if isinstance(value, kind) else []
        return own + [each for field in fields(value) for each in held(getattr(value, field.name), kind, name)]
    return [each for item in value for each in held(item, kind, name)] if isinstance(value, tuple) else []


def test_every_field_of_a_letter_has_a_way() -> None:
    assert set(WAYS) == {(kind, field.name) for kind in KINDS for field in fields(kind)}


async def said(store: Store) -> Letter:
    """The letter as it is written so far."""
    found = await store.read(lambda unit: unit.letters.draft(BEGUN))
    assert found
    return found.letter


@pytest.fixture
async def ann(interface: Interface, store: Store) -> Someone:
    """Who owns every letter, and has begun one."""
    ann = Someone(interface, "ann")
    await with_role(store, ann, Role.OWNER, None)
    await ann.give("new_letter")
    await ann.say("en", "Night buses", "Example Coalition", "America/Toronto")
    return ann


@pytest.mark.parametrize(("kind", "name"), WAYS, ids=lambda each: each if isinstance(each, str) else each.__name__)
async def test_what_a_folder_can_say_is_said_by_chat(ann: Someone, store: Store, kind: type, name: str) -> None:
    if (kind, name) == (Escalation, "all_day"):
        await WAYS[Escalation, "by"](ann)
    for earlier in BEFORE.get(kind, ()):
        await WAYS[earlier](ann)
    before = held(await said(store), kind, name)
    await WAYS[kind, name](ann)
    after = held(await said(store), kind, name)
    assert after != before, ann.text
    assert any(after), ann.text
