"""The real discord.py, pointed at the loopback server.

discord.py has no setting for another address, so two names inside it are set for a while and put back.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import yarl

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord
    from discord import app_commands, gateway, http

__all__ = ["Served", "app_commands", "discord", "pointed_at"]


class Served(Protocol):
    """Where a server is and which token is good: a DiscordServer, or what one in another process said."""

    @property
    def api_url(self) -> str:
        """The address of the API."""

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""

    @property
    def token(self) -> str:
        """The bot's token."""


@contextmanager
def pointed_at(server: Served) -> Iterator[None]:
    """While this is open, discord.py talks to this server and to no other."""
    base, default = http.Route.BASE, gateway.DiscordWebSocket.DEFAULT_GATEWAY
    http.Route.BASE = server.api_url
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        http.Route.BASE = base
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = default
