"""Permissions and how they add up (reference: Permissions, Permission Hierarchy and Overwrites)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class Permission(IntFlag):
    """The permissions that the server knows by name."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CONNECT = 1 << 20
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


NONE = Permission(0)
ALL = Permission((1 << 53) - 1)
"""Every permission that exists, those without a name here too."""

_TALKING = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.MENTION_EVERYONE
    | Permission.USE_APPLICATION_COMMANDS
)

EVERYONE = _TALKING | Permission.CONNECT | Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS
"""What a new guild grants to everyone."""

DIRECT = _TALKING | Permission.PIN_MESSAGES
"""What both have in a direct message."""


@dataclass
class Overwrite:
    """What a channel grants to or takes from one role or member."""

    allow: Permission = NONE
    deny: Permission = NONE

    def applied_to(self, permissions: Permission) -> Permission:
        """The permissions after this overwrite."""
        return (permissions & ~self.deny) | self.allow


def in_channel(
    base: Permission,
    everyone: Overwrite | None,
    roles: Iterable[Overwrite],
    member: Overwrite | None,
) -> Permission:
    """A member's permissions in a channel: base, then everyone, then the roles together, then the member."""
    if Permission.ADMINISTRATOR in base:
        return ALL
    permissions = base
    if everyone is not None:
        permissions = everyone.applied_to(permissions)
    together = Overwrite()
    for overwrite in roles:
        together.allow |= overwrite.allow
        together.deny |= overwrite.deny
    permissions = together.applied_to(permissions)
    if member is not None:
        permissions = member.applied_to(permissions)
    return permissions if Permission.VIEW_CHANNEL in permissions else NONE
