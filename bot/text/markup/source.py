"""Blocks as what would be typed for them in Markdown: what stands in a field to be changed, and in a file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.model.blocks import Block, Span, Words
from bot.text.addresses import bare_addresses

WORD_JOINER = "\u2060"
"""It stands between two marks that would be read as one."""

_SPECIAL = re.compile(r"([\\*_`\[\]<])")
_LINE_START = re.compile(r"^([^\S\n]*)([#>+-]|\d+[.)](?=\s))", re.MULTILINE)
_LEVEL = "## "


def source(words: Words, breaks: str = "\n") -> str:
    """What somebody would type for what stands there. `breaks`: what a line ends with inside of a paragraph."""
    if isinstance(words, str):
        return _escaped(words)
    text, before = "", None
    for block in words:
        text += "" if before is None else "\n" if block.continues(before) else "\n\n"
        text, before = text + _block(block, breaks), block
    return text


def _block(block: Block, breaks: str) -> str:
    bare = "".join(run.text for run in block.runs)
    if block.kind == "code":
        return f"```\n{bare.replace('```', f'``{WORD_JOINER}`')}\n```"
    if block.kind == "rule":
        return "———"
    text = _drawn(block.runs)
    match block.kind:
        case "heading":
            return _LEVEL + text.replace("\n", " ")
        case "item":
            marker = "-" if block.marker in ("•", "") else block.marker
            inner = text.replace("\n", f"\n{'  ' * (block.depth + 1)}")
            return f"{'  ' * block.depth}{marker} {inner}"
        case "quote":
            return "\n".join(f"> {line}" for line in text.split("\n"))
    return text.replace("\n", breaks)


def _drawn(runs: Sequence[Span]) -> str:
    text = ""
    for style, alike in groupby(runs, key=lambda run: replace(run, text="", typed=False)):
        stretch = _stretch(style, "".join(run.text for run in alike))
        touching = text[-1:] in ("*", "`") and text[-1:] == stretch[:1]
        text += f"{WORD_JOINER}{stretch}" if touching else stretch
    return text


def _stretch(style: Span, bare: str) -> str:
    if style.link and bare == style.link:
        return bare
    if style.code:
        ticks = "`" * (1 + max((len(each) for each in re.findall("`+", bare)), default=0))
        edge = " " * (bare[:1] == "`" or bare[-1:] == "`")
        return f"{ticks}{edge}{bare}{edge}{ticks}"
    text = _marked(style, _escaped(bare))
    return f"[{text}](<{style.link}>)" if style.link and bare.strip() else text


def _marked(style: Span, text: str) -> str:
    outer, marks = text.strip(), "**" * style.bold + "*" * style.italic
    return text.replace(outer, f"{marks}{outer}{marks}", 1) if outer else text


def _escaped(text: str) -> str:
    """A text in which nothing is Markdown; addresses stay as they are, since nothing in them is."""
    found, end = "", 0
    for address in bare_addresses(text):
        found += _SPECIAL.sub(r"\\\1", text[end : address.start]) + text[address.start : address.end]
        end = address.end
    return _LINE_START.sub(_at_start, found + _SPECIAL.sub(r"\\\1", text[end:]))


def _at_start(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign[:-1]}\\{sign[-1]}" if sign[0].isdigit() else f"{found[1]}\\{sign}"
