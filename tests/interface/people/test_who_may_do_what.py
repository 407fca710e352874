"""What nobody gets by pressing, linking or asking what was not offered to them."""

from bot.interface.conversation import Interface
from bot.model.chats import Chat, ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.service.people import organizers
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone, sign, state, with_role
from tests.letters import OTHER_LETTER


async def test_an_owner_of_one_letter_does_not_remove_who_owns_every_letter(interface: Interface, store: Store) -> None:
    host, mal = Someone(interface, "host"), Someone(interface, "mal")
    number = await with_role(store, host, Role.OWNER, None)
    await with_role(store, mal, Role.OWNER, 2)
    assert "only somebody who owns every letter" in await mal.press(
        button("organizers", letter=OTHER_LETTER, remove=number, sure="yes")
    )
    assert await store.read(lambda unit: unit.people.roles(number, 1)) == {Role.OWNER}


async def test_an_invitation_is_void_when_who_made_it_is_removed(interface: Interface, store: Store) -> None:
    host, mal, eve = (Someone(interface, name) for name in ("host", "mal", "eve"))
    await with_role(store, host, Role.OWNER, None)
    number = await with_role(store, mal, Role.OWNER, 1)
    code = (await mal.press(button("organizers", invite="owner"))).rpartition("/claim ")[2]
    await host.press(button("organizers", remove=number, sure="yes"))
    assert "not valid" in await eve.give("claim", code=code)


async def test_only_the_last_code_that_a_start_printed_makes_an_owner(interface: Interface, store: Store) -> None:
    first = await store.write(lambda unit: starting.first_code(unit, ["test"]))
    second = await store.write(lambda unit: starting.first_code(unit, ["test"]))
    assert "not valid" in await Someone(interface, "eve").give("claim", code=first)
    assert "You are now an owner" in await Someone(interface, "ada").give("claim", code=second)
    assert await store.write(lambda unit: starting.first_code(unit, ["test"])) == ""


async def test_who_reviews_no_more_is_shown_nothing_more_on_the_card(interface: Interface, store: Store) -> None:
    rex = Someone(interface, "rex")
    number = await with_role(store, rex, Role.REVIEWER, 1)
    await sign(Someone(interface, "ada"), "Example Bakers")

    def card(unit: Unit) -> str:
        chat = unit.chats.ensure(private_chat(rex.account), ChatKind.PRIVATE, "")
        assert isinstance(chat, Chat)
        delivery = Delivery(1, chat, Subject.CARD, 1, DeliveryState.SENT, key="k")
        message = composer(interface)(unit)(delivery)
        return plain(message.blocks) if message else ""

    assert "Example Bakers" in await store.write(card)
    await store.write(lambda unit: unit.people.revoke(number, 1))
    assert "Example Bakers" not in await store.write(card)


async def test_a_sign_on_of_one_letter_is_not_reached_through_another(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    for action in (
        button("sign", letter=OTHER_LETTER, endorsement=1),
        button("withdraw", letter=OTHER_LETTER, endorsement=1, sure="yes"),
        button("sign", letter=OTHER_LETTER, capacity="may_sign", endorsement=1),
    ):
        await ada.press(action)
        assert "Example Bakers" not in ada.text
    assert await state(store, 1) is State.SUBMITTED


async def test_another_account_does_nothing_with_somebody_s_sign_on(interface: Interface, store: Store) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    eve = Someone(interface, "eve")
    for action in (
        button("withdraw", endorsement=1, sure="yes"),
        button("answer", endorsement=1),
        button("details", endorsement=1),
        button("decide", endorsement=1, decision="list", check="phone"),
    ):
        await eve.press(action)
        assert "Example Bakers" not in eve.text
    assert await state(store, 1) is State.SUBMITTED


async def test_a_form_is_of_use_to_its_account_alone(interface: Interface, store: Store) -> None:
    ada, eve = Someone(interface, "ada"), Someone(interface, "eve")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    assert "finished or closed" in await eve.press(ada.action("I confirm, and sign on"))
    assert "ada@example.org" not in eve.text
    assert await store.read(lambda unit: unit.endorsements.get(1)) is None


async def test_a_link_states_and_decides_nothing(interface: Interface, store: Store) -> None:
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, None)
    await sign(Someone(interface, "ada"), "Example Bakers")
    assert "can't be opened by a link" in await rex.open(
        button("decide", endorsement=1, decision="list", check="phone")
    )
    await rex.open(
        button(
            "sign",
            capacity="may_sign",
            organization="Example",
            representative="Rex",
            role="chair",
            email="rex",
            authority="stated_1",
        )
    )
    assert await state(store, 1) is State.SUBMITTED
    assert await store.read(lambda unit: unit.endorsements.get(2)) is None
    code = await store.write(lambda unit: organizers.link_account(unit, unit.people.ensure(rex.account)))
    eve = Someone(interface, "eve")
    assert "Yes, both accounts are mine" in (await eve.open(button("claim", code=code, sure="yes")), *eve.labels)
    assert await store.read(lambda unit: unit.people.find(eve.account)) is None


async def test_a_draft_is_no_likeness_for_reviewers(interface: Interface, store: Store) -> None:
    dre, eve, rex = (Someone(interface, name) for name in ("dre", "eve", "rex"))
    await with_role(store, rex, Role.REVIEWER, 1)
    await dre.press(button("sign", capacity="board"))
    await dre.say("Example Quiet Society of the Harbour", "Dre Example", "chair", "dre@example.org")
    await dre.push("Keep as a draft")
    await sign(eve, "Example Quiet Society of the Harbor")
    assert "Harbour" not in await rex.give("review", letter="1")


async def test_other_owners_are_told_when_a_guard_is_loosened_or_an_organizer_removed(
    interface: Interface, store: Store
) -> None:
    olga, mal, rex = (Someone(interface, name) for name in ("olga", "mal", "rex"))
    await with_role(store, olga, Role.OWNER, 1)
    await with_role(store, mal, Role.OWNER, 1)
    number = await with_role(store, rex, Role.REVIEWER, 1)

    def told(unit: Unit) -> list[str]:
        due = [each for each in unit.outbox.due("test", 100) if each.subject is Subject.GUARD]
        says = composer(interface)(unit)
        return [f"{each.address.place}: {plain(message.blocks)}" for each in due if (message := says(each))]

    await mal.press(button("settings", setting="second", value="off"))
    (first,) = await store.read(told)
    assert first.startswith("@olga")
    assert "has to release an announcement too: never" in first
    await mal.press(button("organizers", remove=number, sure="yes"))
    assert {each.partition(":")[0] for each in await store.read(told)} == {"@olga"}
