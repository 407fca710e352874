"""Whom a message pings: its text, held against allowed_mentions (reference: Message, Allowed Mentions Object)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import Json
from .permissions import Permission

if TYPE_CHECKING:
    from .channels import Channel
    from .users import User

USERS = re.compile(r"<@!?(\d+)>")
ROLES = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True)
class Pings:
    """Whom a message pinged, by identifier."""

    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    everyone: bool = False

    @property
    def nobody(self) -> bool:
        """Whether no one at all was pinged."""
        return not (self.users or self.roles or self.everyone)


def pings_of(text: str, allowed: Json | None, author: User, channel: Channel, replied_to: User | None) -> Pings:
    """Whom this text pings in this channel; without allowed_mentions, everyone whom it names."""
    users = _kept("users", map(int, USERS.findall(text)), allowed)
    if replied_to is not None and (allowed is None or allowed.get("replied_user")):
        users = (*users, replied_to.id)
    return Pings(
        users=tuple(dict.fromkeys(user for user in users if channel.knows(user))),
        roles=tuple(
            role
            for role in _kept("roles", map(int, ROLES.findall(text)), allowed)
            if channel.pingable_role(role, author)
        ),
        everyone=bool(EVERYONE.search(text))
        and (allowed is None or "everyone" in (allowed.get("parse") or []))
        and Permission.MENTION_EVERYONE in channel.permissions_of(author),
    )


def _kept(kind: str, named: Iterable[int], allowed: Json | None) -> tuple[int, ...]:
    unique = tuple(dict.fromkeys(named))
    if allowed is None or kind in (allowed.get("parse") or []):
        return unique
    listed = {int(one) for one in allowed.get(kind) or []}
    return tuple(one for one in unique if one in listed)
