"""A moment that somebody types is shown to them before it counts, and stays the one that they were shown."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind, Topic
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.endorsements import boards
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER

LATE = datetime(2026, 3, 3, 4, 59, 30, tzinfo=UTC)
"""Half a minute before midnight, on a Monday, in the sample letter's zone."""

CUTOFF = button("cutoff_at")


@pytest.fixture
async def eve(interface: Interface, store: Store, clock: Clock) -> Someone:
    """An editor, late in the evening."""
    clock.now = LATE
    found = Someone(interface, "eve")
    await with_role(store, found, Role.EDITOR, 1)
    return found


async def followed(store: Store) -> None:
    """A chat follows the letter."""

    def unit(unit: Unit) -> None:
        unit.chats.follow(unit.chats.ensure(Address("test", "-1"), ChatKind.GROUP, "Town").id, 1, Topic.NEWS)

    await store.write(unit)


async def cutoff(store: Store) -> datetime | None:
    return await store.read(lambda unit: boards.cutoff(unit, LETTER))


@pytest.mark.parametrize("typed", ["tomorrow 9am", "in 601 minutes"])
async def test_tomorrow_is_the_day_that_was_shown_also_when_it_is_confirmed_after_midnight(
    eve: Someone, store: Store, clock: Clock, typed: str
) -> None:
    await eve.press(CUTOFF)
    assert await eve.say(typed) == ("Do you mean Tuesday, 3 March 2026, 09:00 EST?" if "9am" in typed else eve.text)
    assert await cutoff(store) is None
    shown = eve.text.removeprefix("Do you mean ").removesuffix("?")
    clock.now += timedelta(hours=3)
    assert f"The printed list holds whoever is listed by {shown}." in await eve.push("Yes")


async def test_a_choice_among_moments_is_the_one_on_the_button_also_when_another_has_passed_meanwhile(
    eve: Someone, store: Store, clock: Clock
) -> None:
    await eve.press(CUTOFF)
    await eve.say("tomorrow at 9")
    early, late = "Tuesday, 3 March 2026, 09:00 EST", "Tuesday, 3 March 2026, 21:00 EST"
    assert eve.labels == [early, late, "Another one", "Cancel"]
    first, second = eve.action(early), eve.action(late)
    clock.now += timedelta(minutes=1)
    assert f"listed by {late}." in await eve.press(second)
    assert await cutoff(store) == datetime(2026, 3, 4, 2, tzinfo=UTC)
    await eve.press(CUTOFF)
    asked = await eve.say("3/4/2026 9:00")
    assert "This form is finished or closed." in await eve.press(first)
    assert "Which one do you mean?" in asked
    assert await cutoff(store) == datetime(2026, 3, 4, 2, tzinfo=UTC)


async def test_what_is_not_understood_is_said_to_be_that_with_an_example_in_the_letter_s_zone(eve: Someone) -> None:
    asked = await eve.press(CUTOFF)
    assert "2026-03-09 17:00 America/Toronto, or “tomorrow at 5 pm”" in asked
    said = await eve.say("5 o'clock or so")
    assert "This is not a time that I understand. Write it as 2026-03-09 17:00 America/Toronto" in said
    assert "time zone" not in said.split("When")[0]
    assert "can mean several time zones" in await eve.say("tomorrow 9am EST")
    assert "Do you mean Tuesday, 3 March 2026, 09:00 EST?" in await eve.say("tomorrow 9am America/Toronto")


async def test_another_moment_is_asked_for_and_shown_anew(eve: Someone, store: Store) -> None:
    await eve.press(CUTOFF)
    await eve.say("tomorrow 9am")
    assert "Now: 2026-03-03 09:00 America/Toronto" in await eve.push("Another one")
    assert "10:00 EST?" in await eve.say("tomorrow 10am")
    await eve.push("Yes")
    assert await cutoff(store) == datetime(2026, 3, 3, 15, tzinfo=UTC)


async def test_french_is_understood_and_answered(interface: Interface, store: Store, clock: Clock) -> None:
    clock.now = LATE
    eve = Someone(interface, "eve")
    await with_role(store, eve, Role.EDITOR, 1)
    await eve.give("language", language="fr")
    await eve.press(CUTOFF)
    assert "Voulez-vous dire mardi 3 mars 2026, 09:00 HNE\u00a0?" in await eve.say("demain à 9 h")


async def test_what_else_was_typed_is_kept_while_it_is_asked_which_moment_is_meant(eve: Someone, store: Store) -> None:
    await followed(store)
    said = await eve.give("announce", letter="1", text="The ministers have answered.", at="03/04/2026 5 pm UTC")
    assert "Which one do you mean? You typed: 03/04/2026 5 pm UTC" in said
    desk = await eve.push("Friday, 3 April 2026, 17:00 UTC")
    assert "The ministers have answered." in desk
    assert "Leaves on Friday, 3 April 2026, 17:00 UTC" in desk


async def test_a_command_that_shows_a_moment_itself_is_not_interrupted(eve: Someone, store: Store) -> None:
    await followed(store)
    assert "Leaves on Tuesday, 3 March 2026, 09:00 EST" in await eve.give(
        "announce", letter="1", text="The ministers have answered.", at="tomorrow 9am"
    )


async def test_a_date_and_a_moment_of_one_message_are_written_alike(eve: Someone, store: Store, clock: Clock) -> None:
    """The preview of an embargo, its answer, and the letter's heading: of one day."""
    await with_role(store, eve, Role.OWNER, None)
    asked = await eve.give("embargo", letter="1", at="2026-03-04 09:00")
    assert "4 March 2026, 09:00 EST" in asked
    clock.now += timedelta(days=1)
    assert "Wednesday, 4 March 2026, 09:00 EST" in await eve.push("Yes, keep it back")
    assert "of 1 March 2026." in await eve.give("letter", letter="1")


async def test_another_moment_can_be_typed_in_place_of_those_that_are_shown(eve: Someone, store: Store) -> None:
    await eve.press(CUTOFF)
    assert "Which one do you mean?" in await eve.say("next friday 10 am")
    assert "Do you mean Monday, 9 March 2026, 17:00 EDT?" in await eve.say("9 March 2026 17:00")
    assert "The printed list holds" in await eve.push("Yes")
