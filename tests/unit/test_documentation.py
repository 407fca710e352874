"""What the documentation names is there."""

import re
from pathlib import Path

import pytest

from tests.checkout import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/threats.md")
FOLDERS = ("bot/", "adapters/", "storage/", "tests/", "benchmarks/", "docs/")


every_page = pytest.mark.parametrize("page", PAGES)


def text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """Where links can lead to within a page: its headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings}


@every_page
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"`([\w./-]+)`", text(page))
    paths = [each for each in named if each.startswith(FOLDERS)]
    assert [each for each in paths if not (ROOT / each).exists()] == []


@every_page
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    for path, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", text(page)):
        leads_to = ((ROOT / page).parent / path) if path else ROOT / page
        assert leads_to.exists(), path
        assert not anchor or anchor in anchors(leads_to), f"{path}#{anchor}"


@every_page
def test_every_target_of_make_and_every_file_of_its_tests_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^ +)make ([a-z-]+)", text(page), re.MULTILINE))
    assert named <= targets
    given = re.findall(r'FILE="?([^"`\n]+)', text(page))
    paths = [path for each in given for path in each.split() if path.startswith(FOLDERS)]
    assert [each for each in paths if not (ROOT / each).exists()] == []


@every_page
def test_what_is_said_to_stand_in_a_file_stands_there(page: str) -> None:
    said = re.findall(r"`(\w+)`,? (?:in|from) `([\w./-]+\.py)`|`(\w+)` \(`([\w./-]+\.py)`\)", text(page))
    every = [(name or also, path or there) for name, path, also, there in said]
    pairs = [(name, path) for name, path in every if path.startswith(FOLDERS)]
    assert pairs or page not in ("CONTRIBUTING.md", "docs/architecture.md")
    assert [each for each in pairs if not re.search(rf"\b{each[0]}\b", text(each[1]))] == []


def test_every_python_that_is_supported_is_checked() -> None:
    supported = re.findall(r"Python :: (3\.\d+)", text("pyproject.toml"))
    checked = re.findall(r'"(3\.\d+)"', text(".github/workflows/checks.yml"))
    assert checked == supported


def test_every_commit_is_checked_as_make_test_checks_it() -> None:
    static = re.findall(r"\$\(BIN\)/(\S+)", text("Makefile").partition("\nstatic:")[2].partition("\n\n")[0])
    hooks = re.findall(r"entry: \.venv/bin/(\S+)", text(".pre-commit-config.yaml"))
    assert hooks == static
