"""What the host sets anew while the process runs, for a platform that refused what was set."""

import asyncio
import logging
from collections.abc import Callable

from bot.errors import SetupError
from bot.platforms import Given, PlatformDeclaration

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""So often it is looked whether something else is set, in the file that `NAME_FILE` names or in `.env`."""

AGAIN_SECONDS = 3600.0
"""What was refused is tried again after so long in any case: a platform may have been wrong."""


class Renewing:
    """Tells a platform that was refused when there is something to try. `read` reads what is set, and raises
    `SetupError` where that can't be used; `lasting`: whether that can become other than it was, so that a process that
    serves nothing waits for it."""

    def __init__(self, read: Callable[[], Given], lasting: bool) -> None:
        self._read = read
        self.lasting = lasting
        self.asked = 0
        """How often the host has asked that it is tried again."""

    def ask(self) -> None:
        """The host wants it to be tried again."""
        self.asked += 1

    async def after(self, declared: PlatformDeclaration, refused: Given, asked: int) -> Given:
        """Wait until it is worth trying again: what is set then. `asked`: how often the host had asked before."""
        loop = asyncio.get_running_loop()
        until = loop.time() + AGAIN_SECONDS
        while True:
            anew, asked = self.asked > asked, self.asked
            given = self._now(declared, complain=anew)
            other = given is not None and _of(declared, given) != _of(declared, refused)
            if given is not None and (anew or other or loop.time() >= until):
                return given
            await asyncio.sleep(LOOK_SECONDS)

    def _now(self, declared: PlatformDeclaration, complain: bool) -> Given | None:
        """What is set, if a platform can be served by it."""
        try:
            given = self._read()
        except SetupError as error:
            if complain:
                logger.warning("%s is not tried again: %s", declared.name, error)
            return None
        return given if declared.is_served(given) else None


def _of(declared: PlatformDeclaration, given: Given) -> Given:
    return {setting.name: given.get(setting.name, "") for setting in declared.every_setting}
