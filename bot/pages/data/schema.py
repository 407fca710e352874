"""What the public data look like, for programs (OpenAPI 3.1, whose schemas are JSON Schema 2020-12): made from the same
types as the answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from bot.pages.data import calendar, endorsements, feed, letters
from bot.pages.data.places import ROOT, as_json, data
from bot.pages.data.shapes import EndorsementList, LetterData, LetterList
from bot.pages.page import Shown, WebPage
from bot.pages.visit import Visit

VERSION = "1.0.0"
"""Of the description; the first number is the one in the addresses."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered at an address: as which media type, and of which shape, where it is JSON."""

    page: WebPage
    about: str
    mime: str = "application/json"
    shape: type | None = None


ANSWERS = (
    Answer(letters.LETTERS, "Every letter in short.", shape=LetterList),
    Answer(letters.LETTER_DATA, "A letter whole.", shape=LetterData),
    Answer(endorsements.ENDORSEMENTS, "The whole list of a letter, in its order.", shape=EndorsementList),
    Answer(endorsements.TABLE, "The same as a table; there is none while the list is kept back.", "text/csv"),
    Answer(feed.FEED, "What is new about a letter.", "application/atom+xml"),
    Answer(calendar.OWN_CALENDAR, "A letter's dates, in its own language.", "text/calendar"),
    Answer(calendar.CALENDAR, "A letter's dates, in a language.", "text/calendar"),
)

NAMES = {
    "letter": ("The letter's short name.", "[a-z0-9-]+"),
    "language": ("A language of the letter's, or of the bot's.", "[a-z]{2,8}"),
}
"""What stands in addresses: what it is, and its form."""


def schema(visit: Visit) -> Shown:
    """The description of everything that is answered."""
    return as_json(described(visit.root))


def described(root: str) -> dict[str, object]:
    """The description of what is answered below a public address."""
    shapes = [each.shape for each in ANSWERS if each.shape]
    found, components = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
    schemas = iter(found)
    paths = {each.page.path: _path(each, next(schemas) if each.shape else {"type": "string"}) for each in ANSWERS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Public data of open letters", "version": VERSION},
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _path(answer: Answer, schema: dict[str, object]) -> dict[str, object]:
    found = {"description": answer.about, "content": {answer.mime: {"schema": schema}}}
    lost = {"description": "There is no such thing, or none that everybody may see.", "content": {"text/html": {}}}
    responses = {"200": found, "404": lost} if _named(answer.page.path) else {"200": found}
    return {"get": {"summary": answer.about, "parameters": _parameters(answer.page.path), "responses": responses}}


def _named(path: str) -> Sequence[str]:
    return re.findall(r"\{(\w+)\}", path)


def _parameters(path: str) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": NAMES[name][0],
            "schema": {"type": "string", "pattern": f"^{NAMES[name][1]}$"},
        }
        for name in _named(path)
    ]


SCHEMA = data(f"{ROOT}/schema.json", schema)
