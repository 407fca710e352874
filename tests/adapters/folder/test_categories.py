"""What is wrong with a letter's categories."""

from pathlib import Path

import pytest

from adapters.folder import read_letter
from bot.model.letters import limits
from tests.adapters.folder.small_letter import SMALL, mistakes

UNION = '[[categories]]\ntrait = "kind"\nkey = "union"\nlabel = { en = "Union", fr = "Syndicat" }\n'


def write(folder: Path, categories: str) -> None:
    """A small letter with categories."""
    (folder / "letter.toml").write_text(SMALL + categories, "utf-8")


@pytest.mark.parametrize(
    ("categories", "mistake"),
    [
        (UNION.replace('"kind"', '"colour"'), "trait: is not known; write one of kind, sector, scope, region"),
        (UNION.replace('"union"', '"_"'), "is not 1 to 20 of the characters a-z, 0-9 and _, the first of them no _"),
        (UNION.replace('"union"', '"Union"'), "key: is not 1 to 20 of the characters"),
        (UNION.replace('"union"', f'"{"u" * 21}"'), "key: is not 1 to 20 of the characters"),
        (UNION + UNION, "categories[2].key: is the key of another kind; give each its own"),
        (UNION + "barred = 1", "barred: is a number, not true or false"),
        (UNION + "barred = true", "categories: bars all of a trait, so that nobody could sign"),
        (UNION.replace(', fr = "Syndicat"', ""), "label.fr: is missing"),
        (UNION.replace('"kind"', '"scope"'), "key: is no scope; write one of local, regional, national, international"),
        ('[[categories]]\ntrait = "scope"\nkey = "local"\nlabel = "Local"', "label: is not known here"),
        (
            "".join(UNION.replace('"union"', f'"k{number}"') for number in range(limits.CATEGORIES + 1)),
            f"categories[{limits.CATEGORIES + 1}].trait: is that of {limits.CATEGORIES} others",
        ),
    ],
)  # fmt: skip
def test_it_is_said_what_is_wrong_with_a_category(folder: Path, categories: str, mistake: str) -> None:
    write(folder, categories)
    assert mistake in "\n".join(mistakes(folder))


def test_the_trait_of_each_category_is_read_with_who_may_not_sign(folder: Path) -> None:
    write(
        folder, UNION + '[[categories]]\ntrait = "kind"\nkey = "party"\nlabel = { en = "P", fr = "P" }\nbarred = true'
    )
    assert [(each.key, each.barred) for each in read_letter(folder).categories] == [("union", False), ("party", True)]
