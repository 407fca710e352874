"""Tests wait as long as a busy machine may take, wherever they do not try what happens when nothing comes."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.checkout import ROOT
from tests.waiting import PATIENCE

WAITS = frozenset({"timeout", "wait_for", "wait_until", "until"})


def hurried(node: ast.AST) -> Iterator[int]:
    """The lines in which somebody waits for fewer seconds, and fails after them."""
    match node:
        case ast.With(items=[ast.withitem(ast.Call(ast.Attribute(attr="raises"))), *_]):
            return
        case ast.Call(ast.Attribute(attr=name), given, named) if name in WAITS:
            values = [*given, *(each.value for each in named)]
            numbers = [each.value for each in values if isinstance(each, ast.Constant)]
            if any(isinstance(each, int | float) and 0 < each < PATIENCE for each in numbers):
                yield node.lineno
    for each in ast.iter_child_nodes(node):
        yield from hurried(each)


def test_nobody_waits_for_less_than_the_patience_of_all() -> None:
    texts = {str(path): path.read_text() for path in sorted(Path(ROOT, "tests").rglob("*.py"))}
    waiting = {path: text for path, text in texts.items() if any(f"{name}(" in text for name in WAITS)}
    found = [f"{path}:{line}" for path, text in waiting.items() for line in hurried(ast.parse(text))]
    assert found == []
