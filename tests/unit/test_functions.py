"""How functions are declared, so that whoever calls one sees what it takes and what it raises."""

import ast
from collections.abc import Iterator

import pytest

from bot import errors
from tests.unit.code import Function, functions, functions_in

PRODUCT = ("bot", "adapters", "storage")
MOST, FIRST = 5, 2
"""A function of more parameters than these takes all but the first ones by their names."""

DECLARED_BY_A_LIBRARY = {
    "adapters/telegram/api/http.py.AiohttpRequest.do_request": "overrides python-telegram-bot's BaseRequest",
    "adapters/telegram/api/pacing.py.PaceLimiter.process_request": "overrides python-telegram-bot's BaseRateLimiter",
}

OURS = frozenset(
    name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)
)


# What they take.


def crowded(function: Function) -> bool:
    """Whether a function takes many values, and tells them apart by their places."""
    given = function.node.args
    placed = [each.arg for each in (*given.posonlyargs, *given.args) if each.arg not in ("self", "cls")]
    return len(placed) + len(given.kwonlyargs) > MOST and len(placed) > FIRST


def test_functions_of_more_than_five_parameters_take_keywords_only() -> None:
    assert {each.name for each in functions(*PRODUCT) if crowded(each)} == set(DECLARED_BY_A_LIBRARY)


# What they raise.


def raised(node: ast.AST, caught: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of what a function raises by itself, without what it catches, and the functions within it."""
    if isinstance(node, ast.Raise) and node.exc is not None:
        error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(error, ast.Name) and error.id not in caught:
            yield error.id
    for field, value in ast.iter_fields(node):
        within = caught | handled(node) if isinstance(node, ast.Try | ast.TryStar) and field == "body" else caught
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(
                child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
            ):
                yield from raised(child, within)


def handled(node: ast.Try | ast.TryStar) -> frozenset[str]:
    """The names of what is caught."""
    kinds = [each.type for each in node.handlers if each.type is not None]
    return frozenset(name.id for kind in kinds for name in ast.walk(kind) if isinstance(name, ast.Name))


def unsaid(function: Function) -> list[str]:
    """Which of our errors a public function raises and does not name."""
    said = ast.get_docstring(function.node) or ""
    return sorted({name for name in raised(function.node) if name in OURS and f"`{name}`" not in said})


def test_a_public_function_says_which_of_our_errors_it_raises() -> None:
    assert {each.name: unsaid(each) for each in functions(*PRODUCT) if each.public and unsaid(each)} == {}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('"""Raises `Conflict`."""\n raise Conflict(x)', []),
        ("raise Conflict(x)", ["Conflict"]),
        ("if x:\n  raise NotFound(x)\n raise Conflict", ["Conflict", "NotFound"]),
        ('"""Conflict"""\n raise Conflict(x)', ["Conflict"]),
        ("raise ValueError", []),
        ("try:\n  raise Invalid(x)\n except Invalid:\n  pass", []),
        ("try:\n  pass\n except Invalid as e:\n  raise SetupError(x) from e", ["SetupError"]),
        ("def inner():\n  raise Conflict(x)\n return inner", []),
    ],
)
def test_what_is_raised_and_not_said_is_found(body: str, found: list[str]) -> None:
    function = next(functions_in(f"def f(x):\n {body}"))
    assert unsaid(function) == found


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): ...\ndef _g(): ...", ["f"]),
        ("class A:\n def f(self): ...\n def _g(self): ...\n def __init__(self): ...", ["A.f", "A.__init__"]),
        ("class _A:\n def f(self): ...", []),
        ("def f():\n def g(): ...", ["f"]),
    ],
)
def test_which_functions_are_public_is_told(source: str, names: list[str]) -> None:
    assert [each.name.removeprefix(".") for each in functions_in(source) if each.public] == names
