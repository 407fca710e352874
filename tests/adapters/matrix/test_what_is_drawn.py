"""Messages as people read them on Matrix, and what they write as the core reads it."""

import pytest

from adapters.matrix.drawing.messages import KEYS, contents, keys_in, number_in, prepare
from adapters.matrix.drawing.rendering import LIMIT, piece, pieces
from adapters.matrix.incoming.formatting import written
from bot.model.blocks import Block, Span
from bot.ports.messenger import Key, Message
from bot.text.markup.formatted import Unkept

HOSTILE = '<img src=x onerror=alert(1)> @room @ada:example.org https://evil.example "&'


def paragraph(text: str, typed: bool = True) -> Block:
    return Block("paragraph", (Span(text, typed=typed),))


def test_what_somebody_typed_is_no_element_and_becomes_no_link_or_mention() -> None:
    drawn = piece((paragraph(HOSTILE),))
    assert "<img" not in drawn.html
    for text in (drawn.plain, drawn.html):
        assert not any(link in text for link in ("@room", "@ada", "https://evil"))
    (content,) = contents(Message((paragraph(HOSTILE),)), notice=False)
    assert content["m.mentions"] == {}


def test_a_command_that_the_bot_names_begins_as_commands_do_here() -> None:
    runs = (Span("Give "), Span("/letter", code=True), Span(" or "), Span("/typed", code=True, typed=True))
    drawn = piece((Block("paragraph", runs),))
    assert drawn.plain == "Give !letter or /typed"
    assert "<code>!letter</code>" in drawn.html


def test_a_long_text_leaves_whole_in_messages_that_can_be_edited() -> None:
    text = "سلام عليكم 👩‍👩‍👧 " * 4000
    stretches = pieces((paragraph(text), paragraph("the end")))
    assert len(stretches) > 5
    assert all(each.size <= LIMIT for each in stretches)
    assert "".join("".join(each.plain for each in stretches).split()) == "".join(f"{text} the end".split())
    assert prepare(Message((paragraph(text),)))


def test_buttons_are_numbers_that_stand_in_the_message_itself() -> None:
    keys = (Key("Read", action="1-letter"), Key("The page", url="https://example.org/"), Key("Ask", action="1-ask"))
    (content,) = contents(Message((paragraph("Hello"),), keys), notice=True)
    assert content["body"] == "Hello\n\n1️⃣ Read\n2️⃣ Ask\n→ The page <https://example.org/>"
    assert keys_in(content) == [("Read", "1-letter"), ("Ask", "1-ask")]
    (asked,) = contents(Message((paragraph("Which?"),), keys, expects="form"), notice=True)
    assert "!1 Read" in asked["body"]


@pytest.mark.parametrize(
    ("typed", "number"), [("3", 3), ("!3", 3), ("3️⃣", 3), ("🔟", 10), ("١", None), ("3 of us", None)]
)
def test_a_press_is_a_number_and_nothing_else(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize("content", [{KEYS: "1-letter"}, {KEYS: [["only one"]]}, {KEYS: [1]}, {}])
def test_keys_that_nobody_could_have_written_are_none(content: dict[str, object]) -> None:
    assert keys_in(content) == []


def test_what_is_written_keeps_its_form_and_nothing_that_could_do_harm() -> None:
    html = (
        '<mx-reply>quoted</mx-reply><p>Read <strong>this</strong> <a href="javascript:x">now</a> or '
        '<a href="https://example.org/a">there</a></p><script>alert(1)</script>'
        '<ol start="3"><li>one</li><li>two</li></ol>'
    )
    said = written(html)
    assert said.text == "Read this now or there\n\none\ntwo"
    formatted = said.reading("this now or there")
    assert [(run.text, run.bold, run.link) for run in formatted.blocks[0].runs] == [
        ("this", True, ""),
        (" now or ", False, ""),
        ("there", False, "https://example.org/a"),
    ]
    assert formatted.unkept == (Unkept.LINK,)
    items = said.reading("one\ntwo").blocks
    assert [(each.kind, each.marker) for each in items] == [("item", "3."), ("item", "4.")]
