"""A page as HTML, from the templates beside this file: no script, nothing from elsewhere, and every value escaped."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.pages.page import PageView, Piece
from bot.pages.pieces import PageLink, ScanCode
from bot.text.compose import compose, label
from bot.text.direction import uncontrolled
from bot.text.html import html, inline
from bot.text.locales import Speech
from bot.text.text import Part, Text

QUIET_MODULES = 4
"""Light modules around a code that is scanned (ISO/IEC 18004)."""


@cache
def templates() -> Environment:
    """The templates, each of which is compiled once in a process."""
    return Environment(
        loader=PackageLoader("adapters.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Drawing:
    """Draws pages. `styles` are the addresses of the style sheets, in their order; `script` that of what tells others
    how high a page is that they frame, `icon` that of a browser's tab."""

    def __init__(self, styles: tuple[str, ...], script: str = "", icon: str = "") -> None:
        self._styles = styles
        self._script = script
        self._icon = icon

    def drawn(
        self, view: PageView, speech: Speech, languages: Mapping[str, Speech], address: str = "", framed: bool = False
    ) -> str:
        """The page in a language; `address` is where its forms go, followed by a slash and the act. `languages`: the
        bot's. `framed`: it stands in pages of others."""
        template = templates().get_template("frame.html" if framed else "page.html")
        return template.render(
            view=view,
            words=Words(speech, languages),
            styles=self._styles,
            script=self._script,
            icon=self._icon,
            address=address,
            kind_of=kind_of,
        )


def kind_of(piece: Piece) -> str:
    """By which name the template knows a piece of a page."""
    return type(piece).__name__.lower()


class Words:
    """What a template says in a language."""

    def __init__(self, speech: Speech, languages: Mapping[str, Speech]) -> None:
        self._speech = speech
        self._languages = languages
        self.language = speech.tag
        self.direction = speech.locale.text_direction

    def label(self, text: Text) -> str:
        """A text without any style."""
        return label(text, self._speech)

    def line(self, text: Text) -> Markup:
        """A text on one line."""
        return inline(compose((text,), self._speech))

    def blocks(self, parts: tuple[Part, ...]) -> Markup:
        """What parts say."""
        return html(compose(parts, self._speech))

    def said(self, said: str | Text) -> str:
        """What somebody wrote, as it is, or a text of the bot."""
        return self.label(said) if isinstance(said, Text) else uncontrolled(said)

    def name_of(self, link: PageLink) -> str:
        """What stands on a link: that to another language in that language."""
        return label(link.label, self._languages.get(link.language, self._speech))

    def direction_of(self, language: str) -> str:
        """Which way a language is written; nothing where it is not known."""
        speech = self._languages.get(language)
        return speech.locale.text_direction if speech else "auto"

    def scan_code(self, code: ScanCode) -> Markup:
        """A link as a picture to be scanned."""
        drawn = BytesIO()
        made = segno.make(code.link, micro=False, error="m")
        made.save(
            drawn, kind="svg", xmldecl=False, svgns=True, light="#fff", border=QUIET_MODULES, omitsize=True,
            svgclass="scan", lineclass=None, title=self.label(code.label), nl=False,
        )  # fmt: skip
        return Markup(drawn.getvalue().decode())  # noqa: S704 (segno escapes the title, and makes the rest)
