"""What the documentation names is there."""

import re

import pytest

from tests.checkout import ROOT

PAGES = ("README.md", "docs/architecture.md")
FOLDERS = ("bot/", "adapters/", "storage/", "tests/", "benchmarks/", "docs/")


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"`([\w./-]+)`", (ROOT / page).read_text("utf-8"))
    paths = [each for each in named if each.startswith(FOLDERS)]
    assert [each for each in paths if not (ROOT / each).exists()] == []
