"""Every path of the API that the server answers."""

from tests.platforms.discord.calls import Route
from tests.platforms.discord.routes import accounts, channels, commands, guilds, interactions, messages

ROUTES: tuple[Route, ...] = (
    *accounts.ROUTES,
    *channels.ROUTES,
    *commands.ROUTES,
    *guilds.ROUTES,
    *interactions.ROUTES,
    *messages.ROUTES,
)
