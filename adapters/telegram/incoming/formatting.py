"""Telegram's text and entities as blocks: offsets count UTF-16 code units (Bot API, MessageEntity)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from telegram import Message, MessageEntity
from telegram.constants import MessageEntityType as Type

from bot.model.blocks import Block, Span
from bot.text.addresses import target
from bot.text.markup.formatted import Formatted, Reading, Unkept

_UNKEPT: dict[str, Unkept] = {
    Type.UNDERLINE: Unkept.UNDERLINED,
    Type.STRIKETHROUGH: Unkept.STRUCK,
    Type.SPOILER: Unkept.SPOILER,
    Type.CUSTOM_EMOJI: Unkept.EMOJI,
    Type.TEXT_MENTION: Unkept.MENTION,
}
_QUOTES = (Type.BLOCKQUOTE, Type.EXPANDABLE_BLOCKQUOTE)
_KEPT = frozenset({Type.BOLD, Type.ITALIC, Type.CODE, Type.PRE, Type.TEXT_LINK, Type.URL, *_QUOTES})
_PLAIN = frozenset({Type.MENTION, Type.HASHTAG, Type.CASHTAG, Type.BOT_COMMAND, Type.EMAIL, Type.PHONE_NUMBER})
"""What Telegram finds by itself in a text that has no form."""

_GAP = re.compile(r"\n{2,}")


def reading(message: Message) -> Reading:
    """Reads a stretch of what a message says, or of what stands under its picture, with its form."""
    text = message.text or message.caption or ""
    entities, forwarded = message.entities or message.caption_entities, message.forward_origin is not None

    def stretch(typed: str) -> Formatted:
        start = text.rfind(typed)
        if start < 0:  # quotation marks were taken away from it
            return read(typed, (), forwarded=forwarded)
        return read(text, entities, start, start + len(typed), forwarded=forwarded)

    return stretch


def read(
    text: str,
    entities: Sequence[MessageEntity],
    start: int = 0,
    end: int | None = None,
    *,
    forwarded: bool = False,
) -> Formatted:
    """A stretch of a text with its entities as blocks, and what of them can't be kept."""
    marks = _Marks(text, entities, start, len(text) if end is None else end)
    unkept = dict.fromkeys(map(_unkept, marks.inside))
    if forwarded:
        unkept[Unkept.FORWARDED] = None
    return Formatted(tuple(marks.blocks()), tuple(each for each in unkept if each))


def _unkept(entity: MessageEntity) -> Unkept | None:
    if entity.type == Type.TEXT_LINK and not target(entity.url or ""):
        return Unkept.LINK
    if entity.type in _KEPT or entity.type in _PLAIN:
        return None
    return _UNKEPT.get(entity.type, Unkept.OTHER)


class _Marks:
    """A stretch of a text, and where in it each entity begins and ends, as indices."""

    def __init__(self, text: str, entities: Sequence[MessageEntity], start: int, end: int) -> None:
        self._text, self._start, self._stop = text, start, end
        units = accumulate((2 if ord(each) > 0xFFFF else 1 for each in text), initial=0)
        index = {unit: position for position, unit in enumerate(units)}
        found = [
            (index[each.offset], index[each.offset + each.length], each)
            for each in entities
            if each.offset in index and each.offset + each.length in index
        ]
        self._entities = [
            (max(first, start), min(last, end), each) for first, last, each in found if first < end and last > start
        ]

    @property
    def inside(self) -> Sequence[MessageEntity]:
        """The entities in the stretch."""
        return [each for _, _, each in self._entities]

    def blocks(self) -> Iterator[Block]:
        """The text as blocks."""
        end = self._start
        for first, last, entity in sorted(self._entities, key=lambda each: (each[0], -each[1])):
            if first < end or (entity.type != Type.PRE and entity.type not in _QUOTES):
                continue
            yield from self._paragraphs(end, first)
            inner, end = self._trimmed(first, last), last
            if entity.type == Type.PRE:
                yield Block("code", (Span(self._text[slice(*inner)], typed=True),))
            else:
                yield Block("quote", self._runs(*inner))
        yield from self._paragraphs(end, self._stop)

    def _paragraphs(self, first: int, last: int) -> Iterator[Block]:
        first, last = self._trimmed(first, last)
        for gap in _GAP.finditer(self._text, first, last):
            yield Block("paragraph", self._runs(first, gap.start()))
            first = gap.end()
        if first < last:
            yield Block("paragraph", self._runs(first, last))

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """A stretch without the line breaks around it."""
        while first < last and self._text[first] == "\n":
            first += 1
        while first < last and self._text[last - 1] == "\n":
            last -= 1
        return first, last

    def _runs(self, first: int, last: int) -> tuple[Span, ...]:
        inside = [each for each in self._entities if each[0] < last and each[1] > first]
        cuts = sorted({first, last, *(cut for each in inside for cut in each[:2] if first < cut < last)})
        found = list[Span]()
        for start, end in pairwise(cuts):
            run = self._run(start, end, [entity for begin, until, entity in inside if begin <= start and end <= until])
            if found and replace(found[-1], text="") == replace(run, text="") and not run.link:
                found[-1] = replace(run, text=found[-1].text + run.text)
            else:
                found.append(run)
        return tuple(found)

    def _run(self, start: int, end: int, entities: Sequence[MessageEntity]) -> Span:
        types = {each.type for each in entities}
        linked = next((each for each in entities if each.type in (Type.TEXT_LINK, Type.URL)), None)
        code = not types.isdisjoint({Type.CODE, Type.PRE})
        return Span(
            self._text[start:end],
            bold=Type.BOLD in types and not code,
            italic=Type.ITALIC in types and not code,
            code=code,
            link="" if linked is None or code else self._target(linked),
            typed=True,
        )

    def _target(self, entity: MessageEntity) -> str:
        """Where a link leads: to what stands there, where that is the address itself."""
        if entity.type == Type.TEXT_LINK:
            return target(entity.url or "")
        start, end = next(each[:2] for each in self._entities if each[2] is entity)
        shown = self._text[start:end]
        return target(shown if "://" in shown else f"https://{shown}")
