"""The core over a real store, with two letters."""

from collections.abc import AsyncIterator, Iterator
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
from tests.conftest import Clock
from tests.defects import noticed
from tests.interface.someone import Someone, with_role
from tests.memory import MemoryStore


@pytest.fixture(autouse=True)
def _no_defect(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing fails that never should."""
    with noticed(request):
        yield


@pytest.fixture(scope="session")
def lettered() -> bytes:
    """What is in a store in which two letters are published."""
    sample = read_letters("")[0]
    store = MemoryStore(Clock())
    store.do(lambda unit: starting.publish_new(unit, [sample, replace(sample, slug="second")]))
    return store.content()


@pytest.fixture
def store(clock: Clock, lettered: bytes, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store; where the core is asked for, two letters are published in it."""
    made = MemoryStore(clock, lettered if "interface" in request.fixturenames else b"")
    yield made
    made.close()


def core(store: Store) -> Interface:
    """The core over a store."""
    return Interface(COMMANDS, store, load(), {"console": lambda message: None})


@pytest.fixture
async def interface(store: Store, request: pytest.FixtureRequest) -> AsyncIterator[Interface]:
    """The core, with two letters. When a test ends their journals hold, but where it has `forged` what is on disk."""
    yield core(store)
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
