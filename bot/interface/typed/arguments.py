"""A line that was typed, as the arguments of a command."""

import re
from collections.abc import Mapping, Sequence

from bot.interface.options import Kind, Need, Option

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(?=\s|$)')
_WORD = re.compile(r"\S+")
_TEXTS = (Kind.TEXT, Kind.PARAGRAPH, Kind.ORGANIZATION, Kind.DATE)
_UNTYPED = (Kind.FILE, Kind.CHAT)


def arguments(options: Sequence[Option], line: str) -> Mapping[str, str]:
    """The options that a line gives, in order: words between double quotes, a word for a number or a choice and for
    what stands before one, and for the first text after them whatever is left. What is left over belongs to the last
    option that was given. A number that need not be given is passed over where something else is typed, and a text may
    follow it. Files and chats can't be typed."""
    found, rest = dict[str, str](), line.strip()
    options = [option for option in options if option.kind not in _UNTYPED]
    words = max((index for index, option in enumerate(options, 1) if option.kind not in _TEXTS), default=0)
    for index, option in enumerate(options, 1):
        if not rest:
            break
        quoted, word = _QUOTED.match(rest), _WORD.match(rest)
        if _is_passed_over(option, options[index:], "" if quoted or word is None else word[0]):
            continue
        if quoted:
            found[option.name] = re.sub(r"\\(.)", r"\1", quoted[1])
            rest = rest[quoted.end() :].strip()
        elif index > words or word is None:
            found[option.name], rest = rest, ""
        else:
            found[option.name], rest = word[0], rest[word.end() :].strip()
    if rest and found:
        last = next(reversed(found))
        found[last] = f"{found[last]} {rest}"
    return found


def _is_passed_over(option: Option, following: Sequence[Option], word: str) -> bool:
    optional = option.kind is Kind.NUMBER and option.need is Need.NEVER
    return optional and not word.isdecimal() and any(each.kind in _TEXTS for each in following)
