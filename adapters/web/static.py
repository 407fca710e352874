"""What never changes at its address: the style sheets and the outsider's script, each under a name that holds its
fingerprint."""

import hashlib
from collections.abc import Mapping
from importlib import resources

from aiohttp import hdrs

from adapters.web.headers import UNCHANGING
from adapters.web.ready import Answers, answers
from bot.pages.page import Script

CHECKER = "verify.py"
"""That by which outsiders check files."""

STYLES = ("simple.min.css", "page.css")
"""In the order in which they hold: the one that is kept by others (Simple.css), and what is ours."""


def static() -> Mapping[str, Answers]:
    """Every file with its path."""
    styles: Mapping[str, Mapping[str, str]] = {name: {hdrs.CONTENT_TYPE: "text/css"} for name in STYLES}
    checker: Mapping[str, str] = {
        hdrs.CONTENT_TYPE: "text/x-python; charset=utf-8",
        hdrs.CONTENT_DISPOSITION: f'attachment; filename="{CHECKER}"',
    }
    files = {**styles, CHECKER: checker}
    return {path(name): answers(_content(name), {**UNCHANGING, **own}, True) for name, own in files.items()}


def checker(root: str) -> Script:
    """The outsider's script, below the public address."""
    return Script(root + path(CHECKER), hashlib.sha256(_content(CHECKER)).hexdigest())


def path(name: str) -> str:
    """Where a file stands."""
    return f"/static/{hashlib.sha256(_content(name)).hexdigest()[:12]}/{name}"


def _content(name: str) -> bytes:
    return resources.files("adapters.web").joinpath("static", name).read_bytes()
