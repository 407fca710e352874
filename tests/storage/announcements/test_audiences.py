"""Which chats an announcement goes to, counted, listed and queued alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from bot.model.announcements.announcement import EVERYBODY, Announcement, Audience
from bot.model.chats import Address, Chat, ChatKind, Topic, Unreachable
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, publish


@dataclass(frozen=True)
class Met:
    """Two letters, the chats that follow them by their places, and groups of each by their names."""

    night: int
    river: int
    chats: dict[str, int]
    groups: dict[str, int]


def place(unit: Unit, letters: Sequence[int], name: str, platform: str, kind: ChatKind, language: str) -> Chat:
    there = unit.chats.ensure(Address(platform, name), kind, name)
    if language:
        unit.chats.speak(there.id, language)
    for letter_id in letters:
        unit.chats.follow(there.id, letter_id, Topic.NEWS)
    return there


def meet(unit: Unit) -> Met:
    night, river = publish(unit).letter_id, publish(unit, "clean-river").letter_id
    telegram, discord, both = "telegram", "discord", [night, river]
    found = [
        place(unit, [night], "person", telegram, ChatKind.PRIVATE, "fr"),
        place(unit, both, "club", telegram, ChatKind.GROUP, "fr"),
        place(unit, [night], "paper", telegram, ChatKind.CHANNEL, "en"),
        place(unit, [night], "server", discord, ChatKind.GROUP, "en"),
        place(unit, [night], "forum", discord, ChatKind.FORUM, ""),
        place(unit, [night], "lost", telegram, ChatKind.GROUP, "fr"),
        place(unit, [river], "bank", telegram, ChatKind.GROUP, "fr"),
        place(unit, [], "nobody", telegram, ChatKind.GROUP, "fr"),
    ]
    chats = {each.address.place: each.id for each in found}
    unit.chats.close(chats["lost"], Unreachable.BLOCKED)
    unit.chats.follow(chats["nobody"], night, Topic.REVIEWS)
    groups = {name: unit.groups.ensure(night, name).id for name in ("boards", "press", "empty")}
    groups["friends"] = unit.groups.ensure(river, "friends").id
    members = {"boards": ("person", "server", "lost"), "press": ("server", "paper"), "friends": ("club", "bank")}
    for group, names in members.items():
        for name in names:
            unit.groups.put(groups[group], chats[name], True)
    return Met(night, river, chats, groups)


CASES: dict[str, tuple[Callable[[Met], Audience], Sequence[str], Sequence[str]]] = {
    "everybody": (lambda met: EVERYBODY, ["person", "club", "paper", "server", "forum"], ["lost"]),
    "a platform": (lambda met: Audience(platforms=("discord",)), ["server", "forum"], []),
    "both platforms": (
        lambda met: Audience(platforms=("discord", "telegram")),
        ["person", "club", "paper", "server", "forum"],
        ["lost"],
    ),
    "a language": (lambda met: Audience(languages=("fr",)), ["person", "club"], ["lost"]),
    "languages": (lambda met: Audience(languages=("fr", "en")), ["person", "club", "paper", "server"], ["lost"]),
    "a kind": (lambda met: Audience(kinds=("group",)), ["club", "server"], ["lost"]),
    "kinds": (lambda met: Audience(kinds=("forum", "channel")), ["paper", "forum"], []),
    "a group": (lambda met: Audience(groups=(met.groups["boards"],)), ["person", "server"], ["lost"]),
    "groups that share a chat": (
        lambda met: Audience(groups=(met.groups["boards"], met.groups["press"])),
        ["person", "paper", "server"],
        ["lost"],
    ),
    "an empty group": (lambda met: Audience(groups=(met.groups["empty"],)), [], []),
    "no group any more": (lambda met: Audience(groups=(999,)), [], []),
    "a single chat": (lambda met: Audience(chats=(met.chats["paper"],)), ["paper"], []),
    "a single chat that is lost": (lambda met: Audience(chats=(met.chats["lost"],)), [], ["lost"]),
    "a single chat of another letter": (lambda met: Audience(chats=(met.chats["bank"],)), [], []),
    "a single chat that only reviews": (lambda met: Audience(chats=(met.chats["nobody"],)), [], []),
    "a group and a single chat": (
        lambda met: Audience(groups=(met.groups["press"],), chats=(met.chats["club"], met.chats["server"])),
        ["club", "paper", "server"],
        [],
    ),
    "several at once": (
        lambda met: Audience(platforms=("telegram",), languages=("fr",), kinds=("private", "group")),
        ["person", "club"],
        ["lost"],
    ),
    "a group on a platform": (
        lambda met: Audience(platforms=("telegram",), groups=(met.groups["boards"],)),
        ["person"],
        ["lost"],
    ),
    "nothing fits": (lambda met: Audience(platforms=("discord",), kinds=("private",)), [], []),
    "followers of any letter": (
        lambda met: Audience(reach="all"),
        ["person", "club", "paper", "server", "forum", "bank"],
        ["lost"],
    ),
    "followers of any letter in a language": (
        lambda met: Audience(reach="all", languages=("fr",)),
        ["person", "club", "bank"],
        ["lost"],
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_an_audience_is_counted_listed_and_queued_alike(store: Store, case: str) -> None:
    chosen, expected, lost = CASES[case]

    def unit(unit: Unit) -> None:
        met = meet(unit)
        audience = chosen(met)

        def places(closed: bool) -> list[str]:
            return [each.address.place for each in unit.chats.reached(met.night, audience, 0, 100, closed=closed)]

        assert places(closed=False) == expected
        assert places(closed=True) == lost
        assert unit.chats.count(met.night, audience) == len(expected)
        assert unit.chats.count(met.night, audience, closed=True) == len(lost)
        announcement = replace(announce(unit, met.night), audience=audience)
        assert unit.queue.put_to_audience(announcement, 100) == (len(expected), None)
        assert queued(unit, announcement) == expected

    await store.write(unit)


def queued(unit: Unit, announcement: Announcement) -> list[str]:
    return [row.chat.address.place for row in unit.results.rows(announcement.id, 0, 100)]


async def test_an_audience_is_read_page_by_page(store: Store) -> None:
    def unit(unit: Unit) -> list[str]:
        met, found, after = meet(unit), list[str](), 0
        while page := unit.chats.reached(met.night, EVERYBODY, after, 2):
            assert len(page) <= 2
            found.extend(each.address.place for each in page)
            after = page[-1].id
        return found

    assert await store.write(unit) == ["person", "club", "paper", "server", "forum"]


async def test_an_announcement_is_queued_part_by_part_and_nowhere_twice(store: Store) -> None:
    def unit(unit: Unit) -> tuple[list[int], list[str]]:
        met, numbers = meet(unit), list[int]()
        announcement = replace(announce(unit, met.night), audience=Audience(reach="all"))
        last: int | None = 0
        while last is not None:
            number, last = unit.queue.put_to_audience(replace(announcement, queued_to=last), 2)
            numbers.append(number)
        return numbers, queued(unit, announcement)

    numbers, places = await store.write(unit)
    assert numbers[:3] == [2, 2, 2]
    assert sum(numbers) == 6
    assert places == ["person", "club", "paper", "server", "forum", "bank"]


async def test_who_follows_only_after_an_announcement_began_does_not_get_it(store: Store, clock: Clock) -> None:
    met = await store.write(meet)
    announcement = await store.write(lambda unit: announce(unit, met.night))
    clock.forward(seconds=1)

    def late(unit: Unit) -> None:
        unit.chats.follow(met.chats["bank"], met.night, Topic.NEWS)
        unit.chats.follow(met.chats["nobody"], met.river, Topic.NEWS)

    await store.write(late)

    def unit(unit: Unit) -> tuple[int, list[str]]:
        unit.queue.put_to_audience(announcement, 100)
        return unit.chats.count(met.night, EVERYBODY), queued(unit, announcement)

    assert await store.write(unit) == (6, ["person", "club", "paper", "server", "forum"])
    everywhere = await store.write(lambda unit: replace(announce(unit, met.night), audience=Audience(reach="all")))
    earlier = replace(everywhere, started_at=announcement.started_at)
    assert await store.write(lambda unit: unit.queue.put_to_audience(earlier, 100)) == (6, None)


async def test_a_chat_that_is_open_again_is_reached_again(store: Store) -> None:
    def unit(unit: Unit) -> tuple[int, int]:
        met = meet(unit)
        unit.chats.ensure(Address("telegram", "lost"), ChatKind.GROUP, "")
        return unit.chats.count(met.night, EVERYBODY), unit.chats.count(met.night, EVERYBODY, closed=True)

    assert await store.write(unit) == (6, 0)
