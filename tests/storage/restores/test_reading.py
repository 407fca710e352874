"""What a log knows of removals since a backup, and whether that is all of them."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.model.restores import Removal, Removed
from storage.cipher import Cipher
from storage.removals.log import RemovalLog
from storage.removals.reading import since
from tests.conftest import Clock
from tests.memory import SECRET


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> RemovalLog:
    """A log of five removals."""
    made = RemovalLog(tmp_path / "countersign.removals", Cipher(SECRET))
    made.begin(0)
    made.note([Removal(number, clock(), Removed.PERSON, (number,)) for number in range(1, 6)])
    return made


def known(log: RemovalLog, held: Sequence[int], clock: Clock) -> tuple[list[int], bool]:
    """The numbers of the removals since a backup of now, and whether they are all."""
    found = since([log], held, clock(), counted=True)
    return [each.number for each in found.removals], found.whole


def test_what_came_after_the_backup_is_known_and_whole(log: RemovalLog, clock: Clock) -> None:
    assert known(log, [], clock) == ([1, 2, 3, 4, 5], True)
    assert known(log, [1, 2, 3], clock) == ([4, 5], True)
    assert known(log, [2, 3], clock) == ([4, 5], True)
    assert known(log, [5], clock) == ([], True)


def test_what_is_missing_between_or_at_the_beginning_is_told(log: RemovalLog, clock: Clock, tmp_path: Path) -> None:
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join(lines[:3] + lines[4:]))
    assert known(log, [1], clock) == ([2, 4, 5], False)
    log.path.write_bytes(b"".join(lines[1:]))
    assert known(log, [1], clock)[1] is False
    other = RemovalLog(tmp_path / "other", Cipher(SECRET))
    other.begin(3)
    assert known(other, [1, 2], clock) == ([], False)
    assert known(other, [1, 2, 3], clock) == ([], True)
    assert since([], [1], clock(), counted=True).whole is False
    log.path.write_bytes(b"".join([*lines[:2], lines[2][:-9] + b"AAAAAAAA\n", *lines[3:]]))
    with pytest.raises(SetupError):
        known(log, [1], clock)


def test_what_happened_to_other_rows_of_the_same_numbers_is_not_done_again(log: RemovalLog, clock: Clock) -> None:
    """A backup that held two removals was restored, and rows were numbered anew from then on."""
    taken_before, taken_at = clock(), clock() + timedelta(minutes=1)
    log.restored(clock() + timedelta(hours=1), 2)
    log.note([Removal(6, clock(), Removed.PERSON, (51,))])
    numbers = [each.number for each in since([log], [1], taken_before, counted=True).removals]
    assert numbers == [2, 3, 4, 5, 6]
    left_behind = since([log], [1, 2, 3, 4], taken_at, counted=True)
    assert ([each.number for each in left_behind.removals], left_behind.whole) == ([5], False)
    taken_after = since([log], [1, 2, 3, 4, 5], clock() + timedelta(hours=2), counted=True)
    assert ([each.number for each in taken_after.removals], taken_after.whole) == ([6], True)
