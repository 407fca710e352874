"""Where messages go on Matrix: rooms and people as the places of addresses."""

import re
from urllib.parse import quote

from bot.model.chats import Address

PLATFORM = "matrix"

_ACCOUNT = re.compile(r"@[^\s:@]+:[^\s@]+")


def is_account(text: str) -> bool:
    """Whether a text is how Matrix writes an account: `@name:server`."""
    return len(text) <= 255 and _ACCOUNT.fullmatch(text) is not None


def person_at(address: Address) -> str:
    """The account whose private chat an address is; empty where it is a room's."""
    return address.place[1:] if address.place.startswith("@@") else ""


def room_address(room_id: str) -> Address:
    """A shared room as an address."""
    return Address(PLATFORM, room_id)


def link_to(*parts: str) -> str:
    """The address by which any client opens an account, a room, or an event in it."""
    return "https://matrix.to/#/" + "/".join(quote(part, safe="") for part in parts)
