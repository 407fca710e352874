"""Blocks that are too long for one message, cut where it shows least."""

from dataclasses import replace

import regex

from bot.text.blocks import Block, Span


def halves(block: Block) -> tuple[Block, Block]:
    """A block cut near its middle: between lines, else words, else graphemes."""
    text = "".join(run.text for run in block.runs)
    middle = len(text) // 2
    gaps = [text.rfind(gap, 1, middle) + 1 for gap in ("\n", " ")]
    cut = next((cut for cut in gaps if cut > middle // 2), 0)
    if not cut:
        ends = (each.end() for each in regex.finditer(r"\X", text))
        cut = min((end for end in ends if end < len(text)), key=lambda end: abs(end - middle), default=middle)
    first, second, seen = list[Span](), list[Span](), 0
    for run in block.runs:
        here = min(max(cut - seen, 0), len(run.text))
        first.append(replace(run, text=run.text[:here], moment=run.moment if here == len(run.text) else None))
        second.append(replace(run, text=run.text[here:]))
        seen += len(run.text)
    return replace(block, runs=tuple(first)), replace(block, runs=tuple(second), marker="")
