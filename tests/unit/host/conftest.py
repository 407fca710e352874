"""The command `countersign`, in this process."""

import os
from pathlib import Path
from typing import Protocol

import pytest

from adapters.host.terminal.command import main


class Countersign(Protocol):
    """Runs the command in a folder of its own, with no settings but these: its exit status, and what it wrote."""

    def __call__(self, *arguments: str, **settings: str) -> tuple[int, str, str]: ...


@pytest.fixture
def countersign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Countersign:
    """What its process does is shown by the journeys, and what it says by this, in a tenth of the time."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **settings: str) -> tuple[int, str, str]:
        monkeypatch.setattr(os, "environ", settings)
        try:
            status = main(arguments)
        except SystemExit as ended:  # argparse's way to refuse an argument
            status = int(ended.code or 0)
        written = capsys.readouterr()
        return status, written.out, written.err

    return run
