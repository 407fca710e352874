"""Sign-ons are reviewed in a chat where nobody else reads, once an owner has agreed in private."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke, Named
from bot.model.chats import Address, ChatKind, Topic
from bot.model.deliveries import Subject
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role

DESK = Address("test", "-1")


async def yes() -> bool:
    return True


def at_desk(person: Someone, public: bool = False) -> Caller:
    return replace(
        person.caller, address=DESK, kind=ChatKind.GROUP, title="Desk", manages=yes, confidential=False, public=public
    )


async def asks(interface: Interface, caller: Caller, letter: str = "1") -> str:
    """Somebody asks for the review in the desk; the answer."""
    answer = await interface.answer(caller, Invoke("follow", {"topic": "reviews", "letter": letter}))
    assert isinstance(answer, Message)
    return plain(answer.blocks)


async def followed(store: Store) -> Sequence[tuple[int, Topic]]:
    def unit(unit: Unit) -> Sequence[tuple[int, Topic]]:
        chat = unit.chats.find(DESK)
        return unit.chats.followed(chat.id) if chat else ()

    return await store.read(unit)


async def due(store: Store, place: str) -> list[Subject]:
    return await store.read(
        lambda unit: [each.subject for each in unit.outbox.due("test", 200) if each.address.place == place]
    )


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    return olga


async def test_a_reviewer_asks_and_an_owner_agrees_in_private(
    interface: Interface, store: Store, olga: Someone, rex: Someone
) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    assert "An owner of the letter has to agree" in await asks(interface, at_desk(rex))
    assert (1, Topic.REVIEWS) not in await followed(store)
    assert await due(store, "-1") == [], "nothing is shown before"

    def card(unit: Unit) -> str:
        says = composer(interface)(unit)
        (asked,) = [each for each in unit.outbox.due("test", 200) if each.subject is Subject.REVIEW_HERE]
        assert asked.address.place == "@olga"
        message = says(asked)
        return plain(message.blocks) if message else ""

    assert "Rex wants sign-ons to be reviewed in Desk." in await store.read(card)
    chat = await store.read(lambda unit: unit.chats.find(DESK))
    assert chat
    assert "This is for the letter's organizers" in await rex.press(button("review_here", chat=chat.id, act="yes"))
    assert "Sign-ons are reviewed in Desk from now on" in await olga.press(
        button("review_here", chat=chat.id, act="yes")
    )
    assert await followed(store) == [(1, Topic.REVIEWS)]
    assert await due(store, "-1") == [Subject.CARD], "what waits already is shown"
    assert "Nobody asks for that any more" in await olga.press(button("review_here", chat=chat.id, act="yes"))


async def test_many_that_wait_are_one_message(interface: Interface, store: Store, olga: Someone) -> None:
    for number in range(7):
        await sign(Someone(interface, f"ada{number}"), f"Example Bakers of {number}")
    await asks(interface, at_desk(olga))
    await olga.press(button("review_here", chat=await _desk(store), act="yes"))
    assert await due(store, "-1") == [Subject.QUEUE]


async def _desk(store: Store) -> int:
    chat = await store.read(lambda unit: unit.chats.find(DESK))
    assert chat
    return chat.id


async def test_an_owner_asks_too_and_refuses(interface: Interface, store: Store, olga: Someone) -> None:
    assert "An owner of the letter has to agree" in await asks(interface, at_desk(olga))
    assert "Not reviewed in Desk." in await olga.press(button("review_here", chat=await _desk(store), act="no"))
    assert await followed(store) == []


async def test_it_waits_where_owners_look_too(interface: Interface, store: Store, olga: Someone, rex: Someone) -> None:
    await asks(interface, at_desk(rex))
    assert "Rex wants sign-ons to be reviewed in Desk." in await olga.give("organizers", letter="1")
    await olga.push("Review in Desk")
    assert await followed(store) == [(1, Topic.REVIEWS)]


async def test_it_is_refused_where_everybody_reads(
    interface: Interface, store: Store, olga: Someone, rex: Someone
) -> None:
    for person in (rex, olga):
        assert "everybody can read this chat" in await asks(interface, at_desk(person, public=True))
    hall = Named(Address("test", "-2"), ChatKind.GROUP, "Hall", manages=True, public=True)
    answer = await interface.answer(at_desk(rex), Invoke("follow", {"topic": "reviews", "letter": "1"}, chat=hall))
    assert isinstance(answer, Message)
    assert "everybody can read this chat" in plain(answer.blocks)
    assert not await followed(store)
    assert await due(store, "@olga") == []


async def test_owners_are_asked_once_however_often_somebody_wants_it(
    interface: Interface, store: Store, olga: Someone, rex: Someone
) -> None:
    for _ in range(5):
        assert "An owner of the letter has to agree" in await asks(interface, at_desk(rex))
    assert await due(store, "@olga") == [Subject.REVIEW_HERE]


async def test_in_a_reviewers_own_chat_nobody_has_to_agree(interface: Interface, store: Store, rex: Someone) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    assert "are shown in this chat from now on" in await rex.give("follow", topic="reviews", letter="1")


async def test_an_owner_of_another_letter_agrees_to_nothing(
    interface: Interface, store: Store, olga: Someone, rex: Someone
) -> None:
    mal = Someone(interface, "mal")
    await with_role(store, mal, Role.OWNER, 2)
    await asks(interface, at_desk(rex))
    assert "Nobody asks for that any more" in await mal.press(
        button("review_here", letter=2, chat=await _desk(store), act="yes")
    )
    assert (1, Topic.REVIEWS) not in await followed(store)


async def test_what_was_asked_for_can_be_taken_back(interface: Interface, store: Store, olga: Someone) -> None:
    await asks(interface, at_desk(olga))
    await interface.answer(at_desk(olga), Invoke("unfollow", {"topic": "reviews", "letter": "1"}))
    assert "Nobody asks for that any more" in await olga.press(
        button("review_here", chat=await _desk(store), act="yes")
    )
