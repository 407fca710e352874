"""What was typed with its form: it stands beside an option in a form, and counts for what was typed then alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bot.interface.call import Call
from bot.interface.command import Command
from bot.text.blocks import Words
from bot.text.checks import mended
from bot.text.compose import without_form
from bot.text.markup.formatted import Formatted, Reading, Unkept
from bot.text.markup.marking import marked

BESIDE = ":formatted"
"""Behind an option's name: the form of what was typed for it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    typed: str
    formatted: Formatted


def forms_of(command: Command, values: Mapping[str, str], reading: Reading) -> Mapping[str, str]:
    """The form of what was typed now: beside each option that is kept with it; in each that is kept as Markdown, with
    what Markdown can't say beside it."""
    found = dict[str, str]()
    for option in command.options:
        text = values.get(option.name)
        if text is None or not (option.formatted or option.marked):
            continue
        read = reading(text) if text.strip() else Formatted()
        if option.marked and text.strip():
            text, unkept = marked(text, read)
            found[option.name], read = text, Formatted(unkept=tuple(unkept))
        plain = isinstance(without_form(read.blocks), str) and not read.unkept
        kept = "" if plain else msgspec.json.encode(_Kept(mended(text).strip(), read)).decode()
        found[f"{option.name}{BESIDE}"] = kept
    return found


def words(call: Call, option: str) -> Words:
    """What was typed for an option, with its form where it has one."""
    formatted = _formatted(call, option)
    if all(each.blank for each in formatted.blocks):
        return call.text(option)
    return without_form(formatted.blocks)


def unkept(call: Call, option: str) -> Sequence[Unkept]:
    """What of the form of what was typed for an option is not kept."""
    return _formatted(call, option).unkept


def _formatted(call: Call, option: str) -> Formatted:
    text = call.raw.get(f"{option}{BESIDE}", "")
    kept = msgspec.json.decode(text, type=_Kept) if text else None
    return kept.formatted if kept and kept.typed == call.text(option) else Formatted()
