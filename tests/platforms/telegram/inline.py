"""answerInlineQuery: what somebody finds who types `@bot words` in any chat."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .bodies import parse
from .errors import bad_request, not_imitated, stricter
from .markup import Markup, read_markup
from .params import Params
from .text import Formatted, is_blank

if TYPE_CHECKING:
    from .world import World

RESULTS_LIMIT = 50
"""Bot API, answerInlineQuery."""
SEARCH_LIMIT = 256
"""Characters of what is searched (Bot API, InlineQuery)."""
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ARTICLE = frozenset({"type", "id", "title", "input_message_content", "reply_markup", "url", "description"})
_CONTENT = frozenset({"message_text", "parse_mode", "entities", "link_preview_options"})


@dataclass(frozen=True, slots=True)
class Result:
    """Something that can be chosen, and the message that comes of it."""

    id: str
    title: str
    description: str
    body: Formatted
    markup: Markup | None


@dataclass(frozen=True, slots=True)
class Results:
    """What somebody found, for how many seconds the server may keep it and for whom, and the button above it."""

    found: tuple[Result, ...] = ()
    cache_time: int = 300
    personal: bool = False
    button: str = ""
    start: str = ""


@dataclass(slots=True)
class Search:
    """A search that waits for its answer."""

    id: str
    asked: float
    answer: asyncio.Future[Results]


async def answer_inline_query(world: World, params: Params) -> Any:
    """answerInlineQuery."""
    given = params.json("results")
    if not isinstance(given, list):
        raise bad_request("can't parse inline query results: expected an Array")
    if len(given) > RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    found = tuple(_read(each) for each in given)
    if len({each.id for each in found}) < len(found):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = params.json("button") or {}
    start = button.get("start_parameter", "")
    if button and (is_blank(str(button.get("text", ""))) or not _START.fullmatch(start)):
        raise bad_request("START_PARAM_INVALID")
    search = world.searches.pop(params.text("inline_query_id"), None)
    if search is None or world.clock.now() - search.asked > world.query_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = Results(
        found, params.integer("cache_time", 300), params.boolean("is_personal"), button.get("text", ""), start
    )
    if not search.answer.done():
        search.answer.set_result(results)
    return True


def _read(given: object) -> Result:
    if not isinstance(given, Mapping):
        raise bad_request("can't parse inline query result: expected an Object")
    if given.get("type") != "article":
        raise not_imitated("an inline result that is no article")
    if unknown := set(given) - _ARTICLE:
        raise stricter(f"an article has no {sorted(unknown)}")
    name, title = given.get("id"), given.get("title")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(title, str) or is_blank(title):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = given.get("input_message_content")
    if not isinstance(content, Mapping) or set(content) - _CONTENT:
        raise stricter("an article has an input_message_content of text")
    entities = json.dumps(content["entities"]) if content.get("entities") else None
    body = parse(str(content.get("message_text", "")), "", entities, "entities")
    if is_blank(body.text):
        raise bad_request("MESSAGE_EMPTY")
    markup = read_markup(given["reply_markup"]) if given.get("reply_markup") else None
    if markup and any(button.data is not None for row in markup.rows for button in row):
        raise stricter("a press under an inline message tells of no chat")
    return Result(name, title, str(given.get("description", "")), body, markup)
