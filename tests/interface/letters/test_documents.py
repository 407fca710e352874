"""A document of the letter is sent along as of its revision, replaced openly, and taken back everywhere."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.letters.document_files import document_file
from bot.model.letters.letter import Document, DocumentFile
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER

WRONG, RIGHT = b"%PDF-1.7 wrong", b"%PDF-1.7 right"


async def published(store: Store, content: bytes) -> DocumentFile:
    """The letter's press release is this file from now on."""
    file = document_file("press.pdf", content)
    assert isinstance(file, DocumentFile)
    letter = replace(read_letters("")[0], documents=(Document(Localized({"en": "Press release"}), file=file),))
    await store.write(lambda unit: starting.publish(unit, letter, files={file.sha256: content}))
    return file


@pytest.fixture
async def owner(interface: Interface, store: Store) -> Someone:
    """An owner of the letter, which one chat follows and which has a press release; it stands in a draft."""
    owner = Someone(interface, "owner")
    await with_role(store, owner, Role.OWNER, LETTER)

    def follow(unit: Unit) -> None:
        chat = unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Town")
        unit.chats.speak(chat.id, "en")
        unit.chats.follow(chat.id, LETTER, Topic.NEWS)

    await store.write(follow)
    await published(store, WRONG)
    await owner.press(button("announce", letter=1))
    await owner.say("We have published a press release.")
    await owner.press(button("options", announcement=1))
    await owner.push("With Press release")
    return owner


async def arrives(interface: Interface, store: Store) -> tuple[str, list[str]]:
    """What announcement 1 says in the chat, and the files that come with it."""

    def compose(unit: Unit) -> tuple[str, list[str]]:
        chat = unit.chats.find(Address("test", "-1"))
        assert chat
        message = composer(interface)(unit)(Delivery(1, chat, Subject.ANNOUNCEMENT, 1, DeliveryState.QUEUED, "k"))
        return (plain(message.blocks), [each.name for each in message.files]) if message else ("", [])

    return await store.read(compose)


async def sent(store: Store) -> None:
    """Announcement 1 was sent."""

    def unit(unit: Unit) -> None:
        for stage in (Stage.WAITING, Stage.RUNNING, Stage.DONE):
            announcement = unit.announcements.get(1)
            assert announcement
            unit.announcements.save(replace(announcement, stage=stage))

    await store.write(unit)


async def test_a_document_is_sent_along_as_of_its_revision(interface: Interface, store: Store, owner: Someone) -> None:
    assert "press.pdf is as of revision 2 of the letter." in owner.text
    assert (await arrives(interface, store))[1] == ["press.pdf"]
    await owner.press(button("options", announcement=1))
    assert "With Press release" not in owner.labels
    assert "press.pdf" not in await owner.push("Without press.pdf")
    assert "as of revision" not in (await arrives(interface, store))[0]


async def test_what_was_replaced_says_so_in_chats_and_where_it_was_sent(
    interface: Interface, store: Store, owner: Someone, clock: Clock
) -> None:
    await sent(store)
    clock.forward(days=1)
    await published(store, RIGHT)
    said, files = await arrives(interface, store)
    day = f"{clock.now.day} {clock.now:%B %Y}"
    assert f"was replaced on {day}. The one that holds stands under /letter." in said
    assert files == []
    assert await store.read(lambda unit: [each.version for each in unit.announcements.recent(LETTER, 1)]) == [2]
    assert f"replaced an earlier file on {day}" in await Someone(interface, "eve").give("document", letter="1")
    await published(store, RIGHT)
    assert await store.read(lambda unit: [each.version for each in unit.announcements.recent(LETTER, 1)]) == [2]


async def test_what_was_wrong_is_taken_back_everywhere_by_an_owner_alone(
    interface: Interface, store: Store, owner: Someone
) -> None:
    await sent(store)
    editor = Someone(interface, "editor")
    await with_role(store, editor, Role.EDITOR, LETTER)
    await editor.give("document", letter="1", document="1")
    assert "It is wrong: take it back" not in editor.labels
    await editor.press(button("take_back", letter=1, document=1, sure="yes"))
    assert "Taken back" not in editor.text
    await owner.give("document", letter="1", document="1")
    await owner.push("It is wrong: take it back")
    assert "1 announcement that came with it is recalled" in await owner.push("Yes, take it back")
    assert "Announcement 1" in owner.labels
    assert await store.read(lambda unit: [each.stage for each in unit.announcements.recent(LETTER, 1)]) == [
        Stage.RECALLED
    ]
    eve = Someone(interface, "eve")
    assert "taken back on" in await eve.give("document", letter="1", document="1")
    assert isinstance(eve.last, Message)
    assert eve.last.files == ()
    await owner.press(button("take_back", letter=1, document=1, sure="yes"))
    assert "taken back already" in owner.text


async def test_a_draft_with_what_was_taken_back_goes_without_it(
    interface: Interface, store: Store, owner: Someone
) -> None:
    await owner.press(button("take_back", letter=1, document=1, sure="yes"))
    assert "No announcement was sent with it." in owner.text
    said, files = await arrives(interface, store)
    assert "A file that came with this was taken back on" in said
    assert files == []
