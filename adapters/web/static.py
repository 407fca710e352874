"""What never changes at its address, under a name that holds its fingerprint: the style sheets, the one script, and the
one by which outsiders check files; and what others load, whose address stays."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from aiohttp import hdrs

from adapters.web.headers import EMBEDDED, UNCHANGING, behind_tls
from adapters.web.ready import Answers, answers
from bot.pages.visit import Script

CHECKER = "verify.py"
"""That by which outsiders check files."""

STYLES = ("simple.min.css", "page.css")
"""In the order in which they hold: the one that is kept by others (Simple.css), and what is ours."""

SCRIPT = "frame.js"
"""What tells a page of others how high the one is that they frame."""

ICON = "icon.svg"
"""By what a page is told from others among a browser's tabs."""

WIDGET = "/embed/widget.js"
"""Where pages of others load what frames one of ours."""

_TO_BE_KEPT: Mapping[str, str] = {
    hdrs.CONTENT_TYPE: "text/x-python; charset=utf-8",
    hdrs.CONTENT_DISPOSITION: f'attachment; filename="{CHECKER}"',
}

_JAVASCRIPT: Mapping[str, str] = {hdrs.CONTENT_TYPE: "text/javascript; charset=utf-8"}


@cache
def static(tls: bool) -> Mapping[str, Answers]:
    """Every file with its path, made ready once in a process; `tls`: they are reached by TLS alone."""
    more = behind_tls(tls)
    unchanging = {**UNCHANGING, **more}
    styles = {path(name): _ready(name, {**unchanging, hdrs.CONTENT_TYPE: "text/css"}) for name in STYLES}
    script = {path(SCRIPT): _ready(SCRIPT, {**unchanging, **_JAVASCRIPT})}
    icon = {path(ICON): _ready(ICON, {**unchanging, hdrs.CONTENT_TYPE: "image/svg+xml"})}
    outsiders = {path(CHECKER): _ready(CHECKER, {**unchanging, **_TO_BE_KEPT})}
    return {**styles, **script, **icon, **outsiders, WIDGET: _ready("widget.js", {**EMBEDDED, **more, **_JAVASCRIPT})}


def checker(root: str) -> Script:
    """The outsider's script, below the public address."""
    return Script(root + path(CHECKER), hashlib.sha256(content(CHECKER)).hexdigest())


def path(name: str) -> str:
    """Where a file stands that never changes there."""
    return f"/static/{hashlib.sha256(content(name)).hexdigest()[:12]}/{name}"


def _ready(name: str, headers: Mapping[str, str]) -> Answers:
    return answers(content(name), headers, thoroughly=True)


@cache
def content(name: str) -> bytes:
    """The bytes of one of these files."""
    return resources.files("adapters.web").joinpath("static", name).read_bytes()
