"""Where public data stand, and what all of them have in common."""

from collections.abc import Callable, Mapping

import msgspec

from bot.pages.page import Body, Shown, WebPage
from bot.pages.visit import Visit

ROOT = "/api/v1"
"""Below this address, what programs rely on changes only by what is added."""

LETTER = f"{ROOT}/letters/{{letter}}"


def data(path: str, show: Callable[[Visit], Shown], forms: Mapping[str, str] | None = None) -> WebPage:
    """Data at a path, which programs of every site may read."""
    return WebPage(path, show, forms=forms or {}, shared=True)


def address(visit: Visit, *steps: str) -> str:
    """Where the data of a letter stand."""
    return "/".join((f"{visit.root}{ROOT}/letters/{visit.revision.letter.slug}", *steps))


def as_json(value: object) -> Body:
    """A value as a JSON document."""
    return Body(msgspec.json.encode(value), "application/json")
