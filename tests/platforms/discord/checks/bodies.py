"""The body of a message, whether it creates or edits one (description: MessageCreateRequest and its siblings).

The description allows a content of 4,000 characters; a bot's is refused above 2,000 (reference: Create Message).
Characters are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from tests.platforms.discord.checks.components import check_components
from tests.platforms.discord.checks.embeds import check_embeds
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import Json, Path, empty_message
from tests.platforms.discord.messages import (
    COMPONENTS_V2,
    EPHEMERAL,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    Message,
)

Value = TypeVar("Value")

MOST_CONTENT = 2000
MOST_FILES = 10

LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")
SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


@dataclass(frozen=True)
class Upload:
    """A file that came with a request, or that a person attaches."""

    filename: str
    data: bytes


def as_upload(given: object) -> Upload | None:
    """The file that was meant by an Upload, or by a name and its bytes."""
    if isinstance(given, Upload):
        return given
    if isinstance(given, tuple) and len(given) == 2:
        name, data = given
        if isinstance(name, str) and isinstance(data, bytes):
            return Upload(name, data)
    return None


@dataclass(frozen=True)
class Body:
    """A checked body; None stands for a field that was left out."""

    content: str | None
    embeds: list[Json] | None
    components: list[Json] | None
    attachments: list[Json] | None
    allowed_mentions: Json | None
    flags: int
    nonce: str | int | None
    enforce_nonce: bool
    files: dict[int, Upload]
    flags_given: bool = False

    @property
    def v2(self) -> bool:
        """Whether it is made of components alone."""
        return bool(self.flags & COMPONENTS_V2)


def checked_body(
    raw: Json, files: dict[int, Upload], *, root: Path = (), edited: Message | None = None, ephemeral: bool = False
) -> Body:
    """The body of a new message or of an edit, or the refusal that lists its faults."""
    form = Form(root)
    flags = form.number(("flags",), raw.get("flags"), 0, 2**31 - 1) or 0
    was_v2 = edited is not None and bool(edited.flags & COMPONENTS_V2)
    v2 = was_v2 or bool(flags & COMPONENTS_V2)
    form.text(("content",), raw.get("content"), 0, MOST_CONTENT)
    check_embeds(form, ("embeds",), raw.get("embeds"))
    check_components(form, ("components",), raw.get("components"), v2=v2)
    _check_legacy_fields(form, raw, v2=v2)
    _check_nonce(form, raw)
    _check_allowed_mentions(form, raw.get("allowed_mentions"))
    attachments = _checked_attachments(form, raw, files, edited)
    form.boolean(("tts",), raw.get("tts"))
    form.refuse_faults()
    kept = SETTABLE | (EPHEMERAL if ephemeral else 0)
    return Body(
        content=_given(raw, "content", ""),
        embeds=_given(raw, "embeds", []),
        components=_given(raw, "components", []),
        attachments=attachments,
        allowed_mentions=raw.get("allowed_mentions"),
        flags=(flags & kept) | (COMPONENTS_V2 if v2 else 0),
        nonce=raw.get("nonce"),
        enforce_nonce=bool(raw.get("enforce_nonce")),
        files=files,
        flags_given=raw.get("flags") is not None,
    )


def refuse_emptiness(content: str, embeds: list[Json], components: list[Json], files: int, *, v2: bool) -> None:
    """Refuse a message that shows nothing: rows of buttons alone are not enough without Components V2."""
    if not (content.strip() or embeds or files or (components and v2)):
        raise empty_message()


def _given(raw: Json, key: str, empty: Value) -> Value | None:
    """None if the field was left out; its empty value if it was null."""
    if key not in raw:
        return None
    value: Value | None = raw[key]
    return empty if value is None else value


def _check_legacy_fields(form: Form, raw: Json, *, v2: bool) -> None:
    for field in LEGACY_FIELDS:
        if v2 and raw.get(field):
            message = f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.fault((field,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _check_nonce(form: Form, raw: Json) -> None:
    nonce = raw.get("nonce")
    if isinstance(nonce, str):
        form.length(("nonce",), len(nonce), 0, 25)
    else:
        form.number(("nonce",), nonce, -(2**63), 2**63 - 1)
    form.boolean(("enforce_nonce",), raw.get("enforce_nonce"))


def _check_allowed_mentions(form: Form, allowed: object) -> None:
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        form.fault(("allowed_mentions",), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    parse = allowed.get("parse") or []
    for index, kind in enumerate(parse):
        if kind not in ("users", "roles", "everyone"):
            message = "Value must be one of ('roles', 'users', 'everyone')."
            form.fault(("allowed_mentions", "parse", index), "BASE_TYPE_CHOICES", message)
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        form.length(("allowed_mentions", kind), len(listed), 0, 100)
        if listed and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.fault(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def _checked_attachments(form: Form, raw: Json, files: dict[int, Upload], edited: Message | None) -> list[Json] | None:
    """The attachments that are listed: each is a file of the request, or one that the message has."""
    earlier = [file.id for file in edited.attachments] if edited is not None else []
    if raw.get("attachments") is None:
        form.length(("attachments",), len(files) + (len(earlier) if files else 0), 0, MOST_FILES)
        return None
    form.length(("attachments",), len(files), 0, MOST_FILES)
    attachments = form.objects(("attachments",), raw["attachments"], 0, MOST_FILES)
    for index, attachment in enumerate(attachments):
        place: Path = ("attachments", index)
        number = attachment.get("id")
        if number is None:
            form.required((*place, "id"))
        elif not str(number).isdecimal() or int(number) not in (*files, *earlier):
            form.fault(place, "ATTACHMENT_NOT_FOUND", "Attachment data not found")
        form.text((*place, "filename"), attachment.get("filename"), 1, 1024)
        form.text((*place, "description"), attachment.get("description"), 0, 1024)
    return attachments
