"""The bot dies at any moment: on Matrix nothing is missing, nothing is said twice, and nothing is uncertain."""

import asyncio
import random
from pathlib import Path

from bot.model.deliveries import DeliveryState
from tests.adapters.matrix.killed import town
from tests.platforms.matrix import homeserver
from tests.waiting import until

ROOMS, PEOPLE, KILLS, A_SECOND = 8, 2, 2, 16


async def test_however_often_it_dies_every_room_is_told_once_and_everybody_is_answered_once(tmp_path: Path) -> None:
    server, chance = await asyncio.to_thread(homeserver), random.Random(5)
    async with town(server, tmp_path, ROOMS, PEOPLE, A_SECOND) as there:
        await there.announces("The hearing is on Monday.")
        await there.bot.start(platforms=1)
        await there.ask("!demand 2")
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            await there.bot.kill()
            await there.bot.start(platforms=1)
        assert await there.ends(1, 30) == [DeliveryState.SENT] * ROOMS
        assert there.heard("The hearing") == [1] * ROOMS
        await until(lambda: there.answered("Demand 2:") == [1] * PEOPLE)
        await there.bot.stop()
        assert there.answered("Demand 2:") == [1] * PEOPLE
