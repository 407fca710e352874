"""Small parts of Discord's adapter: what files weigh, what posts are called, and what crossposts are left."""

import pytest

from adapters.discord.drawing import pieces
from adapters.discord.drawing.posts import TITLE, title
from adapters.discord.drawing.rendering import FILE_LIMIT, prepare
from adapters.discord.sending.crossposts import Crossposts
from bot.delivery.windows import Window
from bot.model.files import MOST_FILES, File
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Span


def file(size: int, number: int = 1, name: str = "press.pdf") -> File:
    return File(number, name, "application/pdf", size)


def message(*files: File, text: str = "Dear all") -> Message:
    return Message((Block("paragraph", (Span(text),)),), (Key("Sign", "sign"),), files=files)


# What files weigh.


def test_files_that_discord_does_not_take_are_refused_before_they_leave() -> None:
    assert prepare(message(file(FILE_LIMIT))) is None
    assert prepare(message(*(file(1) for _ in range(MOST_FILES)))) is None
    too_large = prepare(message(file(FILE_LIMIT + 1)))
    too_many = prepare(message(*(file(1) for _ in range(MOST_FILES + 1))))
    too_heavy = prepare(message(*(file(FILE_LIMIT) for _ in range(3))))
    assert [each and each.reason for each in (too_large, too_many, too_heavy)] == [
        "Discord takes files of up to 10 MiB",
        "Discord takes 10 files in one message, and this has 11",
        "Discord takes 24 MiB of files in one message",
    ]


def test_keys_and_files_stand_under_the_last_message() -> None:
    found = pieces.pieces(message(file(1), text="word " * 600))
    assert len(found) > 1
    assert all(not each.keys and not each.files for each in found[:-1])
    assert [each.label for each in found[-1].keys] == ["Sign"]
    assert found[-1].files == (file(1),)
    assert [each.content for each in pieces.pieces(Message((), files=(file(1),)))] == [""]
    assert pieces.pieces(Message(())) == []


# What posts are called.


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("A letter", "A letter"),
        ("\n  A *letter*  \nDear all", "A *letter*"),
        ("x" * 100, "x" * 100),
        ("x" * 101, f"{'x' * 99}…"),
        (" ", "press.pdf"),
    ],
)
def test_a_post_is_called_by_its_first_line(text: str, called: str) -> None:
    assert title(message(file(1), text=text)) == called
    assert 1 <= len(called) <= TITLE


def test_a_post_of_nothing_has_a_name_too() -> None:
    assert title(Message(())) == "…"


# What crossposts are left.


def test_a_channel_has_a_budget_of_its_own() -> None:
    now = [0.0]
    budget = Crossposts(lambda: now[0], Window(2, 60.0))
    assert budget.free_in("a") == 0.0
    budget.made("a")
    now[0] = 10.0
    budget.made("a")
    assert (budget.free_in("a"), budget.free_in("b")) == (50.0, 0.0)
    now[0] = 60.0
    assert budget.free_in("a") == 0.0
    budget.made("a")
    assert budget.free_in("a") == 10.0


def test_what_was_passed_on_long_ago_counts_no_more() -> None:
    now = [0.0]
    budget = Crossposts(lambda: now[0], Window(2, 60.0))
    for _ in range(3):
        budget.made("a")
    now[0] = 59.0
    assert budget.free_in("a") == 1.0
    now[0] = 60.0
    budget.made("b")
    assert budget.free_in("a") == 0.0
