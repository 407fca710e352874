"""Every path of the API that the server answers; the first that fits does, so pins come before messages."""

from tests.platforms.discord.calls import Route
from tests.platforms.discord.routes import (
    accounts,
    channels,
    commands,
    events,
    guilds,
    interactions,
    messages,
    pins,
    threads,
)

ROUTES: tuple[Route, ...] = (
    *accounts.ROUTES,
    *channels.ROUTES,
    *commands.ROUTES,
    *events.ROUTES,
    *guilds.ROUTES,
    *interactions.ROUTES,
    *pins.ROUTES,
    *messages.ROUTES,
    *threads.ROUTES,
)
