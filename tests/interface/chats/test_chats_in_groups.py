"""Groups of chats, as organizers make them, and as others try to."""

from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Audience, Content, Stage
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from tests.buttons import button
from tests.interface.chats.test_chats import eda, fits, meet
from tests.interface.someone import Someone, with_role
from tests.letters import OTHER_LETTER

__all__ = ["eda"]

NO_GROUP = "There is no such group any more"


async def sizes(store: Store, letter: int = 1) -> list[tuple[str, int]]:
    return [(each.name, each.size) for each in await store.read(lambda unit: unit.groups.of_letter(letter))]


async def test_a_group_is_made_filled_emptied_and_disbanded(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await eda.give("chats", letter="1")
    assert "None." in await eda.push("Groups")
    assert "How is the group to be called?" in await eda.push("New group")
    assert "Boards: 0 chats" in await eda.say("Boards")
    await eda.push("All chats")
    await eda.push("Old Town")
    assert "In the groups: Boards" in await eda.push("Put into Boards")
    assert await sizes(store) == [("Boards", 1)]
    await eda.give("groups", letter="1")
    assert "Boards: 1 chat" in eda.text
    await eda.push("Boards")
    assert "Chats in Boards" in await eda.push("Its chats")
    await eda.push("Old Town")
    assert "In the groups" not in await eda.push("Take out of Boards")
    assert await sizes(store) == [("Boards", 0)]
    await eda.press(button("groups", group=1))
    assert "Disband Boards?" in await eda.push("Disband")
    sure = eda.action("Yes, disband it")
    await eda.push("No, keep it")
    assert await sizes(store) == [("Boards", 0)]
    assert "Boards is disbanded" in await eda.press(sure)
    assert await sizes(store) == []
    assert NO_GROUP in await eda.press(sure)


async def test_pressing_twice_changes_nothing_more(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await eda.give("groups", letter="1", name="Boards")
    for _ in range(2):
        await eda.press(button("regroup", chat=1, put=1))
        assert await sizes(store) == [("Boards", 1)]
    for _ in range(2):
        await eda.press(button("regroup", chat=1, take=1))
        assert await sizes(store) == [("Boards", 0)]


async def test_a_name_in_another_case_is_the_same_group(eda: Someone, store: Store) -> None:
    for name in ("Les Équipes", "LES ÉQUIPES", "les   équipes"):
        await eda.give("groups", letter="1", name=name)
    assert await sizes(store) == [("Les Équipes", 0)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 41, "the limit is 40"),
        ("two\nlines", "one line"),
        ("Boards, Press", "no comma"),
        ("\u202eBoards", "invisible characters"),
        ("\u200b", "type some text"),
        ("French", "means other recipients already"),
        ("fr", "means other recipients already"),
        ("private chats", "means other recipients already"),
    ],
)
async def test_a_name_that_would_confuse_is_refused(eda: Someone, store: Store, name: str, said: str) -> None:
    assert said in await eda.give("groups", letter="1", name=name)
    await eda.press(button("new_group"))
    assert said in await eda.say(name)
    assert await sizes(store) == []


@pytest.mark.parametrize("name", ["**Bold** [x](https://evil.example)", "{count} {group}", "%_' OR 1=1 --", "x" * 40])
async def test_a_name_is_a_name_and_nothing_else(eda: Someone, store: Store, name: str) -> None:
    await meet(store, "-1", "Old Town")
    assert name in await eda.give("groups", letter="1", name=name)
    await eda.press(button("chats", chat=1))
    assert name in await eda.push(f"Put into {name}")
    assert f"{name}: 1 chat" in await eda.give("groups", letter="1")
    assert fits(eda)


async def test_a_letter_has_fifty_groups_at_the_most(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await store.write(lambda unit: [unit.groups.ensure(1, f"Group {number:02}") for number in range(50)])
    assert "50 groups at the most" in await eda.give("groups", letter="1", name="One more")
    assert len(await sizes(store)) == 50
    assert "Group 07: 0 chats" in await eda.give("groups", letter="1", name="GROUP 07")
    await eda.give("groups", letter="1")
    seen = [label for label in eda.labels if label.startswith("Group")]
    while "More" in eda.labels:
        assert fits(eda)
        await eda.push("More")
        seen.extend(label for label in eda.labels if label.startswith("Group"))
    assert seen == [f"Group {number:02}" for number in range(50)]
    await eda.press(button("chats", chat=1))
    offered = list[str]()
    while "Put into Group 00" not in offered[1:]:
        assert fits(eda)
        offered.extend(label for label in eda.labels if label.startswith("Put into"))
        await eda.push("Other groups")
        if len(offered) == 50:
            break
    assert offered == [f"Put into Group {number:02}" for number in range(50)]
    await eda.push("Other groups")
    await eda.push("Put into Group 15")
    assert eda.labels[0] == "Take out of Group 15"


async def test_another_letter_s_group_is_as_if_it_were_not_there(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "River", letter=2)

    def unit(unit: Unit) -> None:
        unit.groups.put(unit.groups.ensure(2, "Secret friends").id, 2, True)

    await store.write(unit)
    for action in (
        button("groups", group=1),
        button("chats", group=1),
        button("chats", after=1, group=1),
        button("regroup", chat=1, put=1),
        button("regroup", chat=1, take=1),
        button("disband", group=1),
        button("disband", group=1, sure="yes"),
        button("groups", group=999),
        button("regroup", chat=1),
    ):
        assert NO_GROUP in await eda.press(action)
        assert "Secret" not in " ".join((eda.text, *eda.labels))
    assert "Secret" not in await eda.press(button("chats", chat=1, shelf=1))
    assert "None." in await eda.give("groups", letter="1")
    assert await sizes(store, 2) == [("Secret friends", 1)]
    assert "means" not in await eda.give("groups", letter="1", name="Secret friends")
    assert await sizes(store, 2) == [("Secret friends", 1)]
    assert await sizes(store) == [("Secret friends", 0)]


async def test_an_editor_of_two_letters_mixes_nothing(interface: Interface, store: Store) -> None:
    both = Someone(interface, "both")
    for letter in (1, 2):
        await with_role(store, both, Role.EDITOR, letter)
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "River", letter=2)
    await both.give("groups", letter="2", name="Friends")
    assert NO_GROUP in await both.press(button("regroup", chat=1, put=1))
    assert "No such chat" in await both.press(button("regroup", letter=OTHER_LETTER, chat=1, put=1))
    assert NO_GROUP in await both.press(button("disband", group=1, sure="yes"))
    assert await sizes(store, 2) == [("Friends", 0)]


async def test_a_group_to_which_an_announcement_is_still_to_leave_is_not_disbanded(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await eda.give("groups", letter="1", name="Boards")
    await eda.press(button("regroup", chat=1, put=1))

    def waiting(unit: Unit) -> int:
        person = unit.people.ensure(eda.account)
        draft = unit.announcements.add(1, Content({"en": "Soon."}), audience=Audience(groups=(1,)), person_id=person.id)
        unit.announcements.save(replace(draft, stage=Stage.WAITING, starts=unit.now))
        return draft.id

    number = await store.write(waiting)
    assert "still to leave for this group" in await eda.press(button("disband", group=1, sure="yes"))
    assert await sizes(store) == [("Boards", 1)]
    await eda.press(button("steer", announcement=number, act="stop"))
    assert "is disbanded" in await eda.press(button("disband", group=1, sure="yes"))


async def test_announcing_to_a_group_asks_for_the_text_and_goes_there(eda: Someone, store: Store) -> None:
    await meet(store, "-1", "Old Town")
    await meet(store, "-2", "Harbour")
    await eda.give("groups", letter="1", name="Boards")
    assert "Announce only there" not in eda.labels
    await eda.press(button("regroup", chat=2, put=1))
    await eda.press(button("groups", group=1))
    assert "What do you want to announce?" in await eda.push("Announce only there")
    assert "sent to 1 chat" in await eda.say("Only you.")
    (draft,) = await store.read(lambda unit: unit.announcements.recent(1, 5))
    assert draft.audience == Audience(groups=(1,))
