"""Backups as the host makes and restores them on the terminal."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.checkout import SAMPLE_LETTER
from tests.unit.host.conftest import Countersign

SAMPLE = str(SAMPLE_LETTER)


def rows(database: Path, what: str) -> list[tuple[object, ...]]:
    """What a query finds in a database."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(what).fetchall()


def move(*files: Path) -> None:
    """Let files be lost."""
    for each in files:
        each.unlink(missing_ok=True)


def test_a_backup_is_restored_with_what_was_taken_back_since_and_without_its_log_waits_for_an_owner(
    countersign: Countersign, tmp_path: Path
) -> None:
    countersign("letter", "publish", SAMPLE)
    countersign("organizer", "invite")
    key = re.search(r"^BACKUP_RECIPIENT=(age1\w+)$", countersign("backup", "--new-key", "key.txt")[1], re.MULTILINE)
    assert key
    status, written, complained = countersign("backup", BACKUP_RECIPIENT=key[1])
    assert (status, complained) == (0, "")
    assert "verified: 1 letter, 1 entry of journals" in written
    (sealed,) = (tmp_path / "backups").iterdir()
    assert sealed.name.endswith(".db.age")
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert b"SQLite" not in sealed.read_bytes()

    assert "is there. Nothing is overwritten" in countersign("restore", str(sealed), "--key", "key.txt")[2]
    countersign("organizer", "invite")  # which makes the earlier invitation void
    database = tmp_path / "countersign.db"
    (voided,) = rows(database, "SELECT subject FROM removals")
    move(database)
    assert "is encrypted" in countersign("restore", str(sealed))[2]
    status, written, complained = countersign("restore", str(sealed), "--key", "key.txt")
    assert (status, complained) == (0, "")
    assert "Done again: 1 removal since then" in written
    assert "nothing is published" not in written
    (again,) = rows(database, "SELECT subject FROM removals WHERE number = 1")
    assert json.loads(str(again[0])) == json.loads(str(voided[0]))
    assert rows(database, "SELECT count(*) FROM codes") == [(0,)]
    assert rows(database, "SELECT whole FROM restores") == [(1,)]
    verified = countersign("verify")[1]
    assert "2 entries hold" in verified
    assert "a backup was restored, as the journal says" in verified

    move(database, tmp_path / "countersign.removals")
    status, written, _ = countersign("restore", str(sealed), "--key", "key.txt")
    assert status == 0
    assert "The log of what was taken back since is not there: nothing is published" in written
    assert rows(database, "SELECT whole, kept_back FROM restores") == [(0, 1)]
    move(database, tmp_path / "countersign.key")
    assert "a backup does not hold it" in countersign("restore", str(sealed), "--key", "key.txt")[2]


def test_a_backup_is_not_served_as_it_is_and_no_older_file_that_was_copied_back(
    countersign: Countersign, tmp_path: Path
) -> None:
    countersign("organizer", "invite")
    database, older = tmp_path / "countersign.db", tmp_path / "older.db"
    older.write_bytes(database.read_bytes())
    countersign("organizer", "invite")
    move(database)
    older.rename(database)
    assert "This database is older than countersign.removals" in countersign("verify")[2]
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE backup (taken_at TEXT NOT NULL)")
    assert "DATABASE_URL names a backup" in countersign("verify")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("restore", "nowhere.db"), "nowhere.db is no file"),
        (("restore", "countersign.txt"), "is no backup"),
        (("backup",), "There is no database"),
    ],
)
def test_what_can_not_be_backed_up_or_restored_is_said_in_a_sentence(
    countersign: Countersign, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "countersign.txt").write_text("x" * 4096)
    (tmp_path / "countersign.key").write_text("a secret of the tests as long as one has to be")
    status, _, complained = countersign(*arguments)
    assert status == 2
    assert said in complained
    assert complained.count("\n") == 1
    assert not (tmp_path / "countersign.db").exists()


def test_the_version_is_told_with_what_is_new_in_it(countersign: Countersign) -> None:
    status, written, _ = countersign("version")
    assert status == 0
    first, _, rest = written.partition("\n")
    assert re.fullmatch(r"countersign \d+\.\d+\.\d+", first)
    assert rest.strip().startswith("## ")
    assert rest.count("\n## ") == 1


@pytest.mark.parametrize(
    ("setting", "value"),
    [("BACKUP_HOURS", "0"), ("BACKUP_HOURS", "721"), ("BACKUP_KEEP", "many"), ("BACKUP_RECIPIENT", "age1x")],
)
def test_a_setting_of_backups_that_can_not_be_used_is_named(countersign: Countersign, setting: str, value: str) -> None:
    status, _, complained = countersign("verify", **{setting: value})
    assert status == 2
    assert setting in complained
