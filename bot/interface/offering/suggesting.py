"""Suggestions as a platform can hold them: none is cut that has to mean the same when it comes back."""

import hashlib
from collections.abc import Sequence

import regex

from bot.errors import Invalid
from bot.interface.call import Call
from bot.interface.options import Option, Suggestion
from bot.text.shortening import told_apart
from bot.text.text import t

_DIGEST = 12
_HANDLE = regex.compile(rf"(.+)…[0-9a-f]{{{_DIGEST}}}")


LONGEST = 100
"""So many characters every platform can hold."""


def fitting(suggested: Sequence[Suggestion], most: int) -> Sequence[Suggestion]:
    """Suggestions whose labels and values have at most `most` characters: in place of a longer value a handle, of which
    `suggested` knows again what it stands for."""
    labels = told_apart([each.label for each in suggested], most)
    return [Suggestion(_handle(each.value, most), label) for each, label in zip(suggested, labels, strict=True)]


def is_handle(given: str) -> bool:
    """Whether a value looks like a handle of a longer one."""
    return bool(_HANDLE.fullmatch(given))


def suggested(option: Option, call: Call, given: str) -> str:
    """The value that was given, or for which a handle was; raises `Invalid` where that is no more suggested."""
    found = _HANDLE.fullmatch(given)
    if found is None or option.suggest is None:
        return given
    values = (each.value for each in option.suggest(call, found[1]))
    value = next((each for each in values if _handle(each, len(given)) == given), None)
    if value is None:
        raise Invalid(t("This can't be found any more. Please type the whole of it."))
    return value


def _handle(value: str, most: int) -> str:
    """A value that is too long by its beginning and a digest of all of it."""
    if len(value) <= most:
        return value
    digest = hashlib.sha256(value.encode()).hexdigest()[:_DIGEST]
    return f"{value[: most - _DIGEST - 1]}…{digest}"
