"""What becomes of a line while a question is open in a chat: nothing lands in a field that was not meant for it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke, Page, Press, Replied, Say, Submit, Upload
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import State
from bot.model.forms import MOST, Form
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service import forms
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.drivers.driver import UNSEEN
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER
from tests.storage import examples

QUESTION = "what does demand 2 ask for"
SIGN = button("sign", letter=1, capacity="may_sign")


@pytest.fixture
async def ada(interface: Interface) -> Someone:
    """Somebody who is asked for their role."""
    ada = Someone(interface, "ada")
    await ada.press(SIGN)
    await ada.say("Example Bakers", "Ada Example")
    assert "3 of 4" in ada.text
    return ada


async def typed(store: Store, person: Someone) -> Sequence[str]:
    """What was typed into the forms of somebody in their chat."""

    def unit(unit: Unit) -> Sequence[str]:
        found, seen = list[Form](), set[str]()
        while form := unit.forms.waiting(person.account, private_chat(person.account), seen):
            seen.add(form.id)
            found.append(form)
        return [
            text
            for form in found
            for name, text in form.values.items()
            if name not in ("letter", "capacity", "settled")
        ]

    return await store.read(unit)


async def reply(person: Someone, line: str, to: Message) -> str:
    """Reply to a message."""
    keys = tuple((key.label, key.action) for key in to.keys)
    person.last = await person.interface.answer(person.caller, Say(line, replied=Replied("1", keys)))
    return person.text


async def test_the_line_after_a_question_is_its_answer_which_the_next_one_shows(ada: Someone) -> None:
    assert "Noted. Your role there: chair" in await ada.say("chair")
    assert "4 of 4" in ada.text


async def test_a_command_that_answers_puts_the_question_aside_and_offers_to_go_on(ada: Someone, store: Store) -> None:
    await ada.press(button("demands", letter=1))
    assert "3 of 4" in await ada.push("Go on: Sign on")
    assert "4 of 4" in await ada.say("chair")


async def test_a_line_that_nothing_answers_may_be_for_the_question_that_was_put_aside(
    ada: Someone, store: Store
) -> None:
    await ada.press(button("demands", letter=1))
    assert "chair" in await ada.say("chair")
    assert ada.labels[:2] == ["It is: Your role there", "It's a question"]
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]
    assert "4 of 4" in await ada.push("It is: Your role there")


async def test_who_answers_instead_of_saying_whether_a_line_was_an_answer_has_answered(ada: Someone) -> None:
    await ada.say("who reads this?")
    assert "Noted. Your role there: chair" in (await ada.say("chair")).translate(UNSEEN)
    assert "4 of 4" in ada.text


async def test_who_asks_on_instead_of_saying_whether_a_line_was_a_question_is_answered(
    ada: Someone, store: Store
) -> None:
    await ada.say("who reads this?")
    assert "UNRWA" in await ada.say(QUESTION)
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]
    assert "You typed: who reads this?" in " ".join((await ada.push("Go on: Sign on")).translate(UNSEEN).split())


@pytest.mark.parametrize("line", ["yes", "no", "ok", "oui", "نعم"])
async def test_a_mere_yes_or_no_does_not_say_whether_a_line_was_an_answer(
    ada: Someone, store: Store, line: str
) -> None:
    await ada.say("who reads this?")
    assert "You typed: who reads this?" in " ".join((await ada.say(line)).translate(UNSEEN).split())
    assert "Noted. Your role there: who reads this?" in (await ada.push("It is: Your role there")).translate(UNSEEN)


async def test_an_address_is_the_answer_to_what_asks_for_one_whatever_has_come_between(ada: Someone) -> None:
    await ada.say("chair")
    await ada.press(button("demands", letter=1))
    assert "how the public list" in await ada.say("ada@example.org")


@pytest.mark.parametrize(
    "line", ["stop", "no", "yes", "oui", "نعم", "thanks!", "ok", "help", "we want to sign", "arrêtez", "شكرا"]
)
async def test_what_is_said_to_the_bot_is_nobody_s_name_or_role(ada: Someone, store: Store, line: str) -> None:
    assert "Is this the answer" in await ada.say(line)
    assert "Cancel" in ada.labels
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]


async def test_a_line_that_nothing_answers_and_that_asks_is_no_answer_to_what_was_put_aside(ada: Someone) -> None:
    await ada.press(button("demands", letter=1))
    assert "no answer to that" in await ada.say("zorgle blip?")
    assert "Go on: Sign on" in ada.labels


async def test_a_command_that_asks_takes_the_place_and_offers_to_go_on_with_what_was_asked_before(
    ada: Someone, store: Store
) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Growers", State.LISTED))
    await ada.press(button("dispute", letter=1))
    assert "Go on: Sign on" in ada.labels
    await ada.say("Example Growers")
    assert set(await typed(store, ada)) == {"Example Bakers", "Ada Example", "Example Growers"}


async def test_cancelling_revives_nothing(ada: Someone, store: Store) -> None:
    await ada.press(button("dispute", letter=1))
    await ada.push("Cancel")
    assert ada.labels == []
    await ada.say("chair")
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]


async def test_a_second_form_for_the_same_command_leaves_the_first_one(ada: Someone, store: Store) -> None:
    await ada.press(SIGN)
    assert "1 of 4" in ada.text
    assert "3 of 4" in await ada.push("Go on: Sign on")


@pytest.mark.parametrize("line", [QUESTION, "who reads this?", "et cela?", "هل هذا سري؟"])
async def test_a_line_that_asks_something_gets_two_buttons_and_is_kept(ada: Someone, store: Store, line: str) -> None:
    assert line in await ada.say(line)
    assert ada.labels[:2] == ["It is: Your role there", "It's a question"]
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]
    said = await ada.push("It is: Your role there")
    assert f"Noted. Your role there: {line}" in said.translate(UNSEEN)


async def test_a_line_that_is_a_question_is_answered_and_the_form_waits(ada: Someone, store: Store) -> None:
    await ada.say(QUESTION)
    await ada.push("It's a question")
    assert "UNRWA" in ada.text
    assert "3 of 4" in await ada.push("Go on: Sign on")
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]


async def test_what_has_the_wrong_shape_can_be_a_question(ada: Someone, store: Store) -> None:
    await ada.say("chair")
    assert "not an e-mail address" in await ada.say("demand 2, please")
    await ada.push("It's a question")
    assert "UNRWA" in ada.text


async def test_after_half_an_hour_only_buttons_go_on(ada: Someone, store: Store, clock: Clock) -> None:
    clock.forward(minutes=30)
    await ada.say("chair")
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]
    assert "4 of 4" in await ada.push("It is: Your role there")


async def test_a_reply_to_the_question_is_its_answer_whatever_has_come_between(
    ada: Someone, store: Store, clock: Clock
) -> None:
    question = ada.last
    assert isinstance(question, Message)
    await ada.press(button("demands", letter=1))
    clock.forward(hours=1)
    assert "4 of 4" in await reply(ada, "chair", question)


async def test_a_line_below_something_that_the_bot_said_meanwhile_is_asked_about(
    ada: Someone, store: Store, clock: Clock
) -> None:
    def unit(unit: Unit) -> None:
        chat = unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, "")
        unit.queue.put(chat.id, Subject.BURST, 1)
        due = unit.outbox.due("test", 9)
        unit.outbox.begin([each.id for each in due])
        unit.outbox.sent([(each, "m1", 1) for each in due])

    clock.forward(seconds=1)
    await store.write(unit)
    await ada.say("chair")
    assert "It is: Your role there" in ada.labels


async def test_a_line_that_was_changed_later_lands_in_no_field(ada: Someone, store: Store) -> None:
    ada.last = await ada.interface.answer(ada.caller, Say("chairwoman", edited=True))
    assert "as it first was" in ada.text
    assert "Go on: Sign on" in ada.labels
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]


async def test_a_picture_is_answered_in_words(interface: Interface) -> None:
    async def fetch() -> bytes:
        return b""

    ada = Someone(interface, "ada")
    ada.last = await interface.answer(ada.caller, Say("", Upload("a.png", "image/png", 1, fetch)))
    assert "don't look at pictures" in ada.text


async def test_a_button_of_an_earlier_step_says_so_and_shows_the_present_one(ada: Someone, store: Store) -> None:
    question = ada.last
    assert isinstance(question, Message)
    back = next(key.action for key in question.keys if key.label == "Back")
    await ada.say("chair")
    assert "4 of 4" in await ada.press(back)
    assert isinstance(ada.last, Message)
    assert "earlier step" in ada.last.pop_up
    assert "how the public list" in await ada.say("ada@example.org")


async def test_an_answered_question_loses_its_buttons(ada: Someone) -> None:
    question = ada.last
    assert isinstance(question, Message)
    await ada.say("chair")
    assert isinstance(ada.last, Message)
    assert ada.last.closes == question.expects


async def test_an_opened_modal_is_no_question(interface: Interface, store: Store) -> None:
    ada = Someone(interface, "ada")
    paged = replace(ada.caller, fields=5)
    await interface.answer(paged, Press(SIGN))
    assert "Which letter?" in await ada.say("What about UNRWA")
    assert "Taken" not in ada.text


async def test_a_reply_to_a_reviewer_s_question_answers_it(interface: Interface, store: Store, rex: Someone) -> None:
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="ask"))
    await rex.say("Has your board decided?")

    def keys(unit: Unit) -> str:
        endorsement = unit.endorsements.get(1)
        assert endorsement
        return str(Action("answer", ("1", endorsement.receipt)))

    asked = Replied("7", (("Answer", await store.read(keys)),))
    ada.last = await interface.answer(ada.caller, Say("Yes, on Monday.", replied=asked))
    assert "given to the reviewers" in ada.text


async def test_a_reply_to_a_card_is_asked_about_before_it_goes_to_who_signed(
    interface: Interface, store: Store, rex: Someone
) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.give("review", letter="1")
    card = rex.last
    assert isinstance(card, Message)
    await reply(rex, "I know them well", card)
    assert "sent exactly as written" in rex.text
    assert "It is: Your message" in rex.labels
    assert "on its way" in await rex.push("It is: Your message")


async def test_a_reply_with_the_words_of_a_button_presses_it(interface: Interface, store: Store, rex: Someone) -> None:
    await sign(Someone(interface, "ada"), "Example Bakers")
    await rex.give("review", letter="1")
    card = rex.last
    assert isinstance(card, Message)
    assert "How did you check" in await reply(rex, "list", card)


async def test_lines_of_a_shared_place_are_heard_only_where_they_name_the_bot_or_reply_to_it(
    interface: Interface, store: Store
) -> None:
    ada = Someone(interface, "ada")
    caller = replace(ada.caller, address=Address("test", "-5"), kind=ChatKind.GROUP, confidential=False)
    assert await interface.answer(caller, Say(QUESTION)) is None


async def test_a_form_that_nobody_finishes_is_called_to_mind_once_and_its_end_is_said(
    ada: Someone, store: Store, clock: Clock
) -> None:
    def told(unit: Unit) -> Sequence[Subject]:
        forms.remind(unit)
        forms.retire(unit)
        return [each.subject for each in unit.outbox.due("test", 9)]

    await store.write(lambda unit: unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, ""))
    assert await store.write(told) == []
    clock.forward(hours=4)
    assert await store.write(told) == [Subject.FORM_WAITS]
    clock.forward(hours=4)
    assert await store.write(told) == [Subject.FORM_WAITS]
    clock.forward(days=14)
    assert await store.write(told) == [Subject.FORM_WAITS, Subject.FORM_ENDED]


async def test_what_was_begun_ends_where_an_account_begins_too_much_and_its_end_is_said(
    ada: Someone, interface: Interface, store: Store, clock: Clock
) -> None:
    def told(unit: Unit) -> Sequence[Subject]:
        return [each.subject for each in unit.outbox.due("test", 9)]

    await store.write(lambda unit: unit.chats.ensure(private_chat(ada.account), ChatKind.PRIVATE, ""))
    cancel = ada.action("Cancel")
    for number in range(MOST):
        assert await store.write(told) == []
        clock.forward(seconds=1)
        elsewhere = replace(ada.caller, address=Address("test", f"-{number}"), kind=ChatKind.GROUP, fields=5)
        page = await interface.answer(elsewhere, Press(button("sign", capacity="may_sign")))
        assert isinstance(page, Page)
    assert await store.write(told) == [Subject.FORM_ENDED]
    assert "finished or closed" in await ada.press(cancel)


async def test_the_button_that_goes_on_speaks_the_language_of_what_it_stands_under(ada: Someone) -> None:
    await ada.give("language", language="fr")
    assert ada.labels[-1] == "Continuer\N{NO-BREAK SPACE}: Signer"
    await ada.press(button("demands", letter=1))
    assert ada.labels[-1] == "Continuer\N{NO-BREAK SPACE}: Signer"


async def test_what_waits_beside_a_question_is_offered_with_the_first_question_alone(
    ada: Someone, store: Store
) -> None:
    await store.write(lambda unit: examples.sign(unit, LETTER, "Example Growers", State.LISTED))
    await ada.press(button("dispute", letter=1))
    assert "Go on: Sign on" in ada.labels
    await ada.say("Example Growers")
    assert "2 of 5" in ada.text
    assert "Go on: Sign on" not in ada.labels


@pytest.fixture
async def asked(interface: Interface, rex: Someone) -> Someone:
    """Somebody whom a reviewer has asked about their sign-on."""
    ada = Someone(interface, "ada")
    await sign(ada, "Example Bakers")
    await rex.press(button("decide", endorsement=1, decision="ask"))
    await rex.say("Has your board decided?")
    return ada


async def test_who_types_an_answer_to_a_reviewer_without_pressing_anything_is_asked_about_it(asked: Someone) -> None:
    assert "Yes it has, on Monday." in (await asked.say("Yes it has, on Monday.")).translate(UNSEEN)
    assert "given to the reviewers" in await asked.push("It is: Your answer")
    await asked.say("Yes it has, on Monday.")
    assert "It is: Your answer" not in asked.labels


@pytest.mark.parametrize("line", ["OK", "👍"])
async def test_a_word_or_sign_of_assent_can_answer_a_reviewer(asked: Someone, line: str) -> None:
    await asked.say(line)
    assert "It is: Your answer" in asked.labels


@pytest.mark.parametrize("line", [QUESTION, "Who has signed?", "hello", "thank you"])
async def test_what_is_for_the_bot_is_no_answer_to_a_reviewer(asked: Someone, line: str) -> None:
    await asked.say(line)
    assert "It is: Your answer" not in asked.labels


async def test_the_label_of_a_button_that_is_typed_presses_it_and_cancel_is_asked_about(
    ada: Someone, store: Store
) -> None:
    assert "2 of 4" in await ada.say("back")
    assert "Now: Ada Example" in ada.text
    assert "3 of 4" in await ada.say("Keep it")
    assert "Is this the answer" in await ada.say("cancel")
    assert ada.labels == ["It is: Your role there", "It's a question", "Cancel"]
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]
    assert "Cancelled" in await ada.push("Cancel")


async def test_cancel_that_is_typed_later_is_asked_about_where_a_question_was_put_aside(
    ada: Someone, store: Store
) -> None:
    await ada.press(button("demands", letter=1))
    assert "Is this the answer" in await ada.say("cancel")
    assert "Cancelled" in await ada.push("Cancel")
    assert await typed(store, ada) == []
    assert "Is this the answer" not in await ada.say("cancel")


@pytest.mark.parametrize("word", ["annuler", "إلغاء"])
async def test_cancel_is_known_in_every_language(ada: Someone, word: str) -> None:
    assert "Is this the answer" in await ada.say(word)


@pytest.mark.parametrize("line", ["combien de temps ça prend", "how long will it take", "كم وقت بياخد هاد"])
async def test_what_begins_by_a_word_that_asks_is_no_role(ada: Someone, store: Store, line: str) -> None:
    assert "Is this the answer" in await ada.say(line)
    assert await typed(store, ada) == ["Example Bakers", "Ada Example"]


@pytest.mark.parametrize("name", ["Will Example", "May Ann Example", "Who Example", "Comment Exemple", "Who-Is-Who"])
async def test_a_name_that_begins_as_a_question_does_is_a_name(interface: Interface, name: str) -> None:
    eve = Someone(interface, "eve")
    await eve.press(SIGN)
    await eve.say("Example Bakers")
    assert f"Noted. Your name: {name}" in await eve.say(name)


async def test_a_question_is_what_ask_was_given_for(interface: Interface, store: Store) -> None:
    eve = Someone(interface, "eve")
    await eve.give("ask")
    await eve.press(button("demands", letter=1))
    await eve.say(QUESTION)
    assert "Go on" not in " ".join(eve.labels)


@pytest.mark.parametrize("fields", [1, 5])
async def test_what_is_wrong_in_the_first_answer_is_asked_for_again(
    interface: Interface, store: Store, fields: int
) -> None:
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, None)
    caller = replace(olga.caller, fields=fields)
    asked = await interface.answer(caller, Invoke("new_letter", {}))
    wrong = {"tongues": "A Park for Everybody"}
    form = asked.form if isinstance(asked, Page) else ""
    answer = await interface.answer(caller, Submit(form, wrong) if form else Say(wrong["tongues"]))
    assert isinstance(answer, Message)
    assert "not known: A Park for Everybody" in plain(answer.blocks)
    assert answer.keys
