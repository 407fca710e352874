"""How far an announcement has come, as a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.progress import WIDTH, Progress, bar, line
from bot.ports.messenger import Message
from bot.text.blocks import Block, Span
from tests.unit.strategies import THOROUGH, typed


def report(head: str, *facts: str, done: float | None = 0.4) -> Message:
    texts = Block("paragraph", (Span(head, bold=True),)), *(Block("item", (Span(fact),), "•") for fact in facts)
    return Message(texts, done=done)


@pytest.mark.parametrize(
    ("done", "drawn"),
    [
        (0.0, f"{'─' * 24} 0 %"),
        (0.1, f"━━{'─' * 22} 10 %"),
        (0.4, f"{'━' * 9}╸{'─' * 14} 40 %"),
        (0.999, f"{'━' * 23}╸ 99 %"),
        (1.0, f"{'━' * 24} 100 %"),
    ],
)
def test_a_bar_is_as_full_as_the_work_is_done(done: float, drawn: str) -> None:
    assert bar(done) == drawn


@given(st.floats(allow_nan=False))
def test_a_bar_is_always_as_wide_and_never_over_a_hundred(done: float) -> None:
    drawn, _, percent = bar(done).partition(" ")
    assert len(drawn) == WIDTH
    assert 0 <= int(percent.removesuffix(" %")) <= 100


def test_a_report_is_a_line_with_a_bar_between_its_head_and_its_facts() -> None:
    shown = line(report("Announcement 3: 120 of 300 delivered.", "30 a second, about 6 seconds left", "1 failed"))
    assert shown == (
        "Announcement 3: 120 of 300 delivered ━━━━━━━━━╸────────────── 40 %"
        " · 30 a second, about 6 seconds left · 1 failed"
    )


@THOROUGH
@given(typed)
def test_whatever_a_report_says_it_stays_on_one_line(text: str) -> None:
    assert len(line(report(text, text, text)).splitlines()) == 1


def test_what_is_on_its_way_is_shown_until_it_is_done() -> None:
    progress, told = Progress(), list[str]()
    progress.changed = lambda: told.append(progress.text)
    progress.show("a", report("Announcement 1"))
    progress.show("a", report("Announcement 1"))
    progress.show("b", report("Announcement 2", done=0.5))
    progress.show("a", report("Announcement 1 is done", done=None))
    progress.end("b")
    progress.end("b")
    one, two = f"Announcement 1 {bar(0.4)}", f"Announcement 2 {bar(0.5)}"
    assert told == [one, f"{one}\n{two}", two, ""]
