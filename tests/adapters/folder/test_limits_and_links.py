"""Links that would not work, texts that are too long, and how many there may be of each."""

from pathlib import Path

import pytest

from adapters.folder import read_letter
from bot.model.letters import limits
from tests.adapters.folder.small_letter import SMALL, edit, mistakes

LINKS = {
    "javascript:alert(1)": "is not an http:// or https:// link",
    "ftp://example.org": "is not an http:// or https:// link",
    "": "is not an http:// or https:// link",
    "https://": "leads to no website",
    "https://localhost/page": "leads to no website",
    "https://me:secret@example.org": "has a user name or password in it",
    "https://example.org/a page": "has spaces or characters that no link has",
    "https://example.org\\\\@example.net": "has spaces or characters that no link has",
    "https://[1": "is not a link",
    "https://example.org:99999": "is not a link",
    "https://example.org/" + "a" * limits.LINK: "is 520 characters long",
}


@pytest.mark.parametrize(("link", "what"), LINKS.items(), ids=LINKS.values())
def test_a_link_that_would_not_work_is_named(folder: Path, link: str, what: str) -> None:
    edit(folder, "[initiator]", f'[initiator]\nwebsite = "{link}"')
    assert [mistake.split(";")[0] for mistake in mistakes(folder)] == [f"letter.toml:7: initiator.website: {what}"]


def test_a_website_without_its_scheme_is_completed(folder: Path) -> None:
    edit(folder, "[initiator]", '[initiator]\nwebsite = "www.example.org"')
    assert mistakes(folder)[0].endswith("; write https://www.example.org")


@pytest.mark.parametrize(
    ("old", "longest"),
    [
        ("Titre", limits.TITLE),
        ("Résumé.", limits.SUMMARY),
        ("Soirs", limits.DEMAND_TITLE),
        ("Ouvrir tard.", limits.DEMAND_ASKED),
        ("Robin Sample", limits.NAME),
        ("Maire", limits.NAME),
        ("salaires", limits.TOPIC),
    ],
    ids=["title", "summary", "demand title", "asked", "addressee", "office", "topic"],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(folder: Path, old: str, longest: int) -> None:
    edit(folder, f'"{old}"', f'"{"é" * longest}"')
    read_letter(folder)
    edit(folder, f'"{old}"', f'"{"é" * (longest + 1)}"')
    (mistake,) = mistakes(folder)
    assert mistake.endswith(f"is {longest + 1:,} characters long; write at most {longest:,}")


@pytest.mark.parametrize("demands", ["", "demands = []"], ids=["none", "an empty list"])
def test_a_letter_without_demands_is_refused(folder: Path, demands: str) -> None:
    (folder / "letter.toml").write_text(demands + "\n" + SMALL.split("[[demands]]")[0], "utf-8")
    (mistake,) = mistakes(folder)
    assert "demands: is missing; write [[demands]] above the keys of each (what is asked, and of whom)" in mistake


def test_twenty_demands_are_enough(folder: Path) -> None:
    head, first, _ = SMALL.split("[[demands]]")
    blocks = [f"[[demands]]{first.replace('number = 1', f'number = {number}')}" for number in range(1, 22)]
    (folder / "letter.toml").write_text(head + "".join(blocks[:20]), "utf-8")
    assert len(read_letter(folder).demands) == limits.DEMANDS
    (folder / "letter.toml").write_text(head + "".join(blocks), "utf-8")
    assert mistakes(folder) == ["letter.toml:8: demands: has 21 entries; write at most 20"]


def test_too_many_topics_are_refused(folder: Path) -> None:
    edit(folder, 'fr = ["salaires"]', 'fr = ["argent"' + ', "argent"' * 100 + "]")
    assert mistakes(folder) == ["letter.toml:20: demands[2].topics.fr: has 101 entries; write at most 100"]
