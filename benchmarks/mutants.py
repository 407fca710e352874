"""Of a random sample of mutants of `bot/model` and `bot/service`, how many the tests notice.

`make mutants`. In a copy of the checkout the tests of the parts run once, and it is noted which lines each of them
reaches; then each mutant has to make one of those that reach its line fail, of which those come first that have the
most words of its file in their names. They run in a process forked from one that has imported everything, in which the
mutant takes the place of its function. What is otherwise while it is imported, such as a constant, is tried anew, by
tests that reach its file or one that imports it. A mutant is noticed too where nothing can be imported any more, or a
test takes for ever. Those that nobody notices are printed, to be read: a test is missing, the code is of no use, or it
means the same. One process after the other, at a low priority.
"""

import argparse
import compileall
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from benchmarks import reached
from benchmarks.collected import Collected, ended
from benchmarks.mutation import Mutant, mutants
from benchmarks.patching import Functions
from benchmarks.reached import Reached

ROOT = Path(__file__).parents[1]

MUTATED = ("bot/model", "bot/service")
TESTS = (
    "tests/unit",
    "tests/interface",
    "tests/storage",
    "tests/conversations",
    "tests/adapters/web",
    "tests/adapters/folder",
)
ELSEWHERE = ("postgresql", "[telegram", "[discord", "[matrix", "[web")
"""What is told by the console as well, or on SQLite."""
OPTIONS = (
    "-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-k", f"not ({' or '.join(ELSEWHERE)})",
)  # fmt: skip
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "dist")

MOST_TESTS, MOST_SECONDS = 300, 30.0
"""So many tests at the most are run for a mutant, and as many as took so long when they were noted."""
MOST_ANEW = 20
"""So many where everything is imported anew."""

PATIENCE = 5
"""Where tests take so many times as long as they took, a mutant lets them run for ever."""
START = 20
"""In so many seconds of CPU everything is imported."""

Changed = Sequence[tuple[FunctionType, CodeType]]


def every() -> Iterator[Mutant]:
    """All mutants of the checkout that is the current folder."""
    for root in MUTATED:
        for path in sorted(Path(root).rglob("*.py")):
            yield from mutants(str(path), path.read_text())


class Trying:
    """Mutants of the checkout that is the current folder, one after the other."""

    def __init__(self, collected: Collected, noted: Reached) -> None:
        self._collected, self._noted, self._functions = collected, noted, Functions()

    def noticed(self, mutant: Mutant) -> bool:
        """Whether a test fails, or takes for ever."""
        changed, tests = self._functions.changed(mutant), self._noted.by(mutant)
        if changed and tests:
            return self._in_place(changed, self._few(tests, MOST_TESTS))
        beside = tests or self._noted.any_of(_with_importing(mutant.path), mutant)
        return self._anew(mutant, self._few(beside, MOST_ANEW))

    def _few(self, tests: Sequence[str], most: int) -> Sequence[str]:
        took = accumulate(self._noted.seconds[each] for each in tests)
        return tests[: max(1, sum(until < MOST_SECONDS for until in took))][:most]

    def _limit(self, tests: Sequence[str]) -> int:
        return START + int(PATIENCE * sum(self._noted.seconds[each] for each in tests))

    def _in_place(self, changed: Changed, tests: Sequence[str]) -> bool:
        limit = self._limit(tests)
        return ended(self._collected.fork(tests, partial(_mutate, changed), limit), 3.0 * limit) != 0

    def _anew(self, mutant: Mutant, tests: Sequence[str]) -> bool:
        path = Path(mutant.path)
        before, at = path.read_text(), path.stat()
        path.write_text(mutant.source)
        command = (sys.executable, "-m", "pytest", "-x", *OPTIONS, *tests)
        try:
            done = subprocess.run(command, capture_output=True, timeout=3 * self._limit(tests), check=False)
        except subprocess.TimeoutExpired:
            return True
        finally:
            path.write_text(before)
            os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))  # so that what was compiled of it holds again
        return bool(tests) and done.returncode != 0


def _mutate(changed: Changed, config: pytest.Config) -> None:
    config.option.maxfail = 1
    for function, code in changed:
        function.__code__ = code


def _with_importing(path: str) -> Sequence[str]:
    """A file, and those that import it."""
    package, _, name = path.removesuffix(".py").replace("/", ".").rpartition(".")
    sources = {str(each): each.read_text() for root in MUTATED for each in Path(root).rglob("*.py")}
    imports = re.compile(rf"from {package}(\.{name} import| import .*\b{name}\b)")
    return [path, *(each for each, text in sources.items() if imports.search(text))]


def sample(trying: Trying, given: argparse.Namespace) -> int:
    """Try a sample, print whom nobody notices, and how many that are; 1 where they are more than a tenth."""
    all_of_them = list(every())
    chosen = random.Random(given.seed).sample(all_of_them, min(given.sample, len(all_of_them)))
    print(f"seed {given.seed}: {len(chosen)} of {len(all_of_them)} mutants", flush=True)
    survived, began = 0, time.monotonic()
    for number, mutant in enumerate(chosen[given.first :], given.first + 1):
        if not trying.noticed(mutant):
            survived += 1
            print(f"survived: {mutant}", flush=True)
        if number % 10 == 0:
            print(f"{number} tried in {time.monotonic() - began:.0f} s, {survived} survived", flush=True)
    tried = len(chosen) - given.first
    print(f"seed {given.seed}: {tried - survived} of {tried} noticed")
    return int(10 * survived > tried)


def work(given: argparse.Namespace, results: list[int], collected: Collected) -> None:
    """Try a sample."""
    from tests.memory import empty

    empty()  # the database that each test copies, made once for all processes
    results.append(sample(Trying(collected, reached.read(given.reached)), given))


def main() -> int:
    """Read the options, and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument(
        "--first", type=int, default=0, help="begin behind so many of the sample, which were tried before"
    )
    parser.add_argument("--reached", type=Path, help="what was noted of the same checkout, or is to be kept there")
    parser.add_argument("--nice", type=int, default=15, help="how low its priority is")
    given = parser.parse_args()
    os.nice(given.nice)
    with tempfile.TemporaryDirectory(prefix="countersign-mutants-") as folder:
        given.reached = (given.reached or Path(folder) / "reached.json").absolute()
        shutil.copytree(ROOT, copy := Path(folder) / "checkout", ignore=LEFT_OUT)
        if not given.reached.exists():
            shutil.copytree(copy, marked := Path(folder) / "marked")
            reached.note(marked, MUTATED, (*OPTIONS, *TESTS), given.reached)
        compileall.compile_dir(copy, quiet=2)
        os.chdir(copy)
        sys.path[0] = os.environ["PYTHONPATH"] = str(copy)
        results = list[int]()
        ended_as = pytest.main([*OPTIONS, *TESTS], plugins=[Collected(partial(work, given, results))])
        return results[0] if results else int(ended_as)


if __name__ == "__main__":
    sys.exit(main())
