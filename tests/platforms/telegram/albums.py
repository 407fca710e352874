"""sendMediaGroup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import stricter
from .media import read_album
from .params import Params
from .sending import send

if TYPE_CHECKING:
    from .world import World


async def send_media_group(world: World, params: Params) -> Any:
    """sendMediaGroup; an album has no keyboard, and every item is a message of its own."""
    if params.text("reply_markup"):
        raise stricter("an album has no reply markup")
    contents = read_album(world, params)
    return send(world, params, contents, album=str(13_000_000_000_000_000 + next(world.ids)))
