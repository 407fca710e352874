"""What somebody types who wants to break a page."""

import unicodedata
from functools import cache

SCRIPT = "<script>document.title = 'broken'</script><img src=x onerror=\"document.title = 'broken'\">"
MARKUP = "</p></li></main> **bold** [here](javascript:alert(1)) &lt;b&gt; {{ 7 * 7 }} {title} %s"
TURNED_ROUND = "\u202eExample \u2066of a town\u200f\u0000\u0007"
UNBROKEN = "W" * 4000
STACKED = "E" + "\u0301\u0327\u20dd" * 50 + " Example"


@cache
def every_script() -> str:
    """The first letter of every script of Unicode, as the letters' names tell scripts apart."""
    firsts = dict[str, str]()
    for character in map(chr, range(0x110000)):
        if unicodedata.category(character).startswith("L"):
            firsts.setdefault(unicodedata.name(character, "").partition(" ")[0], character)
    return " ".join(firsts.values())


def hostile() -> tuple[str, ...]:
    """All of it."""
    return SCRIPT, MARKUP, TURNED_ROUND, UNBROKEN, STACKED, every_script()
