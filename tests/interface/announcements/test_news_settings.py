"""Owners set how announcements are guarded, and what a letter announces by itself."""

import pytest

from bot.commands import COMMANDS
from bot.commands.people import settings
from bot.interface.conversation import Interface
from bot.model.chats import Topic
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account, Role
from bot.model.people.settings import Choices, read_choices
from bot.ports.store import Store, Unit
from bot.text.locales import load
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.announcements.test_news_helpers import Newsroom
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.storage.examples import chat, sign


@pytest.fixture
async def owner(store: Store, clock: Clock) -> Someone:
    """An owner of the only letter."""
    await Newsroom(store, clock).opens()
    commands = {command.name: command for command in (*COMMANDS, *settings.COMMANDS)}
    someone = Someone(Interface(tuple(commands.values()), store, load(), {}), "olga")
    await with_role(store, someone, Role.OWNER, 1)
    return someone


async def chosen(store: Store) -> Choices:
    return read_choices(await store.read(lambda unit: unit.settings.all(LETTER)))


async def test_everything_that_can_be_set_is_shown_as_it_is(owner: Someone) -> None:
    shown = await owner.give("settings")
    assert "Settings of Night buses for all" in shown
    assert "release an announcement too: as soon as one has reached 10 chats in a day" in shown
    assert "leaves: a minute where another organizer has to release it, else none" in shown
    for name in ("Milestones", "New organizations, once a day", "Events", "Closing"):
        assert f"{name}: off" in shown
    assert len(owner.labels) == 2 + 4 + 2 + 1 + 5 + 1
    assert all(len(label) <= 80 for label in owner.labels)


async def test_each_switch_is_turned_on_and_off_and_says_what_will_happen(owner: Someone, store: Store) -> None:
    await store.write(lambda unit: sign(unit, LETTER, "Example Bakers", State.LISTED))
    await owner.give("settings")
    assert "When 10 organizations are listed" in await owner.push("Announce milestones")
    assert "Every day at 18:00 (America/Toronto)" in await owner.push("Announce new organizations")
    assert "no events now" in await owner.push("Announce events")
    assert "no closing date now" in await owner.push("Announce the closing")
    assert await chosen(store) == Choices(milestones=True, digest=True, events=True, closing=True)
    assert "Milestones: on" in owner.text
    for what in ("milestones", "new organizations", "events", "the closing"):
        assert "nothing more of this is announced" in await owner.push(f"Don't announce {what}")
    assert await chosen(store) == Choices()


async def test_the_second_organizer_and_the_time_to_undo_are_set_and_left_to_the_bot_again(
    owner: Someone, store: Store, clock: Clock
) -> None:
    await owner.give("settings")
    await owner.push("Second organizer: always")
    await owner.push("Time to undo: 5 minutes")
    assert await chosen(store) == Choices(second="on", undo=300)
    assert "leaves: 5 minutes" in owner.text
    assert "This holds from 2 March 2026, 07:00 EST on." in await owner.push("Second organizer: never")
    await owner.push("Time to undo: none")
    settings = await chosen(store)
    assert (settings.second, settings.guard(clock.now), settings.undo) == ("on", "on", 0)
    clock.forward(days=1)
    assert "release an announcement too: never" in await owner.give("settings")
    await owner.push("Second organizer: automatic")
    await owner.push("Time to undo: automatic")
    assert await store.read(lambda unit: unit.settings.all(LETTER)) == {}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
async def test_only_owners_see_and_change_the_settings(owner: Someone, store: Store, role: Role) -> None:
    other = Someone(owner.interface, "ed")
    await with_role(store, other, role, 1)
    await owner.give("settings")
    action = owner.action("Second organizer: never")
    for refused in (await other.give("settings"), await other.press(action)):
        assert "for the letter's organizers" in refused
    assert await chosen(store) == Choices()


@pytest.mark.parametrize(
    "action",
    [
        button("settings", setting="undo", value="on"),
        button("settings", setting="milestones", value="auto"),
        button("settings", setting="second", value="m5"),
        button("settings", setting="second"),
    ],
)
async def test_a_value_that_a_setting_does_not_have_is_refused(owner: Someone, store: Store, action: str) -> None:
    assert "can't be chosen here any more" in await owner.press(action)
    assert await chosen(store) == Choices()


async def test_owners_choose_the_days_on_which_events_are_told(owner: Someone, store: Store) -> None:
    await owner.give("settings")
    assert "7 days before, 1 day before, and on its morning" in await owner.push("Days on which events are told")
    await owner.push("Also 3 days before")
    assert "3 days before" in await owner.push("Not 7 days before")
    await owner.push("Not on its morning")
    assert (await chosen(store)).event_days == (3, 1)
    await owner.push("Not 3 days before")
    assert "One day has to stay" in await owner.push("Not 1 day before")


async def test_one_owner_alone_does_not_let_many_chats_be_told_on_more_days(owner: Someone, store: Store) -> None:
    def many(unit: Unit) -> None:
        unit.settings.set(LETTER, "events", "on")
        unit.people.grant(unit.people.ensure(Account("test", "otto")).id, LETTER, Role.OWNER)
        for number in range(12):
            unit.chats.follow(chat(unit, f"-2{number}").id, LETTER, Topic.NEWS)

    await store.write(many)
    await owner.press(button("event_days", letter=LETTER, day=14, act="on"))
    assert "This holds from" in owner.text
    assert (await chosen(store)).event_days == (7, 1, 0)
    assert [each.value for each in (await chosen(store)).loosenings] == ["14,7,1,0"]
    await owner.press(button("event_days", letter=LETTER, day=7, act="off"))
    assert (await chosen(store)).event_days == (1, 0)
