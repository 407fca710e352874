"""How many follow is kept, and is what counting finds, for whatever audience."""

from functools import partial

import pytest
from sqlalchemy import func, select

from bot.model.announcements.announcement import Audience
from bot.model.chats import Address, ChatKind, Topic, Unreachable
from bot.ports.store import Store, Unit
from storage.repositories.announcements.audiences import reached
from storage.unit import ConnectionUnit
from tests.letters import LETTER
from tests.storage.examples import publish

AUDIENCES = (
    Audience(), Audience(platforms=("discord",)), Audience(languages=("fr", "")), Audience(kinds=("group",)),
    Audience(kinds=("telegram:topic", "channel")), Audience(kinds=("telegram:group",)),
    Audience(platforms=("telegram",), languages=("fr",)), Audience(chats=(1, 2)), Audience(reach="all"),
)  # fmt: skip


def follow(unit: Unit, address: Address, kind: ChatKind, language: str, topic: Topic = Topic.NEWS) -> int:
    """A chat that follows."""
    there = unit.chats.ensure(address, kind, "")
    unit.chats.speak(there.id, language)
    unit.chats.follow(there.id, LETTER, topic)
    return there.id


def agree(unit: Unit) -> tuple[int, int]:
    """Whether all that is kept is what counting finds; how many can be reached, and how many cannot."""
    assert isinstance(unit, ConnectionUnit)
    assert unit.endorsements.miscounted(LETTER) == ""
    for audience in AUDIENCES:
        for closed in (False, True):
            rows = reached(LETTER, audience, closed=closed).subquery()
            there = unit.connection.execute(select(func.count()).select_from(rows)).scalar_one()
            assert unit.chats.count(LETTER, audience, closed=closed) == there
            assert unit.chats.count(LETTER, audience, closed=closed, most=1) == min(there, 1)
    census = unit.chats.census(LETTER)
    return sum(each[1] for each in census), sum(each[2] for each in census)


@pytest.mark.parametrize("many", [2, 1000])
async def test_followers_are_counted_as_they_come_go_and_change(
    store: Store, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("storage.repositories.chats.chats.MANY", many)

    def begin(unit: Unit) -> list[int]:
        publish(unit)
        return [
            follow(unit, Address("telegram", "-1"), ChatKind.GROUP, "fr"),
            follow(unit, Address("telegram", "-1", "7"), ChatKind.GROUP, ""),
            follow(unit, Address("telegram", "@2"), ChatKind.PRIVATE, "fr"),
            follow(unit, Address("discord", "3"), ChatKind.CHANNEL, "en"),
            follow(unit, Address("discord", "4"), ChatKind.GROUP, "en", Topic.REVIEWS),
        ]

    chats = await store.write(begin)
    assert await store.write(agree) == (4, 0)
    steps = (
        (lambda unit: unit.chats.close(chats[0], Unreachable.FORGOTTEN), (3, 1)),
        (lambda unit: unit.chats.speak(chats[2], "ar"), (3, 1)),
        (lambda unit: unit.chats.follow(chats[4], LETTER, Topic.NEWS), (4, 1)),
        (lambda unit: unit.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP, "Again"), (5, 0)),
        (lambda unit: unit.chats.serve(["discord"]), (2, 3)),
        (lambda unit: unit.chats.serve(["discord", "telegram"]), (5, 0)),
        (lambda unit: unit.chats.unfollow(chats[3], LETTER, Topic.NEWS), (4, 0)),
    )
    for step, counted in steps:
        await store.write(step)
        assert await store.write(agree) == counted


@pytest.mark.parametrize("both", [False, True])
async def test_a_group_that_became_another_is_counted_once(store: Store, both: bool) -> None:
    def begin(unit: Unit) -> int:
        publish(unit)
        if both:
            follow(unit, Address("telegram", "-100"), ChatKind.GROUP, "fr")
        return follow(unit, Address("telegram", "-1"), ChatKind.GROUP, "fr")

    number = await store.write(begin)
    await store.write(partial(moved, number=number))
    assert await store.write(agree) == (1, 0)


def moved(unit: Unit, number: int) -> None:
    """The group is another from now on."""
    unit.chats.move(number, Address("telegram", "-100"))
