"""Components and embeds as the server keeps and returns them: numbered, with the response's fields filled in."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from copy import deepcopy

from .errors import Json

DEFAULTS: dict[int, Json] = {
    3: {"min_values": 1, "max_values": 1},
    5: {"min_values": 1, "max_values": 1},
    6: {"min_values": 1, "max_values": 1},
    7: {"min_values": 1, "max_values": 1},
    8: {"min_values": 1, "max_values": 1},
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False, "name": None, "size": None},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}
"""What a response holds where the request left a field out, by component type."""


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, parents before children."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for child in ("accessory", "component"):
            if isinstance(component.get(child), dict):
                yield from walk([component[child]])


def stored_components(components: list[Json], media_id: Callable[[], int]) -> list[Json]:
    """The components numbered from 1, with their defaults; media gets identifiers and addresses."""
    kept = [_without_nulls(component) for component in deepcopy(components)]
    taken = {component["id"] for component in walk(kept) if component.get("id")}
    numbers = (number for number in itertools.count(1) if number not in taken)
    for component in walk(kept):
        if not component.get("id"):
            component["id"] = next(numbers)
        for field, value in DEFAULTS.get(component["type"], {}).items():
            component.setdefault(field, value)
        for item in component.get("items") or []:
            item.setdefault("description", None)
            item.setdefault("spoiler", False)
        for media in media_of(component):
            media.setdefault("id", str(media_id()))
            media.setdefault("proxy_url", media["url"])
    return kept


def stored_embeds(embeds: list[Json]) -> list[Json]:
    """The embeds as a response holds them."""
    kept = [_without_nulls(embed) for embed in deepcopy(embeds)]
    for embed in kept:
        embed.setdefault("type", "rich")
        for field in embed.get("fields", []):
            field.setdefault("inline", False)
    return kept


def visible_text(content: str, components: list[Json]) -> str:
    """What a message says outside its embeds: its content and its text displays."""
    displayed = [component["content"] for component in walk(components) if component["type"] == 10]
    return "\n".join(text for text in [content, *displayed] if text)


def media_of(component: Json) -> list[Json]:
    """The files and pictures that a component shows."""
    items = component.get("items") or []
    return [holder[key] for holder in [component, *items] for key in ("media", "file") if key in holder]


def _without_nulls(value: Json) -> Json:
    return {key: _cleaned(item) for key, item in value.items() if item is not None}


def _cleaned(value: object) -> object:
    if isinstance(value, dict):
        return _without_nulls(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value
