"""What is kept of the pages: never anything that is not so any more."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import hdrs

from adapters.web import shelf as shelves
from adapters.web.ready import answers
from adapters.web.shelf import LATE_SECONDS, OLDEST_SECONDS, Kept, Shelf
from bot.delivery.changes import Changes
from bot.model.journal.acts import Changed

LETTER = 1
ADDED, CHANGED = {LETTER: Changed(1, adds=True)}, {LETTER: Changed(1, adds=False)}
HEADERS: dict[str, str] = {hdrs.CONTENT_TYPE: "text/plain"}


class Kitchen:
    """A shelf, the time, and how often something was made."""

    def __init__(self) -> None:
        self.now = 100.0
        self.changes = Changes()
        self.shelf = Shelf(self.changes, lambda: self.now)
        self.made = 0
        self.let_go = asyncio.Event()
        self.let_go.set()

    def making(self, took: float = 0.0, text: bytes = b"") -> Callable[[], Awaitable[Kept]]:
        """How it is made."""

        async def make() -> Kept:
            version = self.changes.of(LETTER)
            self.made += 1
            number = self.made
            await self.let_go.wait()
            return Kept(answers(text or b"%d" % number, HEADERS), LETTER, version, self.now, took)

        return make

    async def ask(self, took: float = 0.0) -> str:
        """What somebody is given who asks."""
        found = self.shelf.fresh("/")
        if found is None:
            kept = await self.shelf.made("/", self.making(took))
            assert kept
            found = kept.answers
        return found.encoded[""].body.decode()


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


async def test_it_is_made_once_and_again_when_something_has_changed(kitchen: Kitchen) -> None:
    assert [await kitchen.ask(), await kitchen.ask()] == ["1", "1"]
    kitchen.changes.note(CHANGED)
    assert await kitchen.ask() == "2"
    kitchen.changes.note({2: Changed(1, adds=False)})
    assert await kitchen.ask() == "2"


async def test_what_was_only_added_to_waits_a_moment_and_what_takes_long_waits_longer(kitchen: Kitchen) -> None:
    for took, patience in ((0.0, LATE_SECONDS), (0.5, 0.5 * shelves.SHARE)):
        before = await kitchen.ask(took)
        kitchen.changes.note(ADDED)
        kitchen.now += patience - 0.01
        assert await kitchen.ask(took) == before
        kitchen.now += 0.02
        assert await kitchen.ask(took) != before
        kitchen.changes.note(CHANGED)


async def test_what_was_added_to_and_then_changed_waits_no_moment(kitchen: Kitchen) -> None:
    await kitchen.ask()
    kitchen.changes.note(ADDED)
    kitchen.changes.note(CHANGED)
    assert await kitchen.ask() == "2"


async def test_nothing_is_older_than_a_minute_for_the_time_of_day_goes_on(kitchen: Kitchen) -> None:
    await kitchen.ask()
    kitchen.now += OLDEST_SECONDS + 1
    assert await kitchen.ask() == "2"


async def test_many_who_ask_at_once_have_it_made_once(kitchen: Kitchen) -> None:
    kitchen.let_go.clear()
    asking = [asyncio.create_task(kitchen.ask()) for _ in range(50)]
    await asyncio.sleep(0)
    kitchen.let_go.set()
    assert set(await asyncio.gather(*asking)) == {"1"}


async def test_who_asks_after_a_change_is_not_given_what_was_begun_before_it(kitchen: Kitchen) -> None:
    kitchen.let_go.clear()
    early = asyncio.create_task(kitchen.ask())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    kitchen.changes.note(CHANGED)
    late = asyncio.create_task(kitchen.ask())
    await asyncio.sleep(0)
    kitchen.let_go.set()
    assert (await early, await late) == ("1", "2")


async def test_what_fails_is_told_to_all_who_wait_and_not_kept(kitchen: Kitchen) -> None:
    async def fails() -> Kept | None:
        await asyncio.sleep(0)
        raise OSError

    ends = await asyncio.gather(*(kitchen.shelf.made("/", fails) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in ends] == [OSError] * 3
    assert await kitchen.ask() == "1"


async def test_it_keeps_no_more_than_it_may(kitchen: Kitchen) -> None:
    text = bytes(range(256)) * 4096  # a megabyte
    for number in range(40):
        await kitchen.shelf.made(f"/{number}", kitchen.making(text=text))
    kept = [number for number in range(40) if kitchen.shelf.fresh(f"/{number}")]
    assert kept
    assert kept[-1] == 39
    assert len(kept) * len(text) <= shelves.MOST_BYTES
    await kitchen.shelf.made("/large", kitchen.making(text=text * 9))
    assert kitchen.shelf.fresh("/large") is None
    assert kitchen.shelf.fresh("/39")
