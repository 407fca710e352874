"""What is wrong with a value by itself: a text, a link, a language, a slug."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import urlsplit

from babel import Locale, localedata

from adapters.folder import limits


class Fault(NamedTuple):
    """What is wrong with a value, what to write instead, and on which of the value's own lines."""

    what: str
    instead: str
    line: int = 1


def kind(value: object) -> str:
    """What a TOML value is, for somebody who does not program."""
    names: tuple[tuple[type, str], ...] = (
        (str, "a text"),
        (bool, "true or false"),
        (int, "a number"),
        (float, "a number with a fraction"),
        (datetime, "a date with a time"),
        (date, "a date"),
        (time, "a time"),
        (list, "a list"),
    )
    return next((name for type_, name in names if isinstance(value, type_)), "a table")


def text_faults(value: str, longest: int, *, paragraphs: bool) -> Iterator[Fault]:
    """What is wrong with a text; only one of `paragraphs` may have line breaks."""
    if not any(unicodedata.category(character)[0] in "LNPS" for character in value):
        yield Fault("is empty", "write a text")
    if len(value) > longest:
        yield Fault(f"is {len(value):,} characters long", f"write at most {longest:,}")
    if "\n" in value and not paragraphs:
        yield Fault("has a line break", "write it on one line")
    for number, line in enumerate(value.split("\n"), 1):
        strange = next((character for character in line if _strange(character)), None)
        if strange is not None:
            yield Fault(f"holds an unprintable character (U+{ord(strange):04X})", "delete it", number)


def _strange(character: str) -> bool:
    """Control characters but the tab, private ones, and those that are no characters."""
    if unicodedata.category(character) in ("Cc", "Co", "Cs"):
        return character != "\t"
    return ord(character) & 0xFFFE == 0xFFFE


def link_faults(value: str) -> Iterator[Fault]:
    """What is wrong with the address of a web page."""
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


def language_fault(tag: str) -> Fault | None:
    """Why a tag is no language that can be used: only the primary tags that Babel knows are."""
    if re.fullmatch(r"[a-z]{2,3}", tag) and localedata.exists(tag):
        return None
    primary = re.split(r"[-_]", tag)[0].lower()
    if re.fullmatch(r"[a-z]{2,3}", primary) and localedata.exists(primary):
        return Fault("is more than a language's short name", f'write "{primary}"')
    names = {name.lower(): code for code, name in Locale("en").languages.items() if localedata.exists(code)}
    close = get_close_matches(tag[:50].lower(), names, n=1, cutoff=0.8)
    sample = f'write "{names[close[0]]}"' if close else 'write its short name, as "en" for English or "fr" for French'
    return Fault("is not a known language", sample)


def slug_fault(slug: str) -> Fault | None:
    """Why a slug is none."""
    if re.fullmatch(rf"[a-z0-9-]{{1,{limits.SLUG}}}", slug):
        return None
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    better = re.sub(r"[^a-z0-9]+", "-", plain)[: limits.SLUG].strip("-") or "my-letter"
    return Fault(f"is not 1 to {limits.SLUG} of the characters a-z, 0-9 and -", f'write slug = "{better}"')
