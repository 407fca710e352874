"""The pictures of docs/ show what was sent, and what people typed stays a text there."""

import pytest

from docs.clients import Bubble, Column, Post, of_entities, of_markdown, page
from tests.platforms.telegram.markup import Button
from tests.platforms.telegram.text import Entity, utf16_length

HOSTILE = "</div><script>alert(1)</script>&\"'"


def test_what_was_typed_stays_a_text_in_every_place_of_a_picture() -> None:
    typed = of_entities(HOSTILE, [Entity("bold", 0, utf16_length(HOSTILE))])
    telegram = page("telegram", [Column("", "en", [Bubble(False, typed, [[Button(HOSTILE, data="x")]], file=HOSTILE)])])
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": HOSTILE}]}
    select = {"type": 3, "placeholder": HOSTILE, "options": [{"label": HOSTILE, "default": True}]}
    card = {"type": 17, "accent_color": None, "components": [{"type": 10, "content": HOSTILE}, select, row]}
    post = Post(HOSTILE, HOSTILE, [card], False, {HOSTILE: ""}, {})
    discord = page("discord", [Column(HOSTILE, "en", [post])])
    for html in (telegram, discord):
        assert "<script" not in html
        assert html.count("&lt;script&gt;") >= 3
        assert html.count("</section>") == 1


def test_entities_within_others_and_behind_letters_of_two_units_are_where_telegram_has_them() -> None:
    text = "𝔸 bold italic end"
    entities = [Entity("italic", 8, 6), Entity("bold", 3, 11), Entity("text_link", 15, 3, url="https://example.org")]
    assert of_entities(text, entities) == "𝔸 <b>bold <i>italic</i></b> <a>end</a>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("> quoted\nnot any more", "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p>not any more</p>\n"),
        ("a\n-# small", "<p>a</p>\n<p><small>small</small></p>\n"),
        ("</help:12> \\*a\\*", '<p><span class="mention">/help</span> *a*</p>\n'),
        ("<t:1925000000:D>", "<p><time>1 January 2031</time></p>\n"),
    ],
)
def test_the_markdown_of_discord_is_read_as_its_client_does(markdown: str, html: str) -> None:
    assert of_markdown(markdown, "en") == html


def test_a_component_that_nobody_has_drawn_yet_is_no_gap_in_a_picture() -> None:
    post = Post("", "", [{"type": 99}], False, {}, {})
    with pytest.raises(ValueError, match="99"):
        page("discord", [Column("", "en", [post])])
