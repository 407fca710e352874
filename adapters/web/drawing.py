"""A sheet as HTML, from the templates beside this file: no script, nothing from elsewhere, and every value escaped."""

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.pages.page import Sheet

SHEET, STYLE = "sheet.html", "style.css"


class Drawing:
    """Draws sheets. `headers` are what every answer carries: a link can hold a token, and goes no further than to
    whoever was sent it; and of all styles only that of the template is let in."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("adapters.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style = self._environment.get_template(STYLE).render()
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.headers = {
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'"
            ),
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex, nofollow",
        }

    def drawn(self, sheet: Sheet, address: str) -> str:
        """The page; `address` is where its forms go, followed by a slash and the act."""
        return self._environment.get_template(SHEET).render(sheet=sheet, address=address)
