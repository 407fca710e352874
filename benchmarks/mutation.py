"""Mutants of a source file: everywhere one small thing is otherwise, such as `<` in the place of `<=`.

What means nothing to a program is left alone: texts that people read, docstrings, annotations, and what is said of
types.
"""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
TEXTS = frozenset({"t", "n"})
"""By what texts for people are made."""

TYPES = frozenset({"TypeVar", "cast", "NewType"})


@dataclass(frozen=True)
class Mutant:
    """One small thing of a file that is otherwise: in which line, what is replaced by what, the file's text, and the
    function that it is within, if any."""

    path: str
    line: int
    was: str
    now: str
    source: str
    within: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was}  →  {self.now}"


def mutants(path: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    tree = ast.parse(source)
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    for node, others in _places(tree):
        was = ast.get_source_segment(source, node)
        if was is None:
            continue
        for other in others:
            now = ast.unparse(ast.fix_missing_locations(other))
            text = f"({now})" if isinstance(other, ast.expr) else now
            within = [each.name for each in functions if each.lineno <= node.lineno <= (each.end_lineno or 0)]
            replaced = _replaced(source, node, text)
            yield Mutant(path, node.lineno, " ".join(was.split()), now, replaced, within[-1] if within else "")


def _replaced(source: str, node: ast.expr | ast.stmt, text: str) -> str:
    """The source with something else in the place of a node; the lines after it keep their numbers."""
    lines = source.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    filled = b"".join((b"\\\n",) * (last - first)) if last > first else b""
    replaced = before + text.encode() + (b" " + filled if filled else b"") + after
    return b"".join((*lines[:first], replaced, *lines[last + 1 :])).decode()


def _places(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, Sequence[ast.AST]]]:
    """Every node that can be otherwise, and how."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop(0)
        others = list(_others(node))
        if others and isinstance(node, ast.expr | ast.stmt):
            yield node, others
        todo = [*_within(node), *todo]


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """What of a node is looked into."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in TEXTS:
            yield from (each for each in args if not isinstance(each, ast.Constant))
            yield from keywords
        case ast.Call(func=ast.Name(id=name)) if name in TYPES:
            return
        case ast.AnnAssign(value=value):
            yield from (value,) if value else ()
        case ast.arg() | ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (*node.args.defaults, *(each for each in node.args.kw_defaults if each), *node.body)
        case ast.ClassDef():
            yield from node.body
        case ast.Expr(value=ast.Constant()):
            return
        case _:
            yield from ast.iter_child_nodes(node)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What can stand in the place of a node."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            yield _with(node, ops=[COMPARED[type(operator)]()])
        case ast.BoolOp(op=operator):
            yield _with(node, op=ast.And() if isinstance(operator, ast.Or) else ast.Or())
            for index in range(len(node.values)):
                left = [each for place, each in enumerate(node.values) if place != index]
                yield left[0] if len(left) == 1 else _with(node, values=left)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=operator) if type(operator) in COMPUTED and not _texts(node):
            yield _with(node, op=COMPUTED[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(test=test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=value) if value is not None and not (isinstance(value, ast.Constant) and not value.value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Call(args=[argument], func=ast.Name(id="any" | "all" as name)):
            yield _with(node, func=ast.Name("all" if name == "any" else "any"), args=[argument])
        case ast.Call(args=[argument, *_], func=ast.Name(id="min" | "max" as name)) if node.args[1:]:
            yield _with(node, func=ast.Name("max" if name == "min" else "min"))


def _texts(node: ast.BinOp) -> bool:
    """Whether texts are joined, or types."""
    parts = (node.left, node.right)
    return any(isinstance(each, ast.Constant | ast.JoinedStr) and not _number(each) for each in parts)


def _number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _with(node: ast.AST, **values: object) -> ast.AST:
    """The node with something else in it."""
    other = copy.copy(node)
    for name, value in values.items():
        setattr(other, name, value)
    return other
