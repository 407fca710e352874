"""Build the wheel of a release, with what is new in it beside: `make wheel TAG=v0.2.0`.

The tag, the version, the changelog and the kept database have to say the same, or nothing is built.
"""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

from adapters.host.versions import newest

ROOT = Path(__file__).parents[1]


def faults(tag: str, version: str, changelog: str, kept: frozenset[str]) -> list[str]:
    """What stands in the way of a release; `kept` are the versions of which a database is kept."""
    heading = newest(changelog).partition("\n")[0].removeprefix("## ")
    return [
        *([] if tag in ("", f"v{version}") else [f"the tag is {tag}, and the version in pyproject.toml {version}"]),
        *([] if heading.startswith(version) else [f"the changelog begins with {heading}, and should with {version}"]),
        *([] if version in kept else [f"no database of {version} is kept: make released"]),
    ]


def main(tag: str) -> int:
    """Build it, where nothing stands in the way; the exit status."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    kept = frozenset(each.name.removesuffix(".sql.gz") for each in (ROOT / "tests/storage/released").glob("*.sql.gz"))
    found = faults(tag, version, changelog, kept)
    for each in found:
        sys.stderr.write(f"{each}\n")
    if found:
        return 1
    target = ROOT / "dist"
    target.mkdir(exist_ok=True)
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target))
    subprocess.run(build, cwd=ROOT, check=True)  # noqa: S603 - nothing of it comes from elsewhere
    (target / "NEW.md").write_text(newest(changelog), encoding="utf-8")
    sums = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in sorted(target.glob("*.whl"))]
    (target / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
