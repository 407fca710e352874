"""What an announcement is made of comes back as it was: blocks, corrections, descriptions; and to whom it goes."""

from dataclasses import replace

import pytest

from bot.model.announcements.announcement import EVERYBODY, Audience, Content, Stage
from bot.model.blocks import Block, Span
from bot.model.chats import Address, ChatKind, Topic
from bot.ports.store import Store, Unit
from tests.storage.examples import person, publish

BLOCKS = (
    Block("paragraph", (Span("All are "), Span("welcome", bold=True, typed=True, link="https://example.org/a"))),
    Block("item", (Span("bread", code=True),), "•", 1),
)


async def test_a_text_with_a_form_and_its_correction_come_back_beside_texts_without(store: Store) -> None:
    letter = (await store.write(publish)).letter_id
    ada = await store.write(person)

    def unit(unit: Unit) -> int:
        content = Content({"en": BLOCKS, "fr": "Bienvenue"})
        return unit.announcements.add(letter, content, audience=EVERYBODY, person_id=ada.id).id

    number = await store.write(unit)
    found = await store.read(lambda unit: unit.announcements.get(number))
    assert found
    assert found.content.texts == {"en": BLOCKS, "fr": "Bienvenue"}
    assert found.content.in_("fr") == ("Bienvenue", "fr")
    written = replace(found, correction=Content({"en": "All", "fr": BLOCKS}))
    await store.write(lambda unit: unit.announcements.save(written))
    assert await store.read(lambda unit: unit.announcements.get(number)) == written
    await store.write(lambda unit: unit.announcements.save(replace(written, correction=None)))
    assert await store.read(lambda unit: unit.announcements.get(number)) == found


async def test_what_is_on_a_picture_belongs_to_its_file(store: Store) -> None:
    letter = (await store.write(publish)).letter_id
    file = await store.write(lambda unit: unit.files.receive(letter, "dove.png", "image/png", b"a dove"))
    assert file.alt == ""
    draft = await store.write(lambda unit: drafted(unit, letter, file.id))
    described = await store.write(lambda unit: unit.files.describe(letter, file.id, "A white dove", draft))
    assert described == file.id
    assert await store.read(lambda unit: [each.alt for each in unit.files.get([file.id])]) == ["A white dove"]
    other = (await store.write(lambda unit: publish(unit, "other"))).letter_id
    moved = await store.write(lambda unit: unit.files.of_letter(other, file.id, given_out=True))
    assert moved
    assert (moved.alt, moved.id != file.id) == ("A white dove", True)


def drafted(unit: Unit, letter: int, *files: int) -> int:
    content = Content({"en": "News"}, files)
    return unit.announcements.add(letter, content, audience=EVERYBODY, person_id=person(unit).id).id


async def test_what_is_on_a_picture_is_said_anew_for_nobody_else_who_sends_it(store: Store) -> None:
    letter = (await store.write(publish)).letter_id
    file = await store.write(lambda unit: unit.files.receive(letter, "dove.png", "image/png", b"a dove"))
    first = await store.write(lambda unit: drafted(unit, letter, file.id))
    second = await store.write(lambda unit: drafted(unit, letter, file.id))
    assert await store.write(lambda unit: unit.files.describe(letter, file.id, "A dove", first)) != file.id
    await store.write(lambda unit: unit.files.release(letter, [file.id]))
    (still,) = await store.read(lambda unit: unit.files.get([file.id]))
    assert still.alt == ""
    other = (await store.write(lambda unit: publish(unit, "other"))).letter_id
    theirs = await store.write(lambda unit: unit.files.receive(other, "dove.png", "image/png", b"a dove"))
    await store.write(lambda unit: unit.files.describe(letter, file.id, "Send money", second))
    moved = await store.write(lambda unit: unit.files.of_letter(other, file.id, given_out=True))
    assert moved
    assert (moved.id, moved.alt) == (theirs.id, "")


@pytest.mark.parametrize(
    ("kinds", "reached"),
    [
        ((), {"a group", "a topic", "a channel", "text"}),
        (("group",), {"a group", "a topic", "text"}),
        (("telegram:group",), {"a group"}),
        (("telegram:topic",), {"a topic"}),
        (("discord:group",), {"text"}),
        (("discord:group", "telegram:channel"), {"text", "a channel"}),
        (("discord:channel",), set()),
    ],
)
async def test_kinds_of_one_platform_reach_no_other(store: Store, kinds: tuple[str, ...], reached: set[str]) -> None:
    letter = (await store.write(publish)).letter_id
    places = {
        "a group": (Address("telegram", "-1"), ChatKind.GROUP),
        "a topic": (Address("telegram", "-1", "7"), ChatKind.GROUP),
        "a channel": (Address("telegram", "-2"), ChatKind.CHANNEL),
        "text": (Address("discord", "3"), ChatKind.GROUP),
    }

    def unit(unit: Unit) -> set[str]:
        for title, (address, kind) in places.items():
            unit.chats.follow(unit.chats.ensure(address, kind, title).id, letter, Topic.NEWS)
        return {each.title for each in unit.chats.reached(letter, Audience(kinds=kinds), 0, 10)}

    assert await store.write(unit) == reached


async def test_it_is_counted_in_how_many_chats_of_a_language_it_stands(store: Store) -> None:
    letter = (await store.write(publish)).letter_id

    def unit(unit: Unit) -> dict[str, int]:
        for number, language in enumerate(("en", "fr", "fr", "")):
            chat = unit.chats.ensure(Address("telegram", f"-{number + 1}"), ChatKind.GROUP, "")
            unit.chats.speak(chat.id, language)
            unit.chats.follow(chat.id, letter, Topic.NEWS)
        draft = unit.announcements.add(letter, Content({"en": "We meet."}), audience=EVERYBODY, person_id=None)
        assert unit.results.languages(draft.id) == {}
        waiting = replace(draft, stage=Stage.WAITING)
        unit.announcements.save(waiting)
        running = replace(waiting, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
        unit.announcements.save(running)
        unit.queue.put_to_audience(running, 100)
        return dict(unit.results.languages(draft.id))

    assert await store.write(unit) == {"en": 1, "fr": 2, "": 1}
