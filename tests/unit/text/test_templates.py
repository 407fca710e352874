"""Every template in the code survives being parsed with its placeholders, and none makes a link of a value."""

import re
from collections.abc import Iterator

import pytest

from bot.text.markup import markdown
from tests.unit.code import written

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def templates() -> list[tuple[str, str]]:
    """Every template that is written out in the code, and where."""
    return [
        (each.place, template) for each in written("bot", "t", "n") for template in each.wording if template is not None
    ]


def faults(template: str) -> Iterator[str]:
    """What would go wrong with a template."""
    shown = "".join(run.text for block in markdown.parse(PLACEHOLDER.sub("\ue000", template)) for run in block.runs)
    if shown.count("\ue000") != len(PLACEHOLDER.findall(template)):
        yield "a placeholder stands where no text does"
    if [block.kind for block in markdown.parse(template)] != ["paragraph"]:
        yield "it is not one paragraph"
    if any(run.link for block in markdown.parse(template) for run in block.runs):
        yield "a link is a value: Link(…)"
    if re.search(r"[*_`\[\]<>]", shown):
        yield "a mark that styles nothing"
    if re.search(r"[@#$/.:]\{\w+\}|\{\w+\}[@/.:]\w|\}\.?\{", template):
        yield "a value stands where it becomes part of a link or a command"


def test_every_template_survives_being_parsed_and_makes_no_link_of_a_value() -> None:
    found = templates()
    assert len(found) > 200
    assert {f"{place}: {fault}" for place, template in found for fault in faults(template)} == set()


@pytest.mark.parametrize(
    "template",
    ["[x]({url})", "# {x}", "a\n\nb", "[x](https://example.org)", "2 * {x}", "@{x}", "{a}{b}", "{a}.com", "/{x}"],
)
def test_what_would_go_wrong_is_seen(template: str) -> None:
    assert list(faults(template))
