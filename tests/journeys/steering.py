"""What the owner does about announcements in the private chat on Telegram."""

import asyncio

from tests.journeys.process import HostProcess
from tests.journeys.truth import State, state
from tests.platforms.telegram import Message, Person
from tests.waiting import PATIENCE

LOOK_SECONDS = 0.2


async def announce(owner: Person, text: str, within: float = PATIENCE) -> None:
    """Write an announcement, and release it; each answer comes within so many seconds."""
    await owner.write(f"/announce {text}")
    await owner.press(await owner.expect("will be sent", within), "Send it now", within)


async def desk(owner: Person, number: int) -> Message:
    """How an announcement stands, and what can be done about it."""
    await owner.write(f"/announcements {number}")
    return await owner.expect(f"Announcement {number}")


async def correct(owner: Person, number: int, text: str) -> None:
    """Let an announcement say something else everywhere."""
    await owner.press(await desk(owner, number), "Correct it everywhere")
    await owner.expect("The text in")
    await owner.write(text)
    await owner.press(await owner.expect("Nothing has changed there yet"), "Correct it now")
    await owner.expect(text)


async def recall(owner: Person, number: int) -> None:
    """Take an announcement back everywhere."""
    await owner.press(await desk(owner, number), "Recall it everywhere")
    await owner.press(await owner.expect("Recall announcement"), "Yes, recall it")
    await owner.expect("was recalled")


async def ended(bot: HostProcess, number: int, within: float) -> State:
    """Wait until nothing of an announcement is to leave or to be edited any more; where it stands."""
    async with asyncio.timeout(within):
        while (found := await state(bot, number)).live:
            await asyncio.sleep(LOOK_SECONDS)
    return found
