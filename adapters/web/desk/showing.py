"""What a browser is given of the page on which people sign: a page, or where to look instead."""

from collections.abc import Mapping, Sequence

from aiohttp import web

from adapters.web.desk.drawing import HEADERS, DeskDrawing, Inside, Outside, Shown
from adapters.web.desk.visiting import DeskVisit
from adapters.web.headers import behind_tls
from adapters.web.static import ICON, STYLES, path
from bot.text.text import Part


class DeskShowing:
    """Makes the responses, with their headers."""

    def __init__(self, public_url: str, prefix: str) -> None:
        """`prefix`: the path of the public address."""
        self._drawing = DeskDrawing(tuple(prefix + path(name) for name in STYLES), prefix + path(ICON))
        self.headers: Mapping[str, str] = {**HEADERS, **behind_tls(public_url.startswith("https:"))}

    def inside(self, visit: DeskVisit, shown: Shown, inside: Inside) -> web.Response:
        """What is shown in a session, with what is at hand there."""
        return self._page(self._drawing.inside(visit.speech, visit.place, shown, inside))

    def outside(self, visit: DeskVisit, asked: Outside) -> web.Response:
        """What is asked of whoever has no session."""
        return self._page(self._drawing.outside(visit.speech, visit.place, asked))

    def alone(
        self, visit: DeskVisit, parts: Sequence[Part], shown: Shown | None = None, status: int = 200
    ) -> web.Response:  # fmt: skip
        """Some words, or what came of something, with nothing to be done below them."""
        return self._page(self._drawing.alone(visit.speech, visit.place, parts, shown), status)

    def again(self, visit: DeskVisit) -> web.Response:
        """The page, asked for anew."""
        return web.Response(status=303, headers={**self.headers, "Location": visit.place.address})

    def _page(self, text: str, status: int = 200) -> web.Response:
        return web.Response(
            text=text, content_type="text/html", charset="utf-8", status=status, headers=self.headers
        )  # fmt: skip
