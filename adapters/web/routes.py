"""Which page an address means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.pages.page import Form, PageAct, WebPage

LONGEST = 200
"""So many characters at the most stand between two slashes of a path."""

_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """The page that a path means, what it names, and the act or form, where the path is that of one."""

    page: WebPage
    names: Mapping[str, str]
    act: PageAct | Form | None = None


class Routes:
    """The pages by their paths."""

    def __init__(self, pages: Sequence[WebPage]) -> None:
        self._pages = [(_pattern(page), page) for page in pages]

    def find(self, path: str) -> Found | None:
        """The page at a path, which begins with a slash."""
        for pattern, page in self._pages:
            match = pattern.fullmatch(path)
            if match:
                return Found(page, match.groupdict())
            before, _, name = path.rpartition("/")
            acts: tuple[PageAct | Form, ...] = (*page.acts, *page.asks)
            act = next((each for each in acts if each.name == name), None)
            match = pattern.fullmatch(before) if act else None
            if match:
                return Found(page, match.groupdict(), act)
        return None


def _pattern(page: WebPage) -> re.Pattern[str]:
    """The form of a page's path: what stands between the names is taken as it is."""
    pieces = _NAME.split(page.path)
    texts, names = pieces[::2], pieces[1::2]
    forms = [f"(?P<{each}>{page.forms.get(each, f'[^/]{{1,{LONGEST}}}')})" for each in names] + [""]
    return re.compile("".join(re.escape(text) + form for text, form in zip(texts, forms, strict=True)))
