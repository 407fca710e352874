"""The platforms that there are."""

from adapters.discord.declaration import DISCORD
from adapters.matrix.declaration import MATRIX
from adapters.telegram.declaration import TELEGRAM

PLATFORMS = (DISCORD, TELEGRAM, MATRIX)
