"""A text that waits for its language: a template in Markdown, and the values that belong in it.

A template is parsed once; values are put into its text afterwards and never pass a parser.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.blocks import Words
from bot.model.letters.localized import Localized


@dataclass(frozen=True, slots=True)
class Link:
    """A validated address, shown under a label or, without one, as itself."""

    url: str
    label: "str | Localized | Text | None" = None


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its tag, shown by its name."""

    tag: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be copied exactly: a receipt, a one-time code, a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A moment that somebody has chosen, shown with its day of the week."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in one sentence, listed as the reader's language does it: "a, b, and c"."""

    items: Sequence[object]


Value = "str | int | date | datetime | Planned | Localized | Link | Language | Code | Listing | Text"
"""What can stand in a template: `str` and `Localized` are what a person typed; times are shown in their own zone."""


@dataclass(frozen=True, slots=True)
class Text:
    """A template with its values. The English template is its own message id; `plural` is the one for many."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 0


def t(template: str, /, **values: object) -> Text:
    """A text; `template` is Markdown with `{name}` where a value belongs."""
    return Text(template, values)


def n(one: str, many: str, count: int, /, **values: object) -> Text:
    """A text about `count` things, which is also the value `{count}`."""
    return Text(one, {"count": count, **values}, many, count)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `numbers` where its entries are numbered."""

    items: tuple[Text, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Markdown:
    """A letter's own text, in Markdown."""

    text: Localized


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed, as it is: its form and line breaks kept; addresses in it are links if `links`."""

    text: Words
    links: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A part as it is in a language, whatever that of the rest is."""

    part: "Part"
    tag: str


Part = Text | Bullets | Markdown | Typed | InLanguage
