"""Buttons and forms as Discord's components."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from adapters.discord.incoming import uploaded
from bot.interface.requests import Field, Page, Press, Request, Submit, Upload
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
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.paragraph else discord.TextStyle.short,
        default=field.value[:LONGEST] or None,
        required=field.required,
        max_length=min(max(field.most, len(field.value)), LONGEST),
    )


def _upload(field: Field) -> ui.Item[Any]:
    return ui.FileUpload(
        custom_id=field.name, required=field.required, min_values=1 if field.required else 0, max_values=1
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
        return Submit(custom_id.removeprefix(MODAL), typed, _file(interaction, data, entries))
    return None


def _entries(data: Any) -> list[Any]:
    """A form's fields as they were filled in, which stand in labels or in rows."""
    rows = data.get("components", ())
    return [entry for row in rows for entry in (row.get("component"), *row.get("components", ())) if entry]


def _file(interaction: Interaction, data: Any, entries: Sequence[Any]) -> Upload | None:
    """The file that was put into a form: the field holds its number, and what is known of it stands beside."""
    known = data.get("resolved", {}).get("attachments", {})
    for entry in entries:
        for number in entry.get("values") or ():
            if number in known:
                return uploaded(discord.Attachment(data=known[number], state=interaction._state))
    return None
