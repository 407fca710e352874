"""How messages of the queue are drawn on the console."""

from io import StringIO

import pytest
from rich.console import Console

from adapters.console.messenger import PLATFORM, ConsoleMessenger
from adapters.console.progress import Progress, bar
from adapters.console.screen import Screen
from bot.interface.actions import Action
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.ports.messenger import Destination, Key, Message, Sent
from bot.text.blocks import Block, Span

NEWSROOM = Destination(Address(PLATFORM, "newsroom"), ChatKind.GROUP, Lane.ANNOUNCEMENT)
OWNER = Destination(Address(PLATFORM, "@owner"), ChatKind.PRIVATE, Lane.CARD)
FILE = File(1, "report.pdf", "application/pdf", 120_000)


class Paper:
    """A screen that is read, with a messenger that draws on it."""

    def __init__(self, live: Progress | None = None) -> None:
        self._file = StringIO()
        screen = Screen(Console(file=self._file, highlight=False, width=200))
        self.messenger = ConsoleMessenger(screen, live)

    def take(self) -> list[str]:
        """The lines that were drawn since the last time."""
        drawn = [line.strip() for line in self._file.getvalue().splitlines() if line.strip()]
        self._file.truncate(self._file.seek(0))
        return drawn


@pytest.fixture
def live() -> Progress:
    """What is shown live on a terminal."""
    return Progress()


@pytest.fixture
def paper() -> Paper:
    """A screen that is no terminal."""
    return Paper()


def said(text: str, done: float | None = None, files: tuple[File, ...] = (), silent: bool = False) -> Message:
    blocks = (Block("paragraph", (Span(text),)),)
    return Message(blocks, (Key("Pause", str(Action("x"))),), done=done, files=files, silent=silent)


async def test_a_message_is_drawn_once_under_its_key(paper: Paper) -> None:
    for _ in range(2):
        end = await paper.messenger.send("k1", NEWSROOM, said("News", files=(FILE,), silent=True))
        assert end == Sent("k1")
    assert paper.take() == ["── in newsroom ──", "News", "File: report.pdf (120 kB)", "(silent)", "[Pause]"]


async def test_files_that_leave_by_themselves_are_named_once(paper: Paper) -> None:
    for _ in range(2):
        assert await paper.messenger.send_files("k2", NEWSROOM, said("News", files=(FILE,))) == Sent("k2")
    assert paper.take() == ["── in newsroom ──", "File: report.pdf (120 kB)"]


async def test_what_is_changed_is_drawn_anew(paper: Paper) -> None:
    await paper.messenger.edit(NEWSROOM, "k1", said("Other news"))
    assert paper.take() == ["── in newsroom, changed ──", "Other news", "[Pause]"]


async def test_what_is_taken_back_or_pinned_is_named_by_its_words(paper: Paper) -> None:
    await paper.messenger.send("k1", NEWSROOM, said("The ministers\nhave answered " + "everything " * 20))
    paper.take()
    words = "“The ministers have answered everything everything everythin…”"
    await paper.messenger.pin(NEWSROOM, "k1", silent=False)
    assert paper.take() == ["── in newsroom ──", f"{words} was pinned."]
    await paper.messenger.pin(NEWSROOM, "k1", silent=True)
    assert paper.take() == ["── in newsroom ──", f"{words} was pinned (silent)."]
    await paper.messenger.delete(NEWSROOM, "k1")
    assert paper.take() == ["── in newsroom, taken back ──", words]
    await paper.messenger.delete(NEWSROOM, "of an earlier run")
    assert paper.take() == ["── in newsroom, taken back ──", "A message"]


async def test_where_there_is_no_terminal_each_report_is_a_line_and_the_last_is_whole(paper: Paper) -> None:
    first, then = said("Announcement 3: 0 of 4 delivered.", 0.0), said("Announcement 3: 2 of 4 delivered.", 0.5)
    await paper.messenger.send("k3", OWNER, first)
    await paper.messenger.edit(OWNER, "k3", then)
    await paper.messenger.edit(OWNER, "k3", said("Announcement 3 is done."))
    assert paper.take() == [
        "── to owner, in private ──",
        "Announcement 3: 0 of 4 delivered.",
        bar(0.0),
        "[Pause]",
        "── to owner, in private, changed ──",
        f"Announcement 3: 2 of 4 delivered {bar(0.5)}",
        "── to owner, in private, changed ──",
        "Announcement 3 is done.",
        "[Pause]",
    ]


async def test_on_a_terminal_a_report_is_live_and_only_the_first_and_the_last_are_drawn(live: Progress) -> None:
    paper = Paper(live)
    await paper.messenger.send("k3", OWNER, said("Announcement 3: 0 of 4 delivered.", 0.0))
    assert "Announcement 3: 0 of 4 delivered." in paper.take()
    assert live.text == f"Announcement 3: 0 of 4 delivered {bar(0.0)}"
    await paper.messenger.edit(OWNER, "k3", said("Announcement 3: 2 of 4 delivered.", 0.5))
    assert paper.take() == []
    assert live.text == f"Announcement 3: 2 of 4 delivered {bar(0.5)}"
    await paper.messenger.edit(OWNER, "k3", said("Announcement 3 is done."))
    assert paper.take() == ["── to owner, in private, changed ──", "Announcement 3 is done.", "[Pause]"]
    assert live.text == ""


async def test_a_report_that_is_taken_back_is_live_no_more(live: Progress) -> None:
    paper = Paper(live)
    await paper.messenger.send("k3", OWNER, said("Announcement 3", 0.0))
    await paper.messenger.delete(OWNER, "k3")
    assert live.text == ""


async def test_every_chat_of_the_console_can_be_reached_and_none_follows_another(paper: Paper) -> None:
    assert await paper.messenger.probe(NEWSROOM, files=True) is None
    assert not paper.messenger.crossposts
    assert await paper.messenger.crosspost(NEWSROOM, "k1") == Sent("k1")
    assert paper.messenger.prepare(said("News")) is None
    assert paper.messenger.memory(ChatKind.GROUP).days == 1
    assert paper.take() == []
