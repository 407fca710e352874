"""Matrix, declared: what the host sets for it, and how it is built from that."""

from adapters.matrix.addresses import PLATFORM, is_account
from adapters.matrix.diagnostics import examine
from adapters.matrix.drawing.messages import prepare
from adapters.matrix.platform import MatrixPlatform
from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.platforms import Given, Part, Platform, PlatformDeclaration
from bot.ports.messenger import Uploads
from bot.ports.settings import Setting, address, yes_or_no
from bot.text.text import t

MOST_A_SECOND = 1000


def a_second(name: str, text: str) -> str:
    """A number of messages a second, or nothing; raises `SetupError`."""
    if text and not (text.isascii() and text.isdecimal() and 0 < int(text) <= MOST_A_SECOND):
        raise SetupError(f"{name} is no number from 1 to {MOST_A_SECOND}.")
    return text


TOKEN = Setting("MATRIX_TOKEN", secret=True)
URL = Setting("MATRIX_URL", address("http", "https://matrix.example.org"))
A_SECOND = Setting("MATRIX_MESSAGES_A_SECOND", a_second)
OURS = Setting("MATRIX_SERVER_IS_OURS", yes_or_no)

USUAL = Window(10, 50.5)
"""What Synapse lets an account send where its host has set nothing else: ten at once, and one in five seconds
(`rc_message`); longer by what clocks are off."""


def _limits(given: Given) -> Limits:
    """Its limit is an account's, in all rooms together."""
    rate = given.get(A_SECOND.name, "")
    window = Window(int(rate), 1.005) if rate else USUAL
    return Limits(overall=window, chat=window)


def _build(given: Given, interface: Interface, pace: Pace, uploads: Uploads, part: Part) -> Platform:
    url = given.get(URL.name, "")
    ours = bool(given.get(OURS.name))
    return MatrixPlatform(given[TOKEN.name], url=url, interface=interface, pace=pace, uploads=uploads, ours=ours)


MATRIX = PlatformDeclaration(
    name=PLATFORM,
    token=TOKEN,
    settings=(URL, A_SECOND, OURS),
    limits=_limits,
    prepare=prepare,
    build=_build,
    names_account=is_account,
    examine=examine,
    asked_before={URL.name: "The homeserver of the bot's account on Matrix, https://matrix.example.org"},
    asked_after={
        A_SECOND.name: "How many messages a second the homeserver lets the bot send, if more than it lets everybody",
        OURS.name: "yes, if nobody but you runs the homeserver: its own accounts then sign on in chat",
    },
    kinds={"group": t("Rooms")},
)
