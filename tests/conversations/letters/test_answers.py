"""Owners answer in their own words, and what nothing has answered comes back to them."""

import pytest

from bot.model.people.person import Role
from tests.conversations.stories import acts, invite
from tests.drivers import Driver, Shown

DOGS = "Are dogs let onto the tram?"
YES = "Yes, small ones: https://example.org/dogs"
INITIATOR = "Canadians for Justice and Peace in the Middle East"


async def write(bot: Driver, question: str = DOGS, text: str = YES) -> Shown:
    """The owner writes an answer in English; what they are told."""
    await bot.owner.give("answers")
    await bot.owner.press("Write an answer")
    await bot.owner.press("English")
    return await bot.owner.fill({"The question": question, "Your answer to it": text})


async def test_an_owner_writes_an_answer_and_whoever_asks_it_reads_it_as_the_initiator_s(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    assert "I find no answer to that" in await ada.give("ask", question=DOGS)
    await bot.owner.give("answers")
    assert "There are none yet." in bot.owner.last
    kept = await write(bot)
    assert "Kept. Whoever asks this reads it from now on" in kept
    answer = await ada.give("ask", question="are small dogs let onto a tram")
    assert f"{INITIATOR} answers:" in answer
    assert YES in answer
    assert f"These are the words of {INITIATOR}, of" in answer
    assert "Ask about it" in answer.labels
    assert YES in await ada.say(DOGS)
    assert await acts(bot) == ["answer.set"]


@pytest.mark.core_rule
async def test_another_owner_is_told_and_removes_it_by_one_press(bot: Driver) -> None:
    grace, ada = bot.somebody("Grace"), bot.somebody("Ada")
    await invite(bot, grace, Role.OWNER)
    await write(bot)
    told = await grace.told("Another owner has written what I answer in the name of")
    assert DOGS in told
    assert YES in told
    assert "Written by" in told
    assert str(bot.owner.account) not in told
    removed = await grace.press("Remove this answer", on=told)
    assert "Removed. Nobody reads it any more." in removed
    assert YES in removed
    await bot.owner.told("Another owner has removed an answer in the name of")
    assert "I find no answer to that" in await ada.give("ask", question=DOGS)
    assert await acts(bot) == ["answer.set", "answer.removed"]


async def test_what_three_people_have_asked_is_answered_by_one_press(bot: Driver) -> None:
    ada, ben, cat = (bot.somebody(name) for name in ("Ada", "Ben", "Cat"))
    await ada.give("ask", question="I am Ada Lovelace. Are dogs let onto the tram?")
    await ben.give("ask", question="dogs on the tram: are they let on")
    assert "What I could not answer" not in await bot.owner.give("answers")
    await cat.give("ask", question=DOGS)
    told = await bot.owner.told("What I could not answer")
    assert "Are dogs let onto the tram?" in told
    assert "Lovelace" not in told.text
    await bot.owner.press("Answer question 1", on=told)
    assert "Kept." in await bot.owner.fill({"Your answer to it": YES})
    assert YES in await ben.give("ask", question="dogs on the tram: are they let on")
    assert "What I could not answer" not in await bot.owner.give("answers")


async def test_an_answer_is_read_and_changed_from_the_desk_and_written_in_another_language(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await write(bot)
    await bot.owner.give("answers")
    seen = await bot.owner.press("Read answer 1")
    assert DOGS in seen
    assert {"Change the answer: English", "Change the questions: English", "Add it: French"} <= set(seen.labels)
    await bot.owner.press("Change the answer: English")
    await bot.owner.fill({"Your answer to it": "No, none."})
    assert "No, none." in await ada.give("ask", question=DOGS)
    await bot.owner.give("answers")
    await bot.owner.press("Read answer 1")
    await bot.owner.press("Add it: French")
    await bot.owner.fill({"The question": "Les chiens sont-ils admis dans le tram ?", "Your answer to it": "Aucun."})
    assert "Aucun." in await ada.give("ask", question="les chiens sont-ils admis dans le tram")
    assert await acts(bot) == ["answer.set", "answer.changed", "answer.changed"]


@pytest.mark.core_rule
async def test_answers_are_for_owners(bot: Driver) -> None:
    grace = bot.somebody("Grace")
    await invite(bot, grace, Role.EDITOR)
    for who in (grace, bot.somebody("Eve")):
        assert "This is for the letter's organizers. Nothing was done." in await who.give("answers")


@pytest.mark.core_rule
async def test_what_is_stored_is_said_by_the_bot_whatever_owners_have_written(bot: Driver) -> None:
    await write(bot, "What is stored about me?", "Nothing at all, ever.")
    answer = await bot.somebody("Ada").give("ask", question="What is stored about me?")
    assert "Nothing at all, ever." in answer
    assert "What is kept, and what never is" in answer
