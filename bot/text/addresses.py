"""Addresses of the web that stand bare in a text, without anything that marks them as links."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

_CHARACTER = r"""[^\s\p{Cc}<>"'«»“”‘’。，、；：！？）」』】()\[\]]"""
_IN_PAIRS = rf"(?:\({_CHARACTER}*+\)|\[{_CHARACTER}*+\])"
_LAST = r"""[^\s\p{Cc}<>"'«»“”‘’。，、；：！？）」』】()\[\].,;:!?}…،؛؟]"""
_REST = rf"(?:{_IN_PAIRS}|{_CHARACTER})*(?:{_IN_PAIRS}|{_LAST})"
_BARE = regex.compile(
    rf"(?P<whole>https?://{_REST})|(?<![\w@/.-])(?:www\.|(?:[\p{{L}}\p{{N}}-]++\.)++\p{{L}}{{2,}}/){_REST}"
    r"|(?<![\p{L}\p{N}_@/.])@[\p{L}\p{N}_.]*[\p{L}\p{N}_]",
    regex.IGNORECASE,
)


class Address(NamedTuple):
    """Where an address stands in a text; `whole` if it begins with http:// or https://, and can be a link."""

    start: int
    end: int
    whole: bool


@lru_cache(maxsize=64)
def bare_addresses(text: str) -> Sequence[Address]:
    """The bare addresses in a text, without the punctuation that ends a sentence: also `www.example.org/page`,
    `example.org/page` and `@name`, which are no links but one word."""
    return tuple(Address(*found.span(), bool(found["whole"])) for found in _BARE.finditer(text))
