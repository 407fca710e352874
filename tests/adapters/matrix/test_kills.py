"""The bot dies as its answers leave: on Matrix nothing is missing, nothing is said twice, and nothing is uncertain."""

import asyncio
from pathlib import Path

from bot.model.deliveries import DeliveryState
from tests.adapters.matrix.killed import town
from tests.platforms.matrix import Gate, Stopped, homeserver
from tests.waiting import until

ROOMS, PEOPLE, A_SECOND = 8, 2, 16


async def test_a_kill_before_an_answer_arrives_or_before_that_is_heard_leaves_it_there_once(tmp_path: Path) -> None:
    server = await asyncio.to_thread(homeserver)
    async with Gate(server.url) as gate, town(server, tmp_path, ROOMS, PEOPLE, A_SECOND, way=gate.url) as there:
        await there.announces("The hearing is on Monday.")
        await there.bot.start(platforms=1)
        for where, arrived in ((Stopped.BEFORE, 0), (Stopped.AFTER, 1)):
            gate.stop(there.private.values(), where)
            if where is Stopped.BEFORE:
                await there.ask("!demand 2")
            else:
                await there.bot.start(platforms=1)
            await gate.stopped(30)
            await there.bot.kill()
            assert there.answered("Demand 2:") == [arrived] * PEOPLE
            assert len(await there.bot.on_disk(lambda unit: unit.updates.unanswered("matrix"))) == PEOPLE
        gate.open()
        await there.bot.start(platforms=1)
        assert await there.ends(1, 30) == [DeliveryState.SENT] * ROOMS
        assert there.heard("The hearing") == [1] * ROOMS

        async def all_are_answered() -> bool:
            return not await there.bot.on_disk(lambda unit: unit.updates.unanswered("matrix"))

        await until(all_are_answered)
        await there.bot.stop()
        assert there.answered("Demand 2:") == [1] * PEOPLE
