"""How well likenesses are seen: precision and recall over pairs of names, those included that nothing was tuned on."""

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.model.organizations.likeness import Likeness, alike

FLOOR = 0.9


@dataclass(frozen=True)
class Score:
    """Of the pairs shown as perhaps the same, how many are; and of those that are, how many are shown."""

    precision: float
    recall: float


def pairs(name: str) -> Sequence[tuple[str, str, str]]:
    read = tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))
    return [(one, other, label) for one, other, label in read["pairs"]]


def score(name: str, label: str) -> Score:
    """The score of a set; a pair counts as chapters where that is what is said of them, else as the same."""
    shown, meant, right = 0, 0, 0
    for one, other, truth in pairs(name):
        found = alike(one, other)
        said = "different" if found is None else "chapter" if found is Likeness.CHAPTER else "same"
        shown, meant = shown + (said == label), meant + (truth == label)
        right += said == truth == label
    return Score(right / shown, right / meant)


@pytest.mark.parametrize(("name", "most"), [("pairs.toml", 80), ("held_out.toml", 30)])
@pytest.mark.parametrize("label", ["same", "chapter"])
def test_what_is_shown_is_right_and_what_is_right_is_shown(
    name: str, most: int, label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = score(name, label)
    with capsys.disabled():
        sys.stdout.write(f"\n{name}, {label}: precision {found.precision:.2f}, recall {found.recall:.2f}")
    assert len(pairs(name)) >= most
    assert found.precision >= FLOOR
    assert found.recall >= FLOOR


@pytest.mark.parametrize("name", ["pairs.toml", "held_out.toml"])
def test_either_way_the_same_is_said(name: str) -> None:
    for one, other, _ in pairs(name):
        assert alike(one, other) == alike(other, one)
