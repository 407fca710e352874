"""What a request asks for: which page, what of its query counts, and in which languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from aiohttp import hdrs, web

from adapters.web.routes import Found
from bot.pages.page import WebPage
from bot.text.locales import primary

LONGEST_HEADER = 500
"""So many characters of a browser's languages are read."""

_NUMBER = re.compile("[1-9][0-9]{0,4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked for: what its address means, what of the query counts, and the languages that the browser
    asks for, the best first."""

    found: Found
    query: Mapping[str, str]
    accepted: tuple[str, ...]

    @property
    def page(self) -> WebPage:
        """The page."""
        return self.found.page

    @property
    def kept(self) -> bool:
        """Whether its answer is the same for everybody, and is kept."""
        return self.page.public and not any(name in self.query for name in self.page.queries)

    @property
    def path(self) -> str:
        """Its path, below the public address's."""
        return self.page.path.format(**self.found.names)

    @property
    def key(self) -> str:
        """What tells a page that is kept from all others: the address in one spelling, as most ask for it, with what of
        the query counts."""
        path = quote(self.path)
        return f"{path}?{urlencode(self.query)}" if self.query else path


def asked(request: web.BaseRequest, found: Found) -> Asked:
    """What a request asks for whose path means a page."""
    accepted = request.headers.get(hdrs.ACCEPT_LANGUAGE, "")
    return Asked(found, _query(found.page, request.query), _languages(accepted))


def _query(page: WebPage, typed: Mapping[str, str]) -> Mapping[str, str]:
    """What of a query counts."""
    counted = {name: typed[name] for name in page.queries if typed.get(name)}
    number = typed.get(page.number, "") if page.number else ""
    return {**counted, page.number: number} if _NUMBER.fullmatch(number) else counted


def _languages(header: str) -> tuple[str, ...]:
    weighed = list[tuple[float, str]]()
    for each in header[:LONGEST_HEADER].split(","):
        tag, _, weight = each.strip().partition(";q=")
        language = primary(tag.strip())
        if language:
            weighed.append((-_weight(weight), language))
    return tuple(language for _, language in sorted(weighed, key=lambda each: each[0]))


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
