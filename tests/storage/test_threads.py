"""Threads on which the event loop has functions run: each awaits what its own gives, and nobody waits for ever."""

import asyncio
import sys
import threading
from functools import partial

import pytest

from storage.sqlite.threads import DIED, Threads
from tests.checkout import ROOT
from tests.waiting import PATIENCE


async def test_one_thread_works_in_the_order_in_which_it_was_asked() -> None:
    threads, seen = Threads(1), list[int]()
    await asyncio.gather(*[threads.hop(partial(seen.append, number)) for number in range(100)])
    await threads.close()
    assert seen == list(range(100))


async def test_several_threads_work_beside_one_another() -> None:
    threads, together = Threads(3), threading.Barrier(3, timeout=PATIENCE)
    assert sorted(await asyncio.gather(*[threads.hop(together.wait) for _ in range(3)])) == [0, 1, 2]
    await threads.close()


async def test_what_work_raises_is_raised_where_it_is_awaited_and_the_thread_goes_on() -> None:
    threads = Threads(1)
    with pytest.raises(ZeroDivisionError):
        await threads.hop(lambda: 1 // 0)
    with pytest.raises(RuntimeError, match="StopIteration"):
        await threads.hop(lambda: next(iter(())))
    assert await threads.hop(lambda: 1) == 1
    await threads.close()


async def test_work_that_nobody_waits_for_any_more_is_done() -> None:
    threads, go, done = Threads(1), threading.Event(), threading.Event()
    waiting = [asyncio.ensure_future(threads.hop(work)) for work in (partial(go.wait, PATIENCE), done.set)]
    await asyncio.sleep(0)
    for each in waiting:
        each.cancel()
    await asyncio.wait(waiting)
    go.set()
    await threads.close()
    assert done.is_set()


async def test_closing_waits_for_what_waits_and_nothing_comes_after() -> None:
    threads = Threads(2)
    working = asyncio.gather(*[threads.hop(partial(divmod, number, 10)) for number in range(50)])
    await asyncio.sleep(0)
    await threads.close()
    assert await working == [divmod(number, 10) for number in range(50)]
    with pytest.raises(RuntimeError, match="closed"):
        await threads.hop(lambda: None)
    await threads.close()


def test_a_thread_outlives_a_loop_that_ends_while_it_works() -> None:
    threads, go = Threads(1), threading.Event()

    async def leave() -> None:
        task = asyncio.create_task(threads.hop(lambda: go.wait(PATIENCE)))
        await asyncio.sleep(0)
        task.cancel()

    async def come_back() -> int:
        number = await asyncio.wait_for(threads.hop(lambda: 1), PATIENCE)
        await threads.close()
        return number

    asyncio.run(leave())
    go.set()
    assert asyncio.run(come_back()) == 1


DYING = """
import asyncio
from storage.sqlite import threads

async def main():
    one = threads.Threads(1)
    threads._do = lambda *given: 1 / 0
    await one.hop(lambda: None)

asyncio.run(main())
"""


async def test_a_thread_that_dies_ends_the_process_and_says_so() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", DYING, cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == DIED
    assert b"a thread of the storage has died" in said
