"""Lists that are kept back, frozen under a number, and brought in."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from bot.errors import Conflict
from bot.model.endorsements.endorsement import PublicEntry, State
from bot.model.journal.acts import Act
from bot.model.journal.entries import commit
from bot.model.lists.imports import UNCHOSEN, Choices, Import, ImportedRow, Meanings, Step
from bot.model.lists.snapshots import Snapshot, fingerprint
from bot.model.tables.table import Format
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.lists import disclosure, exports, imports, publication
from storage import tables
from storage.unit import ConnectionUnit
from tests.checkout import ROOT
from tests.conftest import Clock
from tests.storage.conftest import OnDisk
from tests.storage.examples import person, publish, sign

NAMES = ("Example Zebras", "Example Riders", "Example Quilters")


async def listed(store: Store) -> int:
    """A letter with organizations in its list; its id."""

    def unit(unit: Unit) -> int:
        night = publish(unit).letter_id
        for name in NAMES:
            sign(unit, night, name, State.LISTED)
        sign(unit, night, "Example Drafters", State.DRAFT)
        return night

    return await store.write(unit)


def documented() -> Callable[[Any], str]:
    """What `docs/journal.md` shows to compute a snapshot's hash with the standard library alone."""
    page = (ROOT / "docs/journal.md").read_text(encoding="utf-8")
    names = dict[str, Any]()
    exec("\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL)), names)
    found: Callable[[Any], str] = names["snapshot_hash"]
    return found


def keep_back(unit: Unit, letter_id: int, until: datetime) -> None:
    publication.keep_back(unit, person(unit), letter_id, until)


async def acts(store: Store, letter_id: int) -> list[str]:
    links = await store.read(lambda unit: unit.journal.links(letter_id))
    return [json.loads(link.body)["act"] for link in links if '"act":"list.' in link.body]


async def fault(store: Store, letter_id: int) -> str:
    return (await store.read(lambda unit: verification.verify(unit, letter_id))).fault


async def frozen(store: Store, letter_id: int) -> Snapshot:
    return await store.write(lambda unit: publication.freeze(unit, person(unit), letter_id))


async def test_a_list_is_kept_back_until_its_moment_and_published_then_as_a_snapshot(
    store: Store, clock: Clock
) -> None:
    night = (await store.write(publish)).letter_id
    until = clock.now + timedelta(hours=2)
    await store.write(partial(keep_back, letter_id=night, until=until))
    signed = await store.write(lambda unit: sign(unit, night, NAMES[0], State.LISTED))
    assert await store.read(lambda unit: unit.lists.embargo(night)) == until
    assert await store.read(lambda unit: disclosure.known(unit, [signed.organization_id])) == []
    await store.write(publication.publish_due)
    assert await store.read(lambda unit: list(unit.lists.snapshots(night, 9))) == []
    clock.forward(hours=2)
    assert await store.read(publication.due) == [night]
    await store.write(publication.publish_due)
    assert await store.read(lambda unit: unit.lists.embargo(night)) is None
    (made,) = await store.read(lambda unit: unit.lists.snapshots(night, 9))
    assert (made.number, made.size, made.at) == (1, 1, clock.now)
    assert await acts(store, night) == ["list.embargoed", "list.embargo_lifted", "list.published"]
    links = await store.read(lambda unit: unit.journal.links(night))
    assert json.loads(links[-1].body)["commitment"] == made.sha256
    assert made.head == links[-2].hash
    assert await fault(store, night) == ""


async def test_a_moment_is_moved_and_what_was_public_once_is_not_kept_back(store: Store, clock: Clock) -> None:
    night = (await store.write(publish)).letter_id
    for hours in (2, 5):
        until = clock.now + timedelta(hours=hours)
        await store.write(partial(keep_back, letter_id=night, until=until))
        assert await store.read(lambda unit: unit.lists.embargo(night)) == until
    await store.write(lambda unit: publication.publish(unit, night, person(unit)))
    with pytest.raises(Conflict, match="public already"):
        await store.write(partial(keep_back, letter_id=night, until=until))
    with pytest.raises(Conflict, match="not kept back"):
        await store.write(lambda unit: publication.publish(unit, night, person(unit)))


async def test_a_snapshot_keeps_its_hash_and_names_nobody_who_has_left_since(store: Store) -> None:
    night = await listed(store)
    made = await frozen(store, night)
    lines = await store.read(lambda unit: list(publication.shown(unit, made)))
    assert [each.line.organization for each in lines if each.line] == sorted(NAMES)
    for each in lines:
        assert each.line
        assert commit(each.salt, each.line.canonical()) == each.commitment

    def withdraw(unit: Unit) -> None:
        (zebras, *_) = unit.endorsements.in_state(night, State.LISTED, 0, 1)
        unit.endorsements.save(zebras.moved(State.WITHDRAWN, unit.now), Act.ENDORSEMENT_WITHDRAWN, zebras.person_id)

    await store.write(withdraw)
    after = await store.read(lambda unit: list(publication.shown(unit, made)))
    assert (after[-1].line, after[-1].salt, after[-1].state) == (None, "", State.WITHDRAWN)
    assert fingerprint(each.commitment for each in after) == made.sha256
    assert await fault(store, night) == ""
    revision = await store.read(lambda unit: unit.letters.current(night))
    assert revision

    def files(unit: Unit) -> list[str]:
        return [write(unit, revision, made).decode() for write in (exports.printed_content, exports.proven_content)]

    printed, proven = await store.read(files)
    assert NAMES[0] not in printed + proven
    assert "withdrawn since" in printed
    assert made.sha256 in printed
    read = json.loads(proven)
    assert documented()(read) == read["sha256"] == made.sha256
    assert [each["line"]["organization"] for each in read["lines"] if "line" in each] == sorted(NAMES[1:])


@pytest.mark.parametrize("column", ["commitment", "sha256"])
async def test_a_snapshot_that_was_changed_is_found(store: Store, column: str) -> None:
    night = await listed(store)
    await frozen(store, night)

    def change(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        changed = tables.snapshots if column == "sha256" else tables.snapshot_lines
        unit.connection.execute(update(changed).values({column: "0" * 64}))

    await store.write(change)
    assert await fault(store, night) == "snapshot 1 was changed"


async def test_snapshots_are_numbered_letter_by_letter(store: Store) -> None:
    night = await listed(store)
    river = (await store.write(lambda unit: publish(unit, "clean-river"))).letter_id
    assert [(await frozen(store, each)).number for each in (night, night, river)] == [1, 2, 1]
    found = await store.read(lambda unit: unit.lists.snapshots(night, 9))
    assert [each.number for each in found] == [2, 1]


async def staged(store: Store, night: int, content: bytes = b"Ada Secret") -> Import:
    return await store.write(lambda unit: unit.lists.stage(night, person(unit).id, content))


async def test_what_is_to_be_brought_in_can_not_be_read_off_the_disk_and_is_forgotten(
    store: Store, on_disk: OnDisk, clock: Clock
) -> None:
    night = (await store.write(publish)).letter_id
    first = await staged(store, night)
    assert await store.read(lambda unit: unit.lists.content(first.id)) == b"Ada Secret"
    assert b"Ada Secret" not in await on_disk()
    second = await staged(store, night, b"other")
    assert await store.read(lambda unit: unit.lists.staged(night, first.id)) is None
    assert await store.read(lambda unit: unit.lists.staged(night + 1, second.id)) is None
    clock.forward(days=2)
    await store.write(lambda unit: unit.lists.stage(night, person(unit, "grace").id, b"third"))
    assert await store.read(lambda unit: unit.lists.staged(night, second.id)) is None


async def test_what_is_chosen_of_a_file_is_kept_sealed_until_it_is_done(store: Store, on_disk: OnDisk) -> None:
    night = (await store.write(publish)).letter_id
    waiting = await staged(store, night)
    assert waiting.choices == UNCHOSEN
    chosen = Choices(Format("koi8_r", ";"), "01______", Meanings(("ada agrees",), ("ada does not",), rest=True))
    await store.write(lambda unit: unit.lists.choose(waiting.id, chosen))
    assert (await store.read(lambda unit: imports.find(unit, night, waiting.id))).choices == chosen
    assert b"ada agrees" not in await on_disk()
    await store.write(lambda unit: imports.begin(unit, waiting, [], ""))
    assert await store.write(imports.take_in_next) is False
    assert (await store.read(lambda unit: imports.find(unit, night, waiting.id))).choices == UNCHOSEN


async def test_it_is_brought_in_piece_by_piece_and_once(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    waiting = await staged(store, night)
    rows = [ImportedRow(number, PublicEntry(f"Example Union {number}")) for number in range(imports.PIECE + 5)]
    await store.write(lambda unit: imports.begin(unit, waiting, rows, ""))
    begun = await store.read(lambda unit: imports.find(unit, night, waiting.id))
    with pytest.raises(Conflict, match="brought in already"):
        await store.write(lambda unit: imports.begin(unit, begun, rows, ""))
    assert [await store.write(imports.take_in_next) for _ in range(3)] == [True, False, False]
    done = await store.read(lambda unit: imports.find(unit, night, waiting.id))
    assert (done.step, done.taken, done.size) == (Step.DONE, len(rows), len(rows))
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == len(rows)
    assert await fault(store, night) == ""
