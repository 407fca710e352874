"""The functions of the product as they are written, for rules that no linter has."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

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


@cache
def functions(*folders: str) -> Sequence[Function]:
    """Every function of these folders, or files, with those that stand inside others."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [
        function
        for path in paths
        for function in functions_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    ]


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
