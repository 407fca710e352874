"""In which language somebody is told something, where the platform doesn't say which is theirs."""

from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Invoke, Press, Say
from bot.model.chats import ChatKind, private_chat
from bot.model.codes import CODE_LENGTH, make_code, spell_code
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone

STATE, KEEP = "may_sign", "board"


async def signs_in_french(interface: Interface, capacity: str) -> Someone:
    """Somebody whose platform says that they use it in French signs on there."""
    zoe = Someone(interface, "zoé")
    caller = replace(zoe.caller, language="fr")
    await interface.answer(caller, Press(button("sign", capacity=capacity)))
    for line in ("Boulangeries Exemple", "Zoé Exemple", "présidente", "zoe@example.org"):
        answer = await interface.answer(caller, Say(line))
    assert isinstance(answer, Message)
    await interface.answer(caller, Press(answer.keys[0].action))
    return zoe


@pytest.mark.parametrize("capacity", [STATE, KEEP])
async def test_whoever_signed_is_told_of_it_in_the_language_in_which_they_signed(
    interface: Interface, store: Store, capacity: str
) -> None:
    zoe = await signs_in_french(interface, capacity)

    def told(unit: Unit) -> Message | None:
        chat = unit.chats.ensure(private_chat(zoe.account), ChatKind.PRIVATE, "")
        return composer(interface)(unit)(Delivery(1, chat, Subject.OUTCOME, 1, DeliveryState.SENDING, "key"))

    message = await store.write(told)
    assert message
    assert "Reçu" in plain(message.blocks)


async def test_a_line_without_a_language_is_answered_in_the_one_in_which_its_writer_signed(
    interface: Interface,
) -> None:
    zoe = await signs_in_french(interface, STATE)
    assert "Quelle lettre" in await zoe.say("?")
    await zoe.give("language", language="en")
    assert "Which letter?" in await zoe.say("?")


async def test_a_chat_in_which_the_bot_may_not_write_is_told_so_when_it_follows(interface: Interface) -> None:
    ada = Someone(interface, "ada")
    for writable in (True, False):
        caller = replace(ada.caller, writable=writable)
        answer = await interface.answer(caller, Invoke("follow", {"letter": "1"}))
        assert isinstance(answer, Message)
        assert ("Nothing arrives yet" in plain(answer.blocks)) is not writable
        await interface.answer(caller, Invoke("unfollow", {"letter": "1"}))


async def test_a_one_time_code_alone_is_used(interface: Interface) -> None:
    code = spell_code(make_code(CODE_LENGTH, lambda bound: 7 % bound))
    assert "code" in await Someone(interface, "ada").say(code)
