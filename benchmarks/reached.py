"""Which tests reach each line, and how long each takes: a plugin of pytest's that notes it.

Beside each statement of a function there is one that says that it is reached, which costs next to nothing, however
threads and greenlets take turns.
"""

import ast
import builtins
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks.mutation import Mutant

KEPT = "COUNTERSIGN_REACHED"
"""The variable that says where it is kept."""

LINES_ABOVE = 8
"""A line within a statement is reached with it, which begins so many lines above at the most."""

vars(builtins)["_reached"] = _now = set[tuple[str, int]]()
_by_test = dict[str, set[tuple[str, int]]]()
_seconds = dict[str, float]()
_failed = set[str]()


@dataclass(frozen=True)
class Reached:
    """What was noted."""

    seconds: Mapping[str, float]
    """Of CPU, by each test."""
    sizes: Mapping[str, int]
    """How many lines each reaches."""
    tests: Mapping[str, Mapping[int, Sequence[str]]]
    """Those that reach each line of each path."""

    def by(self, mutant: Mutant) -> Sequence[str]:
        """The tests that reach a mutant's line, those first that are nearest to it."""
        lines = self.tests.get(mutant.path, {})
        above = range(mutant.line, mutant.line - LINES_ABOVE, -1)
        return self._nearest(next((lines[each] for each in above if each in lines), ()), mutant)

    def any_of(self, paths: Sequence[str], mutant: Mutant) -> Sequence[str]:
        """The tests that reach any line of these files, those first that are nearest to a mutant."""
        found = {test for path in paths for tests in self.tests.get(path, {}).values() for test in tests}
        return self._nearest(found, mutant)

    def _nearest(self, tests: Iterable[str], mutant: Mutant) -> Sequence[str]:
        """First those that have the most words of the mutant's file and function in their names, and of these those
        that reach the fewest lines; of a test of many examples one before any other test's second."""
        about, turns, turn = _words(f"{mutant.path} {mutant.within}"), Counter[str](), dict[str, int]()
        small = sorted(tests, key=lambda each: (self.sizes[each], each))
        for each in small:
            name = each.partition("[")[0]
            turn[each] = turns[name]
            turns[name] += 1
        return sorted(small, key=lambda each: (-len(about & _words(each)), turn[each]))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(each.rstrip("s") for each in re.findall("[a-z]+", name))


def note(copy: Path, sources: Sequence[str], tests: Sequence[str], kept: Path) -> None:
    """Run the tests of a copy of the checkout, and write into `kept` which lines of the sources each reaches that does
    not fail. The copy is good for nothing else afterwards."""
    for path in (path for each in sources for path in sorted((copy / each).rglob("*.py"))):
        path.write_text(marked(str(path.relative_to(copy)), path.read_text()))
    command = (sys.executable, "-m", "pytest", "-p", "benchmarks.reached", *tests)
    subprocess.run(command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy), KEPT: str(kept)}, check=False)


def read(kept: Path) -> Reached:
    """What was noted."""
    noted = json.loads(kept.read_text())
    tests = defaultdict[str, dict[int, list[str]]](dict)
    for test, lines in noted["lines"].items():
        for path, line in lines:
            tests[path].setdefault(line, []).append(test)
    return Reached(noted["seconds"], {test: len(lines) for test, lines in noted["lines"].items()}, tests)


def marked(path: str, source: str) -> str:
    """A file in which each statement of a function says that it is reached, also where nobody listens."""
    tree = _Marking(path).visit(ast.parse(source))
    return f"import builtins\nvars(builtins).setdefault('_reached', set())\n{ast.unparse(tree)}"


class _Marking(ast.NodeTransformer):
    def __init__(self, path: str) -> None:
        self._path, self._depth = path, 0

    def visit(self, node: ast.AST) -> ast.AST:
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        self._depth += function
        self.generic_visit(node)
        for name in ("body", "orelse", "finalbody") if self._depth else ():
            if isinstance(statements := getattr(node, name, None), list):
                setattr(node, name, [other for each in statements for other in self._marked(each)])
        self._depth -= function
        return node

    def _marked(self, statement: ast.stmt) -> Sequence[ast.stmt]:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return [statement]  # a docstring stays the first
        return [*ast.parse(f"_reached.add(({self._path!r}, {statement.lineno}))").body, statement]


def pytest_runtest_logstart(nodeid: str) -> None:
    """Begin a test."""
    _now.clear()
    _seconds[nodeid] = -time.process_time()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note whether a part of a test fails."""
    if report.failed:
        _failed.add(report.nodeid)


def pytest_runtest_logfinish(nodeid: str) -> None:
    """Note what a test reached, and what it took."""
    _seconds[nodeid] += time.process_time()
    _by_test[nodeid] = set(_now)


def pytest_sessionfinish() -> None:
    """Keep what was noted."""
    lines = {test: sorted(reached) for test, reached in _by_test.items() if test not in _failed}
    Path(os.environ[KEPT]).write_text(json.dumps({"seconds": _seconds, "lines": lines}))
