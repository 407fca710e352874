"""A typesetter that keeps what it is asked for, and sets it as bytes that tell it apart."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from bot.errors import NotTypeset
from bot.ports.typesetter import Paper, Picture, Printable, Typesetter


@dataclass
class Recorder(Typesetter):
    """What it has set so far; whether it fails."""

    sheets: list[Printable] = field(default_factory=list)
    fails: bool = False

    async def typeset(self, sheet: Printable) -> bytes:
        self.sheets.append(sheet)
        if self.fails:
            raise NotTypeset("it was to fail")
        return hashlib.sha256(msgspec.json.encode(sheet)).digest()

    @property
    def kit(self) -> Paper:
        """The press kit that was set last."""
        return next(each for each in reversed(self.sheets) if isinstance(each, Paper))

    @property
    def picture(self) -> Picture:
        """The picture that was drawn last."""
        return next(each for each in reversed(self.sheets) if isinstance(each, Picture))


def words(sheet: Printable) -> str:
    """Everything that a sheet says, a line for each of its blocks."""
    return "\n".join(_said(msgspec.to_builtins(sheet)))


def _said(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case {"runs": runs}:
            yield "".join(each["text"] for each in runs)
        case dict():
            yield from _said(list(value.values()))
        case list() | tuple():
            for each in value:
                yield from _said(each)


def entries(sheet: Paper) -> list[str]:
    """The numbered lines of a press kit."""
    return [each for section in sheet.sections for each in section.entries]
