"""What the host is told on the terminal."""

import re
from pathlib import Path

import pytest

from tests.checkout import SAMPLE_LETTER
from tests.unit.host.conftest import Countersign

SAMPLE = str(SAMPLE_LETTER)


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all/bot.db", "DATABASE_URL"),
        ("LETTERS", "no-such-folder", "LETTERS"),
        ("OWNERS", "ada", "discord:123,telegram:456"),
        ("SECRET_KEY_FILE", "no-such-file", "SECRET_KEY_FILE"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_one_line(
    countersign: Countersign, tmp_path: Path, setting: str, value: str, said: str
) -> None:
    if value.startswith("sqlite"):
        (tmp_path / "file").write_text("")
        value = f"sqlite:///{tmp_path}/file/bot.db"
    status, _, complained = countersign("run", **{setting: value})
    assert status == 2
    assert said in complained
    assert complained.count("\n") == 1


def test_a_letter_with_mistakes_is_not_published_and_each_is_named(countersign: Countersign, tmp_path: Path) -> None:
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "letter.toml").write_text('slug = "Not Good"\n')
    status, written, _ = countersign("letter", "check", "letter")
    assert status == 1
    assert "letter.toml:1" in written
    status, _, complained = countersign("letter", "publish", "letter")
    assert status == 2
    assert "letter.toml:1" in complained


def test_a_letter_that_says_nothing_new_is_no_new_revision_and_its_journal_verifies(countersign: Countersign) -> None:
    assert "revision 1" in countersign("letter", "publish", SAMPLE)[1]
    assert "is published already" in countersign("letter", "publish", SAMPLE)[1]
    status, written, _ = countersign("verify")
    assert status == 0
    assert "1 entries hold" in written


def test_a_journal_is_verified_against_a_head_that_was_noted_and_without_a_database_as_an_export(
    countersign: Countersign, tmp_path: Path
) -> None:
    countersign("letter", "publish", SAMPLE)
    status, written, _ = countersign("verify")
    assert status == 0
    assert "nothing is claimed about entries that were cut off the end" in written
    head = written.split("head ")[1].split()[0]
    status, written, _ = countersign("verify", "--head", head)
    assert status == 0
    assert "they agree with the head given after entry 1" in written
    status, written, _ = countersign("verify", "--head", f"1:{'0' * 64}")
    assert status == 1
    assert "NOT AS IT WAS: entry 1 is not the one whose hash was published" in written
    assert countersign("verify", "--head", "1")[0] == 2
    assert countersign("verify", "--letter", "another")[0] == 2
    assert countersign("journal", "export", "journal.jsonl")[0] == 0
    status, written, _ = countersign("verify", "--file", "journal.jsonl", "--head", head)
    assert (status, "journal.jsonl: 1 entries hold" in written) == (0, True)
    export = tmp_path / "journal.jsonl"
    export.write_text(export.read_text().replace("letter.published", "letter.polished"))
    assert countersign("verify", "--file", "journal.jsonl")[0] == 1
    assert countersign("verify", "--file", "letter.toml")[0] == 2


def test_the_host_says_that_the_clock_is_right(countersign: Countersign) -> None:
    status, written, complained = countersign("clock", "accept")
    assert (status, complained) == (0, "")
    assert re.fullmatch(
        r"The clock of this machine is taken to be right: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.\n", written
    )
    assert countersign("clock", "reject")[0] == 2
