"""Discord, declared: what the host sets for it, and how it is built from that."""

from adapters.discord.diagnostics import examine
from adapters.discord.drawing.rendering import prepare
from adapters.discord.hearing.incoming import PLATFORM
from adapters.discord.platform import DiscordPlatform
from adapters.discord.sending.tracing import LIMITS
from bot.delivery.pace import Pace
from bot.interface.conversation import Interface
from bot.platforms import Given, Platform, PlatformDeclaration
from bot.ports.messenger import Uploads
from bot.ports.settings import Setting, address
from bot.text.text import t

TOKEN = Setting("DISCORD_TOKEN", secret=True)
API_URL = Setting("DISCORD_API_URL", address("http", "http://host:port/api/v10"))
GATEWAY_URL = Setting("DISCORD_GATEWAY_URL", address("ws", "ws://host:port/gateway"))


def _build(given: Given, interface: Interface, pace: Pace, uploads: Uploads) -> Platform:
    return DiscordPlatform(
        given[TOKEN.name],
        api_url=given.get(API_URL.name, ""),
        gateway_url=given.get(GATEWAY_URL.name, ""),
        interface=interface,
        pace=pace,
        uploads=uploads,
    )


DISCORD = PlatformDeclaration(
    name=PLATFORM,
    token=TOKEN,
    settings=(API_URL, GATEWAY_URL),
    limits=lambda given: LIMITS,
    prepare=prepare,
    build=_build,
    examine=examine,
    kinds={"group": t("Text channels"), "channel": t("Announcement channels"), "forum": t("Forums")},
)
