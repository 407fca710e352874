"""What people copy is written as code, or as a link: no platform puts an invisible character into it."""

import ast
from collections.abc import Iterator

import pytest

from adapters.discord.drawing.rendering import contents
from adapters.telegram.drawing.rendering import pieces
from bot.text.compose import compose
from bot.text.locales import SOURCE, load
from bot.text.text import Code, t
from tests.unit.code import functions

COPIED = {"zone", "email", "domain", "receipt", "website", "command", "code", "own"}
"""The names under which texts are given what is copied: zones, addresses, domains, receipts, commands."""

EXACT = {"Code", "Link", "host", "receipt", "_both"}
"""What makes a value exact."""


def given() -> Iterator[tuple[str, ast.expr, dict[str, ast.expr]]]:
    """Every value that a text is given under one of these names: where, and what is assigned to names around it."""
    for function in functions("bot"):
        nodes = list(ast.walk(function.node))
        texts = [
            node
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "n")
        ]
        copied = [
            (f"{function.file}:{text.lineno}", keyword.value)
            for text in texts
            for keyword in text.keywords
            if keyword.arg in COPIED
        ]
        assigned = dict(pair for node in nodes for pair in named(node)) if copied else {}
        for place, value in copied:
            yield place, value, assigned


def named(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Which names something is assigned to."""
    match node:
        case ast.Assign(targets=[ast.Name(name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(names)], value=ast.Tuple(values)):
            pairs = zip(names, values, strict=True)
            yield from ((each.id, value) for each, value in pairs if isinstance(each, ast.Name))


def exact(value: ast.expr, assigned: dict[str, ast.expr]) -> bool:
    match value:
        case ast.Call(func=ast.Name(name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name in EXACT
        case ast.IfExp(body=body, orelse=orelse):
            return exact(body, assigned) and exact(orelse, assigned)
        case ast.Name(name) if name in assigned:
            return exact(assigned[name], assigned)
        case ast.Constant("—"):
            return True
    return isinstance(value, ast.Name)


def test_every_value_that_is_copied_is_exact() -> None:
    found = list(given())
    assert len(found) > 30
    assert [place for place, value, assigned in found if not exact(value, assigned)] == []


@pytest.mark.parametrize(
    "copied", ["America/Toronto", "sam@example.org", "4JTH-8Q27", "/confirm 4JTH-8Q27", "union.example.org"]
)
def test_no_platform_puts_anything_into_it(copied: str) -> None:
    blocks = compose([t("Here: {it}", it=Code(copied))], load()[SOURCE])
    assert copied in "".join(contents(blocks))
    assert copied in "".join(piece.text for piece in pieces(blocks))
