"""What is wrong with a Markdown text: what the chats cannot show."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.model.letters import limits
from bot.model.letters.faults import Fault, Rule, link_faults

_PARSER = MarkdownIt("commonmark")
_ENOUGH = 5 * limits.TEXT  # what is far too long is not looked through to its end


def markdown_faults(text: str) -> Iterator[Fault]:
    """HTML, images and links that would not work, each with its line in the text."""
    for token in _PARSER.parse(text[:_ENOUGH]):
        line = token.map[0] + 1 if token.map else 1
        yield from _fault(token, line)
        for child in token.children or ():
            yield from _fault(child, line)
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def _fault(token: Token, line: int) -> Iterator[Fault]:
    if token.type in ("html_block", "html_inline"):
        tag = token.content.strip().split("\n")[0][:30]
        yield Fault(
            f"holds HTML ({tag}), which would be shown as text", "write it in Markdown, or delete it", line, Rule.HTML
        )
    elif token.type == "image":
        yield Fault(
            "holds an image, which would be shown as text",
            "write a link to it: without the ! before [",
            line,
            Rule.IMAGE,
        )
    elif token.type == "link_open":
        for fault in link_faults(str(token.attrGet("href") or "")):
            yield Fault(f"holds a link that {fault.what}", fault.instead, line, Rule.LINK)
