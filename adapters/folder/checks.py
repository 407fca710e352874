"""What is wrong with a value by itself: a language, a slug."""

import re
import unicodedata
from datetime import date, datetime, time
from difflib import get_close_matches

from babel import Locale, localedata

from bot.model.letters import limits
from bot.model.letters.faults import Fault


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
