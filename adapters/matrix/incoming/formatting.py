"""What somebody wrote, from the HTML of their client: a closed set of elements becomes blocks, and nothing else is
looked at (client-server API, m.room.message, `org.matrix.custom.html`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from bot.model.blocks import Block, BlockKind, Span
from bot.text.addresses import target
from bot.text.markup.formatted import Formatted, Unkept, unformatted

_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_UNKEPT = {"u": Unkept.UNDERLINED, "ins": Unkept.UNDERLINED, "del": Unkept.STRUCK, "s": Unkept.STRUCK}
_UNKEPT |= {"strike": Unkept.STRUCK, "img": Unkept.EMOJI}
_BLOCKS: dict[str, BlockKind] = {"p": "paragraph", "div": "paragraph", "pre": "code", "blockquote": "quote"}
_BLOCKS |= {"li": "item"}
_BLOCKS |= {f"h{level}": "heading" for level in range(1, 7)}
_LEFT_OUT = frozenset({"mx-reply", "script", "style"})
_MATRIX_TO = "https://matrix.to/#/"
DEPTH = 100
"""Elements that stand deeper in one another are read no more."""

_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass
class Written:
    """What somebody wrote: its text as they see it, and each stretch of it with its form. `names`: the accounts that
    are mentioned in it, and where."""

    text: str = ""
    parts: list[tuple[int, Block]] = field(default_factory=list)
    unkept: list[Unkept] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)

    def reading(self, typed: str) -> Formatted:
        """A stretch of the text with its form."""
        start = self.text.rfind(typed)
        if start < 0:  # quotation marks were taken away from it
            return unformatted(typed)
        cut = [_cut(block, start - at, start + len(typed) - at) for at, block in self.parts]
        return Formatted(tuple(each for each in cut if each and not each.blank), tuple(dict.fromkeys(self.unkept)))


def _cut(block: Block, start: int, end: int) -> Block | None:
    """The part of a block between two places in its text."""
    runs, at = list[Span](), 0
    for run in block.runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            runs.append(replace(run, text=text))
        at += len(run.text)
    whole = start <= 0
    return replace(block, runs=tuple(runs), marker=block.marker if whole else "") if runs else None


def plain(text: str) -> Written:
    """A text without any form."""
    found, at = Written(text), 0
    for block in unformatted(text).blocks:
        shown = "".join(run.text for run in block.runs)
        at = max(0, text.find(shown, at))
        found.parts.append((at, block))
        at += len(shown)
    return found


def written(html: str) -> Written:
    """What stands in a client's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Reads the elements; whatever it does not know is its text alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found = Written()
        self._open: list[tuple[str, str]] = []
        self._runs: list[Span] = []
        self._kind: BlockKind = "paragraph"
        self._marker, self._numbers = "", list[int]()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
        elif tag == "hr":
            self._end_block()
            self._found.parts.append((len(self._found.text), Block("rule")))
        elif len(self._open) < DEPTH and tag not in ("img", "wbr"):
            self._begin(tag, dict(attrs))
        if tag in _UNKEPT:
            self._found.unkept.append(_UNKEPT[tag])

    def _begin(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in _BLOCKS:
            self._end_block()
            around = next((_BLOCKS[name] for name, _ in reversed(self._open) if name in ("blockquote", "li")), None)
            self._kind = around if around and tag in ("p", "div", "li") else _BLOCKS[tag]
        if tag in ("ol", "ul"):
            self._end_block()
            start = given.get("start") or "1"
            self._numbers.append((int(start) if start.isdecimal() else 1) if tag == "ol" else 0)
        if tag == "li" and self._numbers:
            number = self._numbers[-1]
            self._marker = f"{number}." if number else "•"
            self._numbers[-1] += bool(number)
        if tag == "span" and "data-mx-spoiler" in given:
            self._found.unkept.append(Unkept.SPOILER)
        self._open.append((tag, str(given.get("href") or "") if tag == "a" else ""))

    def handle_endtag(self, tag: str) -> None:
        if all(name != tag for name, _ in self._open):
            return
        if tag in _BLOCKS:
            self._end_block()
            self._kind = "paragraph"
        if tag in ("ol", "ul"):
            self._end_block()
            if self._numbers:
                self._numbers.pop()
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {name for name, _ in self._open}
        if tags & _LEFT_OUT:
            return
        code = bool(tags & {"code", "pre"})
        text = data if "pre" in tags else _SPACES.sub(" ", data)
        if "pre" not in tags and (not self._runs or self._runs[-1].text.endswith(("\n", " "))):
            text = text.lstrip(" ")
        link = next((href for name, href in reversed(self._open) if name == "a"), "")
        if link.startswith(_MATRIX_TO):
            start = self._at
            self._found.names.append((start, start + len(text), link.removeprefix(_MATRIX_TO)))
            link = ""
        elif link and not target(link):
            self._found.unkept.append(Unkept.LINK)
        self._add(text, bold=bool(tags & _BOLD), italic=bool(tags & _ITALIC), code=code, link=target(link))

    @property
    def _at(self) -> int:
        return self._begins + sum(len(run.text) for run in self._runs)

    @property
    def _begins(self) -> int:
        """Where the block that is open begins in the text."""
        return len(self._found.text) + (len(self._gap) if self._found.text else 0)

    @property
    def _gap(self) -> str:
        last = self._found.parts[-1][1] if self._found.parts else None
        return "\n" if Block(self._kind, (), self._marker).continues(last) else "\n\n"

    def _add(self, text: str, **style: bool | str) -> None:
        if not text:
            return
        code = bool(style.get("code"))
        bold, italic = bool(style.get("bold")) and not code, bool(style.get("italic")) and not code
        run = Span(text, bold, italic, code, str(style.get("link", "")) if not code else "", typed=True)
        last = self._runs[-1] if self._runs else None
        if last and replace(last, text="") == replace(run, text="") and not run.link:
            self._runs[-1] = replace(run, text=last.text + text)
        else:
            self._runs.append(run)

    def _end_block(self) -> None:
        while self._runs and not self._runs[-1].text.rstrip():
            self._runs.pop()
        if self._runs:
            self._runs[-1] = replace(self._runs[-1], text=self._runs[-1].text.rstrip())
            begins = self._begins
            depth = max(0, len(self._numbers) - 1) if self._kind == "item" else 0
            self._found.parts.append((begins, Block(self._kind, tuple(self._runs), self._marker, depth)))
            text = "".join(run.text for run in self._runs)
            self._found.text = self._found.text.ljust(begins, "\n") + text
        self._runs, self._marker = [], ""

    def finished(self) -> Written:
        """All that was read."""
        self._end_block()
        return self._found
