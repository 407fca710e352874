"""An address is taken as people paste it; a likely typing error is asked about, and never changed by itself."""

import pytest

from bot.interface.conversation import Interface
from bot.ports.store import Store
from bot.text.blocks import Span
from tests.buttons import button
from tests.interface.someone import Someone

YES, NO = "Yes, that is what I meant", "No, what I typed is right"


@pytest.fixture
def ada(interface: Interface) -> Someone:
    return Someone(interface, "ada")


async def begin(person: Someone, email: str) -> str:
    """Sign on, up to what is to be confirmed; what was answered."""
    await person.press(button("sign", capacity="may_sign"))
    return await person.say("Example Bakers", "Ada Example", "chair", email)


async def kept(store: Store) -> str:
    return (await store.read(lambda unit: unit.endorsements.representative(1))).email


@pytest.mark.parametrize(
    "pasted",
    ["Ada Example <ada@example.org>", "\u202aada@example.org\u202c", "mailto:ada@example.org", "ada＠example。org."],
)
async def test_what_was_pasted_along_is_taken_away(ada: Someone, store: Store, pasted: str) -> None:
    assert "ada@example.org" in await begin(ada, pasted)
    await ada.push("I confirm, and sign on")
    assert await kept(store) == "ada@example.org"


async def test_two_addresses_are_said_to_be_two_and_nothing_typed_is_lost(ada: Someone) -> None:
    assert "several e-mail addresses" in await begin(ada, "ada@example.org, eda@example.org")
    assert "Only the organizers' reviewers can see: Ada Example" in await ada.say("ada@example.org")


@pytest.mark.parametrize(("answer", "address"), [(YES, "ada@gmail.com"), (NO, "ada@gmial.com")])
async def test_a_likely_typing_error_is_asked_about_and_either_can_be_chosen(
    ada: Someone, store: Store, answer: str, address: str
) -> None:
    asked = await begin(ada, "Ada <ada@gmial.com>")
    assert "Did you mean ada@gmail.com? You typed: ada@gmial.com" in asked
    assert address in await ada.push(answer)
    await ada.push("I confirm, and sign on")
    assert await kept(store) == address


async def test_it_is_asked_once_and_anew_for_another_one(ada: Someone) -> None:
    await begin(ada, "ada@gmial.com")
    await ada.push(NO)
    await ada.push("Correct")
    await ada.push("Your e-mail address")
    assert "Did you mean ada@hotmail.com?" in await ada.say("ada@hotmial.com")


async def test_what_is_shown_to_be_copied_is_code_and_holds_no_joiners(ada: Someone) -> None:
    await begin(ada, "ada@example.org")
    assert ada.last is not None
    spans = [span for block in getattr(ada.last, "blocks", ()) for span in block.runs if "ada@example.org" in span.text]
    assert spans
    assert all(isinstance(span, Span) and span.code for span in spans)
