"""The Markdown of texts and letters: CommonMark, but that what people type as plain text stays as it is.

A bare address is one word, whatever is in it, and a link where it begins with http:// or https://. A single `*` between
two letters or digits, as in *Bürger\\*innen* or *2\\*3*, is itself. A paragraph that is indented is no code.
"""

from bisect import bisect

import regex
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from bot.text.addresses import Address, bare_addresses

_WITHOUT_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_STAR = regex.compile(
    rf"(?<=[[\p{{L}}\p{{M}}\p{{N}}]--[{_WITHOUT_SPACES}]])\*(?=[[\p{{L}}\p{{N}}]--[{_WITHOUT_SPACES}]])", regex.V1
)
"""A star inside a word; scripts without spaces between words have no other way to emphasize one."""


def dialect(html: bool = False) -> MarkdownIt:
    """A parser; HTML is text unless `html`."""
    parser = MarkdownIt("commonmark", {"html": html, "store_labels": True}).disable("code")
    parser.inline.ruler.before("emphasis", "address", _address)
    parser.inline.ruler.before("emphasis", "star", _star)
    return parser


def _address(state: StateInline, silent: bool) -> bool:
    """A bare address: the rule for text has stopped inside it, at its first sign that means something."""
    found = _around(state.src, state.pos)
    if found is None:
        return False
    before, end = state.src[found.start : state.pos], _end(state, found)
    if end <= state.pos or (not silent and not state.pending.endswith(before)):
        return False
    if not silent:
        _push(state, before, unescapeAll(state.src[found.start : end]), found.whole and state.linkLevel == 0)
    state.pos = end
    return True


def _around(text: str, position: int) -> Address | None:
    """The address inside which a position is."""
    found = bare_addresses(text)
    last = bisect(found, position, key=lambda each: each.start) - 1
    return found[last] if last >= 0 and position < found[last].end else None


def _end(state: StateInline, found: Address) -> int:
    """Where an address ends; marks that close an emphasis around it are not its own."""
    shown = state.src[found.start : found.end].rstrip("*")
    around = state.src[found.start - 1] if found.start else ""
    return found.start + len(shown.rstrip("_") if around == "_" else shown)


def _push(state: StateInline, before: str, address: str, link: bool) -> None:
    state.pending = state.pending.removesuffix(before)
    if not link:
        state.append_pending(address)
        return
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    opening.info = "auto"
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1).info = "auto"


def _star(state: StateInline, silent: bool) -> bool:
    if not _STAR.match(state.src, state.pos):
        return False
    if not silent:
        state.append_pending("*")
    state.pos += 1
    return True
