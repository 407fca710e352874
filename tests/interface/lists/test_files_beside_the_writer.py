"""A file that takes long to write is written by a unit that only reads, while others can write."""

from itertools import count
from typing import Any

import pytest

from bot.interface.conversation import Interface
from bot.interface.typesetting import Typeset, Typesetting, Wanted
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.journal import heads
from bot.service.lists import exports, publication
from bot.views import written
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role


@pytest.fixture
async def olga(interface: Interface, store: Store) -> Someone:
    """An owner of a letter with a sign-on."""
    olga = Someone(interface, "olga")
    await with_role(store, olga, Role.OWNER, 1)
    await sign(Someone(interface, "ada"), "Example Bakers")
    return olga


def watched(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> list[int]:
    """Have it noted of each call of a function whether its unit can only read."""
    write, only_reads = getattr(where, name), list[int]()

    def noting(unit: Unit, *given: object, **more: object) -> object:
        assert isinstance(unit, ConnectionUnit)
        only_reads.append(unit.connection.exec_driver_sql("PRAGMA query_only").scalar_one())
        return write(unit, *given, **more)

    monkeypatch.setattr(where, name, noting)
    return only_reads


@pytest.mark.parametrize(
    ("where", "writes", "action"),
    [
        (exports, "export_content", button("export", format="csv", which="all")),
        (exports, "preview_content", button("snapshot", act="preview")),
        (heads, "content", button("journal", act="export")),
    ],
    ids=["export", "preview", "journal"],
)
async def test_nobody_waits_until_a_file_is_written(
    olga: Someone, monkeypatch: pytest.MonkeyPatch, where: Any, writes: str, action: str
) -> None:
    only_reads = watched(monkeypatch, where, writes)
    await olga.press(action)
    assert only_reads == [1]
    assert isinstance(olga.last, Message)
    assert len(olga.last.files) == 1


@pytest.mark.parametrize("longest", [-1, 500])
async def test_nobody_waits_until_a_long_list_is_looked_up_to_be_frozen(
    olga: Someone, store: Store, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(written, "AT_ONCE", longest)
    only_reads = watched(monkeypatch, publication, "lines")
    await olga.press(button("snapshot", act="make"))
    assert only_reads == [longest < 0]
    assert [each.number for each in await store.read(lambda unit: unit.lists.snapshots(1, 2))] == [1]


async def test_a_list_that_is_too_long_for_a_file_is_refused_as_ever(
    olga: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_BYTES", 10)
    assert "too long for a file here" in await olga.press(button("export", format="csv", which="all"))


@pytest.mark.parametrize(("holds", "made"), [(True, 1), (False, 3)])
async def test_what_was_written_when_it_was_asked_for_is_given_out_if_it_holds(
    store: Store, holds: bool, made: int
) -> None:
    states, written = count(), list[int]()

    def write(unit: Unit) -> bytes:
        written.append(len(written))
        return b"the list"

    wanted = Wanted(lambda unit: next(states), write, lambda unit, before: holds)
    typesetting = Typesetting(store)

    async def attempt(typeset: Typeset) -> bytes | None:
        return await store.write(lambda unit: typeset(unit, wanted))

    assert await typesetting.within(attempt) == (b"the list" if holds else None)
    assert len(written) == made
