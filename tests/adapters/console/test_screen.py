"""What people type never moves the terminal's cursor or changes its colours."""

import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from rich.console import Console

from adapters.console.screen import Screen
from bot.interface.actions import Action
from bot.model.files import File
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Blocks, Span
from bot.text.compose import compose
from bot.text.locales import load
from bot.text.text import Link, t
from tests.buttons import button
from tests.unit.strategies import THOROUGH, documents, typed

ESCAPES = ("\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x07", "\x08", "\x7f", "\x00", "\x1bc", "\r", "\x85")


def drawn(message: Message, heading: str = "", terminal: bool = False) -> str:
    output = StringIO()
    console = Console(file=output, highlight=False, force_terminal=terminal, color_system=None, width=80)
    Screen(console).show(message, heading)
    return output.getvalue()


def controls(text: str) -> set[str]:
    return {each for each in text if unicodedata.category(each) == "Cc" and each not in "\n\t"}


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("escape", ESCAPES)
def test_no_control_character_reaches_the_terminal_by_any_way(escape: str, terminal: bool) -> None:
    text = f"a{escape}b"
    runs = (Span(text, typed=True), Span(text, link=f"https://example.org/{escape}"), Span(text, code=True))
    blocks = tuple(Block(kind, runs) for kind in ("paragraph", "heading", "item", "quote", "code"))
    keys = (Key(text, str(Action("x"))), Key(text, url=f"https://example.org/{escape}"))
    message = Message(blocks, keys, files=(File(1, text, "text/plain", 1),), silent=True, done=0.5)
    for heading in ("", text):
        assert controls(drawn(message, heading, terminal)) == set()


@THOROUGH
@given(typed)
def test_a_line_of_the_console_s_own_has_none_either(text: str) -> None:
    output = StringIO()
    screen, escaped = Screen(Console(file=output, highlight=False)), text + "".join(ESCAPES)
    screen.say(escaped)
    screen.note(escaped, escaped)
    assert controls(output.getvalue()) == set()


@THOROUGH
@given(documents)
def test_everything_visible_is_drawn(blocks: Blocks) -> None:
    shown = "".join(drawn(Message(blocks)).split())
    for block in blocks:
        for run in block.runs:
            harmless = "".join("\ufffd" if controls(each) else each for each in run.text)
            assert "".join(harmless.split()) in shown


def test_brackets_and_emoji_names_are_no_markup() -> None:
    assert "[red]x[/red] :smile: [link=x]y" in drawn(
        Message((Block("paragraph", (Span("[red]x[/red] :smile: [link=x]y", typed=True),)),))
    )


def test_buttons_are_numbered_and_remembered_but_not_those_of_another_chat() -> None:
    output = StringIO()
    screen = Screen(Console(file=output, highlight=False))
    mine, other = Key("Sign", button("sign", letter="")), Key("Read", button("letter", letter=""))
    screen.show(Message((Block("paragraph", (Span("a"),)),), (mine,)))
    screen.show(Message((Block("paragraph", (Span("b"),)),), (other,)), heading="── in newsroom ──")
    assert screen.keys == [mine]
    assert "1 Sign" in output.getvalue()
    assert "[Read]" in output.getvalue()


def test_what_comes_along_with_a_message_to_a_chat_is_named() -> None:
    files = File(1, "report.pdf", "application/pdf", 120_400), File(2, "photo.png", "image/png", 3)
    message = Message(
        (Block("paragraph", (Span("News"),)),), (Key("Read", str(Action("x"))),), files=files, silent=True
    )
    assert [line.strip() for line in drawn(message, "── in newsroom ──").splitlines()] == [
        "── in newsroom ──", "News", "File: report.pdf (120 kB)", "File: photo.png (1 kB)", "(silent)", "[Read]", "",
    ]  # fmt: skip
    assert "File" not in drawn(message)


def test_a_report_is_drawn_with_a_bar() -> None:
    assert "━━━━━━━━━━━━──────────── 50 %" in drawn(Message((Block("paragraph", (Span("Half"),)),), done=0.5))


def test_a_link_says_once_where_it_leads_also_where_text_runs_from_right_to_left() -> None:
    named = t("{organization}", organization=Link("https://example.org", "Bakers"))
    bare = t("{link}", link=Link("https://example.org/page"))
    shown = drawn(Message(compose((named, bare), load()["ar"])))
    assert shown.count("https://example.org") == 2
    assert "Bakers\u2069 <https://example.org>" in shown
