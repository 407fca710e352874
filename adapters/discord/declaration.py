"""Discord, declared: what the host sets for it, and how it is built from that."""

from adapters.discord.diagnostics import examine
from adapters.discord.drawing.rendering import prepare
from adapters.discord.hearing.incoming import PLATFORM
from adapters.discord.platform import DiscordPlatform
from adapters.discord.sending.tracing import LIMITS
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.platforms import Given, Part, Platform, PlatformDeclaration
from bot.ports.messenger import Uploads
from bot.ports.settings import Setting, address
from bot.text.text import t

TOKEN = Setting("DISCORD_TOKEN", secret=True)
API_URL = Setting("DISCORD_API_URL", address("http", "http://host:port/api/v10"))
GATEWAY_URL = Setting("DISCORD_GATEWAY_URL", address("ws", "ws://host:port/gateway"))

MOST_SHARDS = 1000


def a_number(name: str, text: str) -> str:
    """A number of shards, or nothing; raises `SetupError`."""
    if text and not (text.isascii() and text.isdecimal() and 0 < int(text) <= MOST_SHARDS):
        raise SetupError(f"{name} is no number from 1 to {MOST_SHARDS}.")
    return text


SHARDS = Setting("DISCORD_SHARDS", a_number)


def _build(given: Given, interface: Interface, pace: Pace, uploads: Uploads, part: Part) -> Platform:
    return DiscordPlatform(
        given[TOKEN.name],
        api_url=given.get(API_URL.name, ""),
        gateway_url=given.get(GATEWAY_URL.name, ""),
        interface=interface,
        pace=pace,
        uploads=uploads,
        part=part,
    )


DISCORD = PlatformDeclaration(
    name=PLATFORM,
    token=TOKEN,
    settings=(API_URL, GATEWAY_URL, SHARDS),
    limits=lambda given: LIMITS,
    prepare=prepare,
    build=_build,
    examine=examine,
    parts=lambda given: int(given.get(SHARDS.name, "1")),
    kinds={"group": t("Text channels"), "channel": t("Announcement channels"), "forum": t("Forums")},
)
