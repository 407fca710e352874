"""Buttons and forms as Discord's components."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from adapters.discord.incoming import uploaded
from adapters.discord.markdown import read
from adapters.discord.source import source
from bot.interface.requests import Field, Page, Press, Request, Submit, Upload
from bot.model.files import MOST_FILES
from bot.ports.messenger import Key, KeyStyle
from bot.text.shortening import cut, told_apart

Interaction = discord.Interaction[Any]

LABEL, FIELD_LABEL, TITLE, HINT = 80, 45, 45, 100
"""Characters of a button's label, a field's label, a modal's title and a field's description (Discord's reference)."""

LONGEST = 4000
"""Characters that a field of a modal takes."""

BUTTONS = 25
MODAL = "form:"

_STYLES: dict[KeyStyle, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


def view(keys: Sequence[Key]) -> ui.View:
    """The buttons of a message; Discord holds 25."""
    shown = ui.View(timeout=None)
    keys = [key for key in keys if key.action or key.url]
    labels = told_apart([key.label for key in keys[:BUTTONS]], LABEL)
    for key, label in zip(keys, labels, strict=False):
        if key.url:
            shown.add_item(ui.Button(label=label, url=key.url))
        else:
            shown.add_item(ui.Button(label=label, custom_id=key.action, style=_STYLES[key.style]))
    shown.stop()
    return shown


def modal(page: Page) -> ui.Modal:
    """A page of a form; its id is the form's, so that what is submitted after a restart is known."""
    form = ui.Modal(title=cut(page.title, TITLE), custom_id=f"{MODAL}{page.form}", timeout=None)
    for field in page.fields:
        form.add_item(_label(field))
    form.stop()
    return form


def _label(field: Field) -> ui.Label[Any]:
    entry = _upload(field) if field.file else _line(field)
    return ui.Label(text=cut(field.label, FIELD_LABEL), description=cut(field.hint, HINT) or None, component=entry)


def _line(field: Field) -> ui.Item[Any]:
    stands = field.value or source(field.stands)
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.paragraph else discord.TextStyle.short,
        default=stands[:LONGEST] or None,
        required=field.required,
        max_length=min(max(field.most, len(stands)), LONGEST),
    )


def _upload(field: Field) -> ui.Item[Any]:
    return ui.FileUpload(
        custom_id=field.name, required=field.required, min_values=1 if field.required else 0, max_values=MOST_FILES
    )


def read_component(interaction: Interaction) -> Request | None:
    """What was pressed or submitted: both are known by the id that they carry, also after a restart."""
    data: Any = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    if interaction.type is discord.InteractionType.component:
        return Press(custom_id)
    if interaction.type is discord.InteractionType.modal_submit and custom_id.startswith(MODAL):
        entries = _entries(data)
        typed = {each["custom_id"]: each["value"] or "" for each in entries if "value" in each}
        uploads = _files(interaction, data, entries)
        upload, further = (uploads[0], tuple(uploads[1:])) if uploads else (None, ())
        return Submit(custom_id.removeprefix(MODAL), typed, upload, further, read)
    return None


def _entries(data: Any) -> list[Any]:
    """A form's fields as they were filled in, which stand in labels or in rows."""
    rows = data.get("components", ())
    return [entry for row in rows for entry in (row.get("component"), *row.get("components", ())) if entry]


def _files(interaction: Interaction, data: Any, entries: Sequence[Any]) -> Sequence[Upload]:
    """The files that were put into a form: the field holds their numbers, and what is known of them stands beside."""
    known = data.get("resolved", {}).get("attachments", {})
    numbers = [number for entry in entries for number in entry.get("values") or () if number in known]
    return [uploaded(discord.Attachment(data=known[each], state=interaction._state)) for each in numbers]
