"""What is made of a message once."""

from adapters.telegram.drawing.once import REMEMBERED, once
from bot.ports.messenger import Message
from bot.text.blocks import Block, Span


def says(text: str) -> Message:
    return Message((Block("paragraph", (Span(text),)),))


def test_equal_messages_are_made_once_a_key() -> None:
    made = list[tuple[Message, str]]()

    def make(message: Message, key: str) -> int:
        made.append((message, key))
        return len(made)

    ask, same = once(make), says("News")
    assert [ask(same, "private"), ask(same, "private"), ask(says("News"), "private"), ask(same, "group")] == [
        1,
        1,
        1,
        2,
    ]
    assert ask(says("Others"), "private") == 3


def test_no_message_gets_what_was_made_of_another_however_many_there_are() -> None:
    ask = once(lambda message, _: message.blocks[0].runs[0].text)
    for number in range(REMEMBERED * 3):
        assert ask(says(str(number)), None) == str(number)
        assert ask(says("News"), None) == "News"
