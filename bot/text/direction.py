"""Which way text runs: a value that runs the other way than the text around it turns nothing round there (UAX #9)."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from bot.text.blocks import Block, Span

ISOLATE, END = "\u2068", "\u2069"
"""What stands between the two runs by itself, in the direction of its own first letter."""

TO_THE_LEFT = "\u200f"
"""An unseen letter that runs from right to left."""

_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LETTER = regex.compile(r"[\p{Bidi_Class=L}\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_ISOLATED = regex.compile(rf"{ISOLATE}[^{ISOLATE}{END}]*(?:(?R)[^{ISOLATE}{END}]*)*{END}")
_COPIED = regex.compile(rf"[{ISOLATE}{END}]")
_CONTROLS = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")


def uncontrolled(text: str) -> str:
    """What somebody typed, without what would turn round the text behind it, or end an isolate of ours."""
    return _CONTROLS.sub("", text)


def uncopied(text: str) -> str:
    """What somebody has copied from a message, without the signs that came along, and the white space around it."""
    return _COPIED.sub("", text).strip().strip(TO_THE_LEFT).strip()


def runs_to_the_left(text: str) -> bool:
    """Whether a text by itself runs from right to left, as its first letter does (UAX #9, P2)."""
    first = _LETTER.search(text)
    return first is not None and _RIGHT_TO_LEFT.match(first[0]) is not None


def isolated(runs: Sequence[Span], around: Span, to_the_left: bool) -> Sequence[Span]:
    """A value that stands in a text from right to left, or that holds letters which run so: by itself, between two
    signs in the style of what is around it. What is copied is between them, and they are no part of it."""
    text = "".join(run.text for run in runs)
    if not text.strip() or not (to_the_left or _RIGHT_TO_LEFT.search(text)):
        return runs
    sign = replace(around, code=False, typed=False, moment=None)
    return (replace(sign, text=ISOLATE), *runs, replace(sign, text=END))


def begun(block: Block, to_the_left: bool) -> Block:
    """A block that runs from right to left also where nothing in it says so: where a code, a name or a number is all
    that there is, or stands first. Some clients look at the first letter of all, and others pass over isolates."""
    text = "".join(run.text for run in block.runs)
    if not to_the_left or not text.strip():
        return block
    firsts = [_LETTER.search(each) for each in (text, _ISOLATED.sub("", text))]
    if all(first and _RIGHT_TO_LEFT.match(first[0]) for first in firsts):
        return block
    return replace(block, runs=(Span(TO_THE_LEFT), *block.runs))
