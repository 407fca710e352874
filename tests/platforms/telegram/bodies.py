"""Texts and captions of requests, turned into what is stored."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .errors import bad_request, not_imitated, stricter
from .html_mode import parse_html
from .links import automatic_links
from .markup import Markup, read_markup
from .params import Params, from_json
from .text import (
    CAPTION_LIMIT,
    ENTITY_LIMIT,
    TEXT_LIMIT,
    Formatted,
    check_entities,
    check_raw,
    clean,
    is_blank,
    read_entities,
    utf16_length,
)

REMEMBERED = 256
"""How many texts and keyboards are remembered: a broadcast sends the same ones again and again."""


def read_text(params: Params) -> Formatted:
    """The text of a message, 1 to 4096 UTF-16 code units after parsing."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    body = _read(params, "text", "entities")
    if is_blank(body.text):
        raise bad_request("text must be non-empty")
    if utf16_length(body.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return body


def read_caption(params: Params) -> Formatted:
    """The caption of a file, 0 to 1024 UTF-16 code units after parsing."""
    return _caption(_read(params, "caption", "caption_entities"))


def caption_of(media: Mapping[str, Any]) -> Formatted:
    """The caption of an InputMedia, which is JSON already."""
    caption, mode = media.get("caption") or "", media.get("parse_mode") or ""
    if not isinstance(caption, str) or not isinstance(mode, str):
        raise bad_request('field "caption" must be of type String')
    entities = media.get("caption_entities")
    return _caption(parse(caption, mode, None if entities is None else json.dumps(entities), "caption_entities"))


def _caption(body: Formatted) -> Formatted:
    if utf16_length(body.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return Formatted() if is_blank(body.text) else body


def _read(params: Params, field: str, entities_field: str) -> Formatted:
    return parse(params.text(field), params.text("parse_mode"), params.text(entities_field) or None, entities_field)


@lru_cache(maxsize=REMEMBERED)
def parse(given: str, parse_mode: str, entities: str | None, entities_field: str) -> Formatted:
    """A text with the entities that are declared for it and those that Telegram makes, or a refusal."""
    check_raw(given)
    mode = parse_mode.lower()
    declared = None if entities is None else from_json(entities, entities_field)
    if mode and declared:
        raise stricter(f'"parse_mode" and "{entities_field}" exclude each other')
    if mode == "html":
        body = parse_html(given)
    elif mode in ("markdown", "markdownv2"):
        raise not_imitated(f"parse_mode={parse_mode}; send entities")
    elif mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    else:
        body = Formatted(given, tuple(read_entities(declared)) if declared is not None else ())
    if len(body.entities) > ENTITY_LIMIT:
        raise stricter(f"a message has at most {ENTITY_LIMIT} entities")
    check_entities(body.text, body.entities)
    body = clean(body.text, body.entities)
    every = (*body.entities, *automatic_links(body.text, body.entities))
    return Formatted(body.text, tuple(sorted(every, key=lambda entity: (entity.offset, -entity.length))))


def read_reply_markup(params: Params) -> Markup | None:
    """The keyboard of a request, if it has one."""
    given = params.text("reply_markup")
    return _markup(given) if given else None


@lru_cache(maxsize=REMEMBERED)
def _markup(given: str) -> Markup | None:
    read = from_json(given, "reply_markup")
    return None if read is None else read_markup(read)


def read_preview(params: Params) -> dict[str, Any]:
    """The link preview options of a request."""
    given = params.json("link_preview_options") or {}
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    return given
