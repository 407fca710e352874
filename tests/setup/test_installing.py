"""Setting up installs what the lock names, whatever else there is."""

import subprocess
import sys
import sysconfig
from collections.abc import Callable
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.checkout import ROOT

Make = Callable[[str], subprocess.CompletedProcess[str]]

PATIENCE = 60

BACKEND = """
import shutil

def build_editable(folder, config_settings=None, metadata_directory=None):
    return shutil.copy("countersign-1.0-py3-none-any.whl", folder).rpartition("/")[2]
"""


def release(folder: Path, name: str, version: str, *more: str) -> str:
    """Release a package that holds nothing. Returns the line by which a lock pins it."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    with ZipFile(path, "w") as archive:
        head = ("Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}")
        archive.writestr(f"{about}/METADATA", "\n".join((*head, *more, "")))
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", f"{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
    return f"{name}=={version} --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """The folder of all that was released."""
    folder = tmp_path / "releases"
    folder.mkdir()
    return folder


@pytest.fixture
def project(tmp_path: Path, releases: Path) -> Path:
    """A project that asks for alpha, which asks for beta with an extra, which asks for gamma. The lock pins all three.

    Whoever sets it up has a configuration that warns, constrains beta to another release and installs for the user.
    """
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    (folder / "backend.py").write_text(BACKEND)
    release(folder, "countersign", "1.0", "Requires-Dist: alpha")
    lock = (
        release(releases, "alpha", "1.0", "Requires-Dist: beta[more]>=1"),
        release(releases, "beta", "1.0", "Provides-Extra: more", "Requires-Dist: gamma; extra == 'more'"),
        release(releases, "gamma", "1.0"),
    )
    (folder / "requirements.txt").write_text("".join(lock))
    (folder / "requirements-dev.txt").write_text("".join((*lock, release(releases, "delta", "1.0"))))
    (folder / "constraints.txt").write_text("beta>=2\n")
    (folder / "pip.conf").write_text(
        f"[global]\nno-index = true\nuser = true\nconstraint = constraints.txt\nfind-links =\n  {releases}\n  nowhere\n"
    )
    return folder


@pytest.fixture
def python(project: Path) -> Path:
    """A Python whose new environments share this one's pip, for pip takes long to copy."""
    path = project / "python"
    pip = Path(sysconfig.get_path("purelib")) / "pip"
    path.write_text(
        f'#!/bin/sh\n[ "$2" = venv ] || exec {sys.executable} "$@"\n'
        f'{sys.executable} "$@" --without-pip && ln -s {pip} .venv/lib/python*/site-packages/\n'
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def make(project: Path, python: Path) -> Make:
    """Makes something of the project, by this checkout's Makefile."""

    def run(target: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", "-f", ROOT / "Makefile", target, f"PYTHON={python}"],
            cwd=project,
            env={"PATH": "/usr/bin:/bin", "HOME": str(project), "PIP_CONFIG_FILE": "pip.conf"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    return run


def packages(project: Path) -> Path:
    (folder,) = project.glob(".venv/lib/python*/site-packages")
    return folder


def installed(project: Path) -> dict[str, str]:
    return {found.name: found.version for found in metadata.distributions(path=[str(packages(project))])}


def test_what_is_released_later_changes_nothing(project: Path, releases: Path, make: Make) -> None:
    release(releases, "beta", "2.0")
    finished = make(".venv/.run")
    assert finished.returncode == 0, finished.stderr
    assert installed(project) == {"countersign": "1.0", "alpha": "1.0", "beta": "1.0", "gamma": "1.0"}


def test_it_says_how_far_it_is_and_nothing_else(make: Make) -> None:
    finished = make(".venv/.dev")
    assert finished.stdout.splitlines() == [
        "Making .venv ...",
        "Fetching packages to run ...",
        "Installing them ...",
        "Fetching packages to test .",
        "Installing them ...",
    ]
    assert finished.stderr == ""


def test_what_the_lock_lacks_is_said_each_time(project: Path, make: Make) -> None:
    release(project, "countersign", "1.0", "Requires-Dist: alpha", "Requires-Dist: omega")
    for _ in range(2):
        refused = make(".venv/.run")
        assert refused.returncode != 0
        assert "countersign 1.0 requires omega, which is not installed." in refused.stderr


def test_a_set_up_that_was_broken_off_begins_anew(project: Path, releases: Path, make: Make) -> None:
    delta = releases / "delta-1.0-py3-none-any.whl"
    away = delta.rename(project / delta.name)
    failed = make(".venv/.dev")
    assert failed.returncode != 0
    assert "No matching distribution found for delta==1.0" in failed.stderr
    (packages(project) / "half-a-package.py").touch()
    away.rename(delta)
    finished = make(".venv/.dev")
    assert finished.returncode == 0, finished.stderr
    assert set(installed(project)) == {"countersign", "alpha", "beta", "gamma", "delta"}
    assert not (packages(project) / "half-a-package.py").exists()


def test_another_lock_leaves_nothing_of_the_one_before(project: Path, releases: Path, make: Make) -> None:
    assert make(".venv/.run").returncode == 0
    release(project, "countersign", "1.0")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (project / lock).write_text(release(releases, "beta", "2.0"))
    finished = make(".venv/.dev")
    assert finished.returncode == 0, finished.stderr
    assert installed(project) == {"countersign": "1.0", "beta": "2.0"}
