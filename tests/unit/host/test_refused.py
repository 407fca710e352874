"""A platform that refuses what is set ends alone, and is tried again when something else is set."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.host.serving import connecting, renewing, supervising
from adapters.host.serving.process import run
from adapters.host.serving.renewing import Renewing
from adapters.host.settings import Settings, in_files, read_settings
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.model.bots import BotProfile
from bot.platforms import Given, Part, PlatformDeclaration
from bot.ports.messenger import Uploads
from bot.ports.settings import Setting
from tests.drivers.running import FREE, database
from tests.memory import SECRET
from tests.unit.delivery.delivering import Scripted, nothing_found
from tests.waiting import PATIENCE, until


class Fickle:
    """A platform that refuses the token `bad`, now or when it is told to; with `mute` it never connects."""

    def __init__(self, name: str, token: str, begun: asyncio.Queue[str]) -> None:
        self.name = name
        self.messenger = Scripted()
        self.messenger.platform = name
        self.ready = asyncio.Event()
        self.revoked = asyncio.Event()
        self._token, self._begun = token, begun

    def link(self, action: str) -> str:
        return ""

    @property
    def bot(self) -> BotProfile | None:
        return None

    ailments = ()

    async def stand_by(self) -> None:
        raise AssertionError("there is one process")

    def others_answered(self) -> None:
        raise AssertionError("there is one process")

    async def run(self) -> None:
        self._begun.put_nowait(self._token)
        if self._token != "bad":
            if self._token != "mute":
                self.ready.set()
            await self.revoked.wait()
        raise SetupError(f"{self.name} refuses its token.")


class Host:
    """Two platforms whose tokens stand in the environment, or in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.values = {"DATABASE_URL": database(folder), "SECRET_KEY": SECRET}
        self.begun = {name: asyncio.Queue[str]() for name in ("one", "two")}
        self.built: dict[str, Fickle] = {}
        self.platforms = [self._declared(name) for name in self.begun]
        self.renewing = Renewing(lambda: self.settings().platforms, lasting=False)
        self.ended = asyncio.Event()

    def _declared(self, name: str) -> PlatformDeclaration:
        token = Setting(f"{name.upper()}_TOKEN", secret=True)

        def build(given: Given, interface: Interface, pace: Pace, uploads: Uploads, part: Part) -> Fickle:
            self.built[name] = Fickle(name, given[token.name], self.begun[name])
            return self.built[name]

        return PlatformDeclaration(name, token, (), lambda given: FREE, lambda message: None, build, nothing_found)

    def settings(self) -> Settings:
        return read_settings(self.values, self.platforms)

    def in_file(self, name: str, token: str) -> None:
        """Write a token into the file that is named in the settings."""
        path = self.folder / name
        path.write_text(token)
        self.values[f"{name.upper()}_TOKEN_FILE"] = str(path)

    async def run(self) -> None:
        """Run the process."""
        lasting = Renewing(lambda: self.settings().platforms, in_files(self.values, self.platforms))
        self.renewing = lasting
        await run(self.settings(), self.ended, self.platforms, lasting)

    @asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        """It runs until the end of this."""
        running = asyncio.create_task(self.run())
        try:
            yield
        finally:
            self.ended.set()
            await running

    async def begins(self, name: str) -> str:
        """The token with which a platform begins next."""
        async with asyncio.timeout(PATIENCE):
            return await self.begun[name].get()


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host who need not wait for long."""
    monkeypatch.setattr(renewing, "LOOK_SECONDS", 0.02)
    return Host(tmp_path)


async def test_one_that_is_refused_at_the_start_ends_alone(host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    host.values |= {"ONE_TOKEN": "bad", "TWO_TOKEN": "good"}
    async with host.runs():
        assert await host.begins("one") == "bad"
        assert await host.begins("two") == "good"
        await until(lambda: "Connected: two" in "".join(capsys.readouterr().out))
        await asyncio.sleep(0.2)
        assert not host.ended.is_set()
    assert host.begun["one"].empty()


async def test_one_that_is_refused_later_ends_alone_and_begins_with_what_stands_in_its_file_then(host: Host) -> None:
    host.in_file("one", "good")
    host.in_file("two", "good")
    async with host.runs():
        await host.begins("one")
        await host.begins("two")
        host.built["one"].revoked.set()
        await asyncio.sleep(0.1)
        assert host.begun["one"].empty()
        (host.folder / "one").write_text("")
        await asyncio.sleep(0.1)
        host.in_file("one", "better")
        assert await host.begins("one") == "better"
        assert not host.built["two"].revoked.is_set()
    assert host.begun["two"].empty()


async def test_one_that_is_refused_is_tried_again_as_it_is_when_the_host_asks_for_it(host: Host) -> None:
    host.values |= {"ONE_TOKEN": "bad", "TWO_TOKEN": "good"}
    async with host.runs():
        assert await host.begins("one") == "bad"
        await asyncio.sleep(0.1)
        host.renewing.ask()
        assert await host.begins("one") == "bad"
        await asyncio.sleep(0.1)
        host.values["ONE_TOKEN"] = "good"
        assert await host.begins("one") == "good"


async def test_one_that_is_refused_is_tried_again_from_time_to_time(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "AGAIN_SECONDS", 0.2)
    host.values |= {"ONE_TOKEN": "bad", "TWO_TOKEN": "good"}
    async with host.runs():
        for _ in range(3):
            assert await host.begins("one") == "bad"


async def test_settings_that_can_t_be_read_are_told_when_the_host_asks_and_nothing_ends(
    host: Host, told: pytest.LogCaptureFixture
) -> None:
    host.in_file("one", "bad")
    host.values["TWO_TOKEN"] = "good"
    async with host.runs():
        await host.begins("one")
        (host.folder / "one").unlink()
        await asyncio.sleep(0.1)
        host.renewing.ask()
        await until(lambda: "one is not tried again: ONE_TOKEN_FILE can't be read" in told.text)
        host.in_file("one", "good")
        assert await host.begins("one") == "good"
    assert [each for each in told.records if each.levelno >= logging.ERROR] == []


async def test_where_every_one_is_refused_and_nothing_else_can_come_the_process_ends(host: Host) -> None:
    host.values |= {"ONE_TOKEN": "bad", "TWO_TOKEN": "bad"}
    with pytest.raises(SetupError, match=r"refuses its token\.$"):
        await asyncio.wait_for(host.run(), PATIENCE)


async def test_where_every_one_is_refused_and_another_token_can_come_by_a_file_the_process_waits_for_it(
    host: Host,
) -> None:
    host.in_file("one", "bad")
    host.values["TWO_TOKEN"] = "bad"
    async with host.runs():
        await host.begins("one")
        await asyncio.sleep(0.1)
        host.in_file("one", "good")
        assert await host.begins("one") == "good"


async def test_where_every_one_is_refused_that_was_connected_the_process_goes_on(host: Host) -> None:
    host.values |= {"ONE_TOKEN": "good"}
    async with host.runs():
        await host.begins("one")
        await until(lambda: host.built["one"].ready.is_set())
        await asyncio.sleep(0.1)
        host.built["one"].revoked.set()
        await asyncio.sleep(0.2)
        host.renewing.ask()
        assert await host.begins("one") == "good"


@pytest.mark.parametrize("token", ["mute", "bad"])
async def test_one_that_never_connected_holds_up_no_end(
    host: Host, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (connecting, supervising):
        monkeypatch.setattr(module, "PARTING_SECONDS", 10 * PATIENCE)
    host.values |= {"ONE_TOKEN": token, "TWO_TOKEN": "good"}
    async with asyncio.timeout(PATIENCE), host.runs():
        await host.begins("one")
        await host.begins("two")


async def test_a_defect_of_one_ends_the_process(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(self: Fickle) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(Fickle, "run", broken)
    host.values |= {"ONE_TOKEN": "good"}
    with pytest.raises(ExceptionGroup):
        await asyncio.wait_for(host.run(), PATIENCE)


def test_a_token_stands_in_a_file_where_one_is_named(host: Host) -> None:
    assert not in_files(host.values, host.platforms)
    host.in_file("two", "good")
    assert in_files(host.values, host.platforms)
