"""Each end that each thing done with a message can have, and what stands on disk after it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.model.announcements.announcement import Content
from bot.model.chats import Address, ChatKind, Unreachable
from bot.model.deliveries import Subject
from bot.ports.messenger import Gone, Missing, Moved, Outcome, Refused, RetryAfter, Sent, Unknown
from bot.ports.store import Store
from bot.service.announcements import corrections
from tests.conftest import Clock
from tests.unit.delivery.delivering import NEWS, PLATFORM, Scripted, Stage

SENT, AGAIN, GONE = Sent("m9"), RetryAfter(30, "slow down"), Gone(Unreachable.BLOCKED, "Forbidden")
MOVED = Moved(Address(PLATFORM, "elsewhere"))
REFUSED, MISSING, UNKNOWN = Refused("too odd"), Missing("it is not there"), Unknown("timed out")
ENDS = (SENT, AGAIN, GONE, MOVED, REFUSED, MISSING, UNKNOWN)

ids = [type(end).__name__ for end in ENDS]

PINNED = replace(NEWS, pinned=True)


async def once(stage: Stage, end: Outcome) -> None:
    """One step, of which this is the end."""
    stage.messenger.ends = [end]
    await stage.worker.step()
    await stage.worker.settle()


def cells(wanted: Sequence[tuple[str, str, str]]) -> pytest.MarkDecorator:
    """Each end, and what it makes of a message: its state and reason, and why its chat is closed."""
    return pytest.mark.parametrize(("end", "wanted"), list(zip(ENDS, wanted, strict=True)), ids=ids)


async def stands(stage: Stage, subject: Subject = Subject.ANNOUNCEMENT) -> tuple[str, str, str]:
    ((place, (state, reason)),) = (await stage.states(subject)).items()
    return state, reason, (await stage.chat(place)).closed


@cells(
    [
        ("sent", "", ""),
        ("queued", "slow down", ""),
        ("failed", "blocked", "blocked"),
        ("queued", "", ""),
        ("failed", "too odd", ""),
        ("failed", "it is not there", ""),
        ("uncertain", "timed out", ""),
    ]
)
async def test_what_comes_of_sending(store: Store, clock: Clock, end: Outcome, wanted: tuple[str, str, str]) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one")
    await once(stage, end)
    assert await stands(stage) == wanted


@cells(
    [
        ("sent", "", ""),
        ("sent", "", ""),
        ("sent", "blocked", "blocked"),
        ("sent", "moved", ""),
        ("sent", "too odd", ""),
        ("sent", "missing", ""),
        ("sent", "", ""),
    ]
)
async def test_what_comes_of_a_correction(
    store: Store, clock: Clock, end: Outcome, wanted: tuple[str, str, str]
) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()
    await stage.correct(announcement, "Other news")
    await once(stage, end)
    assert await stands(stage) == wanted
    tally = await stage.tally(announcement)
    again = end in (AGAIN, UNKNOWN)
    assert (tally.sent, tally.behind, tally.stale) == (1, int(again), int(wanted[1] != ""))
    clock.forward(minutes=1)
    await stage.work()
    assert len(stage.messenger.edited) == 1 + again
    assert len(stage.messenger.sent) == 1


@cells(
    [
        ("recalled", "", ""),
        ("sent", "", ""),
        ("sent", "blocked", "blocked"),
        ("sent", "moved", ""),
        ("sent", "too_old", ""),
        ("recalled", "", ""),
        ("sent", "", ""),
    ]
)
async def test_what_comes_of_a_recall(store: Store, clock: Clock, end: Outcome, wanted: tuple[str, str, str]) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()
    await stage.steer(corrections.recall, announcement)
    await once(stage, end)
    assert await stands(stage) == wanted
    clock.forward(minutes=1)
    await stage.work()
    assert len(stage.messenger.sent) == 1
    assert stage.messenger.deleted == ["m1"] * (2 if end in (AGAIN, UNKNOWN) else 1)
    assert [text for _, text in stage.messenger.edited] == (["announcement recalled"] if end is REFUSED else [])


FOLLOWED = [
    ("sent", "", ""),
    ("queued", "slow down", ""),
    ("failed", "Forbidden", ""),
    ("failed", "moved", ""),
    ("failed", "too odd", ""),
    ("failed", "it is not there", ""),
    ("queued", "timed out", ""),
]


@cells(FOLLOWED)
async def test_what_comes_of_pinning(store: Store, clock: Clock, end: Outcome, wanted: tuple[str, str, str]) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one", content=PINNED)
    await once(stage, Sent("m1"))
    await once(stage, end)
    assert await stands(stage, Subject.PIN) == wanted
    assert await stage.states() == {"one": ("sent", "")}
    assert set(stage.messenger.pinned) == {"m1"}


@cells(FOLLOWED)
async def test_what_comes_of_passing_on(store: Store, clock: Clock, end: Outcome, wanted: tuple[str, str, str]) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.crossposts = True
    await stage.announce("one", kind=ChatKind.CHANNEL)
    await once(stage, Sent("m1"))
    await once(stage, end)
    assert await stands(stage, Subject.CROSSPOST) == wanted
    assert set(stage.messenger.crossposted) == {"m1"}


@cells(
    [
        ("sent", "", ""),
        ("queued", "slow down", ""),
        ("failed", "blocked", "blocked"),
        ("queued", "", ""),
        ("failed", "too odd", ""),
        ("failed", "it is not there", ""),
        ("uncertain", "timed out", ""),
    ]
)
async def test_what_comes_of_files_that_leave_by_themselves(
    store: Store, clock: Clock, end: Outcome, wanted: tuple[str, str, str]
) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one")
    await once(stage, Sent("m1", rest=True))
    await once(stage, end)
    assert await stands(stage, Subject.FILES) == wanted
    assert (await stage.states()).popitem()[1] == ("sent", "")


@pytest.mark.parametrize(
    ("content", "kind", "followed"),
    [
        (NEWS, ChatKind.GROUP, []),
        (NEWS, ChatKind.CHANNEL, ["crosspost"]),
        (replace(NEWS, spread=False), ChatKind.CHANNEL, []),
        (PINNED, ChatKind.GROUP, ["pin"]),
        (PINNED, ChatKind.CHANNEL, ["pin", "crosspost"]),
    ],
)
async def test_what_follows_an_announcement_where_it_stands(
    store: Store, clock: Clock, content: Content, kind: ChatKind, followed: list[str]
) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.crossposts = True
    await stage.announce("one", content=content, kind=kind)
    for _ in range(4):
        await stage.work()
        clock.forward(seconds=1)
    done = ["pin"] * len(stage.messenger.pinned) + ["crosspost"] * len(stage.messenger.crossposted)
    assert done == followed


async def test_pinning_that_is_never_sure_is_given_up_in_the_end(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one", content=PINNED)
    await once(stage, Sent("m1"))
    stage.messenger.ends = [UNKNOWN] * 999
    for _ in range(60):
        await stage.work()
        clock.forward(minutes=5)
    assert await stands(stage, Subject.PIN) == ("uncertain", "timed out", "")
    assert len(stage.messenger.pinned) == 11
