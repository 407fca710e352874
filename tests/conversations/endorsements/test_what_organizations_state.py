"""An organization says what it is when it signs, on each platform."""

import pytest

from tests.categories import tell_apart
from tests.conversations.stories import BAKERS, STATE, fill_in, the_endorsement
from tests.drivers import Driver, Shown, Someone

pytestmark = pytest.mark.by_page

BARRED = "Political party (may not sign)"
KEYS = {"Trade union": "union", BARRED: "party", "Local": "local", "The north": "north"}


async def choose(person: Someone, answer: Shown, labels: dict[str, str]) -> Shown:
    """Choose in the fields of a page where there are such, else by a button for each."""
    if set(labels) & set(answer.fields):
        return await person.fill({field: KEYS[label] for field, label in labels.items()})
    for label in labels.values():
        answer = await person.press(label)
    return answer


async def test_who_signs_states_what_it_is_and_reads_at_once_where_it_may_not(bot: Driver) -> None:
    await bot.store.write(tell_apart)
    ada = bot.somebody("Ada")
    assert "Associations of this country." in await ada.give("sign")
    stated = {"How far it reaches": "Local", "Region": "The north"}
    asked = await fill_in(ada, BAKERS)
    if "Kind of organization" not in asked.fields and "Trade union" not in asked.labels:
        asked = await ada.press("Go on")  # Discord's next page
    refused = await choose(ada, asked, {"Kind of organization": BARRED, **(stated if asked.fields else {})})
    assert "This letter is not open to: Political party. Who may sign: Associations of this country." in refused
    if "Correct" in refused.labels and "Trade union" not in refused.labels:
        refused = await ada.press("Correct")
    others = {} if asked.fields else stated
    confirming = await choose(ada, refused, {"Kind of organization": "Trade union", **others})
    assert "Example Bakers of the Old Town · Trade union · Local · The north" in confirming
    await ada.press(STATE)
    assert (await the_endorsement(bot)).entry.traits == {"kind": "union", "scope": "local", "region": "north"}
