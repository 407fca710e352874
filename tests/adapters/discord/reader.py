"""A small reader of Discord's Markdown, written apart from what draws it: what a reader sees, and what is alive."""

import regex

INERT = "\ufffc"
"""Stands for a character that was escaped."""

LINE_STARTS = regex.compile(r"(?m)^[ \t]*(?:#{1,3}|-#|>{1,3}|[-*]|\d+\.)[ \t]")
LIVE = regex.compile(r"<[@#:/a-z]|@everyone|@here|https?://|discord\.gg/[a-z0-9-]|\]\(", regex.IGNORECASE)
MARKS = regex.compile(r"[*_~`|]")


def unescaped(content: str) -> str:
    """What a reader sees of a text: a backslash before a sign shows the sign; word joiners are not seen."""
    shown, signs = "", iter(content)
    for sign in signs:
        if sign == "\\":
            after = next(signs, "")
            shown += after if after and not after.isalnum() and not after.isspace() else sign + after
        else:
            shown += sign
    return shown.replace("\u2060", "")


def alive(content: str) -> str:
    """The text with every escaped sign put out of action."""
    return regex.sub(r"\\[^0-9A-Za-z\s]", INERT, content)


def unmarked(content: str) -> str:
    """The text without the asterisks that style it."""
    return regex.sub(r"(\\[^0-9A-Za-z\s])|\*", lambda found: found[1] or "", content)


def harmless(content: str) -> bool:
    """Whether nothing in a text is a mention, a link, a style, or the beginning of a heading, list or quote."""
    left = alive(content)
    return not any(pattern.search(left) for pattern in (LINE_STARTS, LIVE, MARKS))
