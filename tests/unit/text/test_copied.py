"""What people copy is written as code, or as a link: no platform puts an invisible character into it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from adapters.discord.drawing.rendering import contents
from adapters.telegram.drawing.rendering import pieces
from bot.text.compose import compose
from bot.text.locales import SOURCE, load
from bot.text.text import Code, t

COPIED = {"zone", "email", "domain", "receipt", "website", "command", "code", "own"}
"""The names under which texts are given what is copied: zones, addresses, domains, receipts, commands."""

EXACT = {"Code", "Link", "host", "receipt", "_both"}
"""What makes a value exact."""

ROOT = Path(bot.__file__).parent


def given() -> Iterator[tuple[str, ast.expr, dict[str, ast.expr]]]:
    """Every value that a text is given under one of these names: where, and what is assigned to names around it."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)):
            assigned = dict[str, ast.expr]()
            for node in ast.walk(function):
                match node:
                    case ast.Assign(targets=[ast.Name(name)], value=value):
                        assigned[name] = value
                    case ast.Assign(targets=[ast.Tuple(names)], value=ast.Tuple(values)):
                        pairs = zip(names, values, strict=True)
                        assigned |= {each.id: value for each, value in pairs if isinstance(each, ast.Name)}
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "n"):
                    for keyword in node.keywords:
                        if keyword.arg in COPIED:
                            yield f"{path.relative_to(ROOT)}:{node.lineno}", keyword.value, assigned


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
