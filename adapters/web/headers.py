"""What every answer carries: who may show it where, what it may load, and how long it may be kept."""

from collections.abc import Mapping

from aiohttp import hdrs

_NOTHING_BUT_OURS = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_COMMON = {
    hdrs.SERVER: "Countersign",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

ALONE: Mapping[str, str] = {"X-Frame-Options": "DENY"}
"""Of what stands in no page of others, for browsers that don't know `frame-ancestors`."""

PRIVATE = {
    **_COMMON,
    "Content-Security-Policy": _NOTHING_BUT_OURS,
    "Cross-Origin-Resource-Policy": "same-origin",
    hdrs.CACHE_CONTROL: "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Of what is one person's: a link can hold a token, and goes no further than to whoever was sent it."""

PUBLIC = {
    **_COMMON,
    "Content-Security-Policy": _NOTHING_BUT_OURS,
    "Cross-Origin-Resource-Policy": "cross-origin",
    hdrs.CACHE_CONTROL: "public, no-cache",
}
"""Of what everybody may read: others may keep it, and ask each time whether it is so still."""

FRAMED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
"""Of what stands in pages of others, in the place of the others: its script tells them how high it is."""

SHARED: Mapping[str, str] = {hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*"}
"""Of what scripts of every other site may read, added to the others."""

EMBEDDED = {
    **_COMMON,
    "Cross-Origin-Resource-Policy": "cross-origin",
    hdrs.CACHE_CONTROL: "public, max-age=3600",
}
"""Of what pages of others load, at an address that stays."""

UNCHANGING = {
    **_COMMON,
    "Cross-Origin-Resource-Policy": "same-origin",
    hdrs.CACHE_CONTROL: "public, max-age=31536000, immutable",
}
"""Of what never changes at its address."""


def behind_tls(tls: bool) -> dict[str, str]:
    """What is added where the public address is reached by TLS alone."""
    return {"Strict-Transport-Security": "max-age=31536000"} if tls else {}
