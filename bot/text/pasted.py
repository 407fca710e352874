"""Addresses as people paste them: what mail programs, phones and word processors put around one is taken away."""

import regex

_INVISIBLE = regex.compile(r"[\p{Cf}\p{Variation_Selector}\u115F\u1160\u2800\u3164\uFFA0--[\u200C\u200D]]", regex.V1)
_LOOSE_JOINER = regex.compile(r"(?<![\p{L}\p{M}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}])")
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord("\N{SMALL COMMERCIAL AT}"): ord("@"),
    ord("\N{IDEOGRAPHIC FULL STOP}"): ord("."),
    ord("\N{HALFWIDTH IDEOGRAPHIC FULL STOP}"): ord("."),
}
"""Full-width signs, letters and digits, as East Asian keyboards type them, and what each is."""

_OPENING, _CLOSING = r"\p{Ps}\p{Pi}\p{Pf}<\"„‟`*＜", r"\p{Pe}\p{Pi}\p{Pf}>\"„‟`*＞"
_BEFORE = regex.compile(rf"^[\s'{_OPENING}]+")
_AFTER = regex.compile(rf"[\s'.,;:!?…\p{{Sentence_Terminal}}\p{{Terminal_Punctuation}}{_CLOSING}]+$")
_ADDRESS = regex.compile(rf"[^\s@,;:|{_OPENING}{_CLOSING}]+@[^\s@,;:|{_OPENING}{_CLOSING}]+")
_MARKED = regex.compile(rf"[:{_OPENING}{_CLOSING}]")
_LABEL = regex.compile(r"(?:mailto|e-?mail|courriel|url|web(?:site)?)\s*[:：]\s*(?=[^\s/])", regex.IGNORECASE)
_MARKDOWN = regex.compile(r"\[([^\]]*)\]\(\s*<?([^)>\s]+)>?\s*\)")
_FRONT = regex.compile(r"(?:[a-zA-Zａ-ｚＡ-Ｚ]+[:：][/／]{2})?[^/／?？#＃]*")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def visible(text: str) -> str:
    """The text without invisible marks and the white space around it. The joiners that Persian and Indic words need
    stay where they stand between two letters."""
    return _LOOSE_JOINER.sub("", _INVISIBLE.sub("", text)).strip()


def addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses of which a pasted text consists, each once, with what stands around them taken away: the
    name of whose they are, brackets, quotation marks, `mailto:`, closing punctuation. None where it says more."""
    plain = _LABEL.sub("", _MARKDOWN.sub(r"\1 <\2>", visible(text).translate(_WIDE)))
    found = dict[str, str]()
    for each in _ADDRESS.findall(plain):
        address = _AFTER.sub("", _BEFORE.sub("", each.partition("?")[0]))
        found.setdefault(address.lower(), address)
    around = _ADDRESS.sub("", plain)
    says_more = bool(_AFTER.sub("", _BEFORE.sub("", around))) and not _MARKED.search(around)
    return () if says_more and len(found) == 1 else tuple(found.values())


def site(text: str) -> str:
    """The address of a website as it was pasted, with what stands around it taken away, and full-width signs up to its
    path as they are meant."""
    plain = visible(text)
    linked = _MARKDOWN.fullmatch(plain)
    plain = _BEFORE.sub("", _LABEL.sub("", linked[2] if linked else plain, count=1))
    front = _FRONT.match(plain)
    head = front[0] if front else ""
    plain = plain[: len(head) + 1].translate(_WIDE) + plain[len(head) + 1 :]
    while (shorter := _without_end(plain)) != plain:
        plain = shorter
    return plain


def _without_end(address: str) -> str:
    """An address without its last character where that closes what was opened before the address, or a sentence."""
    last = address[-1:]
    if last in _BRACKETS:
        return address[:-1] if address.count(last) > address.count(_BRACKETS[last]) else address
    return address[:-1] if _AFTER.fullmatch(last) else address
