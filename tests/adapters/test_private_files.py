"""What is exported can be read by its owner alone, whatever the umask and whatever stood there before."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.console.files import save
from adapters.host.terminal.journals import export
from adapters.host.terminal.lists import opened
from bot.ports.store import Store
from tests.storage.examples import publish


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """Whatever is made can be read by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("there", [True, False])
async def test_exported_files_are_their_owners_alone(tmp_path: Path, store: Store, there: bool) -> None:
    table, journal = tmp_path / "list.csv", tmp_path / "journal.jsonl"
    for path in (table, journal) if there else ():
        path.write_text("what stood there before")
        path.chmod(0o666)
    with opened(table) as file:
        file.write("organization\n")
    await store.write(publish)
    await export(store, "", journal, lambda line: None)
    assert (mode(table), mode(journal)) == (0o600, 0o600)
    assert table.read_text() == "organization\n"
    assert mode(save(tmp_path, "list.pdf", b"content")) == 0o600


def test_what_is_no_file_stays_as_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    (tmp_path / "pipe").chmod(0o622)
    with opened(tmp_path / "pipe") as pipe:
        pipe.write("organization\n")
    assert os.read(reading, 100) == b"organization\n"
    assert mode(tmp_path / "pipe") == 0o622
    os.close(reading)
