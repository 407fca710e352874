"""A loopback Discord for tests: REST v10 and the gateway, which the real discord.py talks to.

It refuses what the real one refuses; `docs/loopback-discord.md` lists what that is and what it leaves out.
"""

from .channels import Channel, DirectChannel, GuildChannel, Tag
from .checks.bodies import Upload
from .clock import Clock
from .errors import ClientRefused, NoAnswer
from .guilds import Guild, Member, Role
from .interactions import Choice, Interaction
from .mentions import Pings
from .messages import Attachment, Button, Message, Select
from .modals import Field, Modal
from .people import Person
from .permissions import Permission
from .rates import Rate, Rates
from .server import DiscordServer
from .sharding import Sharding
from .threads import Thread
from .world import Terms

__all__ = [
    "Attachment",
    "Button",
    "Channel",
    "Choice",
    "ClientRefused",
    "Clock",
    "DirectChannel",
    "DiscordServer",
    "Field",
    "Guild",
    "GuildChannel",
    "Interaction",
    "Member",
    "Message",
    "Modal",
    "NoAnswer",
    "Permission",
    "Person",
    "Pings",
    "Rate",
    "Rates",
    "Role",
    "Select",
    "Sharding",
    "Tag",
    "Terms",
    "Thread",
    "Upload",
]
