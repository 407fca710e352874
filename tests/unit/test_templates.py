"""Every template in the code survives being parsed with its placeholders, and none makes a link of a value."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.text import markdown

BOT = Path(__file__).parents[2] / "bot"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def templates() -> Iterator[tuple[str, str]]:
    """Every template that is written out in the code, and where."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "n"):
                for argument in node.args[: 2 if node.func.id == "n" else 1]:
                    if isinstance(argument, ast.Constant):
                        yield f"{path.relative_to(BOT)}:{node.lineno}", str(argument.value)


TEMPLATES = list(templates())


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 200


@pytest.mark.parametrize(("place", "template"), TEMPLATES, ids=[place for place, _ in TEMPLATES])
def test_a_template_is_one_paragraph_that_keeps_every_placeholder(place: str, template: str) -> None:
    names = PLACEHOLDER.findall(template)
    held = PLACEHOLDER.sub("\ue000", template)
    (block,) = markdown.parse(held)
    shown = "".join(run.text for run in block.runs)
    assert shown.count("\ue000") == len(names), "a placeholder stands where no text does"
    assert block.kind == "paragraph"
    assert not any(run.link for run in block.runs), "a link is a value: Link(…)"
    assert not re.search(r"[*_`\[\]<>]", shown), "a mark that styles nothing"


@pytest.mark.parametrize(("place", "template"), TEMPLATES, ids=[place for place, _ in TEMPLATES])
def test_no_value_stands_where_it_would_become_a_link_or_a_command(place: str, template: str) -> None:
    assert not re.search(r"[@#$/.:]\{\w+\}|\{\w+\}[@/.:]\w|\}\.?\{", template)
