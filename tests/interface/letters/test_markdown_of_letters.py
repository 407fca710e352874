"""The texts of a letter that are Markdown are drawn as such."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.interface.conversation import Interface
from bot.model.letters.localized import Localized
from bot.service import starting
from tests.conftest import Clock
from tests.interface.someone import Someone
from tests.memory import MemoryStore


@pytest.fixture(scope="module")
def lettered() -> bytes:
    """What is in a store with a letter whose summary and first demand are Markdown."""
    sample = read_letters("")[0]
    texts = Localized(dict.fromkeys(sample.languages, "Open it on **every** evening."))
    first, *others = sample.demands
    letter = replace(sample, summary=texts, demands=(replace(first, asked=texts), *others))
    store = MemoryStore(Clock())
    store.do(lambda unit: starting.publish_new(unit, [letter]))
    return store.content()


@pytest.mark.parametrize(("command", "values"), [("start", {}), ("demand", {"demand": "1"})])
async def test_a_summary_and_what_a_demand_asks_are_markdown(
    interface: Interface, command: str, values: dict[str, str]
) -> None:
    assert "Open it on every evening." in await Someone(interface, "ada").give(command, **values)
