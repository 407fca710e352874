"""What runs with the bot is under licences that were looked at, and what looks at it is locked too."""

import re
import tomllib

from docs.licences import PAGE, licences, packages
from tests.checkout import ROOT
from tests.setup.test_locks import PROJECT, locked

LOOKED_AT = {
    "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "ISC", "LGPL-3.0-only", "MIT", "MIT-0",
    "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense",
}  # fmt: skip
"""All let whoever hosts the bot run, change and pass it on. LGPL and MPL ask that changes of the library itself stay
free; the fonts' OFL that they are not sold by themselves."""


def test_every_package_that_runs_has_a_licence_that_was_looked_at() -> None:
    for package, licence in licences().items():
        assert set(re.split(r" AND | OR ", licence)) <= LOOKED_AT, f"{package}: {licence}"


def test_the_page_names_them_all_as_they_are() -> None:
    rows = dict(re.findall(r"^\| ([\w.-]+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    del rows["package"], rows["---"]
    assert sorted(rows) == sorted(packages((ROOT / "requirements.txt").read_text(encoding="utf-8"))), "make licences"
    assert licences().items() <= rows.items(), "make licences"


def test_what_looks_at_the_dependencies_is_locked_by_its_hashes() -> None:
    text = (ROOT / "requirements-audit.txt").read_text(encoding="utf-8")
    assert set(PROJECT["optional-dependencies"]["audit"]) <= set(locked(text))
    assert text.count("--hash=sha256:") >= len(locked(text))


def test_nothing_of_what_runs_is_taken_from_anywhere_but_a_registry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    assert [each for each in asked if "@" in each or "://" in each] == []
