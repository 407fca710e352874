"""The links that Telegram makes in a text by itself.

The rules are those of TDLib, the library under the Bot API server (`MessageEntity.cpp`, read, not copied).
Left out: bank cards, media timestamps and phone numbers. The list of top-level domains is an excerpt: every one of two
letters, and the generic ones that people use.
"""

import re
from collections.abc import Iterator, Sequence

from .text import CONTINUOUS, QUOTES, Entity, utf16_length

_TAG = "\\w\u200c\u00b7\u0d80-\u0dff"
_MENTION = re.compile(r"(?<!\w)@([A-Za-z0-9_]{4,32})(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\w/<>])")
_HASHTAG = re.compile(rf"(?<![{_TAG}])#(?=[{_TAG}]*[^\W\d_])[{_TAG}]{{1,256}}(?:@[A-Za-z0-9_]{{3,32}})?(?!#)")
_CASHTAG = re.compile(rf"(?<![{_TAG}$])\$(?:1INCH|[A-Z]{{1,8}})(?:@[A-Za-z0-9_]{{3,32}})?(?![{_TAG}$])")

# General punctuation, U+2060 in it, ends an address; so do spaces and quotation marks.
_HOST_CHARACTER = "A-Za-z0-9_.~\\-\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff"
_PATH_CHARACTER = '[^\\s<>"«»\u2000-\u200b\u200e\u200f\u2016-\u206f]'
_TELEGRAM_URL = re.compile(rf"(?i)(?:tg|ton)://[a-z0-9_-]{{1,253}}(?:[/?#]{_PATH_CHARACTER}*)?")
_URL = re.compile(
    rf"(?P<scheme>[A-Za-z0-9+\-]+://)?(?P<host>[{_HOST_CHARACTER}]+\.[{_HOST_CHARACTER}]+)"
    rf"(?P<port>:\d{{1,5}})?(?P<path>[/?#]{_PATH_CHARACTER}*)?"
)
_EMAIL = re.compile(
    r"(?<![\w@/#.+-])(?:mailto:)?(?P<address>(?:[A-Za-z0-9_-]{0,26}[.+]){0,10}[A-Za-z0-9_-]{1,35}"
    r"@(?:(?:[A-Za-z0-9][A-Za-z0-9_-]{0,28})?[A-Za-z0-9]\.){1,6}[A-Za-z]{2,8})(?![\w@-])"
)
_DOTTED_WORD = re.compile(r"(?<!\S)[^\s.]*\.\S*")
"""No address has a space in it, and every one has a dot: looking at such words only is much faster."""
_SIGNS = (
    ("@", "mention", _MENTION),
    ("/", "bot_command", _COMMAND),
    ("#", "hashtag", _HASHTAG),
    ("$", "cashtag", _CASHTAG),
)
_TRAILING = ".:;,('?!`"
_GENERIC_NAMES = """
    academy agency app art asia bank berlin bio biz blog business care cat center chat city cloud club community
    company com coop design dev digital directory earth eco edu education email energy events expert family farm film
    finance foundation fund gallery gives global gmbh gov green group guide health help home host house info ink
    institute int international jobs land law legal life link live local london love market media mil
    mobi museum name net network news ngo one ong online org page paris party photo pictures pink post press pro
    radio red report review rocks school schule science service services shop site social software solutions space
    store studio support team tech technology tel tips today ton tools top town trade training travel university vip
    watch website wiki win work works world wtf xxx xyz zone
    бел дети ком мкд мон москва онлайн орг рус рф сайт срб укр ελ ευ հայ ישראל קום
    الاردن البحرين الجزائر السعودية المغرب امارات تونس سودان سورية شبكة عراق عرب عمان فلسطين قطر كوم مصر موقع
    中国 中國 中文网 公司 公益 台湾 在线 网址 网站 网络 香港 世界 みんな 삼성 한국 닷컴 भारत संगठन ไทย"""
_GENERIC = frozenset(_GENERIC_NAMES.split())


def automatic_links(text: str, declared: Sequence[Entity]) -> tuple[Entity, ...]:
    """What Telegram would add to the declared entities: never inside code or a declared link, never across a quote."""
    offsets = _Offsets(text)
    found = [
        Entity(kind, offsets.at(start), offsets.at(end) - offsets.at(start), automatic=True)
        for kind, start, end in _find(text)
    ]
    found.sort(key=lambda entity: (entity.offset, -entity.length))
    kept: list[Entity] = []
    for entity in found:
        if kept and entity.offset < kept[-1].end:
            continue
        if not any(_in_the_way(other, entity) for other in declared):
            kept.append(entity)
    return tuple(kept)


def _in_the_way(declared: Entity, link: Entity) -> bool:
    if link.end <= declared.offset or declared.end <= link.offset:
        return False
    if declared.type in CONTINUOUS:
        return True
    return declared.type in QUOTES and not (declared.offset <= link.offset and link.end <= declared.end)


def _find(text: str) -> Iterator[tuple[str, int, int]]:
    for sign, kind, pattern in _SIGNS:
        if sign in text:
            for match in pattern.finditer(text):
                yield kind, *match.span()
    if "://" in text:
        for match in _TELEGRAM_URL.finditer(text):
            yield "url", match.start(), match.start() + len(match[0].rstrip(_TRAILING))
    emails = [match.span("address") for match in _EMAIL.finditer(text)] if "@" in text else []
    for start, end in emails:
        yield "email", start, end
    for start, end in _urls(text):
        if not any(start < email_end and email_start < end for email_start, email_end in emails):
            yield "url", start, end


def _urls(text: str) -> Iterator[tuple[int, int]]:
    words = _DOTTED_WORD.finditer(text)
    for match in (match for word in words for match in _URL.finditer(text, *word.span())):
        scheme, host, path = match["scheme"], match["host"], match["path"]
        before = text[match.start() - 1 : match.start()]
        if scheme is None and before and (before.isalnum() or before in "_/#@"):
            continue
        if scheme is not None and scheme.lower() not in ("http://", "https://", "ftp://", "tonsite://"):
            continue
        start, end = match.span()
        if path is None and match["port"] is None:
            end -= len(host) - len(host.rstrip("."))
        elif path is not None:
            end -= len(path) - max(1, len(_path_end(path)))
        if _is_domain(host.rstrip("."), any_top=scheme is not None):
            yield start, end


def _path_end(path: str) -> str:
    """The path up to a closing bracket that it never opened, without punctuation at its end."""
    for opening, closing in ("()", "[]", "{}"):
        depth = 0
        for index, character in enumerate(path):
            depth += (character == opening) - (character == closing)
            if depth < 0:
                path = path[:index]
                break
    return path.rstrip(_TRAILING)


def _is_domain(host: str, *, any_top: bool) -> bool:
    parts = host.split(".")
    if len(parts) < 2 or any(not part or len(part) >= 64 or part.endswith("-") for part in parts):
        return False
    if len(parts) == 4 and all(part.isascii() and part.isdigit() and int(part) < 256 for part in parts):
        return True
    top = parts[-1]
    if all(part.isdigit() for part in parts) or len(top) < 2 or "_" in parts[-2]:
        return False
    if top.startswith("xn--"):
        return len(top) > 5 and top[4:].isalnum()
    if "_" in top or "-" in top:
        return False
    return any_top or _is_common(top)


def _is_common(top: str) -> bool:
    if top != top.lower() and top[1:] == top[1:].lower():
        return False  # "end.Next sentence"
    return top.lower() in _GENERIC or (len(top) == 2 and top.isascii() and top.isalpha())


class _Offsets:
    """Offsets of characters in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, index: int) -> int:
        return utf16_length(self._text[:index])
