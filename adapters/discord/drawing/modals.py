"""Pages of forms as Discord's modals."""

from typing import Any

import discord
from discord import ui

from bot.interface.requests import Field, Page
from bot.text.shortening import cut

FIELD_LABEL, TITLE, HINT = 45, 45, 100
"""Characters of a field's label, a modal's title and a field's description (Discord's reference, modals)."""

LONGEST = 4000
"""Characters that a field of a modal takes."""

MODAL = "form:"
"""How the id of a modal begins; the rest is the form's, so that what is submitted after a restart is known."""


def modal(page: Page) -> ui.Modal:
    """A page of a form."""
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
