"""The platforms that there are."""

from adapters.discord.declaration import DISCORD
from adapters.telegram.declaration import TELEGRAM

PLATFORMS = (DISCORD, TELEGRAM)
