"""The wheel, built and installed elsewhere: what the program needs beside its code is in it."""

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checkout import ROOT

PATIENCE = 60


def done(*words: str | Path, where: Path, typed: str = "") -> str:
    """What a command prints. It sees no setting of this process, and nothing of the checkout but where it is told."""
    finished = subprocess.run(
        [str(word) for word in words],
        cwd=where,
        input=typed,
        env={"PATH": "/usr/bin:/bin", "HOME": str(where), "PYTHONUTF8": "1", "PIP_CONFIG_FILE": "/dev/null"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel in it, which sees the libraries that are installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, where=ROOT)
    (wheel,) = folder.glob("countersign-*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    packages = next((folder / "venv").glob("lib/python*/site-packages"))
    # Folders named in a .pth file are searched, but the .pth files in them are not read: the checkout is not found.
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    done(
        *(sys.executable, "-m", "pip", "--python", folder / "venv/bin/python", "--disable-pip-version-check"),
        *("install", "--quiet", "--no-deps", "--no-index", wheel),
        where=folder,
    )
    return folder / "venv"


@pytest.fixture
def countersign(environment: Path, tmp_path: Path) -> Callable[..., str]:
    """The installed command, run in an empty folder."""

    def run(*words: str | Path, typed: str = "") -> str:
        return done(environment / "bin/countersign", *words, where=tmp_path, typed=typed)

    return run


def installed(environment: Path, package: str) -> Path:
    """Where a package was installed."""
    where = done(environment / "bin/python", "-c", f"import {package}; print({package}.__file__)", where=environment)
    return Path(where.strip()).parent


@pytest.mark.parametrize("package", ["bot", "adapters", "storage"])
def test_every_package_comes_from_the_wheel(environment: Path, package: str) -> None:
    assert installed(environment, package).is_relative_to(environment)


def test_the_sample_letter_is_in_the_wheel_and_has_no_mistakes(
    environment: Path, countersign: Callable[..., str]
) -> None:
    (letter,) = (installed(environment, "bot") / "letters").glob("*/letter.toml")
    assert "no mistakes" in countersign("letter", "check", letter.parent)


def test_the_console_of_the_wheel_shows_the_letter_answers_and_speaks_french(countersign: Callable[..., str]) -> None:
    said = countersign("run", typed="letter\nask Who decides on visas for families?\n/language fr\n/help\n")
    assert "This is revision 1" in said, "the letter and the migrations"
    assert "Demand 3" in said, "the word lists"
    assert "commandes principales" in said, "the catalogues"
    assert "entries hold" in countersign("verify")


def test_the_pages_of_the_wheel_are_drawn(environment: Path, tmp_path: Path) -> None:
    code = (
        "from adapters.web.drawing import Drawing\n"
        "from adapters.web.static import checker\n"
        "from bot.pages.page import PageView\n"
        "from bot.text.locales import load\n"
        "print(Drawing(()).drawn(PageView(), load()['fr'], load()), checker(''))"
    )
    drawn = done(environment / "bin/python", "-c", code, where=tmp_path)
    assert '<html lang="fr" dir="ltr">' in drawn
    assert "/verify.py" in drawn


def test_documents_are_typeset_from_what_is_installed(environment: Path, tmp_path: Path) -> None:
    typesets = (
        "import asyncio; from adapters.typst.typesetter import TypstTypesetter; "
        "from bot.ports.typesetter import Picture; "
        "picture = Picture('count', 'en', False, 'Example', 'By somebody', 'have signed', number='12'); "
        "print(asyncio.run(TypstTypesetter().typeset(picture))[:4])"
    )
    assert "PNG" in done(environment / "bin/python", "-c", typesets, where=tmp_path)
