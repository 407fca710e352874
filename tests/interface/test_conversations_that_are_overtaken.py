"""What happens when something else happens in the middle."""

from dataclasses import replace

from adapters.host.letters import read_letters
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store
from bot.service import starting
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role


async def test_a_new_revision_while_signing_is_shown_before_it_is_signed(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    changed = replace(read_letters("")[0], goal=50)
    await store.write(lambda unit: starting.publish(unit, changed))
    assert "revision 2" in await ada.push("I confirm, and sign on")
    assert "received" in await ada.push("I confirm, and sign on")
    found = await store.read(lambda unit: unit.endorsements.get(1))
    assert found is not None
    assert found.revision == 2


async def test_another_command_in_the_middle_leaves_what_was_typed(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair")
    await ada.press(button("ask", letter=1))
    assert "Demand 3" in await ada.say("What about visas?")
    assert "e-mail address" in await ada.push("Go on: Sign on")
    assert "how the public list" in await ada.say("ada@example.org")
    assert "received" in await ada.push("I confirm, and sign on")


async def test_a_second_press_of_the_confirmation_does_not_say_that_nothing_was_recorded(
    interface: Interface, store: Store
) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    confirm = ada.action("I confirm, and sign on")
    assert "received" in await ada.press(confirm)
    again = await ada.press(confirm)
    assert "finished" in again
    assert "nothing was recorded" not in again


async def test_a_decline_is_not_undone_once_another_sign_on_stands(interface: Interface, store: Store) -> None:
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.OWNER, None)
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="decline"))
    await rex.say("We could not reach you.")
    await sign(Someone(interface, "bea"), "Example Bakers")
    assert "Another sign-on stands" in await rex.press(button("decide", endorsement=1, decision="undo"))
    found = await store.read(lambda unit: unit.endorsements.get(1))
    assert found is not None
    assert found.state is State.DECLINED


async def test_a_letter_s_own_language_is_what_was_signed(interface: Interface, store: Store) -> None:
    english = read_letters("")[0]
    texts = {"en": english.text.texts["en"]}
    only = replace(english, slug="only-english", languages=("en",), text=replace(english.text, texts=texts))
    await store.write(lambda unit: starting.publish(unit, only))
    ada = Someone(interface, "ada")
    await ada.press(button("language", language="fr"))
    await ada.press(button("sign", letter=3, capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    assert "en anglais" in await ada.push("Je le déclare et je signe")
    found = await store.read(lambda unit: unit.endorsements.get(1))
    assert found is not None
    assert found.language == "en"


async def test_a_question_typed_where_a_press_was_awaited_is_answered_and_leads_back(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    confirming = await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    assert "Demand 3" in await ada.say("What about visas?")
    assert await ada.push("Go on: Sign on") == confirming


async def test_what_awaits_a_press_can_be_cancelled_by_the_command_too(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say("Example Bakers", "Ada Example", "chair", "ada@example.org")
    assert "Cancelled" in await ada.give("cancel")
    assert await store.read(lambda unit: unit.endorsements.get(1)) is None


async def test_what_is_begun_anew_before_anything_was_typed_is_not_offered_twice(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.press(button("sign", capacity="may_sign"))
    assert isinstance(ada.last, Message)
    assert not [key.label for key in ada.last.keys if key.label.startswith("Go on")]
    await ada.say("Example Bakers")
    await ada.press(button("sign", capacity="may_sign"))
    assert "Go on: Sign on" in [key.label for key in ada.last.keys]
