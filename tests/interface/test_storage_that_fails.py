"""Where the storage fails, whoever asked is told so in their language, and nothing is said of what is not on disk."""

from dataclasses import replace

import pytest

from bot.errors import CommitUncertain, StorageFault, TransactionLost
from bot.interface import conversation
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke, Say, Update
from bot.model.chats import Address, ChatKind
from bot.ports.messenger import Message
from bot.ports.store import Store
from bot.text.blocks import plain
from tests.failing import FailingStore
from tests.interface.conftest import core
from tests.interface.someone import Someone

FULL, UNCERTAIN = TransactionLost(StorageFault.FULL), CommitUncertain(StorageFault.BROKEN)
KEPT_NOT = "could not be recorded"
FOLLOW = Invoke("language", {"language": "fr"})
UPDATE = Update("console", 7, "there")


@pytest.fixture
def failing(store: Store) -> FailingStore:
    """A store that can be made to fail."""
    return FailingStore(store)


@pytest.fixture
def failed(failing: FailingStore, interface: Interface) -> Interface:
    """The core over it."""
    return core(failing)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for."""
    monkeypatch.setattr(conversation, "AGAIN_SECONDS", (0.0, 0.0, 0.0))


async def answered(core: Interface, update: Update | None = None) -> Message:
    """What somebody is answered who chooses a language."""
    answer = await core.answer(Someone(core, "ada").caller, FOLLOW, update)
    assert isinstance(answer, Message)
    return answer


async def test_it_is_said_that_nothing_was_recorded_and_the_next_one_is(
    failed: Interface, failing: FailingStore
) -> None:
    failing.writing = FULL
    for update in (None, UPDATE):
        answer = await answered(failed, update)
        assert KEPT_NOT in plain(answer.blocks)
        assert "was not kept" in plain(answer.blocks)
        assert not answer.on_disk
    failing.writing = None
    answer = await answered(failed, UPDATE)
    assert answer.on_disk
    assert answer.language == "fr"


async def test_it_is_said_in_the_persons_language_also_where_nothing_can_be_read(
    failed: Interface, failing: FailingStore
) -> None:
    await answered(failed)
    failing.writing = FULL
    assert "enregistré" in plain((await answered(failed)).blocks)
    failing.reading = FULL
    ada = Someone(failed, "ada")
    assert KEPT_NOT in plain((await answered(failed)).blocks)
    french = await failed.answer(replace(ada.caller, language="fr-CA"), FOLLOW)
    assert isinstance(french, Message)
    assert "enregistré" in plain(french.blocks)


@pytest.mark.parametrize("reads", [True, False])
async def test_a_line_among_others_is_not_answered(failed: Interface, failing: FailingStore, reads: bool) -> None:
    failing.writing, failing.reading = FULL, None if reads else FULL
    group = Address("console", "square")
    caller = replace(Someone(failed, "ada").caller, address=group, kind=ChatKind.GROUP, confidential=False)
    assert await failed.answer(caller, Say("Good morning, everybody")) is None
    assert isinstance(await failed.answer(caller, Invoke("letter", {})), Message)


async def test_where_it_is_not_known_that_is_said_and_no_more(failed: Interface, failing: FailingStore) -> None:
    failing.writing = UNCERTAIN
    for update in (None, UPDATE):
        answer = await answered(failed, update)
        assert "not known whether this was recorded" in plain(answer.blocks)
        assert not answer.on_disk
    assert failing.failures == 1 + 1 + len(conversation.AGAIN_SECONDS)


@pytest.mark.parametrize("commits", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
async def test_an_update_tells_afterwards_whether_it_is_recorded_and_is_recorded_once(
    failed: Interface, failing: FailingStore, commits: bool, at_once: bool
) -> None:
    failing.writing, failing.commits, failing.most = UNCERTAIN, commits, 1
    answer = await answered(failed, replace(UPDATE, at_once=at_once))
    assert answer.on_disk
    assert answer.language == "fr"
    assert KEPT_NOT not in plain(answer.blocks)
    kept = await failed.unanswered("console")
    assert [number for number, _ in kept] == ([] if at_once else [7])
    assert await failed.answer(Someone(failed, "ada").caller, FOLLOW, UPDATE) is None


async def test_nothing_is_suggested_where_nothing_can_be_read(failed: Interface, failing: FailingStore) -> None:
    failing.reading = FULL
    ada = Someone(failed, "ada").caller
    for command in failed.commands:
        for option in command.options:
            assert list(await failed.suggest(ada, command.name, option.name, "e")) == []
