"""300 organizations, four editors at once, and kills: nobody is asked twice by two, and every state is true."""

from bot.ports.store import Store
from tests.storage.outreach.asking import Asking, campaign

MANY = 300


async def test_four_editors_ask_three_hundred_and_every_state_is_true_after_kills(store: Store) -> None:
    asking = Asking(store, *await campaign(store, MANY), kills=20)
    await asking.everybody()
    await asking.every_state_is_true(MANY)
