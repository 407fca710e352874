"""The bot's first message, help, and what it says of privacy."""

import pytest

from bot.model.people.person import Role
from tests.conversations.stories import BAKERS, desk, invite, sign
from tests.drivers import Driver


@pytest.mark.on_matrix
async def test_the_first_message_says_who_runs_the_bot_what_is_asked_and_what_is_kept(bot: Driver) -> None:
    first = await bot.meet()
    assert "I am the bot for the open letter Stop Genocide or Resign" in first
    assert "The letter's organizers run me" in first
    assert "three federal ministers for immediate steps" in first
    assert (
        "1. Back the ICJ and end military trade with Israel — addressed to Mélanie Joly, Minister of Foreign" in first
    )
    assert "3. Open family reunification to people in Gaza — addressed to Marc Miller" in first
    assert "Only organizations sign" in first
    assert "publish nobody's address, and nobody's name unless they ask for it" in first
    assert first.labels[:4] == ("Read the letter", "Ask about it", "Sign on for an organization", "What I can do")


async def test_help_begins_with_the_five_commands_that_matter_to_members(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("help")
    matter, _, more = answer.text.partition("More commands")
    assert [word for word in matter.split() if word.startswith("/")] == [
        "/letter", "/ask", "/sign", "/endorsement", "/help",
    ]  # fmt: skip
    assert "/signatories" in more
    assert "/announce" not in answer.text


@pytest.mark.core_rule
async def test_help_shows_organizers_what_is_for_them(bot: Driver) -> None:
    answer = await bot.owner.give("help")
    assert "As an owner" in answer
    assert "/announce — send an announcement to every chat that follows" in answer


async def test_a_line_that_is_no_command_is_taken_for_a_question(bot: Driver) -> None:
    assert "Demand 3" in await bot.somebody("Ada").say("What about visas for families?")


async def test_nothing_is_held_about_somebody_who_only_reads_and_asks(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await ada.give("demands")
    await ada.give("ask", question="Who is asked about visas?")
    assert "What is held about you now Nothing." in await ada.give("privacy")
    assert await bot.store.read(lambda unit: unit.people.find(ada.account)) is None


@pytest.mark.core_rule
async def test_privacy_says_what_never_happens(bot: Driver) -> None:
    assert "A question that I can answer is not kept." in await bot.somebody("Ada").give("privacy")


@pytest.mark.core_rule
async def test_privacy_shows_a_signer_all_that_is_held_about_them(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    answer = await ada.give("privacy")
    assert f"your account number, so that the bot can message you: {ada.account}" in answer
    assert "your sign-on for Example Bakers of the Old Town, with your name (Ada Example), role (Chair)" in answer
    assert "address (ada@bakers.example.org), encrypted" in answer


@pytest.mark.core_rule
async def test_privacy_shows_an_organizer_their_role_and_nothing_of_a_signer(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await desk(bot)
    await sign(ada, BAKERS)
    await invite(bot, grace, Role.REVIEWER)
    await grace.give("privacy")
    answer = await grace.sees("your role as an organizer")
    assert "Lovelace" not in answer.text
