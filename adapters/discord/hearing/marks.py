"""The marks inside a line of Discord's Markdown: bold, italic, code, links, and signs that mean themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.model.blocks import Span
from bot.text.addresses import Address, bare_addresses, target

WORD_JOINER = "\u2060"

_WORD = re.compile(r"\w")
_TICKS = re.compile(r"`+")
_TARGET = re.compile(r"\(\s*(<?)((?:[^\s<>()]|\([^\s<>()]*\))+)(>?)\s*(\"[^\"\n]*\"\s*)?\)")
_ALONE = re.compile(r"<((?:https?://|mailto:)[^\s<>]+)>")
_ESCAPED = re.compile(r"\\([^\w\s]|_)")
_PLAIN = re.compile(r"[^\\*_`\[<]+")


def runs(text: str, verbatim: bool = False) -> tuple[Span, ...]:
    """The runs of a text; `verbatim`: nothing in it marks anything."""
    if verbatim:
        return (Span(text.replace(WORD_JOINER, ""), typed=True),)
    return _merged(_Line(text).read())


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Runs without those that are empty, and without what only keeps marks apart; neighbours of one style are one."""
    found = list[Span]()
    for span in (_without_joiners(each) for each in spans):
        if not span.text:
            continue
        if found and not span.link and _style(found[-1]) == _style(span):
            found[-1] = replace(span, text=found[-1].text + span.text)
        else:
            found.append(span)
    return tuple(found)


def _without_joiners(span: Span) -> Span:
    return replace(span, text=span.text.replace(WORD_JOINER, "")) if WORD_JOINER in span.text else span


def _style(span: Span) -> tuple[bool, bool, bool, str]:
    return span.bold, span.italic, span.code, span.link


@dataclass
class _Open:
    """A mark that was opened, and its place among the runs: it is text as long as it is not closed."""

    mark: str
    place: int


class _Line:
    """A text, and how far it is read."""

    def __init__(self, text: str, linked: bool = False) -> None:
        self._text = text
        self._linked = linked
        self._at = 0
        self._runs = list[Span]()
        self._open = list[_Open]()
        self._brackets = _matching(text)
        self._no_ticks = set[int]()
        self._addresses = {} if linked else {each.start: each for each in bare_addresses(text)}

    def read(self) -> list[Span]:
        """Its runs."""
        while self._at < len(self._text):
            self._step()
        return self._runs

    def _step(self) -> None:
        sign = self._text[self._at]
        address = self._addresses.get(self._at)
        if address is not None and self._address(address):
            return
        match sign:
            case "\\" if found := _ESCAPED.match(self._text, self._at):
                self._say(found[1], found.end())
            case "`":
                self._code()
            case "*":
                self._stars()
            case "_":
                self._low_line()
            case "[" if self._link():
                pass
            case "<" if found := _ALONE.match(self._text, self._at):
                self._linked_to(found[1], found.end())
            case _:
                self._plain()

    def _say(self, text: str, end: int) -> None:
        self._runs.append(Span(text, typed=True))
        self._at = end

    def _plain(self) -> None:
        found = _PLAIN.match(self._text, self._at)
        end = found.end() if found else self._at + 1
        coming = next((at for at in range(self._at + 1, end) if at in self._addresses), end)
        self._say(self._text[self._at : coming], coming)

    def _address(self, address: Address) -> bool:
        """A bare address is one word; marks that close something behind it are not its own."""
        shown = self._text[address.start : address.end].rstrip("*")
        if any(each.mark == "_" for each in self._open):
            shown = shown.rstrip("_")
        link = target(shown) if address.whole else ""
        if not shown:
            return False
        self._runs.append(Span(shown, link=link, typed=True))
        self._at += len(shown)
        return True

    def _linked_to(self, address: str, end: int) -> None:
        link = target(address)
        shown = address.removeprefix("mailto:") if link else self._text[self._at : end]
        self._runs.append(Span(shown, link=link, typed=True))
        self._at = end

    def _code(self) -> None:
        size = self._same("`")
        start = self._at + size
        if size not in self._no_ticks:
            for closing in _TICKS.finditer(self._text, start):
                if len(closing[0]) == size and closing.start() > start:
                    inner = self._text[start : closing.start()]
                    self._runs.append(Span(inner.strip() or inner, code=True, typed=True))
                    self._at = closing.end()
                    return
            self._no_ticks.add(size)
        self._say("`" * size, start)

    def _link(self) -> bool:
        """A text between brackets, and where it leads; false where this is none."""
        end = self._brackets.get(self._at)
        found = None if end is None or self._linked else _TARGET.match(self._text, end + 1)
        if end is None or found is None or bool(found[1]) != bool(found[3]) or not target(found[2]):
            return False
        label = self._text[self._at + 1 : end]
        if not label.strip():
            return False
        self._runs.extend(replace(run, link=found[2], code=False) for run in _merged(_Line(label, True).read()))
        if found[4]:
            self._runs.append(Span(f" ({found[4].strip()[1:-1]})", typed=True))
        self._at = found.end()
        return True

    def _same(self, sign: str) -> int:
        """How many of a sign stand here in a row."""
        end = self._at
        while self._text[end : end + 1] == sign:
            end += 1
        return end - self._at

    def _stars(self) -> None:
        size = self._same("*")
        if size > 3:
            self._say("*" * size, self._at + size)
            return
        while size:
            size -= self._star(size)

    def _star(self, size: int) -> int:
        """Close or open by some of so many stars: by how many."""
        marks = [each.mark for each in self._open]
        exact = "*" * size
        closing = exact if exact in marks else next((m for m in reversed(marks) if m[0] == "*" and len(m) <= size), "")
        if closing and self._close(closing):
            return len(closing)
        mark = "**" if size >= 2 else "*"
        if mark not in marks and not self._followed_by_space(size):
            self._open.append(_Open(mark, len(self._runs)))
        self._say(mark, self._at + len(mark))
        return len(mark)

    def _low_line(self) -> None:
        """An underscore is a mark at the edge of a word, and where there are two it is none."""
        before, after = self._text[self._at - 1 : self._at] if self._at else "", self._text[self._at + 1 : self._at + 2]
        if after == "_":
            self._say("__", self._at + 2)
            return
        open_still = any(each.mark == "_" for each in self._open)
        if open_still and not (after and _WORD.match(after)) and self._close("_"):
            return
        if not open_still and after.strip() and not (before and _WORD.match(before)):
            self._open.append(_Open("_", len(self._runs)))
        self._say("_", self._at + 1)

    def _followed_by_space(self, size: int) -> bool:
        return not self._text[self._at + size : self._at + size + 1].strip()

    def _close(self, mark: str) -> bool:
        """Close a mark; what was opened inside it and not closed is text. False where nothing would be in it."""
        index = max(place for place, each in enumerate(self._open) if each.mark == mark)
        place = self._open[index].place
        last = next((run.text[-1] for run in islice(reversed(self._runs), len(self._runs) - place - 1) if run.text), "")
        if not last.strip():
            return False
        self._runs[place] = Span("")
        for at, run in enumerate(self._runs[place + 1 :], place + 1):
            if not run.code:
                bold, italic = run.bold or mark == "**", run.italic or mark != "**"
                self._runs[at] = replace(run, bold=bold, italic=italic)
        del self._open[index:]
        self._at += len(mark)
        return True


def _matching(text: str) -> dict[int, int]:
    """For each bracket that opens in a text, the one that closes it."""
    found, open_still, at = dict[int, int](), list[int](), 0
    while at < len(text):
        match text[at]:
            case "\\":
                at += 1
            case "[":
                open_still.append(at)
            case "]" if open_still:
                found[open_still.pop()] = at
            case "\n" if text[at : at + 2] == "\n\n":
                open_still.clear()
        at += 1
    return found
