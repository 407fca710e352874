"""Texts and captions of requests, turned into what is stored."""

from typing import Any

from .errors import bad_request, not_imitated, stricter
from .html_mode import parse_html
from .links import automatic_links
from .markup import Markup, read_markup
from .params import Params
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


def read_text(params: Params) -> Formatted:
    """The text of a message, 1 to 4096 UTF-16 code units after parsing."""
    if not (given := params.text("text")):
        raise bad_request("message text is empty")
    body = _read(given, params, "entities")
    if is_blank(body.text):
        raise bad_request("text must be non-empty")
    if utf16_length(body.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return body


def read_caption(params: Params) -> Formatted:
    """The caption of a file, 0 to 1024 UTF-16 code units after parsing."""
    body = _read(params.text("caption"), params, "caption_entities")
    if utf16_length(body.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return Formatted() if is_blank(body.text) else body


def _read(given: str, params: Params, entities_field: str) -> Formatted:
    check_raw(given)
    mode = params.text("parse_mode").lower()
    declared = params.json(entities_field)
    if mode and declared:
        raise stricter(f'"parse_mode" and "{entities_field}" exclude each other')
    if mode == "html":
        body = parse_html(given)
    elif mode in ("markdown", "markdownv2"):
        raise not_imitated(f"parse_mode={params.text('parse_mode')}; send entities")
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
    given = params.json("reply_markup")
    return None if given is None else read_markup(given)


def read_preview(params: Params) -> dict[str, Any]:
    """The link preview options of a request."""
    given = params.json("link_preview_options") or {}
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    return given
