"""Two hours of this project as its host runs it, while much fails and it is killed again and again.

`make bench-soak`. The process between both loopback platforms, 40 ms away, of whose requests a fifth fails in every way
that requests fail; 200 people who look, sign, correct and withdraw; a reviewer who lists; announcements to 120 chats, a
backup that is restored beside, and a kill, each by time. A row each ten minutes tells what was done, what the process
holds, how long the oldest message has waited, and everything that is not as it has to be:

- `lost`: what somebody was told is on disk, and is not, or not so;
- `doubled`: a message stands twice on Discord, or an announcement on either platform;
- `untrue`: what is believed of an announcement that is done, and is not so;
- `journal`: what is wrong with a letter's journal; `errors`: lines of the log at ERROR or above, and tracebacks.

The table goes into a file as well. CPU is the process's own, over all starts.
"""

import argparse
import asyncio
import logging
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ours import busy
from benchmarks.servers import LATENCY
from benchmarks.soak_findings import Findings, oldest, waits
from benchmarks.soak_people import GIVING_UP, PATIENCE, SOMETHING_ELSE, Human, OnDiscord, OnTelegram
from tests.conversations.stories import PHONE
from tests.journeys.crowd import Crowd, acquainted, gathered
from tests.journeys.process import BotProcess
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.platforms.telegram.methods import METHODS

logger = logging.getLogger(__name__)

MINUTE = 60.0
CHATS = CHANNELS = 60
LOOK_SECONDS, REVIEW_SECONDS = 5.0, 5.0
SETTLING_SECONDS = 120
"""At the end nothing fails any more, and so long is waited until nothing waits."""

ALL_REQUESTS = r"^"


@dataclass
class Plan:
    """How long it takes, in minutes, and how often what happens; how many people there are, and what share of requests
    fails."""

    minutes: float
    people: int
    share: float
    seed: int
    announce: float
    backup: float
    kill: float
    row: float
    pause: float


@dataclass
class Peaks:
    """The most that was seen since the last row."""

    memory: int = 0
    files: int = 0
    waited: float = 0.0


def memory(pid: int) -> int:
    """The memory that a process holds, in megabytes."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def open_files(pid: int) -> int:
    """How many files and connections a process holds open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


class Soak:
    """The process, and everything that happens to it."""

    def __init__(self, plan: Plan, folder: Path, telegram: TelegramServer, discord: DiscordServer, out: Path) -> None:
        self._plan = plan
        self._folder = folder
        self._telegram = telegram
        self._discord = discord
        self._out = out
        self._chance = random.Random(plan.seed)
        self._bot = BotProcess(folder, telegram, discord)
        self._counts = Counter[str]()
        self._people: list[Human] = []
        self._peaks = Peaks()
        self._cpu_before = 0.0
        self._began = time.monotonic()
        self._up = asyncio.Event()
        self._starting = asyncio.Lock()
        self.findings = Findings()

    async def run(self) -> None:
        """All of it."""
        found = self.findings
        crowd = await gathered(self._bot, self._telegram, self._discord, CHATS, CHANNELS, apart=False)
        self._gather(crowd)
        try:
            await self._start()
            self._fail(self._plan.share)
            self._tell(HEAD)
            await self._for_a_while(crowd)
            self._fail(0.0)
            await self._settled()
            await self._bot.on_disk(lambda unit: found.judge_receipts(unit, self._telegram, self._discord))
            await self._row("end")
            await self._bot.stop()
        finally:
            await self._bot.kill()
            for each in self.findings.all():
                self._tell(each)

    def _gather(self, crowd: Crowd) -> None:
        guild = crowd.channels[0].guild
        assert guild
        for number in range(self._plan.people):
            if number % 2:
                member = self._discord.person(f"Member {number}")
                guild.join(member)
                person: OnDiscord | OnTelegram = OnDiscord(member)
            else:
                person = OnTelegram(acquainted(self._telegram, f"Person {number}"))
            self._people.append(Human(number, person, self._plan.pause, self._counts))

    async def _for_a_while(self, crowd: Crowd) -> None:
        plan = self._plan
        every: Sequence[tuple[float, Callable[[], Awaitable[None]]]] = (
            (plan.announce * MINUTE, lambda: self._announce(crowd)),
            (plan.backup * MINUTE, self._back_up),
            (plan.kill * MINUTE, self._kill),
            (plan.row * MINUTE, self._row),
            (REVIEW_SECONDS, lambda: self._review(crowd)),
            (LOOK_SECONDS, self._look),
        )
        tasks = [asyncio.create_task(each.live()) for each in self._people]
        tasks += [asyncio.create_task(self._by_time(seconds, act)) for seconds, act in every]
        try:
            done, _ = await asyncio.wait(tasks, timeout=plan.minutes * MINUTE, return_when=asyncio.FIRST_EXCEPTION)
            for each in done:
                each.result()
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _by_time(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await act()
            except Exception:
                logger.exception("what is done by time has ended otherwise than was thought of")
                self._counts["unforeseen"] += 1

    def _fail(self, share: float) -> None:
        methods = frozenset(METHODS) - {"getupdates"}
        self._telegram.faults_at_random(share, self._chance, methods=methods)
        self._discord.faults_at_random(share, self._chance, path=ALL_REQUESTS)

    # What happens by time.

    async def _announce(self, crowd: Crowd) -> None:
        """Tell everybody who follows; where no answer comes, once more in other words, as it may have been taken."""
        for _ in range(5):
            self._counts["announcements tried"] += 1
            text = f"Hearing {self._counts['announcements tried']} is on Monday."
            with suppress(*GIVING_UP):
                await crowd.owner.write(f"/announce {text}")
                await crowd.owner.press(await crowd.owner.expect("will be sent", PATIENCE), "Send it now", PATIENCE)
                return

    async def _review(self, crowd: Crowd) -> None:
        """List a sign-on that waits."""
        reviewer = OnDiscord(crowd.admin)
        with suppress(*GIVING_UP):
            await reviewer.give("review")
            await reviewer.press("List")
            self._counts["listed"] += "is listed" in await reviewer.press(PHONE)

    async def _back_up(self) -> None:
        """Make a backup, restore it into another place, and follow the journals in that."""
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        restored = {"DATABASE_URL": f"sqlite:///{folder / 'restored.db'}"}
        try:
            printed = await self._bot.command("backup", "--to", str(folder))
            path, log = printed.partition(": ")[0], self._folder / "bot.removals"
            removals = ("--removals", str(log)) if log.exists() else ()
            await self._bot.command("restore", path, *removals, **restored)
            await self._bot.command("verify", **restored)
        except AssertionError as error:
            self.findings.backups.append(f"a backup: {error}")
        self._counts["backups"] += 1
        shutil.rmtree(folder)

    async def _kill(self) -> None:
        self._up.clear()
        self._cpu_before += busy(self._bot.pid)
        await self._bot.kill()
        self._counts["kills"] += 1
        await self._start()

    async def _start(self) -> None:
        """Start it, until it has connected."""
        for _ in range(5):
            try:
                await self._bot.start()
            except (AssertionError, TimeoutError) as error:
                self.findings.starts.append(f"a start: {type(error).__name__} {str(error)[-300:]}")
                await self._bot.kill()
            else:
                self._up.set()
                return
        raise RuntimeError("the process can't be started")

    # What is looked at.

    async def _look(self) -> None:
        """What the process holds, and how long the oldest message has waited."""
        if not self._up.is_set():
            return
        pid, peaks = self._bot.pid, self._peaks
        peaks.memory = max(peaks.memory, memory(pid))
        peaks.files = max(peaks.files, open_files(pid))
        peaks.waited = max(peaks.waited, await self._bot.on_disk(oldest))

    async def _settled(self) -> None:
        """Wait until nothing waits any more, but not for ever."""
        for _ in range(SETTLING_SECONDS):
            if not await self._bot.on_disk(waits):
                return
            await asyncio.sleep(1)

    async def _row(self, name: str = "") -> None:
        """Judge what can be judged by now, and tell all."""
        found = self.findings
        await self._up.wait()
        await self._bot.on_disk(lambda unit: found.judge_on_disk(unit, self._people))
        await found.judge_announcements(self._bot, self._telegram, self._discord)
        found.judge_nonces(self._discord)
        found.judge_log(self._folder / "errors.txt")
        counts, peaks, self._peaks = self._counts, self._peaks, Peaks()
        cells = (
            name or f"{(time.monotonic() - self._began) / MINUTE:.0f}",
            *(counts[each] for each in ("looked", "signed", "corrected", "withdrew", "listed")),
            *(counts[each] for each in ("no answer on telegram", "no answer on discord", SOMETHING_ELSE, "unforeseen")),
            len(found.judged),
            counts["backups"],
            counts["kills"],
            memory(self._bot.pid),
            peaks.memory,
            peaks.files,
            f"{sum(each.stat().st_size for each in self._folder.glob('bot.db*')) / 1e6:.1f}",
            f"{peaks.waited:.0f}",
            f"{self._cpu_before + busy(self._bot.pid):.0f}",
            self._telegram.too_many + self._discord.too_many,
            found.uncertain,
            len(found.lost),
            len(found.doubled),
            len(found.untrue),
            len(found.journal) + len(found.backups) + len(found.starts),
            len(found.log),
        )
        self._tell(f"| {' | '.join(map(str, cells))} |")

    def _tell(self, line: str) -> None:
        print(line, flush=True)
        with self._out.open("a") as file:
            print(line, file=file)


HEAD = (
    "| minute | looked | signed | corrected | withdrew | listed | no answer on Telegram | on Discord | else "
    "| unforeseen | announcements | backups | kills | MB now | MB most | files most | database MB | waited most, s "
    "| CPU s | 429s | uncertain | lost | doubled | untrue | journal, backups, starts | errors |\n|" + " --- |" * 26
)


async def soak(plan: Plan, out: Path) -> int:
    """Do all of it; 1 where something is not as it has to be."""
    with tempfile.TemporaryDirectory(prefix="countersign-soak-") as folder:
        async with TelegramServer(latency=LATENCY) as telegram, DiscordServer(latency=LATENCY) as discord:
            there = Soak(plan, Path(folder), telegram, discord, out)
            await there.run()
            return int(bool(there.findings.all()))


def main() -> int:
    """Read the options, and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--share", type=float, default=0.2, help="of all requests, so many fail")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--announce", type=float, default=5.0, help="minutes between announcements; so the next ones")
    parser.add_argument("--backup", type=float, default=10.0)
    parser.add_argument("--kill", type=float, default=15.0)
    parser.add_argument("--row", type=float, default=10.0)
    parser.add_argument(
        "--pause", type=float, default=150.0, help="seconds from one thing that somebody does to the next"
    )
    parser.add_argument("--out", type=Path, default=Path("soak.txt"))
    chosen = vars(parser.parse_args())
    out = chosen.pop("out")
    plan = Plan(**chosen)
    random.seed(plan.seed)
    print(plan, flush=True)
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that a kill breaks
    return asyncio.run(soak(plan, out))


if __name__ == "__main__":
    sys.exit(main())
