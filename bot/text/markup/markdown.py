"""Markdown into blocks, by markdown-it-py."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import regex
from markdown_it.token import Token

from bot.text.blocks import Block, BlockKind, Blocks, Span
from bot.text.markup.dialect import dialect

_PARSER = dialect()
_SCHEMES = ("http", "https", "mailto")
_BULLET = regex.compile(r"[•‣▪▫◦●○■□◆◇►▸∙⁃➢➤✓✔✗☐☑☒★☆①-⓿|]|\p{Emoji_Presentation}|\p{N}{1,3}[.)]\s")
"""What begins an entry of a list that was typed, and nothing else."""
_LIKELY_BULLET = regex.compile(r"[-–—―·*+~]|\(?(?:\p{N}{1,3}|\p{L}|[ivxIVX]{2,4})[.)°º]")
"""What begins an entry of a list where several lines begin so."""
_TASK = regex.compile(r"\[([ xX])\]\s")


@lru_cache(maxsize=2048)
def parse(text: str) -> Blocks:
    """The blocks of a Markdown text. HTML is text, an image is its description, a link of another scheme its text."""
    return tuple(block for block, _ in parse_with_tokens(text))


def parse_with_tokens(text: str, definitions: dict[str, Any] | None = None) -> Sequence[tuple[Block, Token]]:
    """The blocks of a Markdown text, each with the parser's token from which it comes; what the text defines for links
    is put into `definitions`, as markdown-it does it."""
    tokens = _PARSER.parse(text, {} if definitions is None else definitions)
    walk = _Walk(_lists(tokens))
    for token in tokens:
        walk.take(token)
    return walk.blocks


@dataclass
class _List:
    """A list, the number that was shown last in it, and whether its items are counted: where each has the same number,
    as many who write Markdown do. Otherwise numbers are shown as they were written."""

    counted: bool
    last: int | None = None

    def marker(self, written: str, delimiter: str) -> str:
        """What stands before an item."""
        if not written:
            return "•"
        if self.counted and self.last is not None:
            written = str(self.last + 1)
        self.last = int(written)
        return f"{written}{delimiter}"


def _lists(tokens: Sequence[Token]) -> Iterator[_List]:
    """The lists of a text, in the order in which they begin."""
    found, open_still = list[list[str]](), list[list[str]]()
    for token in tokens:
        if token.type == "list_item_open":
            open_still[-1].append(token.info)
        elif token.type.endswith("list_open"):
            open_still.append([])
            found.append(open_still[-1])
        elif token.type.endswith("list_close"):
            open_still.pop()
    return (_List(counted=len(set(numbers)) == 1) for numbers in found)


@dataclass
class _Walk:
    """Where the walk over markdown-it's tokens stands; `coming` are the lists that are still to begin, and `marker`
    waits for the text that it stands before."""

    coming: Iterator[_List]
    blocks: list[tuple[Block, Token]] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    heading: bool = False

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.mark()
                self.lists.append(next(self.coming))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.marker = self.lists[-1].marker(token.info, token.markup)
            case "list_item_close":
                self.mark()
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "heading_open":
                self.heading = token.markup != "-"
            case "heading_close":
                self.heading = False
                if token.markup == "-":  # a text with a line under it: a paragraph and a rule, as it looks
                    self.blocks.append((Block("rule"), token))
            case "inline":
                self.add(runs(token.children or ()), token)
            case "fence":
                self.mark()
                self.blocks.append((Block("code", (Span(token.content.removesuffix("\n")),)), token))
            case "hr":
                self.mark()
                self.blocks.append((Block("rule"), token))

    def mark(self) -> None:
        """An item without any text, or with something else at its head, has its marker all the same."""
        if self.marker:
            self.add((), Token("list_item", "li", 0))

    def add(self, content: tuple[Span, ...], token: Token) -> None:
        kind: BlockKind = "paragraph"
        if self.quotes:
            kind = "quote"
        elif self.lists:
            kind = "item"
        elif self.heading:
            kind = "heading"
        if self.heading and kind != "heading":
            content = tuple(replace(run, bold=True) for run in content)
        task = _TASK.match(content[0].text) if content and self.marker == "•" else None
        if task:
            self.marker = "☐" if task[1] == " " else "☑"
            content = (replace(content[0], text=content[0].text[task.end() :]), *content[1:])
        self.blocks.append((Block(kind, content, self.marker, max(len(self.lists) - 1, 0)), token))
        self.marker = ""


def runs(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The runs of a paragraph's inline tokens."""
    style, found = Span(""), list[Span]()
    kept = _line_breaks(tokens)
    for index, token in enumerate(tokens):
        match token.type:
            case "text" | "image" | "html_inline":
                found.append(replace(style, text=token.content))
            case "code_inline":
                found.append(replace(style, text=token.content, code=True))
            case "softbreak":
                found.append(replace(style, text="\n" if index in kept else " "))
            case "hardbreak":
                found.append(replace(style, text="\n"))
            case "strong_open" | "strong_close":
                style = replace(style, bold=token.nesting > 0)
            case "em_open" | "em_close":
                style = replace(style, italic=token.nesting > 0)
            case "link_open":
                style = replace(style, link=_target(token))
            case "link_close":
                style = replace(style, link="")
    return tuple(run for run in found if run.text)


def _line_breaks(tokens: Sequence[Token]) -> set[int]:
    """Which line breaks of a paragraph are kept, and no spaces: those before the entries of a list that was typed, with
    signs or letters that Markdown does not know."""
    begins = {
        index: next((each.content for each in tokens[index + 1 :] if each.type in ("text", "code_inline")), "")
        for index, token in enumerate([Token("softbreak", "br", 0), *tokens], -1)
        if token.type in ("softbreak", "hardbreak")
    }
    likely = {index for index, text in begins.items() if _LIKELY_BULLET.match(text)}
    return {index for index, text in begins.items() if _BULLET.match(text)} | (likely if len(likely) > 1 else set())


def _target(link: Token) -> str:
    """Where a link leads, if that is an address that everybody can open."""
    address = str(link.attrGet("href") or "")
    try:
        return address if urlsplit(address).scheme in _SCHEMES else ""
    except ValueError:
        return ""
