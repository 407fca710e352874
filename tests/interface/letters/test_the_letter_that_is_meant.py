"""With several letters, the one that was chosen in a chat is meant there until another is chosen."""

from dataclasses import replace
from functools import partial

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Invoke
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER, OTHER_LETTER

TOWN = Address("test", "town")


def meant(answer: Answer | None) -> set[str]:
    """The letters of the buttons of an answer, as their actions name them."""
    assert isinstance(answer, Message)
    return {key.action.split("-")[2] for key in answer.keys if key.action}


async def in_town(someone: Someone, manages: bool, command: str, **values: str) -> Answer | None:
    async def managing() -> bool:
        return manages

    caller = replace(someone.caller, address=TOWN, kind=ChatKind.GROUP, title="Town", manages=managing)
    return await someone.interface.answer(caller, Invoke(command, values))


async def test_it_is_asked_once_in_a_private_chat_and_then_kept_until_another_is_chosen(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    assert "Which letter?" in await ada.give("demands")
    for letter in (OTHER_LETTER, LETTER):
        await ada.press(button("letter", letter=letter))
        assert "Which letter?" not in await ada.give("demands")
        assert meant(ada.last) == {str(letter)}
    assert "Which letter?" in await Someone(interface, "eve").give("demands"), "others have not chosen"


@pytest.mark.parametrize(("command", "values"), [("demands", {}), ("ask", {"question": "What is demanded?"})])
async def test_what_was_chosen_where_it_was_asked_is_kept_too(
    interface: Interface, store: Store, command: str, values: dict[str, str]
) -> None:
    chosen = set[int]()
    for name, place in (("ada", 0), ("eve", 1)):
        someone = Someone(interface, name)
        assert "Which letter?" in await someone.give(command, **values)
        assert isinstance(someone.last, Message)
        answer = await someone.press(someone.last.keys[place].action)
        assert await someone.give(command, **values) == answer
        chat = await store.read(partial(_chat_of, someone))
        assert chat
        chosen.add(chat.chosen or 0)
    assert chosen == {LETTER, OTHER_LETTER}


def _chat_of(someone: Someone, unit: Unit) -> Chat | None:
    return unit.chats.find(someone.caller.address)


async def test_a_press_that_is_about_another_letter_does_not_change_the_one_that_is_meant(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("letter", letter=LETTER))
    await ada.press(button("sign", letter=OTHER_LETTER))
    await ada.push("I may sign for my organization")
    await ada.give("cancel")
    await ada.give("demands")
    assert meant(ada.last) == {str(LETTER)}


@pytest.mark.parametrize("manages", [True, False])
async def test_in_a_shared_chat_only_its_managers_choose_for_everybody(interface: Interface, manages: bool) -> None:
    ada, eve = Someone(interface, "ada"), Someone(interface, "eve")
    await in_town(ada, manages, "letter", letter=str(OTHER_LETTER))
    answer = await in_town(eve, False, "demands")
    assert isinstance(answer, Message)
    assert ("Which letter?" in plain(answer.blocks)) is not manages


async def test_the_one_letter_that_a_chat_follows_stays_the_one_that_is_meant_there(
    interface: Interface, store: Store
) -> None:
    ada = Someone(interface, "ada")
    await in_town(ada, True, "letter", letter=str(OTHER_LETTER))

    def follow(unit: Unit) -> None:
        unit.chats.follow(unit.chats.ensure(TOWN, ChatKind.GROUP, "Town").id, LETTER, Topic.NEWS)

    await store.write(follow)
    assert meant(await in_town(ada, True, "demands")) == {str(LETTER)}


async def test_a_letter_that_is_read_where_there_is_one_alone_leaves_nothing_behind(served: Interface) -> None:
    caller = Caller(Someone(served, "ada").account, Address("test", "@ada"), ChatKind.PRIVATE)
    await served.answer(caller, Invoke("letter", {}))
    assert await served._store.read(lambda unit: unit.chats.find(caller.address)) is None


async def test_which_letter_is_meant_is_asked_in_the_language_of_the_question(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.give("language", language="fr")
    assert "Which letter?" in await ada.say("who has signed")
    assert "Quelle lettre" in await ada.say("signatories")
    assert "أي رسالة" in await ada.say("من وقع الرسالة")


async def test_who_has_never_met_the_bot_reads_what_it_is_before_they_choose(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    assert "I am a bot for open letters" in await ada.give("start")
    assert "Which letter?" in ada.text


async def test_who_meant_one_finds_the_others(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("letter", letter=LETTER))
    for command in ("help", "start"):
        await ada.give(command)
        assert "Which letter?" in await ada.push("Another letter")
    assert meant(ada.last) == {str(LETTER), str(OTHER_LETTER)}
    await ada.press(button("letter", letter=OTHER_LETTER))
    await ada.give("demands")
    assert meant(ada.last) == {str(OTHER_LETTER)}


async def test_an_organizer_of_one_letter_is_not_asked_which(interface: Interface, store: Store) -> None:
    eddie = Someone(interface, "eddie")
    await with_role(store, eddie, Role.EDITOR, OTHER_LETTER)
    assert "Which letter?" not in await eddie.give("announcements")
    assert meant(eddie.last) == {str(OTHER_LETTER)}
    assert "Which letter?" in await eddie.give("demands"), "what everybody may is asked about"
    await with_role(store, eddie, Role.EDITOR, LETTER)
    assert "Which letter?" in await eddie.give("announcements")


async def test_who_announces_reads_what_it_will_be_about_before_they_write(interface: Interface, store: Store) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, None)
    revisions = {each.letter_id: each.letter for each in await store.read(lambda unit: unit.letters.all())}
    for letter in (LETTER, OTHER_LETTER):
        await olga.press(button("letter", letter=letter))
        assert revisions[letter].title.in_("en") in await olga.give("announce")
