"""Of a random sample of mutants of `bot/model` and `bot/service`, how many the tests notice.

`make mutants`. In a copy of the checkout the tests of the parts run once, and it is noted which of them reach each line
(this takes minutes); then each mutant has to make one of those that reach its line fail: unit tests first, those that
reach the fewest lines before others, and no more than so many; then, of folders that were not noted (`--noted`), the
files that name its function, module or capability. A mutant is noticed too where nothing can be imported any more, or a
test takes for ever. Those that nobody notices are printed, to be read: a test is missing, the code is of no use, or it
means the same. One process after the other, at a low priority.
"""

import argparse
import compileall
import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coverage import numbits

from benchmarks import mutant_run
from benchmarks.mutation import Mutant, mutants

ROOT = Path(__file__).parents[1]
FORKING = multiprocessing.get_context("forkserver")

MUTATED = ("bot/model", "bot/service")
TESTS = ("tests/unit", "tests/interface", "tests/storage")
BUT = "not postgresql"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "dist")
MOST_FILES = 5
MOST_TESTS = 250
"""So many tests at the most are run for a mutant."""

CPU_SECONDS, SECONDS = 90, 900.0
"""Longer than this no tests of a mutant take, but where it lets them run, or wait, for ever."""

NO_TESTS = 5
"""How pytest ends where it has found none."""


@dataclass
class Reached:
    """By which tests each line of each file is reached."""

    by_line: Mapping[str, Mapping[int, frozenset[str]]]
    lines: Mapping[str, int] = field(default_factory=dict)
    """How many lines each test reaches."""

    def by(self, mutant: Mutant) -> Sequence[str]:
        """The tests that reach a mutant, those first that are nearest."""
        found = self.by_line.get(mutant.path, {}).get(mutant.line, frozenset())
        return sorted(found, key=lambda each: (not each.startswith("tests/unit/"), self.lines[each], each))


def record(copy: Path, data: Path, noted: Sequence[str], workers: int) -> None:
    """Run tests once, and note which lines each reaches. Raises `CalledProcessError` where one fails."""
    settings = data.with_suffix(".rc")
    sources = "".join(f"\n    {each}" for each in MUTATED)
    settings.write_text(f"[run]\nsource ={sources}\nbranch = False\ndata_file = {data}\n")
    options = ("-n", str(workers), "--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report=")
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "-k", BUT, *noted)
    subprocess.run(command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, check=True)


def reached(data: Path, copy: Path) -> Reached:
    """What was noted."""
    found = defaultdict[str, dict[int, set[str]]](lambda: defaultdict(set))
    lines = defaultdict[str, int](int)
    with sqlite3.connect(data) as noted:
        files = dict(noted.execute("SELECT id, path FROM file"))
        contexts = {
            number: name.rpartition("|")[0] for number, name in noted.execute("SELECT id, context FROM context")
        }
        for file, context, bits in noted.execute("SELECT file_id, context_id, numbits FROM line_bits"):
            test, path = contexts[context], os.path.relpath(files[file], copy)
            for line in numbits.numbits_to_nums(bits) if test else ():
                found[path][line].add(test)
                lines[test] += 1
    by_line = {path: {line: frozenset(tests) for line, tests in every.items()} for path, every in found.items()}
    return Reached(by_line, lines)


class Nearby:
    """The files of tests that are about a mutant, by their names and what they import."""

    def __init__(self, copy: Path, folders: Sequence[str]) -> None:
        paths = [each for folder in folders for each in sorted((copy / folder).rglob("test_*.py"))]
        self._texts = {str(each.relative_to(copy)): each.read_text() for each in paths}

    def to(self, mutant: Mutant) -> Sequence[str]:
        """Those that name the function in which it is, its module, or its capability; the nearest first, and of these
        unit tests, and short ones."""
        module = Path(mutant.path).with_suffix("")
        near = {path: self._nearness(path, text, module, mutant.within) for path, text in self._texts.items()}
        found = [path for path, points in near.items() if points > 0]
        order = sorted(
            found, key=lambda each: (-near[each], not each.startswith("tests/unit/"), len(self._texts[each]))
        )
        return order[:MOST_FILES]

    def _nearness(self, path: str, text: str, module: Path, function: str) -> int:
        package, name = ".".join(module.parts[:-1]), module.name
        imported = f"{package}.{name} import" in text or re.search(rf"from {package} import .*\b{name}\b", text)
        calls = bool(function) and re.search(rf"\b{function.lstrip('_')}\(", text) is not None
        named = name.rstrip("s") in Path(path).stem
        return (3 + calls if imported else 0) + 3 * named + (module.parts[2] in path)


def every(copy: Path) -> Iterator[Mutant]:
    """All mutants."""
    for root in MUTATED:
        for path in sorted((copy / root).rglob("*.py")):
            yield from mutants(str(path.relative_to(copy)), path.read_text())


def noticed(copy: Path, mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether a test fails, or takes for ever. Raises `RuntimeError` where none of them is found."""
    path = copy / mutant.path
    before, at = path.read_text(), path.stat()
    path.write_text(mutant.source)
    process = FORKING.Process(target=mutant_run.run, args=(copy, tests, CPU_SECONDS))
    try:
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
    finally:
        path.write_text(before)
        os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))  # so that what was compiled of it holds again
    if process.exitcode == NO_TESTS:
        raise RuntimeError(f"{mutant}: there are no such tests as {tests[:3]}")
    return process.exitcode != 0


def sample(copy: Path, noted: Reached, given: argparse.Namespace) -> int:
    """Try a sample, print whom nobody notices, and how many that are; 1 where they are more than a tenth."""
    all_of_them, nearby = list(every(copy)), Nearby(copy, [each for each in TESTS if each not in given.noted])
    chosen = random.Random(given.seed).sample(all_of_them, min(given.sample, len(all_of_them)))
    print(f"seed {given.seed}: {len(chosen)} of {len(all_of_them)} mutants", flush=True)
    survived, began = list[Mutant](), time.monotonic()
    for number, mutant in enumerate(chosen[given.first :], given.first + 1):
        reaching, beside = noted.by(mutant)[:MOST_TESTS], nearby.to(mutant)
        if not any(noticed(copy, mutant, each) for each in (reaching, beside) if each):
            survived.append(mutant)
            print(f"survived ({len(reaching)} tests, {' '.join(beside)}): {mutant}", flush=True)
        if number % 10 == 0:
            took = time.monotonic() - began
            print(f"{number} tried in {took:.0f} s, {len(survived)} survived", flush=True)
    tried = len(chosen) - given.first
    print(f"{tried - len(survived)} of {tried} noticed")
    return int(10 * len(survived) > tried)


def main() -> int:
    """Read the options, and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument(
        "--first", type=int, default=0, help="begin behind so many of the sample, which were tried before"
    )
    parser.add_argument(
        "--reached", type=Path, help="what was noted before of the same checkout, or is to be kept there"
    )
    parser.add_argument("--noted", nargs="*", default=TESTS, help="of which folders it is noted what each test reaches")
    parser.add_argument("--workers", type=int, default=2, help="so many run the tests at first")
    parser.add_argument("--nice", type=int, default=15, help="how low its priority is")
    given = parser.parse_args()
    os.nice(given.nice)
    FORKING.set_forkserver_preload(list(mutant_run.LIBRARIES))
    with tempfile.TemporaryDirectory(prefix="countersign-mutants-") as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        compileall.compile_dir(copy, quiet=2)
        data = given.reached or Path(folder) / "reached.coverage"
        if given.noted and not data.exists():
            record(copy, data, given.noted, given.workers)
        return sample(copy, reached(data, copy) if given.noted else Reached({}), given)


if __name__ == "__main__":
    sys.exit(main())
