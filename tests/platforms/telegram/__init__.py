"""A loopback Telegram Bot API server that refuses what the real one refuses.

    async with TelegramServer() as server:
        ada = server.person("Ada")
        await ada.start()
        # ExtBot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") answers
        answer = await ada.expect("Welcome")

See `docs/loopback-telegram.md` for the refusals that it knows.
"""

from .calls import Call
from .chats import Chat, Topic
from .clock import Clock
from .control import Control
from .errors import Refusal
from .faults import USUAL, Fault
from .groups import Channel, Group
from .members import Member
from .messages import CallbackAnswer, ChatEvent, Message, StoredFile, Version
from .people import Person
from .rates import Rates
from .server import TelegramServer
from .text import Entity, utf16_length

__all__ = [
    "USUAL",
    "Call",
    "CallbackAnswer",
    "Channel",
    "Chat",
    "ChatEvent",
    "Clock",
    "Control",
    "Entity",
    "Fault",
    "Group",
    "Member",
    "Message",
    "Person",
    "Rates",
    "Refusal",
    "StoredFile",
    "TelegramServer",
    "Topic",
    "Version",
    "utf16_length",
]
