"""Write `licences.md`: under which licence each package is that runs, by what the packages say themselves."""

import re
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"

HEAD = """\
# Licences of what runs

Countersign is under the [MIT licence](../LICENSE). With it run the packages that `requirements.txt` names, each under
its own. `make licences` writes this table anew from what is installed; a test refuses a licence that was not looked at.
`make sbom` writes the same packages with their versions and hashes for machines.

| package | licence |
| --- | --- |
"""

SHORT = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "The Unlicense (Unlicense)": "Unlicense",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
}
"""The identifiers of licences (SPDX) that packages name by their classifiers."""


ELSEWHERE = {
    "audioop-lts": "PSF-2.0",
    "backports-zstd": "PSF-2.0",
    "colorama": "BSD-3-Clause",
    "pyrage": "MIT",
}
"""What some systems or Pythons do without, or says its licence only where it is developed."""


def packages(lock: str) -> list[str]:
    """The packages that a lock file names."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)


def licence(package: str) -> str:
    """What a package says of its licence; nothing where it is not installed here, and not known otherwise."""
    if package in ELSEWHERE:
        return ELSEWHERE[package]
    try:
        told = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return ""
    if told["License-Expression"]:
        return str(told["License-Expression"])
    named = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if each.startswith("License ::")]
    found = sorted({SHORT.get(each, each) for each in named if each != "OSI Approved"})
    return " OR ".join(found) or str(told["License"] or "not told").partition("\n")[0][:60]


def licences() -> Mapping[str, str]:
    """The licence of each package that runs here."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return {package: found for package in packages(lock) if (found := licence(package))}


def page() -> str:
    """The page."""
    return HEAD + "".join(f"| {package} | {found} |\n" for package, found in licences().items())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is written\n")
