"""The program that outsiders check an exported journal with: Python's standard library, and nothing of this project."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.model.journal.entries import exported
from tests.checkout import ROOT
from tests.unit.test_documented_vectors import BESIDE, HEAD, LINKS

CHECKER = ROOT / "docs" / "check_journal.py"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The documented journal, exported."""
    path = tmp_path / "journal.jsonl"
    path.write_text("".join(f"{line}\n" for line in exported(1, LINKS[-1], LINKS)), encoding="utf-8")
    return path


def checked(path: Path, *arguments: str) -> tuple[int, str]:
    """The exit status and the last line of the program, run apart from everything that is installed."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(CHECKER), str(path), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=path.parent, check=False)
    return done.returncode, (done.stdout or done.stderr).splitlines()[-1]


def changed(path: Path, before: str, after: str) -> Path:
    """The same file with something else in it."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def test_it_is_short() -> None:
    assert len(CHECKER.read_text(encoding="utf-8").splitlines()) < 80


def test_a_journal_that_is_as_it_was_holds(export: Path) -> None:
    assert checked(export) == (0, "3 entries hold")
    assert checked(export, "--head", f"2:{LINKS[1].hash}") == (0, "3 entries hold")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("submitted", "withdrawn", "entry 2 was changed, or is missing or out of order"),
        (f'"hash":"{LINKS[2].hash}"', f'"hash":"{"0" * 64}"', "entry 3 was changed, or is missing or out of order"),
        (f'"head":"{HEAD}"', f'"head":"{"0" * 64}"', f"the head 3:{'0' * 64} is not in this chain"),
        ('"number":3}', '"number":4}', "there are 3 entries, and should be 4"),
    ],
)
def test_a_change_is_found(export: Path, before: str, after: str, said: str) -> None:
    assert checked(changed(export, before, after)) == (1, f"NOT AS IT WAS: {said}")


def test_an_entry_that_is_missing_is_found(export: Path) -> None:
    lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    export.write_text("".join([*lines[:2], *lines[3:]]), encoding="utf-8")
    assert checked(export)[0] == 1


def test_a_head_that_was_noted_and_is_not_in_the_chain_is_found(export: Path) -> None:
    assert checked(export, "--head", f"1:{HEAD}") == (1, f"NOT AS IT WAS: the head 1:{HEAD} is not in this chain")


def test_whoever_has_the_salt_proves_that_an_entry_is_about_their_line(export: Path) -> None:
    number, salt, line = BESIDE[0]
    proof = ("--entry", str(number), "--salt", salt, "--line")
    assert checked(export, *proof, line) == (
        0,
        "entry 2 is about this line: endorsement.submitted, submitted, 2031-03-14T18:00:00.250000Z",
    )
    assert checked(export, *proof, line.replace("Amis", "Ennemis")) == (1, "entry 2 is not about this line")


def test_what_is_no_journal_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("a,b\n")
    assert checked(tmp_path / "other")[0] == 2
    assert checked(tmp_path / "nothing")[0] == 2
