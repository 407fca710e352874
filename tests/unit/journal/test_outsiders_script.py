"""The script that outsiders check files with: Python's standard library, and nothing of this project."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.model.journal.entries import commit, exported
from bot.model.lists.snapshots import fingerprint
from tests.checkout import ROOT
from tests.unit.test_documented_vectors import BESIDE, HEAD, LINKS, canonical

SCRIPT = ROOT / "adapters" / "web" / "static" / "verify.py"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The documented journal, exported."""
    path = tmp_path / "journal.jsonl"
    path.write_text("".join(f"{line}\n" for line in exported(1, LINKS[-1], LINKS)), encoding="utf-8")
    return path


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A snapshot of three organizations, of which one has left the list since."""
    path, lines = tmp_path / "snapshot.json", list[dict[str, object]]()
    for number, name in enumerate(("Example « Café »", "Example Tailors", "")):
        line, salt = {"organization": name, "place": ""}, f"{number:032x}"
        committed: dict[str, object] = {"commitment": commit(salt, canonical(line))}
        lines.append({**committed, "salt": salt, "line": line} if name else committed)
    sha256 = fingerprint(str(each["commitment"]) for each in lines)
    kept = {"at": "2031-03-14T17:00:00Z", "head": HEAD, "letter": "longer-hours", "number": 1, "sha256": sha256}
    path.write_text(canonical({**kept, "lines": lines}) + "\n", encoding="utf-8")
    return path


def checked(path: Path, *arguments: str) -> tuple[int, str]:
    """The exit status and the last line of the script, run apart from everything that is installed."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(SCRIPT), str(path), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=path.parent, check=False)
    return done.returncode, (done.stdout or done.stderr).splitlines()[-1]


def changed(path: Path, before: str, after: str) -> Path:
    """The same file with something else in it."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def rearranged(path: Path, arrange: Callable[[list[str]], list[str]]) -> Path:
    """The same file with its lines otherwise."""
    path.write_text("".join(arrange(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    return path


def test_it_is_short() -> None:
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) < 170


def test_a_journal_that_is_as_it_was_holds(export: Path) -> None:
    assert checked(export) == (0, "3 entries hold")
    assert checked(export, "--head", f"2:{LINKS[1].hash}") == (0, "3 entries hold")
    assert checked(export, "--head", LINKS[0].hash, "--head", LINKS[1].hash) == (0, "3 entries hold")


def test_the_heads_that_the_page_offers_are_looked_for(export: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads.txt"
    heads.write_text(f"1:{LINKS[0].hash} 2031-03-14T17:00:00+00:00\n\n3:{HEAD}\n", encoding="utf-8")
    assert checked(export, "--heads", str(heads)) == (0, "3 entries hold")
    heads.write_text(f"1:{HEAD}\n", encoding="utf-8")
    assert checked(export, "--heads", str(heads)) == (1, f"NOT AS IT WAS: the head 1:{HEAD} is not in this chain")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("submitted", "withdrawn", "entry 2 was changed, or is missing or out of order"),
        (f'"hash":"{LINKS[2].hash}"', f'"hash":"{"0" * 64}"', "entry 3 was changed, or is missing or out of order"),
        (f'"head":"{HEAD}"', f'"head":"{"0" * 64}"', f"the head 3:{'0' * 64} is not in this chain"),
        ('"number":3}', '"number":4}', "there are 3 entries, and should be 4"),
        ('"letter":1', '"letter":2', "entry 1 is missing or out of order"),
    ],
)
def test_a_change_is_found(export: Path, before: str, after: str, said: str) -> None:
    assert checked(changed(export, before, after)) == (1, f"NOT AS IT WAS: {said}")


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (lambda lines: [*lines[:2], *lines[3:]], "entry 2 was changed, or is missing or out of order"),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], "entry 1 was changed, or is missing or out of order"),
        (lambda lines: [*lines, lines[3]], "entry 4 was changed, or is missing or out of order"),
        (lambda lines: lines[:3], "there are 2 entries, and should be 3"),
        (lambda lines: lines[:1], "there are 0 entries, and should be 3"),
    ],
    ids=("missing", "reordered", "added", "cut off", "empty"),
)
def test_entries_that_are_not_where_they_were_are_found(
    export: Path, arrange: Callable[[list[str]], list[str]], said: str
) -> None:
    assert checked(rearranged(export, arrange)) == (1, f"NOT AS IT WAS: {said}")


def test_an_end_that_was_cut_off_and_hidden_is_found_by_whoever_kept_a_head(export: Path) -> None:
    shorter = "".join(f"{line}\n" for line in exported(1, LINKS[1], LINKS[:2]))
    export.write_text(shorter, encoding="utf-8")
    assert checked(export) == (0, "2 entries hold")
    assert checked(export, "--head", HEAD) == (1, f"NOT AS IT WAS: the head {HEAD} is not in this chain")
    said = f"NOT AS IT WAS: it ends before the head 3:{HEAD}: it is older than that, or its end was cut off"
    assert checked(export, "--head", f"3:{HEAD}") == (1, said)


def test_whoever_has_the_salt_proves_that_an_entry_is_about_their_line(export: Path) -> None:
    number, salt, line = BESIDE[0]
    proof = ("--entry", str(number), "--salt", salt, "--line")
    assert checked(export, *proof, line) == (
        0,
        "entry 2 is about this line: endorsement.submitted, submitted, 2031-03-14T18:00:00.250000Z",
    )
    assert checked(export, *proof, line.replace("Amis", "Ennemis")) == (1, "entry 2 is not about this line")
    assert checked(export, "--entry", "9", "--salt", salt, "--line", line) == (1, "entry 9 is not about this line")


def test_a_snapshot_that_is_as_it_was_holds(snapshot: Path) -> None:
    said = "3 lines hold, of which 1 name nobody any more"
    sha256 = json.loads(snapshot.read_text(encoding="utf-8"))["sha256"]
    assert checked(snapshot) == checked(snapshot, "--head", sha256) == (0, said)
    assert checked(snapshot, "--head", HEAD) == (1, f"NOT AS IT WAS: it has another hash than {HEAD}")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Tailors", "Traitors", "line 2 was changed"),
        ('"lines":[{', '"lines":[{"commitment":"0"},{', "the lines have another hash than it names"),
    ],
)
def test_a_changed_snapshot_is_found(snapshot: Path, before: str, after: str, said: str) -> None:
    assert checked(changed(snapshot, before, after)) == (1, f"NOT AS IT WAS: {said}")


NOTHING = {
    "empty": b"",
    "table": b"a,b\n1,2\n",
    "binary": bytes(range(256)) * 100,
    "utf-16": '{"head":"","letter":1,"number":0}\n'.encode("utf-16"),
    "list": b"[1]\n",
    "deep": b'{"head":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n",
    "endless line": b'{"head":"' + b"a" * (17 * 1024 * 1024) + b'"}\n',
    "huge number": b'{"head":"","letter":1,"number":' + b"9" * 5000 + b"}\n",
    "infinite": b'{"head":"","letter":1,"number":Infinity}\n',
    "other types": b'{"head":"","letter":1,"number":1}\n{"body":1,"hash":[]}\n',
    "no body": b'{"head":"","letter":1,"number":1}\n{}\n',
    "surrogate": b'{"head":"","letter":1,"number":1}\n{"body":"\\ud800","hash":""}\n',
    "lines of another kind": b'{"letter":"a","number":1,"sha256":"","lines":7}\n',
}


@pytest.mark.parametrize("content", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_no_journal_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    status, said = checked(tmp_path / "other")
    assert status == 2
    assert said.startswith("this is no exported journal and no snapshot")


def test_a_file_that_is_not_there_is_said_to_be_none(tmp_path: Path) -> None:
    assert checked(tmp_path / "nothing")[0] == 2
