"""A line that was typed, as the arguments of a command."""

import re
from collections.abc import Mapping, Sequence

from bot.interface.options import Kind, Option

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(?=\s|$)')
_WORD = re.compile(r"\S+")


def arguments(options: Sequence[Option], rest: str, whole: bool = False) -> Mapping[str, str]:
    """The options that a line gives, in order: a word each, or words between double quotes.

    What is left belongs to the last text among them, or, if `whole`, to the first one that no choice comes after.
    """
    found = dict[str, str]()
    texts = [option.name for option in options if option.kind in (Kind.TEXT, Kind.PARAGRAPH, Kind.ORGANIZATION)]
    choices = [index for index, option in enumerate(options) if option.kind is Kind.CHOICE]
    free = [option.name for option in options[max(choices, default=-1) + 1 :] if option.name in texts]
    greedy = (free[:1] if whole else texts[-1:]) or [option.name for option in options[-1:]]
    rest = rest.strip()
    for option in options:
        if not rest:
            break
        quoted = _QUOTED.match(rest)
        if quoted:
            found[option.name] = re.sub(r"\\(.)", r"\1", quoted[1])
            rest = rest[quoted.end() :].strip()
        elif option.name in greedy:
            found[option.name], rest = rest, ""
        else:
            word = _WORD.match(rest)
            found[option.name] = word[0] if word else ""
            rest = rest[len(found[option.name]) :].strip()
    if rest and found:
        last = next(reversed(found))
        found[last] = f"{found[last]} {rest}"
    return found
