"""Whatever somebody agrees to names the organization, and shows the line that becomes public: in every path."""

import ast
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from bot.views.endorsements import consents
from tests.buttons import button
from tests.interface.someone import Someone, sign

BAKERS = "Example Bakers of the Harbour"
ROOT = Path(__file__).parents[3] / "bot"


async def signing(interface: Interface, store: Store) -> str:
    ada = Someone(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    return await ada.say(BAKERS, "Ada Example", "chair", "ada@example.org")


async def correcting(interface: Interface, store: Store) -> str:
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)
    await ada.press(button("sign", endorsement=1))
    return await ada.push("Back")


async def taking_over(interface: Interface, store: Store) -> str:
    ada, grace = Someone(interface, "ada"), Someone(interface, "grace")
    await sign(ada, BAKERS)
    code = (await ada.press(button("hand_over", endorsement=1, sure="yes"))).rpartition("/claim ")[2]
    await grace.give("claim", code=code)
    await grace.push("Take it over")
    return await grace.say("Grace Example", "director", "grace@example.org")


async def naming(interface: Interface, store: Store) -> str:
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)
    await ada.press(button("public_name", endorsement=1, name="withheld"))
    return await ada.press(button("public_name", endorsement=1))


async def told_of_a_revision(interface: Interface, store: Store) -> str:
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)

    def unit(unit: Unit) -> str:
        current = unit.letters.current(1)
        assert current
        unit.letters.publish(current.letter, None, True, unit.now)
        chat = unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, "")
        message = composer(interface)(unit)(Delivery(1, chat, Subject.REVISION, 1, DeliveryState.SENDING, "k"))
        return plain(message.blocks) if message else ""

    return await store.write(unit)


async def at_the_desk_after_a_revision(interface: Interface, store: Store) -> str:
    await told_of_a_revision(interface, store)
    return await Someone(interface, "ada").give("endorsement", letter="1")


async def signing_again(interface: Interface, store: Store) -> str:
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)

    def unit(unit: Unit) -> None:
        signed, person = unit.endorsements.get(1), unit.people.ensure(ada.account)
        assert signed
        unit.endorsements.save(signed.moved(State.LISTED, unit.now), Act.ENDORSEMENT_LISTED, person.id)
        unit.letters.succeed(2, 1, person.id)

    await store.write(unit)
    return await ada.press(button("sign_again", letter=2))


PATHS: Mapping[str, tuple[str, Callable[[Interface, Store], Awaitable[str]]]] = {
    "signing": ("commands/endorsements/signing.py", signing),
    "correcting": ("commands/endorsements/signing.py", correcting),
    "taking over": ("commands/endorsements/handing_over.py", taking_over),
    "publishing the name": ("commands/endorsements/names.py", naming),
    "told of a revision": ("commands/letters/confirmations.py", told_of_a_revision),
    "signing the next letter": ("commands/endorsements/signing_again.py", signing_again),
    "at the desk": ("commands/letters/confirmations.py", at_the_desk_after_a_revision),
}
"""Where consents are recorded, and what somebody reads before."""

BEYOND = {"service/endorsements/consents.py", "commands/endorsements/spokespeople.py", "commands/endorsements/logos.py"}
"""Where what is agreed to beyond the sign-on is recorded: each by itself, by whoever signed."""


@pytest.mark.parametrize("path", PATHS)
async def test_what_is_agreed_to_names_the_organization_and_shows_its_line(
    path: str, interface: Interface, store: Store
) -> None:
    said = await PATHS[path][1](interface, store)
    assert f"{BAKERS} has decided to sign this letter (revision" in said
    above, _, _ = said.partition("has decided to sign")
    assert above.count(BAKERS) >= 2, "the public line stands above the statement"


async def test_what_is_agreed_to_beyond_the_sign_on_names_the_organization(
    interface: Interface, store: Store
) -> None:  # fmt: skip
    ada = Someone(interface, "ada")
    await sign(ada, BAKERS)
    assert BAKERS in await ada.push("News and contact")


def test_every_place_that_records_consents_is_tried_here() -> None:
    recording = {
        str(file.relative_to(ROOT))
        for file in ROOT.rglob("*.py")
        if "consents" in (source := file.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "give"
        and isinstance(call.func.value, ast.Attribute)
        and call.func.value.attr == "consents"
    }
    assert recording == {*BEYOND, *(file for file, _ in PATHS.values())}


def test_a_statement_that_names_nobody_is_never_made() -> None:
    assert "{organization}" in consents.WORDS[Item.AUTHORITY].template
    with pytest.raises(ValueError, match="names no organization"):
        consents.stated("", 1)
