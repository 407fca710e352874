"""Discord's Markdown, as people type it, into blocks.

It is closed: what it does not know stays text, and no letter or sign is lost but those that mark something. It knows no
HTML, no entities, and no mentions. Each character is looked at a bounded number of times.
"""

import re
from collections.abc import Iterator

from adapters.discord.hearing.marks import runs
from bot.model.blocks import Block, Blocks
from bot.text.markup.formatted import Formatted, Unkept

_FENCE = re.compile(r"```(?:[A-Za-z0-9_+\-.#]+\n)?\n*((?:[^`\n]|`(?!``)).*?)\n*```", re.DOTALL)
_HEADING = re.compile(r"#{1,3} +(\S.*)")
_ITEM = re.compile(r"( *)(?:([-*])|(\d{1,9}\.)) +(\S.*)")
_QUOTE, _GOES_ON = re.compile(r"> "), re.compile(r"> |>$")
_REST = re.compile(r">>> ")
_MORE = re.compile(r"  +(?=\S)")

_UNKEPT = (
    (re.compile(r"__(?=\S)[^_]+__"), Unkept.UNDERLINED),
    (re.compile(r"~~(?=\S).+?~~", re.DOTALL), Unkept.STRUCK),
    (re.compile(r"\|\|.+?\|\|", re.DOTALL), Unkept.SPOILER),
    (re.compile(r"<a?:\w{2,32}:\d{1,20}>"), Unkept.EMOJI),
    (re.compile(r"<(?:@[!&]?|#|id:)\w{1,20}>|@everyone|@here|</[^>\n]{1,100}:\d{1,20}>"), Unkept.MENTION),
    (re.compile(r"<t:-?\d{1,15}(?::\w)?>|^-# ", re.MULTILINE), Unkept.OTHER),
)
"""What Discord would draw in a way of its own; here it stands as it was typed."""


def read(text: str) -> Formatted:
    """What somebody typed, as blocks, and what in it is no form that is kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks, end = list[Block](), 0
    for fence in _FENCE.finditer(text):
        blocks.extend(_lines(text[end : fence.start()]))
        blocks.append(Block("code", runs(fence[1], verbatim=True)))
        end = fence.end()
    blocks.extend(_lines(text[end:]))
    shown = "\n".join(run.text for block in blocks for run in block.runs if not run.code and block.kind != "code")
    return Formatted(tuple(blocks), tuple(kind for pattern, kind in _UNKEPT if pattern.search(shown)))


def _lines(text: str) -> Iterator[Block]:
    """The blocks of lines, none of which is in a fence."""
    lines = text.split("\n")
    index, paragraph = 0, list[str]()
    while index < len(lines):
        line = lines[index]
        taken, found = _special(lines, index)
        if found or not line.strip():
            yield from _paragraph(paragraph)
            paragraph = []
        else:
            paragraph.append(line)
        yield from found
        index += max(taken, 1)
    yield from _paragraph(paragraph)


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if lines:
        yield Block("paragraph", runs("\n".join(lines)))


def _special(lines: list[str], index: int) -> tuple[int, Blocks]:
    """What begins at a line and is no paragraph: how many lines it takes, and its blocks."""
    line = lines[index]
    rest = _REST.match(line)
    if rest:
        quoted = "\n".join([line[rest.end() :], *lines[index + 1 :]]).strip("\n")
        return len(lines) - index, (Block("quote", runs(quoted)),) if quoted.strip() else ()
    if _QUOTE.match(line):
        return _quote(lines, index)
    heading = _HEADING.fullmatch(line)
    if heading:
        return 1, (Block("heading", runs(heading[1])),)
    item = _ITEM.fullmatch(line)
    if item is None:
        return 0, ()
    said, taken = [item[4]], 1
    while index + taken < len(lines) and _MORE.match(lines[index + taken]):
        following = lines[index + taken]
        if _ITEM.fullmatch(following):
            break
        said.append(following.strip())
        taken += 1
    depth = min(len(item[1]) // 2, 5)
    return taken, (Block("item", runs("\n".join(said)), "•" if item[2] else item[3], depth),)


def _quote(lines: list[str], index: int) -> tuple[int, Blocks]:
    """Lines that are quoted, one after another."""
    said = list[str]()
    for line in lines[index:]:
        begun = _GOES_ON.match(line)
        if begun is None:
            break
        said.append(line[begun.end() :])
    text = "\n".join(said).strip("\n")
    return len(said), (Block("quote", runs(text)),) if text.strip() else ()
