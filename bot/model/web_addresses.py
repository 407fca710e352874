"""Where pages stand to which other places lead."""

from urllib.parse import quote

SIGN, LINKED = "sign", "code"
"""Where the page on which organizations sign stands, below a letter's, and below it the form for a mail's code."""


def sign_page(public_url: str, language: str, slug: str, token: str = "") -> str:
    """The address of the page on which organizations sign a letter, or of the form for the code in a mail; empty where
    no page is served."""
    steps = (language, slug, SIGN, *((LINKED, token) if token else ()))
    return "/".join((public_url, *map(quote, steps))) if public_url else ""
