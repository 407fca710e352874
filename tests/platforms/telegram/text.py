"""Texts and their entities: cleaned, measured and checked as Telegram does, offsets in UTF-16 code units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from .errors import bad_request, stricter
from .urls import check_url

T = TypeVar("T")

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 1 << 15
"""Bytes of a text before parsing (the Bot API server's source)."""
ENTITY_LIMIT = 100
"""Telegram ignores what comes after (observed); this server refuses it."""

SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
CONTINUOUS = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})
_DATE_TIME = re.compile(r"r|w?[dD]?[tT]?")
AUTOMATIC = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})

# What a client of Telegram treats as blank: spaces of all kinds, zero-width characters and tag characters.
_BLANK = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_REPEATED_MARK = re.compile("[\u200e\u200f](?=[\u200e\u200f])")


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text with a meaning; `automatic` where Telegram made it by itself."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    user_id: int | None = None
    unix_time: int | None = None
    date_time_format: str | None = None
    automatic: bool = False

    @property
    def end(self) -> int:
        """The offset after the last code unit."""
        return self.offset + self.length

    def of(self, text: str) -> str:
        """The characters that it covers."""
        units = text.encode("utf-16-le")
        return units[2 * self.offset : 2 * self.end].decode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as Telegram stores it."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) if text.isascii() else len(_units(text)) // 2


def is_blank(text: str) -> bool:
    """Whether nothing of the text would be seen."""
    return _BLANK.fullmatch(text) is not None


def check_raw(text: str) -> None:
    """Refuse a text that is no text, or far too long before parsing."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    if size > RAW_LIMIT:
        raise bad_request("text is too long")


def read_entities(given: object) -> list[Entity]:
    """Entities as a client declares them; anything malformed is refused."""
    if not isinstance(given, list):
        raise stricter("entities must be an Array of MessageEntity")
    if len(given) > ENTITY_LIMIT:
        raise stricter(f"a message has at most {ENTITY_LIMIT} entities")
    return [_read_entity(each) for each in given]


def _read_entity(given: object) -> Entity:
    if not isinstance(given, Mapping):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = (given.get(name) for name in ("type", "offset", "length"))
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" and "length" must be of type Number')
    if kind in AUTOMATIC:
        raise stricter(f'an entity of type "{kind}" is made by Telegram; declaring it does nothing')
    if not isinstance(kind, str) or kind not in SPLITTABLE | QUOTES | CONTINUOUS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    entity = Entity(kind, offset, length)
    if kind == "text_link":
        return replace(entity, url=check_url(_field(given, "url", str), "entity"))
    if kind == "text_mention":
        return replace(entity, user_id=_field(_field(given, "user", dict), "id", int))
    if kind == "custom_emoji":
        return replace(entity, custom_emoji_id=_field(given, "custom_emoji_id", str))
    if kind == "date_time":
        form = given.get("date_time_format")
        if form is not None and not (isinstance(form, str) and _DATE_TIME.fullmatch(form)):
            raise bad_request("can't parse MessageEntity: Invalid date_time_format specified")
        return replace(entity, unix_time=_field(given, "unix_time", int), date_time_format=form)
    if kind == "pre" and "language" in given:
        return replace(entity, language=_field(given, "language", str))
    return entity


def _field(given: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = given.get(name)
    if not isinstance(value, kind):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    return value


def check_entities(text: str, entities: Sequence[Entity]) -> None:
    """Refuse entities outside the text, inside a surrogate pair, or nested against the rules of the Bot API."""
    size = utf16_length(text)
    inside = _inside_pairs(text)
    for entity in entities:
        if entity.offset < 0 or entity.offset > 1_000_000:
            raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
        if entity.length < 0 or entity.length > 1_000_000:
            raise bad_request(f"receive an entity with incorrect length {entity.length}")
        if entity.length == 0:
            raise stricter(f"the entity at UTF-16 offset {entity.offset} is empty")
        if entity.offset >= size:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.end > size:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text"
                f" at UTF-16 offset {entity.end}"
            )
        if entity.offset in inside:
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {entity.offset}")
        if entity.end in inside:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 symbol"
                f" at UTF-16 offset {entity.end}"
            )
    _check_nesting(sorted(entities, key=lambda entity: (entity.offset, -entity.length, entity.type not in QUOTES)))


def _inside_pairs(text: str) -> frozenset[int]:
    """The UTF-16 offsets between the halves of surrogate pairs."""
    return frozenset(match.start() + before + 1 for before, match in enumerate(_ASTRAL.finditer(text)))


def _check_nesting(entities: Sequence[Entity]) -> None:
    """The rules stand in the Bot API, "Formatting options"; Telegram mends what breaks them."""
    open_ones: list[Entity] = []
    for entity in entities:
        open_ones = [outer for outer in open_ones if outer.end > entity.offset]
        for outer in open_ones:
            pair = f"{outer.type} at UTF-16 offset {outer.offset} and {entity.type} at {entity.offset}"
            if entity.end > outer.end:
                raise stricter(f"entities cross: {pair}")
            if not _may_nest(outer.type, entity.type):
                raise stricter(f"entities can't be nested: {pair}")
        open_ones.append(entity)


def _may_nest(outer: str, inner: str) -> bool:
    pair = {outer, inner}
    if pair & SPLITTABLE:
        return not pair & {"code", "pre"} and outer != inner
    return outer in QUOTES and inner in CONTINUOUS


def clean(text: str, entities: Sequence[Entity] = ()) -> Formatted:
    """The text as Telegram stores it: no control characters, trimmed, with the entities moved along.

    An entity in which nothing is seen goes.
    """
    text = _REPEATED_MARK.sub("\u200c", _CONTROL.sub(" ", text))
    spans = [(entity, _index(text, entity.offset), _index(text, entity.end)) for entity in entities]
    if _DROPPED.search(text) is not None:
        spans = [(entity, _kept(text[:start]), _kept(text[:end])) for entity, start, end in spans]
        text = _DROPPED.sub("", text)
    length = len(text.rstrip(" \n"))
    spans = [
        (entity, start, min(end, length)) for entity, start, end in spans if text[start : min(end, length)].strip(" \n")
    ]
    first_seen = length - len(text[:length].lstrip(" \n"))
    begin = min([first_seen, *(start for _, start, _ in spans)])
    moved = tuple(
        replace(entity, offset=utf16_length(text[begin:start]), length=utf16_length(text[start:end]))
        for entity, start, end in spans
    )
    return Formatted(text[begin:length], moved)


def _kept(text: str) -> int:
    """How many characters of a text stay."""
    return len(_DROPPED.sub("", text))


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _index(text: str, offset: int) -> int:
    """The index of the character at a UTF-16 offset."""
    return offset if text.isascii() else len(_units(text)[: 2 * offset].decode("utf-16-le", "surrogatepass"))
