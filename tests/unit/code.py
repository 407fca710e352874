"""The functions of the product as they are written, for rules that no linter has."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tests.checkout import ROOT


@dataclass(frozen=True)
class Function:
    """A function or method: the file that it is in, and the classes and functions around it."""

    file: str
    around: tuple[str, ...]
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def name(self) -> str:
        """Where it is, as one says it."""
        return ".".join((self.file, *self.around, self.node.name))

    @property
    def public(self) -> bool:
        """Whether neither it nor what is around it is the file's own."""
        return not any(name.startswith("_") and not name.endswith("__") for name in (*self.around, self.node.name))


@cache
def functions(*folders: str) -> Sequence[Function]:
    """Every function of these folders, or files, with those that stand inside others."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [
        function
        for path in paths
        for function in _within(path.relative_to(ROOT).as_posix(), (), ast.parse(path.read_text(encoding="utf-8")))
    ]


def _within(file: str, around: tuple[str, ...], parent: ast.AST) -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(file, around, node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _within(file, (*around, node.name), node)
        else:
            yield from _within(file, around, node)
