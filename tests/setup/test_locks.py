"""A lock names all that is asked for, extras included, on every Python and system that is supported."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from itertools import product

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.checkout import ROOT

Environment = Mapping[str, str]
Lock = Mapping[NormalizedName, Requirement]

NOT_EVERYWHERE = {"audioop-lts", "colorama"}
"""Packages that some systems do without, so that what they ask for cannot be read there. They ask for nothing."""

FILE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = FILE["project"]
TO_RUN = [*FILE["build-system"]["requires"], *PROJECT["dependencies"], *PROJECT["optional-dependencies"]["build"]]
TO_TEST = [*TO_RUN, *PROJECT["optional-dependencies"]["dev"]]
ASKED = {"requirements.txt": TO_RUN, "requirements-dev.txt": TO_TEST}

PYTHONS = [
    kind.split()[-1] for kind in PROJECT["classifiers"] if re.match(r"Programming Language :: Python :: 3\.", kind)
]
SYSTEMS = [
    {"sys_platform": name, "platform_system": title, "os_name": kind, "platform_machine": machine}
    for name, title, kind, machines in (
        ("linux", "Linux", "posix", ("x86_64", "aarch64")),
        ("darwin", "Darwin", "posix", ("x86_64", "arm64")),
        ("win32", "Windows", "nt", ("AMD64", "ARM64")),
    )
    for machine in machines
]
ENVIRONMENTS: list[Environment] = [
    {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_version": f"{python}.0",
        **system,
    }
    for python, system in product(PYTHONS, SYSTEMS)
]


def locked(text: str) -> Lock:
    """What a lock file pins."""
    pins = [Requirement(line.removesuffix(" \\")) for line in text.splitlines() if re.match(r"[\w.-]+==", line)]
    return {canonicalize_name(pin.name): pin for pin in pins}


def holds(marker: Marker | None, environment: Environment, extras: Iterable[str] = ()) -> bool:
    return marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras))


@cache
def requirements(package: NormalizedName) -> tuple[Requirement, ...]:
    """All that a package may ask for. It fails on one that is not installed, for then nobody knows."""
    try:
        return tuple(map(Requirement, metadata.requires(package) or ()))
    except metadata.PackageNotFoundError:
        if package not in NOT_EVERYWHERE:
            raise
        return ()


def asked_for(project: Iterable[str], environment: Environment) -> Iterator[tuple[NormalizedName, Requirement]]:
    """What the project asks for there, and what that asks for, to the last."""
    pending = [asked for asked in map(Requirement, project) if holds(asked.marker, environment)]
    seen = set[tuple[NormalizedName, frozenset[str]]]()
    while pending:
        asked = pending.pop()
        name, extras = canonicalize_name(asked.name), frozenset(asked.extras)
        yield name, asked
        if (name, extras) not in seen:
            seen.add((name, extras))
            pending += (deeper for deeper in requirements(name) if holds(deeper.marker, environment, extras))


def lacking(lock: Lock, project: Iterable[str], environment: Environment) -> set[str]:
    """What is asked for there, and is not in the lock in a version that suits."""
    pins = {name: version(pin) for name, pin in lock.items() if holds(pin.marker, environment)}
    return {
        str(asked)
        for name, asked in asked_for(project, environment)
        if name not in pins or not asked.specifier.contains(pins[name], prereleases=True)
    }


def version(pin: Requirement) -> str:
    (specifier,) = pin.specifier
    return specifier.version


@pytest.fixture(params=ASKED)
def file(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def lock(file: str) -> Lock:
    return locked((ROOT / file).read_text(encoding="utf-8"))


def told(environment: Environment) -> str:
    return "-".join(environment[part] for part in ("python_version", "sys_platform", "platform_machine"))


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=told)
def test_the_lock_names_all_that_is_asked_for(lock: Lock, file: str, environment: Environment) -> None:
    assert not lacking(lock, ASKED[file], environment)


def test_the_lock_names_nothing_else(lock: Lock, file: str) -> None:
    asked = {name for environment in ENVIRONMENTS for name, _ in asked_for(ASKED[file], environment)}
    assert set(lock) == asked


def test_what_is_read_here_is_what_the_lock_pins(lock: Lock) -> None:
    installed = {name: Version(metadata.version(name)) for name in lock if name not in NOT_EVERYWHERE}
    assert installed == {name: Version(version(lock[name])) for name in installed}


@pytest.mark.parametrize("python", PYTHONS)
def test_what_the_lock_pins_is_for_every_python_that_is_supported(lock: Lock, python: str) -> None:
    pythons = {
        name: ",".join(metadata.metadata(name).get_all("Requires-Python", ())) for name in set(lock) - NOT_EVERYWHERE
    }
    assert not {name for name, supported in pythons.items() if f"{python}.0" not in SpecifierSet(supported)}


@pytest.mark.parametrize(
    ("package", "instead"),
    [
        pytest.param("coverage", "", id="asked for with an extra"),
        pytest.param("aiohttp", "", id="asked for by the project"),
        pytest.param("audioop-lts", "", id="asked for on a newer Python"),
        pytest.param("colorama", "", id="asked for on another system"),
        pytest.param("colorama", "colorama==0.4.6 ; python_version < '3.12'", id="on some Pythons only"),
        pytest.param("multidict", "multidict==4.0", id="in a version that does not suit"),
    ],
)
def test_a_hole_in_a_lock_is_found(package: str, instead: str) -> None:
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    holed = locked(re.sub(rf"^{package}==.*", instead, text, flags=re.MULTILINE))
    found = set[str]().union(*(lacking(holed, TO_TEST, environment) for environment in ENVIRONMENTS))
    assert {Requirement(asked).name for asked in found} == {package}
