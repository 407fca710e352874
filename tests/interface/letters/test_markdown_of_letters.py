"""The texts of a letter that are Markdown are drawn as such."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.model.letters.localized import Localized
from bot.ports.store import Store
from bot.service import starting
from bot.text.locales import load
from tests.interface.someone import Someone


@pytest.fixture
async def interface(store: Store) -> Interface:
    """The core, with a letter whose summary and first demand are Markdown."""
    sample = read_letters("")[0]
    texts = Localized(dict.fromkeys(sample.languages, "Open it on **every** evening."))
    first, *others = sample.demands
    letter = replace(sample, summary=texts, demands=(replace(first, asked=texts), *others))
    await store.write(lambda unit: starting.publish_new(unit, [letter]))
    return Interface(COMMANDS, store, load(), {})


@pytest.mark.parametrize(("command", "values"), [("start", {}), ("demand", {"demand": "1"})])
async def test_a_summary_and_what_a_demand_asks_are_markdown(
    interface: Interface, command: str, values: dict[str, str]
) -> None:
    assert "Open it on every evening." in await Someone(interface, "ada").give(command, **values)
