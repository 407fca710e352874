"""Telegram, declared: what the host sets for it, and how it is built from that."""

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.pacing import LIMITS, PAID_LIMITS
from adapters.telegram.diagnostics import examine
from adapters.telegram.drawing.rendering import prepare
from adapters.telegram.platform import TelegramPlatform
from bot.delivery.pace import Pace
from bot.delivery.windows import Limits
from bot.interface.conversation import Interface
from bot.platforms import Given, Part, Platform, PlatformDeclaration
from bot.ports.messenger import Uploads
from bot.ports.settings import Setting, address, yes_or_no
from bot.text.text import t

TOKEN = Setting("TELEGRAM_TOKEN", secret=True)
API_URL = Setting("TELEGRAM_API_URL", address("http", "http://host:port"))
WEBHOOK = Setting("TELEGRAM_WEBHOOK", yes_or_no)
PAID_BROADCASTS = Setting("TELEGRAM_PAID_BROADCASTS", yes_or_no)


def _limits(given: Given) -> Limits:
    return PAID_LIMITS if given.get(PAID_BROADCASTS.name) else LIMITS


def _build(given: Given, interface: Interface, pace: Pace, uploads: Uploads, part: Part) -> Platform:
    url, paid = given.get(API_URL.name, ""), bool(given.get(PAID_BROADCASTS.name))
    return TelegramPlatform(
        given[TOKEN.name],
        api_url=url,
        interface=interface,
        pace=pace,
        uploads=uploads,
        paid=paid,
        hooked=bool(given.get(WEBHOOK.name)),
    )


TELEGRAM = PlatformDeclaration(
    name=PLATFORM,
    token=TOKEN,
    settings=(API_URL, PAID_BROADCASTS, WEBHOOK),
    limits=_limits,
    prepare=prepare,
    build=_build,
    examine=examine,
    kinds={"group": t("Groups"), "topic": t("Topics of groups"), "channel": t("Channels")},
)
