"""A release is built only where its tag, its version, the changelog and the kept database say the same."""

import pytest

from docs.release import faults

CHANGELOG = "# Changelog\n\nWhat changed.\n\n## 0.2.0 (2031-03-14)\n\nNews.\n\n## 0.1.0\n"


@pytest.mark.parametrize(
    ("tag", "version", "kept", "said"),
    [
        ("v0.2.0", "0.2.0", {"0.1.0", "0.2.0"}, []),
        ("", "0.2.0", {"0.2.0"}, []),
        ("v0.3.0", "0.2.0", {"0.2.0"}, ["the tag is v0.3.0"]),
        ("v0.3.0", "0.3.0", {"0.3.0"}, ["the changelog begins with 0.2.0 (2031-03-14)"]),
        ("v0.2.0", "0.2.0", {"0.1.0"}, ["no database of 0.2.0 is kept"]),
    ],
)
def test_what_stands_in_the_way_of_a_release_is_named(tag: str, version: str, kept: set[str], said: list[str]) -> None:
    found = faults(tag, version, CHANGELOG, frozenset(kept))
    assert len(found) == len(said)
    assert all(each.startswith(start) for each, start in zip(found, said, strict=True))
