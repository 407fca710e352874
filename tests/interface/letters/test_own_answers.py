"""Owners answer in their own words: who may, who is told, who reads it, and what is kept of what nothing answers."""

from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.deliveries import Subject
from bot.model.letters.answers import KEPT_FOR, MOST_ANSWERS, MOST_WORDINGS, WORDING, Worded
from bot.model.people.person import Role
from bot.notices.composing import composer
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role

DOGS = "Can dogs come along on the tram?"
YES = "Yes, *small* ones."
ABOUT = frozenset({Subject.OWN_ANSWER, Subject.ANSWER_REMOVED, Subject.UNANSWERED})


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    """An owner of the first letter."""
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    return olga


@pytest.fixture
async def otto(interface: Interface, store: Store) -> Someone:
    """Another owner of it."""
    otto = Someone(interface, "otto")
    await with_role(store, otto, Role.OWNER, 1)
    return otto


async def write(owner: Someone, question: str = DOGS, text: str = YES, language: int = 0) -> str:
    """An owner writes an answer in one of the letter's languages; what was answered."""
    await owner.press(button("give_answer", language=language))
    return await owner.say(question, text)


async def ask(interface: Interface, name: str, question: str = DOGS, letter: str = "1") -> str:
    """Somebody asks about a letter; what was answered."""
    return await Someone(interface, name).give("ask", letter=letter, question=question)


async def told(interface: Interface, store: Store, name: str) -> list[Message]:
    """What waits to be sent to somebody about answers."""

    def unit(unit: Unit) -> list[Message]:
        due = [each for each in unit.outbox.due("test", 100) if each.subject in ABOUT]
        says = composer(interface)(unit)
        return [message for each in due if each.address.place == f"@{name}" and (message := says(each))]

    return await store.read(unit)


# Written, read, changed, removed.


async def test_who_asks_reads_the_initiators_words_first_with_their_date(interface: Interface, olga: Someone) -> None:
    assert "Kept. Whoever asks this reads it from now on" in await write(olga)
    said = await ask(interface, "ada", "can a dog come along on trams")
    assert said.startswith("Canadians for Justice and Peace in the Middle East answers:\n")
    assert "Yes, *small* ones." in said
    assert "These are the words of Canadians for Justice and Peace in the Middle East, of 1 March 2026." in said
    assert "Demand" not in said


async def test_where_everybody_reads_the_owners_words_are_said_too(interface: Interface, olga: Someone) -> None:
    await write(olga)
    said = await Someone(interface, "ada").give("ask_here", letter="1", question=DOGS)
    assert YES in said
    assert DOGS not in said


async def test_what_the_bot_keeps_it_says_itself_beside_the_owners_words(interface: Interface, olga: Someone) -> None:
    await write(olga, "What is stored about me?", "Nothing, ever.")
    said = await ask(interface, "ada", "What is stored about me?")
    assert said.index("Nothing, ever.") < said.index("What is kept, and what never is")


async def test_another_letter_answers_nothing_of_it(interface: Interface, olga: Someone) -> None:
    await write(olga)
    assert YES not in await ask(interface, "ada", letter="2")


async def test_what_an_answer_does_not_ask_is_answered_by_the_letter(interface: Interface, olga: Someone) -> None:
    await write(olga, "Is the arms embargo a law?", "Not yet.")
    assert "Demand 1" in await ask(interface, "ada", "Will you stop selling weapons?")


async def test_whoever_asks_in_another_language_is_told_that_it_is_not_translated(
    interface: Interface, olga: Someone
) -> None:
    await write(olga, "Les chiens du tramway sont-ils admis ?", "Oui, les petits.", language=1)
    said = await ask(interface, "ada", "Les chiens du tramway sont-ils admis, dites-moi ?")
    assert "Oui, les petits." in said
    assert "traduit" not in said
    await write(olga, "tram 51", "Only the small ones.", language=0)
    said = await ask(interface, "ada", "Est-ce que vous parlez du tram 51 ?")
    assert "Only the small ones." in said
    assert "anglais" in said
    assert "traduit" in said


async def test_an_answer_in_several_languages_is_read_in_that_of_the_question(
    interface: Interface, olga: Someone
) -> None:
    await write(olga)
    await olga.push("Add it: French")
    await olga.say("Les chiens sont-ils admis dans le tramway ?\nPeut-on amener un chien ?", "Oui, les petits.")
    assert "Oui, les petits." in await ask(interface, "ada", "peut-on amener son chien ?")
    assert YES in await ask(interface, "ada")


async def test_what_was_typed_is_shown_as_it_is_and_its_addresses_lead_where_they_say(
    interface: Interface, olga: Someone
) -> None:
    await write(olga, text="<b>**Yes**</b> @everyone [no](https://example.com) https://example.org/dogs")
    ada = Someone(interface, "ada")
    said = await ada.give("ask", letter="1", question=DOGS)
    assert "<b>**Yes**</b> @everyone [no](https://example.com) https://example.org/dogs" in said
    assert isinstance(ada.last, Message)
    links = {span.link: span.text for block in ada.last.blocks for span in block.runs if span.link}
    assert all(text == link for link, text in links.items())


async def test_the_questions_and_the_answer_are_changed_one_by_one(interface: Interface, olga: Someone) -> None:
    await write(olga)
    await olga.push("Change the answer: English")
    assert YES in olga.text
    assert "No, none." in await olga.say("No, none.")
    await olga.push("Change the questions: English")
    await olga.say("Are hamsters let in?\n\n  Are   hamsters let in?\nWhat of hamsters?")
    assert "No, none." in await ask(interface, "ada", "what of hamsters")
    assert "No, none." not in await ask(interface, "ada")
    assert olga.text.count("Are hamsters let in?") == 1


async def test_whoever_was_overtaken_sees_both_and_loses_nothing(olga: Someone, otto: Someone) -> None:
    await write(olga)
    await otto.press(button("give_answer", own=1, language=0, part="text"))
    await olga.press(button("give_answer", own=1, language=0, part="text"))
    await olga.say("No, none.")
    said = await otto.say("Only on Sundays.")
    assert "Somebody else has changed this since you began. Nothing of yours was kept." in said
    assert "No, none." in said
    assert "Only on Sundays." in said
    await otto.press(button("give_answer", own=1, language=0, part="text"))
    await olga.press(button("remove_answer", own=1))
    said = await otto.say("Only on Sundays.")
    assert "It was removed." in said
    assert "Only on Sundays." in said


async def test_what_is_removed_is_shown_once_more_and_read_by_nobody(interface: Interface, olga: Someone) -> None:
    await write(olga)
    said = await olga.push("Remove this answer")
    assert "Removed." in said
    assert DOGS in said
    assert YES in said
    assert YES not in await ask(interface, "ada")
    assert "This answer was removed." in await olga.press(button("remove_answer", own=1))
    assert "This answer was removed." in await olga.press(button("give_answer", own=1, language=0))


async def test_the_desk_pages_through_many_and_takes_no_more_than_it_can(
    interface: Interface, store: Store, olga: Someone
) -> None:
    def fill(unit: Unit) -> None:
        for number in range(MOST_ANSWERS):
            unit.own_answers.add(1, {"en": Worded((f"What about hamster {number}?",), "No.")}, 1)

    await store.write(fill)
    await olga.give("answers", letter="1")
    assert "1. What about hamster 0?" in olga.text
    await olga.push("Later ones")
    assert "9. What about hamster 8?" in olga.text
    assert "Earlier ones" in olga.labels
    assert "What about hamster 8?" in await olga.push("Read answer 9")
    assert "There are 100 answers already. Remove one first." in await olga.press(button("give_answer", language=0))


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        (
            "\n".join(f"Hamster {number}?" for number in range(MOST_WORDINGS + 1)),
            "These are too many wordings; the limit is 10.",
        ),
        ("x" * (WORDING + 1), "A wording is too long"),
    ],
)
async def test_too_many_wordings_and_too_long_ones_are_refused(olga: Someone, question: str, wrong: str) -> None:
    await olga.press(button("give_answer", language=0))
    assert wrong in await olga.say(question)


# Who may, and who is told.


async def test_an_owner_of_another_letter_touches_none_of_it(interface: Interface, store: Store, olga: Someone) -> None:
    await write(olga)
    eve = Someone(interface, "eve")
    await with_role(store, eve, Role.OWNER, 2)
    for command in ("answers", "remove_answer", "give_answer"):
        more = {"language": 0} if command == "give_answer" else {}
        assert "This answer was removed." in await eve.press(button(command, letter=2, own=1, **more))
    assert YES in await ask(interface, "ada")


async def test_every_other_owner_is_told_and_removes_it_by_one_press(
    interface: Interface, store: Store, olga: Someone, otto: Someone
) -> None:
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.EDITOR, 1)
    await write(olga)
    (notice,) = await told(interface, store, "otto")
    said = plain(notice.blocks)
    assert "Another owner has written what I answer in the name of" in said
    assert DOGS in said
    assert YES in said
    assert "Written by Olga," in said
    assert await told(interface, store, "olga") == await told(interface, store, "rex") == []
    remove = next(key.action for key in notice.keys if key.label == "Remove this answer")
    await otto.press(remove)
    assert YES not in await ask(interface, "ada")
    (removed,) = await told(interface, store, "olga")
    assert "Another owner has removed an answer in the name of" in plain(removed.blocks)
    assert await told(interface, store, "otto") == [], "there is nothing to say of what is gone"


async def test_whoever_is_no_owner_any_more_reads_no_notice_about_it(
    interface: Interface, store: Store, olga: Someone, otto: Someone
) -> None:
    await write(olga)

    def remove(unit: Unit) -> None:
        person = unit.people.find(otto.account)
        assert person
        unit.people.revoke(person.id, 1)

    await store.write(remove)
    (notice,) = await told(interface, store, "otto")
    assert plain(notice.blocks) == "This chat does not get what is for the letter's owners any more."
    assert notice.keys == ()


# What nothing answers.


async def test_what_three_people_ask_is_shown_to_owners_and_answered_by_one_press(
    interface: Interface, store: Store, olga: Someone
) -> None:
    for name in ("ada", "ben"):
        assert "I find no answer to that" in await ask(interface, name)
    assert "I could not answer" not in await olga.give("answers", letter="1")
    assert await told(interface, store, "olga") == []
    await ask(interface, "cat", "along on the tram, can a dog come?")
    (notice,) = await told(interface, store, "olga")
    assert "1. Can dogs come along on the tram?" in plain(notice.blocks)
    desk = await olga.give("answers", letter="1")
    assert "What I could not answer" in desk
    assert "1. Can dogs come along on the tram?" in desk
    await olga.push("Answer question 1")
    assert "The answer, in the initiator's own words." in olga.text
    await olga.say(YES)
    assert YES in await ask(interface, "ada")
    assert "I could not answer" not in await olga.give("answers", letter="1")
    assert await told(interface, store, "olga") == []


async def test_it_is_answered_also_where_the_question_was_put_in_other_words(
    interface: Interface, olga: Someone
) -> None:
    for name in ("ada", "ben", "cat"):
        await ask(interface, name)
    await write(olga, "Are dogs let onto the tram, can they come along?", YES)
    assert "I could not answer" not in await olga.give("answers", letter="1")


async def test_a_question_that_is_not_to_be_answered_is_dropped_and_comes_back_if_three_ask_again(
    interface: Interface, olga: Someone
) -> None:
    for name in ("ada", "ben", "cat"):
        await ask(interface, name)
    await olga.give("answers", letter="1")
    drop = olga.action("Drop question 1")
    assert "Dropped." in await olga.press(drop)
    assert "This question is answered by now, or is not kept any more." in await olga.press(drop)
    for name in ("ada", "ben"):
        await ask(interface, name)
    assert "I could not answer" not in await olga.give("answers", letter="1")
    await ask(interface, "cat")
    assert "I could not answer" in await olga.give("answers", letter="1")


async def test_owners_are_told_of_the_first_and_not_again_until_none_is_left(
    interface: Interface, store: Store, olga: Someone
) -> None:
    for question in (DOGS, "Are hamsters welcome in the cafeteria?"):
        for name in ("ada", "ben", "cat"):
            await ask(interface, name, question)
    (notice,) = await told(interface, store, "olga")
    assert "2. Are hamsters welcome in the cafeteria?" in plain(notice.blocks)


async def test_one_person_alone_shows_nothing_to_owners(interface: Interface, olga: Someone) -> None:
    for _ in range(5):
        await ask(interface, "ada")
    assert "I could not answer" not in await olga.give("answers", letter="1")


async def test_an_answered_question_is_not_kept(interface: Interface, store: Store, olga: Someone) -> None:
    await write(olga)
    ada = Someone(interface, "ada")
    await ask(interface, "ada")
    await ask(interface, "ada", "Will you stop selling weapons?")
    assert "Nothing." in await ada.give("privacy")
    await ask(interface, "ada", "Are hamsters welcome in the cafeteria?")
    assert "1 question that I could not answer, encrypted" in await ada.give("privacy")


async def test_whoever_is_forgotten_has_asked_nothing(interface: Interface, olga: Someone) -> None:
    ada = Someone(interface, "ada")
    await ask(interface, "ada")
    await ada.give("forget_me")
    assert "Forgotten" in await ada.push("Yes, forget me")
    assert "Nothing." in await ada.give("privacy")
    for name in ("ben", "cat"):
        await ask(interface, name)
    assert "I could not answer" not in await olga.give("answers", letter="1")


async def test_after_a_month_it_is_gone_by_itself(
    interface: Interface, store: Store, clock: Clock, olga: Someone
) -> None:
    for name in ("ada", "ben", "cat"):
        await ask(interface, name)
    await olga.give("answers", letter="1")
    press = olga.action("Answer question 1")
    clock.now += KEPT_FOR + timedelta(seconds=1)
    assert "I could not answer" not in await olga.give("answers", letter="1")
    assert "is not kept any more" in await olga.press(press)
