"""What people read and ask about the letter."""

import pytest

from tests.conversations.stories import BAKERS, RIDERS, desk, reviewed, sign
from tests.drivers import Driver


async def test_the_letter_is_read_with_its_revision_events_and_documents(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    first = await ada.give("letter")
    assert "Stop Genocide or Resign" in first
    assert "Canadians for Justice and Peace in the Middle East" in first
    whole = await ada.sees("Press release of 22 February 2024 (PDF)")
    assert "This is revision 1" in whole
    assert "What we ask" in whole
    assert "2. Of Ahmed Hussen, Minister of International Development:" in whole
    assert "Press conference on the open letter, 22 February 2024" in whole
    assert whole.labels[:3] == ("The demands", "Ask about it", "Sign on for an organization")


@pytest.mark.core_rule
async def test_the_demands_stand_with_their_numbers_and_addressees(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("demands")
    for entry in (
        "1. Back the ICJ and end military trade with Israel — addressed to Mélanie Joly",
        "2. Fund UNRWA again, and more, for three years — addressed to Ahmed Hussen",
        "3. Open family reunification to people in Gaza — addressed to Marc Miller",
    ):
        assert entry in answer
    assert {"Demand 1", "Demand 2", "Demand 3"} <= set(answer.labels)


@pytest.mark.on_matrix
async def test_one_demand_is_read_by_its_number_or_by_its_button(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    by_number = await ada.give("demand", demand=2)
    await ada.give("demands")
    by_button = await ada.press("Demand 2")
    for answer in (by_number, by_button):
        assert "Demand 2: Fund UNRWA again, and more, for three years" in answer
        assert "Addressed to Ahmed Hussen, Minister of International Development." in answer


@pytest.mark.core_rule
async def test_a_demand_that_there_is_not_is_answered_with_those_that_there_are(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("demand", demand=9)
    assert "There is no demand 9: the letter has 3, from 1 to 3." in answer


@pytest.mark.core_rule
async def test_without_a_number_demand_shows_them_all(bot: Driver) -> None:
    assert "What the letter asks, and of whom" in await bot.somebody("Ada").give("demand")


@pytest.mark.core_rule
async def test_a_question_is_answered_by_the_demand_that_it_is_about(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    for question, number, addressee in (
        ("Will you stop selling weapons?", 1, "Mélanie Joly"),
        ("what about money for the relief agency", 2, "Ahmed Hussen"),
        ("Can my cousin get a visa?", 3, "Marc Miller"),
    ):
        answer = await ada.give("ask", question=question)
        assert f"Demand {number}:" in answer
        assert f"Addressed to {addressee}" in answer


@pytest.mark.core_rule
async def test_a_question_about_nothing_in_the_letter_is_told_so_and_offered_the_list(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("ask", question="Which bakery sells the best croissants?")
    assert "I find no answer to that" in answer
    assert "1. Back the ICJ" in answer
    assert "Demand 1" in answer.labels


@pytest.mark.core_rule
async def test_a_french_question_gets_a_french_answer_from_whoever_asks_it(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("ask", question="Que demande la lettre pour les visas des familles ?")
    assert "Ouvrir la réunification familiale aux gens de Gaza" in answer
    assert "Ministre de l'Immigration, des Réfugiés et de la Citoyenneté" in answer


async def test_ask_asks_for_the_question_that_was_not_given(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await ada.give("ask")
    assert "It is kept only if I can't answer: encrypted, without who asked." in ada.last
    assert "Demand 3" in await ada.fill({"Your question": "Is there something about visas?"})


@pytest.mark.core_rule
async def test_a_question_is_not_repeated_and_not_kept(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("ask", question="Is there something about visas xyzzy?")
    assert "xyzzy" not in answer.text


@pytest.mark.core_rule
async def test_nobody_is_listed_until_a_reviewer_has_listed_them(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    assert "No organization is listed yet." in await ada.give("signatories")
    await sign(ada, BAKERS)
    assert "No organization is listed yet." in await ada.give("signatories")
    assert "No organization has signed on so far." in await ada.give("progress")


async def test_the_list_shows_the_public_lines_and_progress_counts_them(bot: Driver) -> None:
    ada, grace, reader = bot.somebody("Ada"), bot.somebody("Grace"), bot.somebody("Reader")
    place = await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    assert "1 organization has signed Stop Genocide or Resign" in await reader.give("signatories")
    await reviewed(bot, grace, RIDERS, place)
    listed = await reader.give("signatories")
    assert "2 organizations have signed Stop Genocide or Resign" in listed
    assert "Example Bakers of the Old Town" in listed
    assert "Example Night Bus Riders" in listed
    assert "Lovelace" not in listed.text
    assert "@" not in listed.text
    assert "2 organizations have signed on." in await reader.give("progress")
    found = await reader.give("signatories", search="night bus")
    assert "Example Night Bus Riders" in found
    assert "Example Bakers" not in found
