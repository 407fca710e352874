"""What somebody made bold, or a link, beside their text stands in a letter's text as Markdown."""

import pytest
from telegram import MessageEntity

from adapters.discord.hearing.markdown import read as read_marks
from adapters.telegram.incoming.formatting import read
from bot.text.markup.formatted import Formatted, Unkept
from bot.text.markup.marking import marked


def of_telegram(text: str, *entities: MessageEntity) -> Formatted:
    return read(text, entities)


def entity(text: str, stretch: str, kind: str, url: str | None = None) -> MessageEntity:
    return MessageEntity(type=kind, offset=text.index(stretch), length=len(stretch), url=url)


@pytest.mark.parametrize(
    ("text", "entities", "stands"),
    [
        ("We ask now.", (("ask ", "bold", None),), "We **ask** now."),
        ("We ask now.", (("ask", "italic", None), ("now", "bold", None)), "We *ask* **now**."),
        ("Read it here.", (("here", "text_link", "https://example.org/a_(b)"),), "Read it [here](<https://example.org/a_(b)>)."),
        ("By example.", (("example", "text_link", "https://example.org"),), "By [example](<https://example.org>)."),
        ("They said:\nno\nmore", (("no\nmore", "blockquote", None),), "They said:\n> no\n> more"),
        ("See https://example.org now", (("https://example.org", "url", None),), "See https://example.org now"),
        ("# Ours\n\n- *one*", (), "# Ours\n\n- *one*"),
        ("twice twice", (), "twice twice"),
    ],
)  # fmt: skip
def test_the_form_that_an_app_gave_is_put_into_the_text(
    text: str, entities: tuple[tuple[str, str, str | None], ...], stands: str
) -> None:
    assert marked(text, of_telegram(text, *(entity(text, *each) for each in entities))) == (stands, ())


def test_the_second_of_two_equal_words_is_the_bold_one() -> None:
    text = "twice twice"
    second = MessageEntity(type="bold", offset=6, length=5)
    assert marked(text, of_telegram(text, second)) == ("twice **twice**", ())


def test_a_text_whose_form_stands_in_it_stays_as_it_is() -> None:
    text = "We **ask** [here](https://example.org)."
    assert marked(text, read_marks(text)) == (text, ())


@pytest.mark.parametrize(
    ("kind", "unkept"),
    [("underline", Unkept.UNDERLINED), ("strikethrough", Unkept.STRUCK), ("spoiler", Unkept.SPOILER)],
)
def test_what_markdown_can_t_say_is_told(kind: str, unkept: Unkept) -> None:
    text = "We ask now."
    assert marked(text, of_telegram(text, entity(text, "ask", kind))) == (text, (unkept,))


def test_what_markdown_can_t_say_where_it_stands_is_told() -> None:
    text = "Note:now"
    assert marked(text, of_telegram(text, entity(text, "Note:", "bold"))) == (text, (Unkept.OTHER,))


def test_signs_that_discord_would_draw_are_told() -> None:
    text = "We __ask__ ||now||."
    assert marked(text, read_marks(text)) == (text, (Unkept.UNDERLINED, Unkept.SPOILER))
