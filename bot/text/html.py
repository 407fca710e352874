"""Blocks as HTML, on a page or as a document of its own: every text escaped, and no attribute but those that are
written here. Headings in texts stand below those of a page's sections."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from bot.text.blocks import Block, Blocks, Span


def html(blocks: Blocks) -> Markup:
    """Blocks as HTML, each in the direction of what stands in it."""
    return Markup("\n").join(_grouped([block for block in blocks if not block.blank]))


def inline(blocks: Blocks) -> Markup:
    """Blocks on one line, for headings and labels."""
    return Markup(" ").join(map(_runs, blocks))


def document(title: str, language: str, direction: str, blocks: Blocks) -> str:
    """A whole document of HTML, which loads nothing and runs nothing."""
    return _DOCUMENT.format(title=title, language=language, direction=direction, text=html(blocks))


_DOCUMENT = Markup(
    '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n</head>\n'
    "<body>\n<h1>{title}</h1>\n{text}\n</body>\n</html>\n"
)


def _grouped(blocks: Sequence[Block]) -> Iterator[Markup]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        together = list(group)
        match kind:
            case "item":
                yield _list(together, 0)
            case "quote":
                yield Markup('<blockquote dir="auto">{}</blockquote>').format(Markup("\n").join(map(_quoted, together)))
            case "code":
                yield from (Markup("<pre><code>{}</code></pre>").format(_text(each)) for each in together)
            case "rule":
                yield from (Markup("<hr>") for _ in together)
            case "heading":
                yield from (Markup("<h3>{}</h3>").format(_runs(each)) for each in together)
            case _:
                yield from (Markup('<p dir="auto">{}</p>').format(_runs(each)) for each in together)


def _quoted(block: Block) -> Markup:
    marker = Markup("{} ").format(block.marker) if block.marker else Markup()
    return Markup("<p>{}{}</p>").format(marker, _runs(block))


def _list(blocks: Sequence[Block], depth: int) -> Markup:
    """A list, with the lists in it; a number is the one that its author wrote."""
    numbered = blocks[0].marker.rstrip(".").isdecimal()
    items = list[Markup]()
    for own, inner in _items(blocks, depth):
        number = own[0].marker.rstrip(".")
        start = Markup('<li value="{}" dir="auto">').format(number) if numbered and number.isdecimal() else _ITEM
        shown = [_runs(own[0]), *(Markup("<p>{}</p>").format(_runs(each)) for each in own[1:])]
        items.append(start + Markup().join(shown) + (_list(inner, inner[0].depth) if inner else Markup()) + _ITEM_END)
    within = Markup().join(items)
    return Markup("<ol>{}</ol>").format(within) if numbered else Markup("<ul>{}</ul>").format(within)


_ITEM, _ITEM_END = Markup('<li dir="auto">'), Markup("</li>")


def _items(blocks: Sequence[Block], depth: int) -> Iterator[tuple[list[Block], list[Block]]]:
    """Each item of a list: its own blocks, and those of the lists in it."""
    own, inner = list[Block](), list[Block]()
    for block in blocks:
        if block.depth <= depth and block.marker and own:
            yield own, inner
            own, inner = [], []
        if not own or (block.depth <= depth and not block.marker):
            own.append(block)
        else:
            inner.append(block)
    yield own, inner


def _runs(block: Block) -> Markup:
    links = groupby(block.runs, key=lambda run: run.link)
    return Markup().join(_linked(link, Markup().join(map(_run, runs))) for link, runs in links)


def _linked(link: str, shown: Markup) -> Markup:
    """A link, where it leads to a page or a mailbox: an address of any other kind stays as text."""
    return Markup('<a href="{}">{}</a>').format(link, shown) if link.startswith(_LEADS) else shown


_LEADS = ("https://", "http://", "mailto:", "/")


def _run(run: Span) -> Markup:
    shown = _lines(run.text)
    if run.code:
        shown = Markup("<code>{}</code>").format(shown)
    if run.moment:
        shown = Markup('<time datetime="{}">{}</time>').format(run.moment.isoformat(), shown)
    if run.italic:
        shown = Markup("<em>{}</em>").format(shown)
    return Markup("<strong>{}</strong>").format(shown) if run.bold else shown


def _lines(text: str) -> Markup:
    """A text, whose line breaks stay."""
    return Markup("<br>").join(map(escape, text.split("\n"))) if "\n" in text else escape(text)


def _text(block: Block) -> str:
    return "".join(run.text for run in block.runs)
