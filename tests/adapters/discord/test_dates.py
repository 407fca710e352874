"""What Discord's answers say of the time is handed on."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

from tests.adapters.discord.stage import staged
from tests.platforms.discord import DiscordServer, Rates
from tests.waiting import until


async def test_every_answer_tells_the_time_and_so_does_a_connection_after_one_that_broke() -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server, staged(server) as stage:
        heard = list[str]()

        def asked() -> Callable[[str], None]:
            return heard.append

        stage.pace.on_request = asked
        await stage.client.fetch_user(stage.client.application_id or 0)
        assert len(heard) == 1
        await server.gateway.drop()
        await until(lambda: len(heard) >= 2)
        await server.connected()
        assert all(parsedate_to_datetime(each) for each in heard)
