"""A platform that the host has never heard of: its declaration is all that it takes to be served."""

import asyncio
from pathlib import Path

import pytest

from adapters.host.serving.process import run
from adapters.host.settings import read_settings
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke
from bot.model.bots import BotProfile
from bot.model.chats import ChatKind, private_chat
from bot.model.people.person import Account
from bot.platforms import Given, Part, PlatformDeclaration
from bot.ports.messenger import Message, Uploads
from bot.ports.settings import Setting, address
from bot.text.blocks import plain
from tests.drivers.running import FREE, database
from tests.memory import SECRET
from tests.unit.delivery.delivering import PLATFORM, Scripted, nothing_found
from tests.waiting import PATIENCE

TOKEN = Setting("PLATFORM_TOKEN", secret=True)
SERVER = Setting("PLATFORM_SERVER", address("https", "https://host"))
SOMEBODY = Account(PLATFORM, "@ada:example.org")


class Novel:
    """A platform on which somebody says one thing; it refuses the token `bad`."""

    name = "Novel"

    def __init__(self, given: Given, interface: Interface, pace: Pace, uploads: Uploads) -> None:
        self.given = given
        self.interface = interface
        self.messenger = Scripted()
        self.ready = asyncio.Event()
        self.heard = asyncio.Event()
        self.said = ""

    def link(self, action: str) -> str:
        return f"novel:{action}"

    @property
    def bot(self) -> BotProfile | None:
        return None

    ailments = ()

    async def stand_by(self) -> None:
        raise AssertionError("there is one process")

    def others_answered(self) -> None:
        raise AssertionError("there is one process")

    async def run(self) -> None:
        if self.given[TOKEN.name] == "bad":
            raise SetupError("Novel refuses PLATFORM_TOKEN.")
        self.ready.set()
        caller = Caller(SOMEBODY, private_chat(SOMEBODY), ChatKind.PRIVATE)
        answer = await self.interface.answer(caller, Invoke("demand", {"demand": "2"}))
        self.said = plain(answer.blocks) if isinstance(answer, Message) else ""
        self.heard.set()
        await asyncio.Event().wait()


class Declared:
    """Its declaration, and what was built from it."""

    def __init__(self) -> None:
        self.built: asyncio.Queue[Novel] = asyncio.Queue()
        self.value = PlatformDeclaration(
            name=PLATFORM,
            token=TOKEN,
            settings=(SERVER,),
            limits=lambda given: FREE,
            prepare=lambda message: None,
            build=self._build,
            examine=nothing_found,
            names_account=lambda text: text.startswith("@"),
        )

    def _build(self, given: Given, interface: Interface, pace: Pace, uploads: Uploads, part: Part) -> Novel:
        novel = Novel(given, interface, pace, uploads)
        self.built.put_nowait(novel)
        return novel


async def test_it_is_set_up_answers_people_and_says_that_it_is_connected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "token").write_text("good\n")
    declared, ended = Declared(), asyncio.Event()
    values = {"PLATFORM_TOKEN_FILE": str(tmp_path / "token"), "PLATFORM_SERVER": "https://h.example/"}
    settings = read_settings({"DATABASE_URL": database(tmp_path), "SECRET_KEY": SECRET, **values}, [declared.value])
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(run(settings, ended, [declared.value]))
        novel = await declared.built.get()
        await novel.heard.wait()
        ended.set()
    assert novel.given == {"PLATFORM_TOKEN": "good", "PLATFORM_SERVER": "https://h.example"}
    assert "Demand 2" in novel.said
    printed = capsys.readouterr().out
    assert "To become the owner" in printed
    assert "novel:1-claim" in printed
    assert "Connected: Novel" in printed


async def test_what_it_refuses_is_said_to_the_host(tmp_path: Path) -> None:
    values = {"DATABASE_URL": database(tmp_path), "SECRET_KEY": SECRET, "PLATFORM_TOKEN": "bad"}
    declared = Declared().value
    with pytest.raises(SetupError, match=r"^Novel refuses PLATFORM_TOKEN\.$"):
        await run(read_settings(values, [declared]), asyncio.Event(), [declared])


@pytest.mark.parametrize("entry", [f"{PLATFORM}:ada", "telegram:1"])
def test_owners_are_named_as_it_writes_accounts(entry: str) -> None:
    assert read_settings({"OWNERS": f"{PLATFORM}:{SOMEBODY.id}"}, [Declared().value]).owners == (SOMEBODY,)
    with pytest.raises(SetupError, match=r"^OWNERS is not written as"):
        read_settings({"OWNERS": entry}, [Declared().value])
