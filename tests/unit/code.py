"""The functions and the texts of the product as they are written, for rules that no linter has."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.checkout import ROOT


@dataclass(frozen=True)
class Function:
    """A function or method: the file that it is in, the classes and functions around it, and whether one of these is a
    function."""

    file: str
    around: tuple[str, ...]
    local: bool
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def name(self) -> str:
        """Where it is, as one says it."""
        return ".".join((self.file, *self.around, self.node.name))

    @property
    def public(self) -> bool:
        """Whether others may call it."""
        return not self.local and not any(
            name.startswith("_") and not name.endswith("__") for name in (*self.around, self.node.name)
        )


@dataclass(frozen=True)
class Written:
    """A call of `t`, `n` or `Text`."""

    place: str
    call: ast.Call

    @property
    def name(self) -> str:
        return self.call.func.id if isinstance(self.call.func, ast.Name) else ""

    @property
    def wording(self) -> tuple[str | None, ...]:
        """The literal templates that it gives; None where one is put together."""
        given = self.call.args[: 2 if self.name == "n" else 1]
        return tuple(str(each.value) if isinstance(each, ast.Constant) else None for each in given)


def written(folder: str, *names: str) -> Sequence[Written]:
    """Every call of `t`, `n` or `Text` in a folder, as many of them as are named."""
    return [each for each in _written(folder) if each.name in names]


@cache
def _written(folder: str) -> Sequence[Written]:
    return [
        Written(f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in _paths(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "n", "Text")
    ]


def functions(*folders: str) -> Sequence[Function]:
    """Every function of these folders, with those that stand inside others."""
    return [function for folder in folders for path in _paths(folder) for function in _of_file(path)]


def _paths(folder: str) -> Sequence[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def _of_file(path: Path) -> Sequence[Function]:
    return list(functions_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()))


def functions_in(source: str, file: str = "") -> Iterator[Function]:
    """Every function of a source text."""
    return _within(file, (), False, ast.parse(source))


def _within(file: str, around: tuple[str, ...], local: bool, parent: ast.AST) -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(file, around, local, node)
            yield from _within(file, (*around, node.name), True, node)
        elif isinstance(node, ast.ClassDef):
            yield from _within(file, (*around, node.name), local, node)
        else:
            yield from _within(file, around, local, node)
