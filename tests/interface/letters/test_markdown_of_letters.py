"""The texts of a letter that are Markdown are drawn as such."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.interface.conversation import Interface
from bot.interface.requests import Say
from bot.model.letters.localized import Localized
from bot.model.people.person import Role
from bot.ports.store import Store
from bot.service import starting
from bot.text.compose import typed as as_typed
from bot.text.markup.formatted import Formatted, Unkept
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
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


@pytest.mark.parametrize(
    "begin",
    [
        button("change", part="summary", language=0),
        button("write_more", language=0),
        button("change", part="demand_asked", item=1, language=0),
    ],
)
@pytest.mark.parametrize("wait", [False, True])
async def test_what_a_letter_can_t_keep_of_a_form_is_told(
    interface: Interface, store: Store, clock: Clock, begin: str, wait: bool
) -> None:
    ann, typed = Someone(interface, "ann"), "Zebras, quaggas."
    await with_role(store, ann, Role.OWNER, 1)
    await ann.press(begin)
    if wait:  # it is asked first whether that is the answer
        clock.forward(hours=1)
    underlined = Formatted(as_typed(typed, links=True), (Unkept.UNDERLINED,))
    ann.last = await interface.answer(ann.caller, Say(typed, formatted=lambda text: underlined))
    if wait:
        await ann.push("It is: The new text")
    assert "Kept." in ann.text
    assert "Not kept: underlining" in ann.text
    await ann.press(begin)
    assert "Not kept" not in await ann.say(typed)
