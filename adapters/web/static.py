"""What never changes at its address: the style sheets, each under a name that holds its fingerprint."""

import hashlib
from collections.abc import Mapping
from importlib import resources

from aiohttp import hdrs

from adapters.web.headers import UNCHANGING
from adapters.web.ready import Answers, answers

STYLES = ("simple.min.css", "page.css")
"""In the order in which they hold: the one that is kept by others (Simple.css), and what is ours."""


def static() -> Mapping[str, Answers]:
    """Every file with its path."""
    return {path(name): answers(_content(name), {**UNCHANGING, hdrs.CONTENT_TYPE: "text/css"}, True) for name in STYLES}


def path(name: str) -> str:
    """Where a file stands."""
    return f"/static/{hashlib.sha256(_content(name)).hexdigest()[:12]}/{name}"


def _content(name: str) -> bytes:
    return resources.files("adapters.web").joinpath("static", name).read_bytes()
