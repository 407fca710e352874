"""The form that somebody gave to a text beside it, as apps do, put into the text as a letter's Markdown."""

from collections.abc import Iterator, Sequence

from bot.model.blocks import Blocks, Span
from bot.text.addresses import target
from bot.text.markup.formatted import Formatted, Unkept
from bot.text.markup.markdown import parse


def marked(text: str, formatted: Formatted) -> tuple[str, Sequence[Unkept]]:
    """A text with its bold, italic and code stretches, its links and its quotations in Markdown, and what of its form
    is not kept so. What was typed as Markdown stays; so does all of a text whose form stands in it already."""
    blocks, unkept = formatted.blocks, formatted.unkept
    if _letters("".join(run.text for block in blocks for run in block.runs)) != _letters(text):
        return text, unkept
    found = "".join(_stretches(text, blocks))
    if _read(found) != _read(text):  # Markdown can't say it there
        return text, tuple(dict.fromkeys((*unkept, Unkept.OTHER)))
    return found, unkept


def _stretches(text: str, blocks: Blocks) -> Iterator[str]:
    at = 0
    for block in blocks:
        for index, run in enumerate(block.runs):
            start = text.find(run.text, at)
            if start < 0:
                continue
            yield text[at:start]
            stretch = _marks(run)
            if block.kind == "quote":
                stretch = ("" if index else "> ") + stretch.replace("\n", "\n> ")
            yield stretch
            at = start + len(run.text)
    yield text[at:]


def _marks(run: Span) -> str:
    bare = run.text.strip()
    if not bare:
        return run.text
    mark = ("**" if run.bold else "") + ("*" if run.italic else "")
    said = f"`{bare}`" if run.code else bare
    said = f"{mark}{said}{mark[::-1]}"
    if run.link and target(bare) != run.link:
        said = f"[{said}](<{run.link}>)"
    before, _, after = run.text.partition(bare)
    return f"{before}{said}{after}"


def _read(text: str) -> str:
    return _letters("".join(run.text for block in parse(text) for run in block.runs))


def _letters(text: str) -> str:
    return "".join(text.split())
