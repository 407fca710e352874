"""Addresses of the web: those that stand bare in a text, without anything that marks them as links, and whether one can
be where a link leads."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

import regex

from bot.model.proofs.domains import ascii_host

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


LONGEST = 1000
"""So many characters at the most has an address to which a link leads: what is longer, not every platform opens."""

PUBLIC_HOST = regex.compile(r"((?!-)[a-z0-9_-]{1,63}(?<!-)\.)+(?=[a-z])[a-z0-9-]{2,63}(?<!-)")
"""A host, in ASCII, that looks public."""

_UNSAFE = regex.compile(r"[\s\p{C}<>\"'`\\^{|}]")
_MAIL = regex.compile(r"[^\s\p{C}<>\"'`\\@:/?#&%]{1,64}@(?P<host>[^\s\p{C}<>\"'`\\@:/?#&%]{1,255})")


def target(address: str) -> str:
    """An address to which a link may lead: http or https, with a host that looks public and nobody's name before it, or
    mailto with one address and nothing else; empty for any other."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    if len(address) > LONGEST or _UNSAFE.search(address):
        return ""
    if parts.scheme == "mailto":
        mail = _MAIL.fullmatch(address.partition(":")[2])
        return address if mail and PUBLIC_HOST.fullmatch(ascii_host(mail["host"])) else ""
    public = parts.scheme in ("http", "https") and "@" not in parts.netloc
    return address if public and PUBLIC_HOST.fullmatch(ascii_host(parts.hostname or "")) else ""


def host(address: str) -> str:
    """Where an address leads, in letters that can't be taken for others (punycode); empty where it leads nowhere."""
    if address.startswith("mailto:"):
        return ascii_host(address.rpartition("@")[2])
    try:
        return ascii_host(urlsplit(address).hostname or "")
    except ValueError:
        return ""
