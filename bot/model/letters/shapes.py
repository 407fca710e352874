"""What can be edited in a letter, thing by thing, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.model.letters import limits
from bot.model.letters.difference import Part

Items = Literal["demands", "events", "documents", "categories"]

MOST_ITEMS: Mapping[Items, int] = {
    "demands": limits.DEMANDS,
    "events": limits.EVENTS,
    "documents": limits.DOCUMENTS,
    "categories": limits.ALL_CATEGORIES,
}


class Written(StrEnum):
    """How something is written: `WORDS` are several, separated by commas; `NAME` is the letter's own in links."""

    LINE = "line"
    PARAGRAPHS = "paragraphs"
    LINK = "link"
    MOMENT = "moment"
    NUMBER = "number"
    WORDS = "words"
    EMAIL = "email"
    PHONE = "phone"
    ZONE = "zone"
    NAME = "name"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Shape:
    """What can stand in a part, which is at `path` in the letter, or in an item of one of its lists: at most so many
    characters, or so large a number; written how; in each of the letter's languages. What is `optional` can be taken
    away; what is `core` has to be there as soon as anything stands beside it. `days`: a day without a time too."""

    path: tuple[str, ...]
    longest: int = 0
    written: Written = Written.LINE
    localized: bool = False
    items: Items | None = None
    optional: bool = False
    core: bool = False
    days: bool = False

    @property
    def moment(self) -> bool:
        """Whether it is a moment."""
        return self.written is Written.MOMENT

    @property
    def paragraphs(self) -> bool:
        """Whether it is paragraphs of Markdown."""
        return self.written is Written.PARAGRAPHS


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that can be edited: a part, in a language, of the item or the text's section of a number from 1 on."""

    part: Part
    number: int = 0
    language: str = ""

    @property
    def shape(self) -> Shape:
        """What can stand there."""
        return SHAPES[self.part]


_LETTER = {
    Part.TITLE: Shape(("title",), limits.TITLE, localized=True),
    Part.SUMMARY: Shape(("summary",), limits.SUMMARY, Written.PARAGRAPHS, localized=True),
    Part.TEXT: Shape(("text",), limits.TEXT, Written.PARAGRAPHS, localized=True),
    Part.LINK: Shape(("link",), limits.LINK, Written.LINK, localized=True, optional=True),
    Part.OPENS: Shape(("opens",), written=Written.MOMENT, optional=True),
    Part.CLOSES: Shape(("closes",), written=Written.MOMENT, optional=True),
    Part.GOAL: Shape(("goal",), limits.GOAL, Written.NUMBER, optional=True),
    Part.ZONE: Shape(("zone",), limits.NAME, Written.ZONE),
    Part.SLUG: Shape(("slug",), limits.SLUG, Written.NAME),
    Part.INITIATOR: Shape(("initiator", "name"), limits.NAME, localized=True),
    Part.INITIATOR_ACRONYM: Shape(("initiator", "acronym"), limits.ACRONYM, optional=True),
    Part.INITIATOR_WEBSITE: Shape(("initiator", "website"), limits.LINK, Written.LINK, optional=True),
    Part.PRESS_EMAIL: Shape(("press", "email"), limits.EMAIL, Written.EMAIL, optional=True, core=True),
    Part.PRESS_NAME: Shape(("press", "name"), limits.NAME, optional=True),
    Part.PRESS_PHONE: Shape(("press", "phone"), limits.PHONE, Written.PHONE, optional=True),
    Part.WHO_MAY_SIGN: Shape(("who_may_sign",), limits.WHO_MAY_SIGN, Written.PARAGRAPHS, localized=True, optional=True),
    Part.ESCALATION: Shape(
        ("escalation", "text"), limits.ESCALATION, Written.PARAGRAPHS, localized=True, optional=True, core=True
    ),
    Part.ESCALATION_BY: Shape(("escalation", "by"), written=Written.MOMENT, optional=True, days=True),
}
_DEMANDS = {
    Part.DEMAND_TITLE: Shape(("title",), limits.DEMAND_TITLE, localized=True, items="demands"),
    Part.DEMAND_ASKED: Shape(("asked",), limits.DEMAND_ASKED, Written.PARAGRAPHS, localized=True, items="demands"),
    Part.DEMAND_ADDRESSEE: Shape(("addressee", "name"), limits.NAME, items="demands"),
    Part.DEMAND_OFFICE: Shape(("addressee", "office"), limits.NAME, localized=True, items="demands"),
    Part.DEMAND_TOPICS: Shape(("topics",), limits.TOPIC, Written.WORDS, localized=True, items="demands", optional=True),
}
_EVENTS = {
    Part.EVENT_TITLE: Shape(("title",), limits.TITLE, localized=True, items="events"),
    Part.EVENT_AT: Shape(("at",), written=Written.MOMENT, items="events", days=True),
    Part.EVENT_PLACE: Shape(("place",), limits.TITLE, localized=True, items="events", optional=True),
    Part.EVENT_LINK: Shape(("link",), limits.LINK, Written.LINK, items="events", optional=True),
}
_DOCUMENTS = {
    Part.DOCUMENT_TITLE: Shape(("title",), limits.TITLE, localized=True, items="documents"),
    Part.DOCUMENT_ISSUER: Shape(("issuer",), limits.NAME, items="documents", optional=True),
    Part.DOCUMENT_LINK: Shape(("link",), limits.LINK, Written.LINK, items="documents", optional=True),
    Part.DOCUMENT_FILE: Shape(("file",), written=Written.FILE, items="documents", optional=True),
}
_CATEGORIES = {
    Part.CATEGORY_LABEL: Shape(("label",), limits.CATEGORY_LABEL, localized=True, items="categories"),
}
SHAPES: Mapping[Part, Shape] = {**_LETTER, **_DEMANDS, **_EVENTS, **_DOCUMENTS, **_CATEGORIES}
"""What can be edited by itself, in the order in which it is offered. Besides, items are added, moved and taken out, and
so are an event's speakers and the letter's languages."""
