"""Pages of forms as Discord's modals."""

from typing import Any

import discord
from discord import ui

from adapters.discord.drawing.cards import CHARACTERS
from adapters.discord.drawing.components import OPTION, OPTIONS
from adapters.discord.drawing.rendering import contents
from bot.interface.requests import Field, Page
from bot.model.files import MOST_FILES
from bot.text.markup.source import source
from bot.text.shortening import cut, told_apart

FIELD_LABEL, TITLE, HINT = 45, 45, 100
"""Characters of a field's label, a modal's title and a field's description (Discord's reference, modals)."""

SEEN = (2, 10)
"""So many choices a radio group has (Discord's reference, components)."""

LONGEST = 4000
"""Characters that a field of a modal takes."""

MODAL = "form:"
"""How the id of a modal begins; the rest is the form's, so that what is submitted after a restart is known."""


def modal(page: Page) -> ui.Modal:
    """A page of a form."""
    form = ui.Modal(title=cut(page.title, TITLE), custom_id=f"{MODAL}{page.form}", timeout=None)
    for text in contents(page.text, CHARACTERS)[:1]:
        form.add_item(ui.TextDisplay(text))
    for field in page.fields:
        form.add_item(_label(field))
    form.stop()
    return form


def _label(field: Field) -> ui.Label[Any]:
    entry = _upload(field) if field.file else _choice(field) if field.choices else _line(field)
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


def _choice(field: Field) -> ui.Item[Any]:
    """All choices before one's eyes; a select where these are too many, of which it holds the first."""
    labels = told_apart([label for _, label in field.choices[:OPTIONS]], OPTION)
    named = [(key, label, key == field.value) for (key, _), label in zip(field.choices, labels, strict=False)]
    if SEEN[0] <= len(named) <= SEEN[1]:
        radios = [discord.RadioGroupOption(label=label, value=key, default=now) for key, label, now in named]
        return ui.RadioGroup(custom_id=field.name, required=field.required, options=radios)
    options = [discord.SelectOption(label=label, value=key, default=now) for key, label, now in named]
    return ui.Select(custom_id=field.name, required=field.required, options=options)


def _upload(field: Field) -> ui.Item[Any]:
    return ui.FileUpload(
        custom_id=field.name, required=field.required, min_values=1 if field.required else 0, max_values=MOST_FILES
    )
