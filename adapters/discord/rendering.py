"""Blocks as Discord's Markdown."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import regex

from bot.ports.messenger import Message, Refused
from bot.text.blocks import Block, Blocks, Run

LIMIT = 2000
"""Characters of a message's content (Discord's reference, create message)."""

WORD_JOINER = "\u2060"
_SPECIAL = regex.compile(r"([\\*_~`|\[\]<])")
_LINE_START = regex.compile(r"^(\s*)([#>+-])|^(\s*\d+)([.)])", regex.MULTILINE)
_BECOMES_LINK = regex.compile(r"(?<=@)(?=\S)|(?<=://?)(?=/|\S)|(?<=[@/])(?=[\p{L}\p{N}])", regex.V1)


def contents(blocks: Blocks, limit: int = LIMIT) -> Sequence[str]:
    """Blocks as the content of one message, or of several where they are longer than one holds."""
    found, open_still = list[str](), ""
    before: Block | None = None
    for block in blocks:
        gap = "" if before is None else "\n" if before.kind == block.kind == "item" else "\n\n"
        drawn = _block(block)
        if len(open_still) + len(gap) + len(drawn) <= limit:
            open_still += gap + drawn
        else:
            found.extend([open_still] if open_still else [])
            *whole, open_still = _stretches(block, limit)
            found.extend(whole)
        before = block
    return [*found, open_still] if open_still else found


def prepare(message: Message) -> Refused | None:
    """What is wrong with a message that must leave in one piece."""
    length = sum(map(len, contents(message.blocks, limit=10**6)))
    return Refused(f"Discord takes {LIMIT} characters, and this has {length}") if length > LIMIT else None


def _stretches(block: Block, limit: int) -> Sequence[str]:
    """A block in as many stretches as it needs: each a block by itself, so that its styles are closed."""
    drawn = _block(block)
    if len(drawn) <= limit:
        return [drawn]
    first, second = _halves(block)
    return [*_stretches(first, limit), *_stretches(second, limit)]


def _halves(block: Block) -> tuple[Block, Block]:
    """A block cut near its middle: between lines, else words, else graphemes."""
    text = "".join(run.text for run in block.runs)
    middle = len(text) // 2
    cut = next(
        (text.rfind(gap, 1, middle) + len(gap) for gap in ("\n", " ") if text.rfind(gap, 1, middle) > middle // 2), 0
    )
    if not cut:
        ends = [each.end() for each in regex.finditer(r"\X", text[: middle + 64]) if each.end() <= middle]
        cut = ends[-1] if ends else max(middle, 1)
    first, second, seen = list[Run](), list[Run](), 0
    for run in block.runs:
        here = min(max(cut - seen, 0), len(run.text))
        first.append(_part(run, run.text[:here]))
        second.append(_part(run, run.text[here:]))
        seen += len(run.text)
    return (
        Block(block.kind, tuple(run for run in first if run.text), block.marker, block.depth),
        Block(block.kind, tuple(run for run in second if run.text), "", block.depth),
    )


def _part(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.code, run.link, run.typed)


def _block(block: Block) -> str:
    text = "".join(_styled(style, "".join(map(_bare, same))) for style, same in groupby(block.runs, key=_style))
    match block.kind:
        case "heading":
            return f"**{text}**"
        case "item":
            marker = "-" if block.marker == "•" else block.marker
            return f"{'  ' * block.depth}{marker} {text}" if marker else text
        case "quote":
            return "\n".join(f"> {line}" for line in text.split("\n"))
        case "code":
            bare = "".join(run.text for run in block.runs)
            return f"```\n{bare.replace('```', f'`{WORD_JOINER}`{WORD_JOINER}`')}\n```"
        case "rule":
            return "———"
    return text


def _style(run: Run) -> Run:
    """By what runs are drawn together: their style alone; a link is drawn by itself."""
    return replace(run, text=run.text if run.link else "", typed=False)


def _styled(run: Run, text: str) -> str:
    """The drawn text of a run, or of several of one style, in that style; white space at its ends stays outside."""
    inner = text.strip()
    if not inner or run.code or (run.link and run.link == run.text):
        return text
    styled = f"[{inner}](<{_target(run.link)}>)" if run.link else inner
    styled = f"*{styled}*" if run.italic else styled
    styled = f"**{styled}**" if run.bold else styled
    return text.replace(inner, styled, 1)


def _bare(run: Run) -> str:
    """A run's text, with nothing in it that Discord would take for Markdown, a mention or an address."""
    if run.code:
        return f"`{run.text.replace('`', 'ˋ')}`"
    if run.link and run.link == run.text:
        return f"<{_target(run.link)}>"
    return escaped(separated(run.text) if run.typed else run.text)


def _target(link: str) -> str:
    return link.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")


def escaped(text: str) -> str:
    """A text in which nothing is Markdown."""
    return _LINE_START.sub(r"\1\3\\\2\4", _SPECIAL.sub(r"\\\1", text))


def separated(text: str) -> str:
    """A typed text in which no name, address or invitation becomes a link or a mention by itself."""
    return _BECOMES_LINK.sub(WORD_JOINER, text)
