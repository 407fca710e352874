"""The groups into which organizers put chats, and what becomes of them when a chat moves or follows no more."""

from bot.model.chats import Address, Topic
from bot.ports.store import Store, Unit
from tests.storage.examples import chat, publish

OLD, NEW = Address("telegram", "-100"), Address("telegram", "-1009")


async def test_the_chats_of_a_group_come_page_by_page(store: Store) -> None:
    def meet(unit: Unit) -> tuple[int, int, list[int]]:
        night = publish(unit).letter_id
        found = [chat(unit, str(place), follows=night).id for place in range(4)]
        group, other = unit.groups.ensure(night, "Boards"), unit.groups.ensure(night, "Press")
        for each in found[1:]:
            unit.groups.put(group.id, each, True)
        unit.groups.put(other.id, found[1], True)
        return night, group.id, found

    night, group, ids = await store.write(meet)
    first = await store.read(lambda unit: unit.chats.following(night, 0, 2, group))
    second = await store.read(lambda unit: unit.chats.following(night, ids[2], 2, group))
    assert [each.id for each in (*first, *second)] == ids[1:]


async def test_a_group_is_the_same_by_its_name_in_whatever_case(store: Store) -> None:
    def meet(unit: Unit) -> None:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        group = unit.groups.ensure(night, "Les Équipes")
        assert (group.name, group.size) == ("Les Équipes", 0)
        assert unit.groups.ensure(night, "les équipes") == group
        assert unit.groups.ensure(night, "LES E\u0301QUIPES") == group
        assert unit.groups.ensure(river, "Les Équipes").id != group.id
        assert unit.groups.of_letter(night) == [group]

    await store.write(meet)


async def test_chats_are_put_together_and_taken_apart(store: Store) -> None:
    def meet(unit: Unit) -> None:
        night = publish(unit).letter_id
        first, second = (chat(unit, place, follows=night) for place in "12")
        boards, press = (unit.groups.ensure(night, name) for name in ("Boards", "Press"))
        for group, each in ((boards, first), (boards, second), (boards, second), (press, second)):
            unit.groups.put(group.id, each.id, True)
        assert [(each.name, each.size) for each in unit.groups.of_letter(night)] == [("Boards", 2), ("Press", 1)]
        assert unit.groups.of_chat(second.id) == {boards.id, press.id}
        unit.groups.put(boards.id, second.id, False)
        unit.groups.put(press.id, first.id, False)
        assert unit.groups.of_chat(second.id) == {press.id}
        assert unit.groups.of_chat(first.id) == {boards.id}

    await store.write(meet)


async def test_a_group_is_disbanded_and_its_chats_stay(store: Store) -> None:
    def meet(unit: Unit) -> None:
        night = publish(unit).letter_id
        there = chat(unit, follows=night)
        boards, press = (unit.groups.ensure(night, name) for name in ("Boards", "Press"))
        for group in (boards, press):
            unit.groups.put(group.id, there.id, True)
        unit.groups.disband(boards.id)
        assert [each.name for each in unit.groups.of_letter(night)] == ["Press"]
        assert unit.groups.of_chat(there.id) == {press.id}
        assert unit.chats.since(there.id, night)

    await store.write(meet)


async def test_the_number_of_a_disbanded_group_is_no_other_group_s(store: Store) -> None:
    def meet(unit: Unit) -> None:
        night = publish(unit).letter_id
        gone = unit.groups.ensure(night, "Boards").id
        unit.groups.disband(gone)
        assert unit.groups.ensure(night, "Press").id != gone

    await store.write(meet)


async def test_a_chat_that_follows_no_more_is_in_no_group_of_the_letter(store: Store) -> None:
    def meet(unit: Unit) -> None:
        night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
        there = chat(unit, follows=night)
        unit.chats.follow(there.id, river, Topic.NEWS)
        unit.chats.follow(there.id, night, Topic.REVIEWS)
        boards, friends = unit.groups.ensure(night, "Boards"), unit.groups.ensure(river, "Friends")
        for group in (boards, friends):
            unit.groups.put(group.id, there.id, True)
        unit.chats.unfollow(there.id, night, Topic.REVIEWS)
        assert unit.groups.of_chat(there.id) == {boards.id, friends.id}
        unit.chats.unfollow(there.id, night, Topic.NEWS)
        assert unit.groups.of_chat(there.id) == {friends.id}

    await store.write(meet)


async def test_a_chat_that_moves_onto_another_hands_over_its_groups(store: Store) -> None:
    def meet(unit: Unit) -> None:
        night = publish(unit).letter_id
        old, new = (chat(unit, place.place, follows=night) for place in (OLD, NEW))
        boards, press = (unit.groups.ensure(night, name) for name in ("Boards", "Press"))
        for group, each in ((boards, old), (boards, new), (press, old)):
            unit.groups.put(group.id, each.id, True)
        unit.chats.move(old.id, NEW)
        assert unit.groups.of_chat(old.id) == frozenset()
        assert unit.groups.of_chat(new.id) == {boards.id, press.id}
        assert [each.size for each in unit.groups.of_letter(night)] == [1, 1]

    await store.write(meet)
