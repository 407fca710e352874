"""Files on the console: sent by their path, and put into a folder where they come back."""

from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console as Terminal

from adapters.console.console import Console
from adapters.console.screen import Screen
from adapters.host.letters import read_letters
from bot.commands.shared_options import LETTER
from bot.delivery.uploads import StoredUploads
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Kind, Need, Option
from bot.model.files import MOST_BYTES
from bot.ports.store import Store
from bot.service import starting
from bot.text.locales import load
from bot.text.text import Typed, t

REPORT = b"chat,state\nnewsroom,delivered\n"


def _keep(call: Call) -> Reply:
    files = call.unit.files.get([call.number("file") or 0])
    said = [t("File: {name} of {size} bytes", name=each.name, size=each.size) for each in files]
    return Reply([t("Kept."), Typed(call.text("text") or "without a text"), *said], files=tuple(files))


def _report(call: Call) -> Reply:
    file = call.unit.files.add(call.published.letter_id, "../report.csv", "text/csv", REPORT, call.unit.now)
    return Reply([t("Here it is.")], files=(file,))


_TEXT = Option("text", Kind.PARAGRAPH, t("Text"), t("What does it say?"), most=1500)
_FILE = Option("file", Kind.FILE, t("File"), t("Please send the file."))
_ALONG = Option("file", Kind.FILE, t("File"), t("A file"), need=Need.NEVER)

COMMANDS = (
    Command("keep", t("Keep a file"), _keep, (LETTER, _FILE)),
    Command("post", t("Post something"), _keep, (LETTER, _TEXT, _ALONG)),
    Command("report", t("Report"), _report, (LETTER,)),
)


class Desk:
    """A console in a folder of its own, and what stands on its screen."""

    def __init__(self, interface: Interface, store: Store, folder: Path) -> None:
        self._paper = StringIO()
        screen = Screen(Terminal(file=self._paper, highlight=False, width=200))
        self._console = Console(interface, screen, StoredUploads(store), folder)

    async def type(self, *lines: str) -> str:
        """Type lines; what was drawn then."""

        async def each() -> AsyncIterator[str]:
            for line in lines:
                yield line

        self._paper.truncate(self._paper.seek(0))
        await self._console.run(each(), echo=False)
        return self._paper.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the person has begun the console."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
async def desk(store: Store, folder: Path) -> Desk:
    """A console with commands that take files and hand them out."""
    await store.write(lambda unit: starting.publish_new(unit, read_letters("")))
    return Desk(Interface(COMMANDS, store, load(), {}), store, folder)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file that is sent."""
    path = tmp_path / "our letter.pdf"
    path.write_bytes(b"%PDF" * 1000)
    return path


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}


async def test_a_file_is_sent_where_one_is_asked_for(desk: Desk, letter: Path, folder: Path) -> None:
    assert "Type @ and the path of the file." in await desk.type("/keep")
    shown = await desk.type(f"@{letter}")
    assert "Kept." in shown
    assert "File: our letter.pdf of 4,000 bytes" in shown
    assert names(folder) == set()


async def test_a_file_goes_along_at_the_end_of_a_command(desk: Desk, letter: Path) -> None:
    shown = await desk.type(f"/post It is out, says @ada. @{letter}")
    assert "It is out, says @ada." in shown
    assert "File: our letter.pdf of 4,000 bytes" in shown
    assert "File: our letter.pdf of 4,000 bytes" in await desk.type(f"/keep @{letter}")


async def test_a_file_that_came_along_is_kept_until_the_text_is_there(desk: Desk, letter: Path) -> None:
    asked = await desk.type(f"/post @{letter}")
    assert "What does it say?" in asked
    assert "Type @" not in asked
    shown = await desk.type("It is out.")
    assert "It is out." in shown
    assert "File: our letter.pdf of 4,000 bytes" in shown


async def test_where_no_file_is_asked_for_a_path_is_text(desk: Desk, letter: Path) -> None:
    shown = await desk.type("/post", f"@{letter}")
    assert f"@{letter}" in shown
    assert "File:" not in shown


async def test_where_no_file_stands_it_is_said_and_asked_again(desk: Desk, folder: Path, letter: Path) -> None:
    await desk.type("/keep")
    for wrong, why in ((f"{folder}/x", f"There is no file {folder}/x."), (f"{folder}", f"{folder} is a folder.")):
        shown = await desk.type(f"@{wrong}")
        assert why in shown
        assert "read as text" not in shown
        assert "Please send a file." in shown
        assert "Type @ and the path of the file." in shown
    assert "Kept." in await desk.type(f"@{letter}")


async def test_a_command_that_needs_a_file_asks_for_it_where_none_stands(desk: Desk, folder: Path) -> None:
    shown = await desk.type(f"/keep @{folder}/x")
    assert f"There is no file {folder}/x." in shown
    assert "Please send the file." in shown
    assert "Type @ and the path of the file." in shown


async def test_in_a_command_a_name_after_an_at_sign_is_text_too(desk: Desk) -> None:
    shown = await desk.type("/post Our report is out, says @ada")
    assert "There is no file ada. This is read as text." in shown
    assert "Our report is out, says @ada" in shown


async def test_a_name_after_an_at_sign_is_text_where_a_text_is_asked_for(desk: Desk) -> None:
    shown = await desk.type("/post", "@ada has said it")
    assert "There is no file ada has said it. This is read as text." in shown
    assert "Kept." in shown
    assert "@ada has said it" in shown


async def test_a_file_that_is_too_large_is_not_even_read(desk: Desk, tmp_path: Path) -> None:
    with (tmp_path / "huge.bin").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    for lines in ((f"/keep @{tmp_path}/huge.bin",), ("/keep", f"@{tmp_path}/huge.bin")):
        assert "This file is too large: 20 MB at the most." in await desk.type(*lines)


async def test_a_file_that_comes_back_is_put_into_the_folder_and_never_over_another(desk: Desk, folder: Path) -> None:
    (folder / "_report.csv").write_bytes(b"something else")
    assert f"Saved: {folder}/_report-2.csv" in await desk.type("/report")
    assert (folder / "_report-2.csv").read_bytes() == REPORT
    assert (folder / "_report.csv").read_bytes() == b"something else"
    assert f"Saved: {folder}/_report-2.csv" in await desk.type("/report")
    assert names(folder) == {"_report.csv", "_report-2.csv"}


@pytest.mark.parametrize("folder", [Path("/proc/nowhere")])
async def test_where_nothing_can_be_saved_it_is_said(desk: Desk, folder: Path) -> None:
    assert f"../report.csv can't be saved in {folder}: No such file or directory." in await desk.type("/report")
