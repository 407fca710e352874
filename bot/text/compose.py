"""Texts into blocks: the template in the reader's language, its values put into the parsed runs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from bot.model.letters.localized import Localized
from bot.text.addresses import bare_addresses, target
from bot.text.blocks import Block, Blocks, Span, Words
from bot.text.direction import begun, isolated, uncontrolled
from bot.text.locales import Speech, load
from bot.text.markup import markdown
from bot.text.text import Bullets, Code, InLanguage, Language, Link, Listing, Markdown, Part, Planned, Text, Typed

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FIRST_PRIVATE = 0xE000
_PRIVATE = re.compile("([\ue000-\uf8ff])")


def compose(parts: Sequence[Part], speech: Speech) -> Blocks:
    """The blocks of a text's parts, in one language. Values that run the other way than what is around them stand
    between signs that nobody sees (`bot/text/direction.py`)."""
    return tuple(block for part in parts for block in _blocks(part, speech))


def label(text: Text, speech: Speech) -> str:
    """A short text without any style: a button's label, a menu's description."""
    return _bare(text, speech) if text.values or text.plural else _constant(text.template, speech)


@lru_cache(maxsize=4096)
def _constant(template: str, speech: Speech) -> str:
    """A label without values: each start puts thousands of them into the platforms' menus."""
    return _bare(Text(template), speech)


def _bare(text: Text, speech: Speech) -> str:
    return " ".join("".join(run.text for run in block.runs) for block in _begun(text, speech))


def _blocks(part: Part, speech: Speech) -> Blocks:
    match part:
        case Text():
            return _begun(part, speech)
        case Markdown(text):
            return markdown.parse(speech.reading(text))
        case Bullets(items, numbers):
            markers = [f"{number}." for number in numbers] or ["•"] * len(items)
            return tuple(
                Block("item", block.runs, marker if first else "")
                for item, marker in zip(items, markers, strict=True)
                for first, block in zip((True, *[False] * 100), _begun(item, speech), strict=False)
            )
        case Typed(words, links, quoted):
            blocks = typed(uncontrolled(words), links) if isinstance(words, str) else tuple(map(_uncontrolled, words))
            return tuple(map(_quoted, blocks)) if quoted else blocks
        case InLanguage(inner, tag):
            return _blocks(inner, load().get(tag, speech))


def typed(text: str, links: bool) -> Blocks:
    """What a person typed without any form; addresses in it are links if `links`."""
    kept = re.split(r"\n{2,}", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return tuple(Block("paragraph", _linked(each) if links else (Span(each, typed=True),)) for each in kept)


def without_form(words: Words) -> Words:
    """What somebody wrote: as it is where it has no form."""
    text = words if isinstance(words, str) else "\n\n".join("".join(run.text for run in each.runs) for each in words)
    return text if words == typed(text, links=True) else words


def _uncontrolled(block: Block) -> Block:
    return replace(block, runs=tuple(replace(run, text=uncontrolled(run.text)) for run in block.runs))


def _quoted(block: Block) -> Block:
    """A block in a quotation; code stays what it is."""
    if block.kind == "heading":
        return replace(block, kind="quote", runs=tuple(replace(run, bold=True) for run in block.runs))
    return replace(block, kind="quote") if block.kind in ("paragraph", "item") else block


def _linked(text: str) -> tuple[Span, ...]:
    """What a person typed, with links where addresses stand in it."""
    found, end = list[Span](), 0
    for address in bare_addresses(text):
        if address.whole:
            shown = text[address.start : address.end]
            found.extend((Span(text[end : address.start], typed=True), Span(shown, typed=True, link=target(shown))))
            end = address.end
    return tuple(run for run in (*found, Span(text[end:], typed=True)) if run.text)


def _begun(text: Text, speech: Speech) -> Blocks:
    return tuple(begun(block, speech.to_the_left) for block in _filled(text, speech))


def _filled(text: Text, speech: Speech) -> Blocks:
    blocks, names = _held(speech.template(text))
    return tuple(
        replace(block, runs=tuple(filled for run in block.runs for filled in _fill(run, names, text, speech)))
        for block in blocks
    )


@lru_cache(maxsize=4096)
def _held(template: str) -> tuple[Blocks, Sequence[str]]:
    """The blocks of a template, with a sign of its own in the place of each value, and the names of these."""
    names = list[str]()

    def hold(match: re.Match[str]) -> str:
        names.append(match[1])
        return chr(_FIRST_PRIVATE + len(names) - 1)

    held = _PLACEHOLDER.sub(hold, template)
    return markdown.parse(held), names


def _fill(run: Span, names: Sequence[str], text: Text, speech: Speech) -> Sequence[Span]:
    if not run.code and not _PRIVATE.search(run.text):
        return [run] if run.text else []
    found = list[Span]()
    for piece in _PRIVATE.split(run.text):
        if _PRIVATE.fullmatch(piece):
            found.extend(_value(text.values[names[ord(piece) - _FIRST_PRIVATE]], run, speech))
        elif run.code:
            found.extend(isolated([run.saying(piece)], run, speech.to_the_left))
        elif piece:
            found.append(run.saying(piece))
    return [filled for filled in found if filled.text]


def _value(value: object, style: Span, speech: Speech) -> Sequence[Span]:
    match value:
        case Text():
            inner = [run for block in _filled(value, speech) for run in block.runs]
            if not (style.bold or style.italic):
                return inner
            return [replace(run, bold=run.bold or style.bold, italic=run.italic or style.italic) for run in inner]
        case Link(url, label) if label is not None:
            return [replace(run, link=url) for run in _value(label, style, speech)]
        case Listing(items):
            first, *after = speech.around(len(items))
            return [
                style.saying(first),
                *(
                    filled
                    for item, words in zip(items, after, strict=True)
                    for filled in (*_value(item, style, speech), style.saying(words))
                ),
            ]
    return isolated([_single(value, style, speech)], style, speech.to_the_left)


def _single(value: object, style: Span, speech: Speech) -> Span:
    match value:
        case Link(url):
            return replace(style, text=url, link=url, typed=True)
        case Code(code):
            return replace(style, text=code, code=True)
        case Language(tag):
            return replace(style, text=speech.language(tag))
        case Localized():
            return replace(style, text=uncontrolled(speech.reading(value)), typed=True)
        case Planned(moment):
            return replace(style, text=speech.planned(moment), moment=moment)
        case datetime():
            return replace(style, text=speech.time(value), moment=value)
        case date():
            return replace(style, text=speech.day(value))
        case bool():
            raise TypeError("a yes or no is put into words by its caller")
        case int():
            return replace(style, text=speech.number(value))
        case str():
            return style.saying(uncontrolled(value), typed=True)
    raise TypeError(f"a template holds no {type(value).__name__}")
