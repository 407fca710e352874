"""A sheet as HTML: no script, nothing from elsewhere, and every value escaped here."""

import base64
import hashlib
from html import escape

from bot.pages.proofs import Sheet

STYLE = (
    "body{max-width:34rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.5 sans-serif}"
    "button{display:block;width:100%;margin:1rem 0;padding:.8rem;font:inherit;cursor:pointer}"
)

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What every answer carries: a link holds a token, and goes no further than to whoever was sent it."""


def drawn(sheet: Sheet, path: str) -> str:
    """The page; `path` is where its forms go, followed by a slash and the act."""
    paragraphs = "".join(
        f"<p>{escape(text)}</p>" for text in ("".join(run.text for run in block.runs) for block in sheet.blocks)
    )
    forms = "".join(
        f'<form method="post" action="{escape(path)}/{escape(act)}"><button>{escape(label)}</button></form>'
        for act, label in sheet.buttons
    )
    return (
        f'<!doctype html><html lang="{escape(sheet.language)}" dir="{escape(sheet.direction)}">'
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="robots" content="noindex"><title>{escape(sheet.title)}</title><style>{STYLE}</style></head>'
        f"<body><h1>{escape(sheet.title)}</h1>{paragraphs}{forms}</body></html>"
    )
