"""Answers that are ready: their bytes in each encoding, and what tells whether somebody has them already."""

import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import brotli
from aiohttp import hdrs, web
from multidict import CIMultiDict

from adapters.web.library import rfc822_formatted_time

ENCODINGS = ("br", "gzip")
"""Those that are offered, the better first."""

COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg")

LEAST_COMPRESSED = 256
"""Bytes below which compressing saves nothing."""

QUICKLY, THOROUGHLY = 5, 11
"""Brotli's qualities: for what is made again soon, and for what stays as long as the process."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer in one encoding, with its headers. `head` and `unchanged`: how it begins on the wire, and how the word
    that nothing has changed does, but for the date."""

    body: bytes
    tag: str
    headers: CIMultiDict[str]
    head: bytes
    unchanged: bytes


@dataclass(frozen=True, slots=True)
class Answers:
    """An answer in each of its encodings, by their names; without a name as it is."""

    encoded: Mapping[str, Ready]

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""
        return sum(len(each.body) for each in self.encoded.values())

    def to(self, request: web.BaseRequest) -> web.Response:
        """What is answered to a request: that what it has is the same still, or the answer in the best encoding that it
        takes."""
        ready, unchanged = self._chosen(request.headers)
        if unchanged:
            return web.Response(status=304, headers=_unchanged(ready.headers))
        return web.Response(body=ready.body, headers=ready.headers)

    def written(self, headers: Mapping[str, str]) -> Sequence[bytes]:
        """The same as its bytes on the wire. What is made of headers anew for each answer costs more than all the rest
        of it does."""
        ready, unchanged = self._chosen(headers)
        date = b"Date: %s\r\n\r\n" % rfc822_formatted_time().encode()
        return (ready.unchanged, date) if unchanged else (ready.head, date, ready.body)

    def _chosen(self, headers: Mapping[str, str]) -> tuple[Ready, bool]:
        """The answer in the best encoding that is taken, and whether who asks has it."""
        taken = _taken(headers.get(hdrs.ACCEPT_ENCODING, ""))
        ready = self.encoded[next((each for each in taken if each in self.encoded), "")]
        had = headers.get(hdrs.IF_NONE_MATCH)
        return ready, had is not None and (ready.tag in had or had.strip() == "*")


@lru_cache(maxsize=64)
def _taken(accepted: str) -> tuple[str, ...]:
    """Those of the encodings that a client says it takes, the better first (RFC 9110, section 12.5.3)."""
    said = (each.partition(";") for each in accepted.lower().split(","))
    named = {name.strip() for name, _, weight in said if not _REFUSED.fullmatch(weight)}
    return tuple(each for each in ENCODINGS if each in named)


_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")
"""The weight of what a client does not take."""


def answers(content: bytes, headers: Mapping[str, str], thoroughly: bool = False) -> Answers:
    """An answer, made ready; takes time that grows with it, so that long ones are made off the event loop."""
    digest = hashlib.sha256(content).hexdigest()[:20]
    encoded = {"": content}
    compressible = headers[hdrs.CONTENT_TYPE].startswith(COMPRESSIBLE)
    if compressible and len(content) >= LEAST_COMPRESSED:
        encoded["br"] = brotli.compress(content, quality=THOROUGHLY if thoroughly else QUICKLY)
        encoded["gzip"] = gzip.compress(content, compresslevel=6, mtime=0)
    vary: dict[str, str] = {hdrs.VARY: "Accept-Encoding"} if len(encoded) > 1 else {}
    return Answers({name: _ready(name, each, digest, {**headers, **vary}) for name, each in encoded.items()})


def _ready(encoding: str, body: bytes, digest: str, headers: Mapping[str, str]) -> Ready:
    tag = f'"{digest}-{encoding or "as-is"}"'
    own = CIMultiDict({**headers, hdrs.ETAG: tag})
    if encoding:
        own[hdrs.CONTENT_ENCODING] = encoding
    unchanged = _head(b"304 Not Modified", _unchanged(own))
    return Ready(body, tag, own, _head(b"200 OK", own) + b"Content-Length: %d\r\n" % len(body), unchanged)


def _head(status: bytes, headers: CIMultiDict[str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    if lines.count("\r") != len(headers) or lines.count("\n") != len(headers):
        raise ValueError("a header that holds a line break")
    return b"HTTP/1.1 %s\r\n%s" % (status, lines.encode("latin-1"))


def _unchanged(headers: CIMultiDict[str]) -> CIMultiDict[str]:
    """What goes with the word that nothing has changed: all but what describes the content that is not sent."""
    described = (hdrs.CONTENT_TYPE, hdrs.CONTENT_ENCODING)
    return CIMultiDict((name, value) for name, value in headers.items() if name not in described)
