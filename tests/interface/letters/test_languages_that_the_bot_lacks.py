"""A letter in a language that the bot lacks is read in it, with the bot's words in the reader's next best, openly."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke, Press
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.letters.localized import Localized
from bot.model.people.person import Account
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone, sign

ESPERANTO = 3
"""The letter that also speaks Esperanto."""


@pytest.fixture(autouse=True)
async def esperanto(store: Store) -> None:
    sample = read_letters("")[0]
    letter = replace(
        sample,
        slug="third",
        languages=("en", "eo"),
        title=Localized({"en": "Night buses", "eo": "Noktaj busoj"}),
        text=Localized({"en": "We ask for **night buses**.", "eo": "Ni petas **noktajn busojn**."}),
    )
    await store.write(lambda unit: starting.publish_new(unit, [letter]))


async def read(interface: Interface, language: str, own: str = "") -> str:
    """The letter as somebody reads it whose platform says one language, and who has perhaps chosen another."""
    ada = Someone(interface, "ada")
    if own:
        await ada.give("language", language=own)
    caller = replace(ada.caller, language=language)
    answer = await interface.answer(caller, Press(button("letter", letter=ESPERANTO)))
    assert isinstance(answer, Message)
    return plain(answer.blocks)


async def test_it_is_read_in_its_language_and_one_line_says_so(interface: Interface) -> None:
    said = await read(interface, "eo")
    assert "Noktaj busoj" in said
    assert "Ni petas noktajn busojn." in said
    assert "I don't speak Esperanto, but this letter does" in said
    assert "An open letter by" in said


@pytest.mark.parametrize(
    ("own", "words"), [("eo", "Je ne parle pas espéranto"), ("fr", "La lettre n’existe pas dans votre")]
)
async def test_the_bot_s_own_words_are_in_the_next_best(interface: Interface, own: str, words: str) -> None:
    said = await read(interface, "fr", own)
    assert words in said
    assert ("Ni petas" in said) is (own == "eo")


async def test_whoever_has_one_of_the_bot_s_languages_is_told_nothing(interface: Interface) -> None:
    said = await read(interface, "en")
    assert "We ask for night buses." in said
    assert "speak" not in said


async def test_a_letter_that_lacks_it_is_read_as_before(interface: Interface) -> None:
    caller = replace(Someone(interface, "ada").caller, language="eo")
    answer = await interface.answer(caller, Invoke("letter", {"letter": "1"}))
    assert isinstance(answer, Message)
    assert "Stop Genocide or Resign" in plain(answer.blocks)


async def test_the_languages_of_letters_can_be_chosen_and_it_is_said_what_that_means(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    await ada.give("language")
    assert {"English", "Français", "العربية", "Esperanto"} <= set(ada.labels)
    assert "Letters that have Esperanto are shown in it" in await ada.push("Esperanto")


async def test_what_was_signed_is_the_text_that_was_read(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    await ada.give("language", language="eo")
    await sign(ada, "Example Bakers", ESPERANTO)
    signed = await store.read(lambda unit: unit.endorsements.get(1))
    assert signed
    assert signed.language == "eo"

    def told(unit: Unit) -> Message | None:
        chat = unit.chats.ensure(private_chat(Account("test", "ada")), ChatKind.PRIVATE, "")
        return composer(interface)(unit)(Delivery(1, chat, Subject.OUTCOME, 1, DeliveryState.SENDING, "key"))

    message = await store.write(told)
    assert message
    assert message.language == "en"
