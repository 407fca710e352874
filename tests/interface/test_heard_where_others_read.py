"""Lines that name the bot, or reply to it, where others read them; and replies that somebody changes afterwards."""

from dataclasses import replace

from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Press, Replied, Say
from bot.model.chats import Address, ChatKind, Topic
from bot.model.endorsements.endorsement import State
from bot.model.people.limits import ASKED_HERE
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.buttons import button, with_handles
from tests.conftest import Clock
from tests.interface.someone import Someone, sign, state

TOWN = Address("test", "-1")


def in_town(person: Someone) -> Caller:
    return replace(person.caller, address=TOWN, kind=ChatKind.GROUP, title="Town", confidential=False)


async def answered(interface: Interface, person: Someone, say: Say, times: int) -> list[Answer]:
    """What comes of the same line, so many times."""
    answers = [await interface.answer(in_town(person), say) for _ in range(times)]
    return [each for each in answers if each is not None]


def said(answer: Answer | None) -> str:
    return plain(answer.blocks) if isinstance(answer, Message) else ""


async def test_a_chat_is_flooded_by_nobody_who_names_the_bot(interface: Interface, store: Store, clock: Clock) -> None:
    def unit(unit: Unit) -> None:
        unit.chats.follow(unit.chats.ensure(TOWN, ChatKind.GROUP, "Town").id, 1, Topic.NEWS)

    await store.write(unit)
    asked = Say("When is the press conference?", mentioned=True)
    answers = await answered(interface, Someone(interface, "eve"), asked, 100)
    assert len(answers) == ASKED_HERE.most + 1
    assert "Please ask me in private." in said(answers[-1])
    assert "22 February 2024" in said(answers[-2])
    clock.now += ASKED_HERE.within
    assert await answered(interface, Someone(interface, "ada"), asked, 1)


async def test_the_same_where_it_is_not_known_which_letter_is_meant_or_nothing_is_said(interface: Interface) -> None:
    eve = Someone(interface, "eve")
    assert len(await answered(interface, eve, Say("When is it?", mentioned=True), 10)) == 10
    assert len(await answered(interface, eve, Say("", mentioned=True), 100)) == ASKED_HERE.most + 1 - 10


async def test_what_others_say_below_a_review_card_is_a_question_like_any_other(
    interface: Interface, store: Store, rex: Someone
) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    ask = await with_handles(store, button("decide", endorsement=1, decision="ask"))
    below = Say("I know these people.", replied=Replied("5", (("Ask a question", ask),)))
    answers = await answered(interface, Someone(interface, "eve"), below, 100)
    assert len(answers) == ASKED_HERE.most + 1
    assert all("Bakers" not in said(each) and "I know these" not in said(each) for each in answers)
    (asked,) = await answered(interface, rex, below, 1)
    assert "Is this the answer" in said(asked)
    assert "I know these" not in said(asked), "what somebody typed is not repeated where others read"
    assert isinstance(asked, Message)
    for key in asked.keys:
        pressed = await interface.answer(in_town(Someone(interface, "eve")), Press(key.action))
        assert "finished or closed" in said(pressed)
    assert await store.read(lambda unit: unit.endorsements.exchanges(1)) == []
    await interface.answer(in_town(rex), Press(asked.keys[0].action))
    (sent,) = await store.read(lambda unit: unit.endorsements.exchanges(1))
    assert sent.question == "I know these people."


async def test_a_reply_that_is_changed_presses_nothing_and_answers_nothing_again(
    interface: Interface, store: Store
) -> None:
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    sure = await with_handles(store, button("withdraw", endorsement=1, sure="yes"))
    changed = Say("Yes, withdraw it", replied=Replied("7", (("Yes, withdraw it", sure),)), edited=True)
    assert "I read a message once" in said(await interface.answer(ada.caller, changed))
    assert await state(store) is State.SUBMITTED
    assert "Withdrawn" in said(await interface.answer(ada.caller, replace(changed, edited=False)))


async def test_who_only_names_the_bot_is_told_there_what_it_is(interface: Interface) -> None:
    answer = await interface.answer(in_town(Someone(interface, "ada")), Say("", mentioned=True))
    assert isinstance(answer, Message)
    assert not answer.private
    assert "pictures" not in said(answer)
    assert [key.label for key in answer.keys]


async def test_a_picture_in_a_reply_gets_its_word_where_it_was_sent(interface: Interface) -> None:
    sticker = Say("", replied=Replied("1"), unread=True)
    answer = await interface.answer(in_town(Someone(interface, "ada")), sticker)
    assert isinstance(answer, Message)
    assert "I don't look at pictures" in said(answer)
    assert not answer.private
