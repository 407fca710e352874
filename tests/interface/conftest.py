"""The core over a real store, with two letters."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.model.people.person import Role
from bot.ports.store import Store
from bot.service import starting
from bot.service.journal import verification
from bot.text.locales import load
from tests.interface.someone import Someone, with_role


@pytest.fixture
async def interface(store: Store, request: pytest.FixtureRequest) -> AsyncIterator[Interface]:
    """The core, with two letters. When a test ends their journals hold, but where it has `forged` what is on disk."""
    sample = read_letters("")[0]
    second = replace(sample, slug="second")
    await store.write(lambda unit: starting.publish_new(unit, [sample, second]))
    yield Interface(COMMANDS, store, load(), {"console": lambda message: None})
    verdicts = await store.read(lambda unit: [verification.verify(unit, each.letter_id) for each in unit.letters.all()])
    assert any(each.fault for each in verdicts) is ("forged" in request.keywords)


@pytest.fixture
def served(interface: Interface) -> Interface:
    """The core, where mail is sent."""
    interface.mails = True
    return interface


@pytest.fixture
async def rex(interface: Interface, store: Store) -> Someone:
    """A reviewer of the letter."""
    rex = Someone(interface, "rex")
    await with_role(store, rex, Role.REVIEWER, 1)
    return rex
