"""What is wrong with a text or a link of a letter, wherever it was written."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.model.letters import limits


class Rule(StrEnum):
    """What a value has to keep to, for whoever says in other words that it does not."""

    OTHER = "other"
    EMPTY = "empty"
    LENGTH = "length"
    LINE = "line"
    PRINTABLE = "printable"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    HTML = "html"
    IMAGE = "image"
    TABLE = "table"
    NOTE = "note"
    VANISHES = "vanishes"
    MARKUP = "markup"


class Fault(NamedTuple):
    """What is wrong with a value, what to write instead, and on which of the value's own lines."""

    what: str
    instead: str
    line: int = 1
    rule: Rule = Rule.OTHER


def text_faults(value: str, longest: int, *, paragraphs: bool) -> Iterator[Fault]:
    """What is wrong with a text; only one of `paragraphs` may have line breaks."""
    if not any(unicodedata.category(character)[0] in "LNPS" for character in value):
        yield Fault("is empty", "write a text", rule=Rule.EMPTY)
    if len(value) > longest:
        yield Fault(f"is {len(value):,} characters long", f"write at most {longest:,}", rule=Rule.LENGTH)
    if "\n" in value and not paragraphs:
        yield Fault("has a line break", "write it on one line", rule=Rule.LINE)
    for number, line in enumerate(value.split("\n"), 1):
        strange = None if line.isprintable() else next(filter(_strange, line), None)
        if strange is not None:
            yield Fault(f"holds an unprintable character (U+{ord(strange):04X})", "delete it", number, Rule.PRINTABLE)


def _strange(character: str) -> bool:
    """Control characters but the tab, private ones, and those that are no characters."""
    if unicodedata.category(character) in ("Cc", "Co", "Cs"):
        return character != "\t"
    return ord(character) & 0xFFFE == 0xFFFE


def link_faults(value: str) -> Iterator[Fault]:
    """What is wrong with the address of a web page."""
    for fault in _link_faults(value):
        yield fault._replace(rule=Rule.LINK)


def phone_faults(value: str) -> Iterator[Fault]:
    """What is wrong with a telephone number."""
    digits = sum(character.isdecimal() for character in value)
    if len(value) > limits.PHONE or not re.fullmatch(r"\+?[\d ()./-]+", value) or not 5 <= digits <= 20:
        yield Fault("is not a telephone number", "write it with its country, as +1 555 0100", rule=Rule.PHONE)


def _link_faults(value: str) -> Iterator[Fault]:
    sample = "write the whole address, as https://www.example.org/page"
    if len(value) > limits.LINK:
        yield Fault(f"is {len(value):,} characters long", f"write at most {limits.LINK:,}")
        return
    if any(c in '<>"\\' or unicodedata.category(c)[0] in "ZC" for c in value):
        yield Fault("has spaces or characters that no link has", sample)
        return
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        yield Fault("is not a link", sample)
        return
    if parts.scheme not in ("http", "https"):
        bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+(/.*)?", value)
        yield Fault("is not an http:// or https:// link", f"write https://{value}" if bare else sample)
    elif "@" in parts.netloc:
        yield Fault("has a user name or password in it", "write it without what stands before the @")
    elif not re.fullmatch(r"[\w-]+(\.[\w-]+)+\.?", host):
        yield Fault("leads to no website", sample)
