"""What is wrong with a Markdown text: what the chats cannot show, and what they would not show at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any

import regex
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.token import Token

from bot.model.letters import limits
from bot.model.letters.faults import Fault, Rule, link_faults
from bot.text.blocks import Block, plain
from bot.text.markup.dialect import dialect
from bot.text.markup.markdown import parse_with_tokens

_PARSER = dialect(html=True).enable(["table", "strikethrough"])
_ENOUGH = 5 * limits.TEXT  # what is far too long is not looked through to its end

_FRONT_MATTER = regex.compile(r"---[ \t]*\n(?>[\w-]+:.*\n|[ \t#-].*\n)+(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_DEFINITION_LIST = regex.compile(r"\S[^\n]*\n:[ \t]+\S")
_MARKED = frozenset({"strong_open", "em_open", "s_open", "code_inline", "image", "fence", "table_open"})
_FOREIGN = (
    (regex.compile(r"(?<!\S):[a-z][a-z0-9_+-]*:(?![\w:])"), "put the picture itself there"),
    (regex.compile(r"(?<=\p{L}|\p{N}|\))([\^~])[\p{L}\p{N}+-]{1,10}\1"), "write it without, as in H₂O or m²"),
    (regex.compile(r"==(?=\S)[^=\n]+(?<=\S)=="), "write **bold** or *italic*"),
)
"""What other programs take for an emoji, a raised or lowered letter, a marked word; and what to write instead."""
_MARKERS = regex.compile(r"^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)[ \t>]*)*", regex.MULTILINE)
"""What begins the lines of lists and quotations."""
_SEEN = regex.compile(r"[^\s\p{C}\p{Default_Ignorable_Code_Point}]")
_SIGN = regex.compile(r"[^\s\p{C}\\`*_{}\[\]()<>#+.!|~:\"'&;=^-]")
"""A character that can be seen, and marks nothing in Markdown."""


def markdown_faults(text: str) -> Iterator[Fault]:
    """What the chats would show as text or not at all, and links that would not work, each with its line in the text.

    Every character that can be seen and is no markup is shown, or named here.
    """
    looked_at = text[:_ENOUGH].replace("\r\n", "\n").replace("\r", "\n")
    known = list(_known(looked_at))
    lines = {fault.line for fault in known}
    known.extend(fault for fault in _vanishing(looked_at) if fault.line not in lines)
    yield from sorted(known, key=lambda fault: fault.line)


def markdown_in(text: str) -> str:
    """The first line of a text in which Markdown means something, for a text that is shown as it was typed; empty where
    there is none."""
    lines = text[:_ENOUGH].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for token in _PARSER.parse("\n".join(lines)):
        line = token.map[0] if token.map else 0
        if token.type in _MARKED or (token.type == "heading_open" and not token.markup.startswith("-")):
            return lines[line].strip()
        for child in token.children or ():
            if child.type in _MARKED or (child.type == "link_open" and "auto" not in (child.info, child.markup[:4])):
                return lines[line].strip()
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")
    return ""


def _known(text: str) -> Iterator[Fault]:
    if _FRONT_MATTER.match(text):
        yield Fault("begins with settings of another program", "delete them, with both ---", 1, Rule.MARKUP)
    for token in _PARSER.parse(text):
        line = token.map[0] + 1 if token.map else 1
        yield from _fault(token, line)
        if token.type == "inline" and _DEFINITION_LIST.search(token.content):
            yield _markup("a line that begins with “:”", "begin it with a word", line)
        children = token.children or []
        for index, child in enumerate(children):
            yield from _fault(child, line)
            if child.type == "link_open" and not _SEEN.search(_text_of_link(children[index + 1 :])):
                what = "holds a link without a text, which would not be shown"
                yield Fault(what, "write a text between [ and ]", line, Rule.LINK)
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def _text_of_link(behind: Sequence[Token]) -> str:
    """The text of the link that these tokens begin with."""
    return "".join(each.content for each in takewhile(lambda each: each.type != "link_close", behind))


def _fault(token: Token, line: int) -> Iterator[Fault]:
    match token.type:
        case "html_block" | "html_inline":
            tag = token.content.strip().split("\n")[0][:30]
            yield Fault(
                f"holds HTML ({tag}), which would be shown as text",
                "write it in Markdown, or delete it",
                line,
                Rule.HTML,
            )
        case "image":
            what = "holds an image, which would be shown as text"
            yield Fault(what, "write a link to it: without the ! before [", line, Rule.IMAGE)
        case "table_open":
            yield Fault("holds a table, which chats can't show", "write it as a list, or link to it", line, Rule.TABLE)
        case "s_open":
            yield _markup("~~", "leave out what no longer holds", line)
        case "link_open" if str(token.meta.get("label", "")).startswith("^"):
            yield _note(line)
        case "link_open":
            for fault in link_faults(str(token.attrGet("href") or "")):
                yield Fault(f"holds a link that {fault.what}", fault.instead, line, Rule.LINK)
        case "text":
            if "[^" in token.content:
                yield _note(line)
            for pattern, instead in _FOREIGN:
                for found in pattern.finditer(token.content):
                    yield _markup(found[0], instead, line)


def _note(line: int) -> Fault:
    return Fault("has a footnote, which chats can't show", "write the note into the text, in ( )", line, Rule.NOTE)


def _markup(sign: str, instead: str, line: int) -> Fault:
    return Fault(f"holds {sign}, which would be shown as it is", instead, line, Rule.MARKUP)


def _vanishing(text: str) -> Iterator[Fault]:
    """What can be seen in the text, is no markup, and would not be shown."""
    definitions = dict[str, Any]()
    lines, covered, used = text.split("\n"), set[int](), set[str]()
    for block, token in parse_with_tokens(text, definitions):
        used.update(_labels(token))
        if token.type in ("inline", "fence", "hr") and token.map:
            first, end = token.map
            covered.update(range(first, end))
            source = [unescapeAll(line) for line in _MARKERS.sub("", "\n".join(lines[first:end])).split("\n")]
            if _signs("".join(source)) - _shown(block, token):
                yield from _missing(source, first + 1, _folded(f"{plain((block,))} {_addresses(token)}"))
    for label, found in definitions.get("references", {}).items():
        if label in used and not found["title"]:
            covered.update(range(*found["map"]))
    for number, line in enumerate(lines):
        if number not in covered and _signs(_MARKERS.sub("", line)):
            yield _unread(line, number + 1)


def _labels(token: Token) -> Iterator[str]:
    """The names of the definitions that the links of a token use."""
    return (normalizeReference(str(each.meta["label"])) for each in token.children or () if "label" in each.meta)


def _shown(block: Block, token: Token) -> Counter[str]:
    """What can be seen of a block, with the addresses of its links and the names by which it calls definitions."""
    found = _signs(plain((block,)))
    for run in block.runs:
        if run.code or block.kind == "code":  # where an entity is no sign, but its own letters
            found += _signs(unescapeAll(run.text)) - _signs(run.text)
    for label in (*_labels(token), "x" * (block.marker == "☑")):
        found += _signs(label)
    children = token.children or []
    for index, link in enumerate(children):
        if link.type == "link_open" and "label" not in link.meta:
            address = str(link.attrGet("href") or "")
            written = _signs(address) | _signs(normalizeLinkText(address))
            alone = "auto" in (link.info, link.markup[:4])
            found += written - _signs(children[index + 1].content) if alone else written
    return found


def _addresses(token: Token) -> str:
    hrefs = [str(each.attrGet("href") or "") for each in token.children or () if each.type == "link_open"]
    return " ".join((*hrefs, *map(normalizeLinkText, hrefs), *_labels(token)))


def _folded(text: str) -> str:
    return "".join(map(_folded_sign, _SIGN.findall(text)))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    return normalizeReference(sign)


def _signs(text: str) -> Counter[str]:
    return Counter(_folded(text))


def _missing(source: Sequence[str], first: int, shown: str) -> Iterator[Fault]:
    """The lines from number `first` of which a word is not shown; the first one, where all that is missing is shown
    elsewhere."""
    found = {
        number: word
        for number, line in enumerate(source, first)
        for word in reversed(line.split())
        if _folded(word) not in shown
    }
    for number, word in (found or {first: source[0].strip()}).items():
        what = f"holds {word[:30]}, which would not be shown"
        yield Fault(what, "write it as plain text", number, Rule.VANISHES)


def _unread(line: str, number: int) -> Fault:
    if regex.match(r"[\s>]*\[\^", line):
        return _note(number)
    instead = "write a word before the [" if "[" in line else "write it as plain text"
    return Fault(f"is a line that would not be shown ({line.strip()[:30]})", instead, number, Rule.VANISHES)
