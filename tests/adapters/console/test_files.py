"""Files on this machine: which can be sent, and where those go that come back."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.files import NoFile, save, upload
from tests.unit.strategies import THOROUGH


def trouble(typed: str | Path) -> str:
    with pytest.raises(NoFile) as found:
        upload(str(typed))
    return str(found.value)


@pytest.mark.parametrize("name", ["report.pdf", "our report.pdf", "l'été.pdf", "a\\ b.pdf"])
async def test_a_file_is_sent_by_its_path(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF")
    found = upload(f" {tmp_path / name} ")
    assert (found.name, found.mime, found.size) == (name, "application/pdf", 4)
    assert await found.fetch() == b"%PDF"


def test_a_path_may_be_written_as_in_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "our report").write_bytes(b"x")
    monkeypatch.setenv("HOME", str(tmp_path))
    for typed in (f"'{tmp_path}/our report'", f'"{tmp_path}/our report"', f"{tmp_path}/our\\ report", "~/our report"):
        assert upload(typed).name == "our report"
    assert upload("~/our report").mime == "application/octet-stream"


def test_what_can_not_be_sent_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    assert trouble(tmp_path) == f"{tmp_path} is a folder."
    assert trouble(tmp_path / "empty") == f"{tmp_path}/empty is empty."
    assert trouble(tmp_path / "pipe") == f"{tmp_path}/pipe is no file."
    for typed in ("nowhere", "no/where", "~nobody-here/x", "'open", "a\0b", f"{tmp_path}/empty/x"):
        assert trouble(typed).startswith("There is no file ")
    assert trouble("x" * 5000).endswith("… can't be read: File name too long.")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "secret").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    assert trouble(tmp_path / "secret") == f"{tmp_path}/secret can't be read: Permission denied."


def test_a_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    names = [save(tmp_path, "report.csv", content).name for content in (b"one", b"two", b"three", b"two")]
    assert names == ["report.csv", "report-2.csv", "report-3.csv", "report-2.csv"]
    assert (tmp_path / "report.csv").read_bytes() == b"one"
    (tmp_path / "taken").mkdir()
    assert save(tmp_path, "taken", b"x").name == "taken-2"
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert save(tmp_path, "link", b"x").name == "link-2"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\report.csv", "C__report.csv"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("a\x1b[2J\nb.csv", "a_[2J_b.csv"),
        ("𝔅" * 150 + ".csv", "𝔅" * 59 + ".csv"),
    ],
)
def test_a_name_leads_nowhere_else_and_hides_nothing(tmp_path: Path, name: str, saved: str) -> None:
    assert save(tmp_path, name, b"x") == tmp_path / saved


@THOROUGH
@given(st.text(max_size=300))
def test_whatever_a_file_is_called_it_is_saved_in_the_folder(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "saved"
    folder.mkdir(exist_ok=True)
    path = save(folder, name, b"x")
    assert path.parent == folder
    assert not path.name.startswith(".")
    assert path.read_bytes() == b"x"
