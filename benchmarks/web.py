"""What the public pages cost, beside nginx with the same bytes in the same run.

`make bench-web`. The bot runs as its host runs it, with 10,000 organizations in its list, on one core; wrk asks from
the other. For each of three requests: how many are answered a second, the 99th percentile, and what one costs of a core
(user and system time of the server's processes); the ratio is nginx's cost to the bot's. nginx answers with the bytes
that the bot gave, compressed beforehand. Then what it costs to make pages anew while organizations sign: how long a
command takes with readers and without, and how much memory the pages want. What a ratio hangs on: whether both cores
are free, and how fast the loopback device is; costs of a core waver by a quarter.
"""

import argparse
import asyncio
import re
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from adapters.host.letters import read_letters
from adapters.host.serving.process import SWITCH_SECONDS
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from benchmarks import ours
from benchmarks.servers import ROOT, percentile, process
from bot.commands import COMMANDS
from bot.delivery.changes import Changes, ChangingStore
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke
from bot.model.chats import ChatKind, private_chat
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account
from bot.pages import PAGES
from bot.ports.store import Store, Unit
from bot.service import starting
from bot.text.locales import load
from tests.storage import examples

ORGANIZATIONS = 10_000
SECONDS = 5
ROUNDS = 3
SIGNING_SECONDS = 20.0
SIGNED_A_SECOND = 100
TOGETHER = 200
READERS = 8
API = "/api/v1/letters/{slug}/endorsements.json"
BR = {"Accept-Encoding": "br"}
ITS_OWN = frozenset({"Content-Length", "Content-Type", "Etag", "ETag", "Date", "Server", "Connection"})


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: its name, path and headers."""

    name: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What wrk counted, and what a request cost of a core, in microseconds."""

    a_second: float
    slowest: str
    cost: float


async def filled(store: Store) -> str:
    """The sample letter with its list; the letter's short name."""
    await store.write(lambda unit: starting.publish_new(unit, read_letters("")))
    revision = await store.read(lambda unit: unit.letters.all()[0])
    for first in range(0, ORGANIZATIONS, TOGETHER):

        def sign(unit: Unit, first: int = first) -> None:
            for number in range(first, first + TOGETHER):
                examples.sign(unit, revision.letter_id, f"Example organization {number:05}", State.LISTED)

        await store.write(sign)
    return revision.letter.slug


@asynccontextmanager
async def the_bot(url: str) -> AsyncIterator[tuple[str, int]]:
    """The bot, with its console open, on the first core: where its pages are, and its process."""
    running = await asyncio.create_subprocess_exec(
        "taskset", "-c", "0", sys.executable, "-m", "adapters.host", "run", cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": url, "SECRET_KEY": ours.SECRET, "WEB_ADDRESS": "127.0.0.1:8765",
             "PYTHONUNBUFFERED": "1"},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout
    said = ""
    while not (found := re.search(r"(http://127\.0\.0\.1:\d+)/", said)):
        said += (await running.stdout.readline()).decode()
    try:
        yield found[1], running.pid
    finally:
        assert running.stdin
        running.stdin.close()
        await running.communicate()


@asynccontextmanager
async def nginx(bodies: Mapping[str, tuple[bytes, Mapping[str, str]]]) -> AsyncIterator[tuple[str, int]]:
    """nginx on the first core, with these bytes and headers at these paths: where it is, and its working process."""
    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder), bodies)
        async with process("nginx", "-p", folder, "-c", f"{folder}/nginx.conf", core=0) as running:
            await asyncio.sleep(1)
            yield "http://127.0.0.1:8766", worker_of(running.pid)


def configure(folder: Path, bodies: Mapping[str, tuple[bytes, Mapping[str, str]]]) -> None:
    """Write what nginx serves, and how."""
    places = list[str]()
    for number, (path, (body, headers)) in enumerate(bodies.items()):
        (folder / f"{number}.bin").write_bytes(body)
        said = "".join(f'add_header {name} "{value}";' for name, value in headers.items() if name not in ITS_OWN)
        places.append(f"location = {urlsplit(path).path} {{ alias {folder}/{number}.bin; {said} }}")
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log /dev/null; events {{}} "
        f"http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; default_type text/html; "
        f"server {{ listen 127.0.0.1:8766 reuseport; keepalive_requests 100000000; {' '.join(places)} }} }}"
    )
    folder.chmod(0o755)


def worker_of(master: int) -> int:
    """The process of nginx that answers: the one that its master has begun."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == master:
                return int(stat.parent.name)
    raise RuntimeError("nginx has begun no process")


async def asked(where: str, pid: int, request: Request) -> Measured:
    """What wrk counts."""
    headers = [part for name, value in request.headers.items() for part in ("-H", f"{name}: {value}")]
    before = ours.busy(pid)
    running = await asyncio.create_subprocess_exec(
        "taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{SECONDS}s", "--latency", *headers, where + request.path,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said = (await running.communicate())[0].decode()
    used = ours.busy(pid) - before
    answered = re.search(r"(\d+) requests in", said)
    slowest = re.search(r"99%\s+(\S+)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if not answered or not slowest or wrong:
        raise RuntimeError(said)
    return Measured(int(answered[1]) / SECONDS, slowest[1], used / int(answered[1]) * 1e6)


async def beside_nginx(slug: str, url: str) -> None:
    """Each request of the bot and of nginx in turns, the middle one of each."""
    async with the_bot(url) as (where, pid), aiohttp.ClientSession(auto_decompress=False) as session:
        begun = memory(pid)
        kept = dict[str, tuple[bytes, Mapping[str, str]]]()
        requests = list[Request]()
        for name, path in (
            ("200 rows", f"/en/{slug}/list"),
            ("10,000 rows as JSON", API.format(slug=slug)),
        ):
            async with session.get(where + path, headers=BR) as response:
                response.raise_for_status()
                kept[path] = await response.read(), response.headers
            requests.append(Request(name, path, BR))
        first = requests[0].path
        tag = kept[first][1]["ETag"]
        print("| request | bytes | bot: a second, 99th, µs of a core | nginx | ratio by cost | by rate |")
        print("| --- | --- | --- | --- | --- | --- |")
        async with nginx(kept) as (beside, other):
            async with session.get(beside + first, headers=BR) as response:
                theirs = response.headers["ETag"]
            for request in (*requests, Request("a conditional request", first, BR)):
                conditional = request not in requests
                rounds = list[tuple[Measured, Measured]]()
                for _ in range(ROUNDS):
                    mine = Request(request.name, request.path, {**BR, "If-None-Match": tag} if conditional else BR)
                    its = Request(request.name, request.path, {**BR, "If-None-Match": theirs} if conditional else BR)
                    rounds.append((await asked(where, pid, mine), await asked(beside, other, its)))
                bot = sorted((each for each, _ in rounds), key=lambda each: each.cost)[ROUNDS // 2]
                fast = sorted((each for _, each in rounds), key=lambda each: each.cost)[ROUNDS // 2]
                size = 0 if conditional else len(kept[request.path][0])
                print(
                    f"| {request.name} | {size:,} | {shown(bot)} | {shown(fast)} | {fast.cost / bot.cost:.2f} | "
                    f"{bot.a_second / fast.a_second:.2f} |", flush=True,
                )  # fmt: skip
        print(f"Memory of the bot: {begun} MB as it began, {memory(pid)} MB after all this.")


def shown(measured: Measured) -> str:
    """What was counted, in a cell."""
    return f"{measured.a_second:,.0f}, {measured.slowest}, {measured.cost:.0f}"


def memory(pid: int) -> int:
    """The most memory that a process has held so far, in megabytes."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


async def while_they_sign(url: str, slug: str) -> None:
    """How long a command takes while 100 organizations a second sign, without readers of the pages and with them."""
    opened, changes = await ours.opened(url), Changes()
    store = ChangingStore(opened, changes)
    interface = Interface(COMMANDS, store, load(), {"console": lambda message: None})
    throttle = Throttle(time.monotonic, 1e6, 1e6, (1e6, 1e6))
    site = Site(store, PAGES, speeches=load(), public_url="", throttle=throttle, changes=changes)
    sys.setswitchinterval(SWITCH_SECONDS)
    async with serving(site, "127.0.0.1:0") as port:
        numbers = count(ORGANIZATIONS)
        for readers in (0, READERS):
            async with reading(port, slug) if readers else nullcontext():
                taken = await commands_while_signing(store, interface, numbers)
            print(
                f"{readers} readers: a command takes {percentile(taken, 0.5) * 1e3:.1f} ms, "
                f"95th {percentile(taken, 0.95) * 1e3:.1f} ms ({len(taken)} commands)", flush=True,
            )  # fmt: skip
    await opened.close()


@asynccontextmanager
async def reading(port: int, slug: str) -> AsyncIterator[None]:
    """Readers in a process of their own, each of whom opens another page twenty times a second."""
    paths = ", ".join(f'"{each}"' for each in (f"/en/{slug}", f"/en/{slug}/list", API.format(slug=slug)))
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(
            f"local paths, opened = {{ {paths} }}, 0\n"
            "request = function() opened = opened + 1; return wrk.format('GET', paths[opened % #paths + 1]) end\n"
            "delay = function() return 50 end\n"
        )
        script.flush()
        command = ("wrk", "-t1", f"-c{READERS}", f"-d{SIGNING_SECONDS + 5:.0f}s", "-H", "Accept-Encoding: br", "-s")
        async with process(*command, script.name, f"http://127.0.0.1:{port}"):
            yield


async def commands_while_signing(store: Store, interface: Interface, numbers: "count[int]") -> list[float]:
    """How long commands take meanwhile, in seconds."""
    letter_id = await store.read(lambda unit: unit.letters.all()[0].letter_id)
    ended = time.monotonic() + SIGNING_SECONDS
    taken, signing = list[float](), set[asyncio.Task[object]]()

    async def sign() -> None:
        while time.monotonic() < ended:
            name = f"Example organization {next(numbers):05}"
            put = store.write(lambda unit, name=name: examples.sign(unit, letter_id, name, State.LISTED))  # type: ignore[misc]
            task = asyncio.ensure_future(put)
            signing.add(task)
            task.add_done_callback(signing.discard)
            await asyncio.sleep(1 / SIGNED_A_SECOND)

    async def command() -> None:
        account = Account("console", "reader")
        caller = Caller(account, private_chat(account), ChatKind.PRIVATE)
        while time.monotonic() < ended:
            begun = time.monotonic()
            await interface.answer(caller, Invoke("demand", {"number": "1"}))
            taken.append(time.monotonic() - begun)
            await asyncio.sleep(0.02)

    await asyncio.gather(sign(), command())
    await asyncio.gather(*signing)
    return taken


async def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    missing = [each for each in ("nginx", "wrk", "taskset") if not shutil.which(each)]
    if missing:
        sys.exit(f"Needed and not there: {', '.join(missing)} (on Debian: apt-get install nginx-light wrk util-linux).")
    async with ours.database() as url:
        store = await ours.opened(url)
        slug = await filled(store)
        await store.close()
        await beside_nginx(slug, url)
        await while_they_sign(url, slug)


if __name__ == "__main__":
    asyncio.run(main())
