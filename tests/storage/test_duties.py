"""What one process alone does goes to another within seconds, whatever becomes of the first, and never to both."""

import asyncio
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest

from bot.errors import StorageFault
from bot.model.duties import ALWAYS, Term
from bot.ports.duties import Duties
from storage.faults import fault_of
from storage.postgres.duties import LEASE_SECONDS, SharedDuties, duties_of
from storage.postgres.sessions import BROKEN, UNITS, connected
from storage.postgres.store import PostgresStore
from tests.checkout import ROOT
from tests.storage.postgres import Postgres
from tests.storage.way import Way
from tests.waiting import PATIENCE

HOLDING = """
import asyncio, sys
from storage.postgres.duties import duties_of

async def told(term, over):
    print("took", term.epoch, flush=True)
    await over.wait()
    print("over", flush=True)

async def hold():
    async with duties_of(sys.argv[1]) as duties:
        await duties.serve("time", told, asyncio.Event())

asyncio.run(hold())
"""


class Holder:
    """Somebody in this process who would do something, and when."""

    def __init__(self, duties: Duties, duty: str = "time") -> None:
        self.terms: asyncio.Queue[Term] = asyncio.Queue()
        self.overs: asyncio.Queue[Term] = asyncio.Queue()
        self.ended = asyncio.Event()
        self._task = asyncio.create_task(duties.serve(duty, self._work, self.ended))

    async def _work(self, term: Term, over: asyncio.Event) -> None:
        self.terms.put_nowait(term)
        await over.wait()
        self.overs.put_nowait(term)

    async def took(self) -> Term:
        """The term that begins next."""
        return await asyncio.wait_for(self.terms.get(), PATIENCE)

    async def end(self) -> None:
        """Do it no more."""
        self.ended.set()
        await self._task


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Several processes serve one database on PostgreSQL alone."""
    return str(request.param)


@asynccontextmanager
async def another(url: str) -> AsyncIterator[tuple[Process, int]]:
    """Another process, and the epoch in which it does it; it is gone afterwards, stopped or not."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDING, url, cwd=ROOT, stdout=PIPE)
    try:
        assert process.stdout
        said = (await process.stdout.readline()).split()
        assert said[0] == b"took"
        yield process, int(said[1])
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_process_that_serves_a_file_does_everything_at_once() -> None:
    async with duties_of("sqlite:///letters.db") as duties:
        holder = Holder(duties)
        assert await holder.took() == ALWAYS
        await holder.end()


async def test_two_never_do_the_same_and_who_leaves_makes_way_at_once(store: PostgresStore, database_url: str) -> None:
    async with duties_of(database_url) as one, duties_of(database_url) as other:
        first = Holder(one)
        assert await first.took() == Term("time", 1)
        second, beside = Holder(other), Holder(other, "mail")
        assert await beside.took() == Term("mail", 1)
        assert second.terms.empty()
        await first.end()
        assert await second.took() == Term("time", 2)
        await second.end()
        await beside.end()


async def test_who_was_stopped_holds_nothing_from_the_moment_in_which_it_goes_on(
    store: PostgresStore, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with duties_of(database_url) as duties:
        holder = Holder(duties)
        term = await holder.took()
        assert duties.holds(term)
        assert not duties.holds(Term("time", term.epoch + 1))
        assert not duties.holds(Term("mail", term.epoch))
        later = time.monotonic() + LEASE_SECONDS  # nothing at all is done meanwhile, as in a process that is stopped
        with monkeypatch.context() as patch:
            patch.setattr("storage.postgres.duties.time", SimpleNamespace(monotonic=lambda: later))
            assert holder.overs.empty(), "it has not heard of it yet"
            assert not duties.holds(term)
        await holder.end()


async def test_who_was_terminated_by_the_database_is_replaced_and_knows_it(
    store: PostgresStore, database_url: str, postgres: Postgres
) -> None:
    async with duties_of(database_url) as one, duties_of(database_url) as other:
        first = Holder(one)
        await first.took()
        second = Holder(other)
        await postgres.end_sessions("countersign duties")
        assert await first.overs.get() == Term("time", 1)
        either = [asyncio.create_task(each.took()) for each in (first, second)]
        done, others = await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        assert [each.result().epoch for each in done] == [2]
        for each in others:
            each.cancel()
        first.ended.set()
        second.ended.set()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, None], ids=["killed", "hung", "cut off"])
async def test_a_process_that_is_gone_hangs_or_was_cut_off_is_replaced_in_time(
    store: PostgresStore, database_url: str, how: signal.Signals | None
) -> None:
    async with Way(database_url) as way, another(way.url) as (process, epoch), duties_of(database_url) as duties:
        holder = Holder(duties)
        if how is signal.SIGKILL:
            await asyncio.sleep(LEASE_SECONDS + 1)
            assert holder.terms.empty(), "who lives keeps it for longer than a lease"
        if how is None:
            way.swallow()
        else:
            process.send_signal(how)
        assert (await holder.took()).epoch == epoch + 1
        if how is signal.SIGSTOP:
            process.send_signal(signal.SIGCONT)
        if how is not signal.SIGKILL:
            assert process.stdout
            assert await process.stdout.readline() == b"over\n"
        assert holder.overs.empty()
        await holder.end()


async def test_whatever_is_met_while_duties_are_kept_they_are_taken_again(
    store: PostgresStore, database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    look, met = SharedDuties._look, iter((False, True))

    async def fails_once(duties: SharedDuties, connection: object) -> None:
        if next(met, False):
            raise LookupError("a defect")
        await look(duties, connection)

    monkeypatch.setattr(SharedDuties, "_look", fails_once)
    async with duties_of(database_url) as duties:
        holder = Holder(duties)
        assert (await holder.took()).epoch == 1
        assert (await holder.took()).epoch == 2
        await holder.end()
    assert "met a defect" in caplog.text


async def test_who_asks_before_the_end_of_its_session_is_seen_takes_another(
    store: PostgresStore, database_url: str
) -> None:
    session = await connected(database_url, "countersign tried")
    said = b"SFATAL\0C57P05\0Mterminating connection due to idle-session timeout\0\0"
    session._transport.pause_reading()  # what the server says is read, and that it closes the connection is not yet
    session._protocol.data_received(b"E" + (4 + len(said)).to_bytes(4) + said)
    try:
        with pytest.raises(BROKEN) as raised:
            await session.execute("SELECT 1")
        assert fault_of(raised.value) is StorageFault.UNREACHABLE
    finally:
        session.terminate()


async def test_a_unit_of_work_that_hangs_in_the_middle_of_what_it_sends_keeps_nobody_from_taking_over(
    store: PostgresStore, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres.duties.SILENT_SECONDS", 1.0)
    async with duties_of(database_url) as one:
        first = Holder(one)
        await first.took()
        await first.end()
    hung = await connected(database_url, UNITS)
    try:
        await hung.execute("BEGIN")
        await hung.execute("SELECT epoch FROM duties WHERE duty = 'time' FOR SHARE")
        body = b"\0SELECT 1\0\0\0"
        hung._transport.pause_reading()
        hung._transport.write(b"P" + (4 + len(body)).to_bytes(4) + body + b"H" + (4).to_bytes(4))  # parse, and flush
        async with duties_of(database_url) as other:
            second = Holder(other)
            assert (await second.took()).epoch == 2
            await second.end()
    finally:
        hung.terminate()


async def test_what_is_marked_in_an_earlier_term_is_refused_and_a_new_one_waits_for_what_was(
    store: PostgresStore, database_url: str
) -> None:
    async with duties_of(database_url) as one:
        first = Holder(one)
        term = await first.took()
        assert await store.write(lambda unit: unit.duties.stands(term))
        await first.end()
    async with duties_of(database_url) as other:
        second = Holder(other)
        later = await second.took()
        assert not await store.write(lambda unit: unit.duties.stands(term))
        assert await store.write(lambda unit: unit.duties.stands(later))
        await second.end()
