"""Buttons and selects as Discord's components."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ports.messenger import Key, KeyStyle
from bot.text.shortening import told_apart

LABEL, OPTION = 80, 100
"""Characters of a button's label and of a select's option (Discord's reference, components)."""

WIDE, HIGH, OPTIONS = 5, 5, 25
"""Buttons of a row, rows of a message, and options of a select (Discord's reference, components)."""

BUTTONS = WIDE * HIGH
FEW = 5
"""So many choices at the most are buttons; where there are more, they are chosen from a select."""

SELECT = "select:"
"""How the id of a select begins; an option's value is the action that choosing it performs."""

_STYLES: dict[KeyStyle, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


def view(keys: Sequence[Key]) -> ui.View:
    """The buttons and selects of a message that has a text of its own."""
    shown = ui.View(timeout=None)
    for number, row in enumerate(rows(keys)):
        for item in row:
            item.row = number
            shown.add_item(item)
    shown.stop()
    return shown


def rows(keys: Sequence[Key]) -> Sequence[Sequence[ui.Item[Any]]]:
    """The rows that stand under a message, five at the most: selects of what is chosen, and buttons.

    What Discord can't copy or share has no button here.
    """
    usable = [key for key in keys if key.action or key.url]
    chosen = [key for key in usable if key.choice]
    selects = [chosen[start : start + OPTIONS] for start in range(0, len(chosen), OPTIONS)] if len(chosen) > FEW else []
    single = [key for key in usable if not (selects and key.choice)]
    left = HIGH - min(len(selects), HIGH - bool(single))
    labels = told_apart([key.label for key in single[: left * WIDE]], LABEL)
    buttons = [button(key, label) for key, label in zip(single, labels, strict=False)]
    return [
        *([_select(number, each)] for number, each in enumerate(selects[: HIGH - bool(single)])),
        *(buttons[start : start + WIDE] for start in range(0, len(buttons), WIDE)),
    ]


def button(key: Key, label: str) -> ui.Button[Any]:
    """A button that performs an action, or opens an address."""
    if key.url:
        return ui.Button(label=label, url=key.url)
    return ui.Button(label=label, custom_id=key.action, style=_STYLES[key.style])


def _select(number: int, keys: Sequence[Key]) -> ui.Select[Any]:
    labels = told_apart([key.label for key in keys], OPTION)
    options = [discord.SelectOption(label=label, value=key.action) for label, key in zip(labels, keys, strict=True)]
    return ui.Select(custom_id=f"{SELECT}{number}", options=options)
