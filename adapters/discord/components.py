"""Buttons and forms as Discord's components."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.interface.requests import Field, Page
from bot.ports.messenger import Key, KeyStyle

Interaction = discord.Interaction[Any]
Pressed = Callable[[Interaction, str], Awaitable[None]]

LABEL, FIELD_LABEL, TITLE, HINT = 80, 45, 45, 100
"""Characters of a button's label, a field's label, a modal's title and a field's description (Discord's reference)."""

BUTTONS = 25
MODAL = "form:"

_STYLES: dict[KeyStyle, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def button_class(pressed: Pressed) -> type[ui.DynamicItem[Any]]:
    """The one class that serves every button, also after a restart: what is pressed is in its `custom_id`."""

    class ActionButton(ui.DynamicItem[ui.Button[Any]], template=re.compile(r"1-[A-Za-z0-9_-]{1,62}")):
        """A button that performs an action."""

        @classmethod
        async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
            return cls(ui.Button(custom_id=match.string))

        async def callback(self, interaction: Interaction) -> None:
            await pressed(interaction, self.item.custom_id or "")

    return ActionButton


def view(keys: Sequence[Key]) -> ui.View:
    """The buttons of a message; Discord holds 25."""
    shown = ui.View(timeout=None)
    for key in keys[:BUTTONS]:
        label = cut(key.label, LABEL)
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
    style = discord.TextStyle.paragraph if field.paragraph else discord.TextStyle.short
    entry: ui.TextInput[Any] = ui.TextInput(
        custom_id=field.name,
        style=style,
        default=field.value or None,
        required=field.required,
        max_length=min(field.most, 4000),
    )
    return ui.Label(text=cut(field.label, FIELD_LABEL), description=cut(field.hint, HINT) or None, component=entry)


def submitted(interaction: Interaction) -> tuple[str, dict[str, str]]:
    """The form that was submitted, and what was typed into its fields."""
    data: Any = interaction.data or {}
    values = {}
    for row in data.get("components", ()):
        for entry in [row.get("component"), *row.get("components", ())]:
            if entry and "value" in entry:
                values[entry["custom_id"]] = entry["value"] or ""
    return str(data.get("custom_id", "")).removeprefix(MODAL), values


def is_form(interaction: Interaction) -> bool:
    """Whether an interaction is a form of ours that was submitted."""
    data: Any = interaction.data or {}
    return interaction.type is discord.InteractionType.modal_submit and str(data.get("custom_id", "")).startswith(MODAL)
