"""What was pressed, chosen or submitted."""

from collections.abc import Sequence
from typing import Any

import discord

from adapters.discord.drawing.components import SELECT
from adapters.discord.drawing.modals import MODAL
from adapters.discord.hearing.incoming import uploads
from adapters.discord.hearing.markdown import read
from adapters.discord.library import attachment
from bot.interface.requests import Press, Request, Submit

Interaction = discord.Interaction[Any]


def read_component(interaction: Interaction) -> Request | None:
    """What was pressed, chosen or submitted: all are known by the id that they carry, also after a restart."""
    data: Any = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    if interaction.type is discord.InteractionType.component:
        chosen = data.get("values") or ()
        return Press(str(chosen[0]) if custom_id.startswith(SELECT) and chosen else custom_id)
    if interaction.type is discord.InteractionType.modal_submit and custom_id.startswith(MODAL):
        entries = _entries(data)
        typed = {each["custom_id"]: each["value"] or "" for each in entries if "value" in each}
        typed |= {each["custom_id"]: each["values"][0] for each in entries if _chosen(each)}
        upload, further = uploads(_files(interaction, data, entries))
        return Submit(custom_id.removeprefix(MODAL), typed, upload, further, read)
    return None


def _chosen(entry: Any) -> bool:
    """Whether it is a select in which something was chosen; what was put into a field for files looks alike."""
    return entry.get("type") == discord.ComponentType.select.value and bool(entry.get("values"))


def _entries(data: Any) -> list[Any]:
    """A form's fields as they were filled in, which stand in labels or in rows."""
    rows = data.get("components", ())
    return [entry for row in rows for entry in (row.get("component"), *row.get("components", ())) if entry]


def _files(interaction: Interaction, data: Any, entries: Sequence[Any]) -> Sequence[discord.Attachment]:
    """The files that were put into a form: the field holds their numbers, and what is known of them stands beside."""
    known = data.get("resolved", {}).get("attachments", {})
    numbers = [number for entry in entries for number in entry.get("values") or () if number in known]
    return [attachment(interaction, known[each]) for each in numbers]
