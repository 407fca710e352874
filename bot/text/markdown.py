"""Markdown into blocks, by markdown-it-py."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.text.blocks import Block, BlockKind, Blocks, Span

_PARSER = MarkdownIt("commonmark", {"html": False})
_SCHEMES = ("http", "https", "mailto")


@lru_cache(maxsize=2048)
def parse(text: str) -> Blocks:
    """The blocks of a Markdown text. HTML is text, an image is its description, a link of another scheme its text."""
    walk = _Walk()
    for token in _PARSER.parse(text):
        walk.take(token)
    return tuple(walk.blocks)


@dataclass
class _Walk:
    """Where the walk over markdown-it's tokens stands."""

    blocks: list[Block] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    marker: str | None = None
    quotes: int = 0
    heading: bool = False

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                number = self.lists[-1]
                self.marker = "•" if number is None else f"{number}."
                self.lists[-1] = None if number is None else number + 1
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "heading_open" | "heading_close":
                self.heading = token.nesting > 0
            case "inline":
                self.add(runs(token.children or ()))
            case "fence" | "code_block":
                self.blocks.append(Block("code", (Span(token.content.removesuffix("\n")),)))
            case "hr":
                self.blocks.append(Block("rule"))

    def add(self, content: tuple[Span, ...]) -> None:
        kind: BlockKind = "paragraph"
        if self.lists:
            kind = "item"
        elif self.quotes:
            kind = "quote"
        elif self.heading:
            kind = "heading"
        self.blocks.append(Block(kind, content, self.marker or "", max(len(self.lists) - 1, 0)))
        self.marker = None


def runs(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The runs of a paragraph's inline tokens."""
    style, found = Span(""), list[Span]()
    for token in tokens:
        match token.type:
            case "text" | "image" | "html_inline":
                found.append(replace(style, text=token.content))
            case "code_inline":
                found.append(replace(style, text=token.content, code=True))
            case "softbreak":
                found.append(replace(style, text=" "))
            case "hardbreak":
                found.append(replace(style, text="\n"))
            case "strong_open" | "strong_close":
                style = replace(style, bold=token.nesting > 0)
            case "em_open" | "em_close":
                style = replace(style, italic=token.nesting > 0)
            case "link_open":
                address = str(token.attrGet("href") or "")
                style = replace(style, link=address if urlsplit(address).scheme in _SCHEMES else "")
            case "link_close":
                style = replace(style, link="")
    return tuple(run for run in found if run.text)
