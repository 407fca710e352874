"""The line of a mistake is found however the keys are written, and every mistake is named at once."""

import re
from pathlib import Path

import pytest

from adapters.folder import Mistake
from tests.adapters.folder.small_letter import SMALL, ZONE, edit, mistakes


def test_local_times_need_a_zone(folder: Path) -> None:
    edit(folder, ZONE, "closes = 2024-03-01T12:00:00")
    assert any("3: closes: has no time zone; write zone =" in mistake for mistake in mistakes(folder))


def test_an_impossible_zone_is_the_only_mistake_of_the_dates_in_it(folder: Path) -> None:
    edit(folder, ZONE, 'zone = "Mars"\ncloses = 2024-03-01T12:00:00')
    assert len(mistakes(folder)) == 1


def test_every_mistake_is_named_at_once(folder: Path) -> None:
    broken = SMALL.replace("number = 2", "number = 7").replace('"Robin Sample"', '""').replace("zone =", "zones =")
    (folder / "letter.toml").write_text(broken, "utf-8")
    (folder / "text.en.md").write_text("<b>Hello</b>", "utf-8")
    (folder / "text.fr.md").unlink()
    found = mistakes(folder)
    assert [mistake.split(":")[0] for mistake in found] == ["letter.toml"] * 4 + ["text.en.md"] * 2 + ["text.fr.md"]
    assert [re.search(r"(?:zone|addressee|number): is", mistake) is not None for mistake in found[:4]].count(True) == 3


def test_a_mistake_knows_its_parts() -> None:
    assert str(Mistake("text.en.md", None, "", "is missing", "write it")) == "text.en.md: is missing; write it"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('office = { en = "Mayor", fr = "Maire" }', '[demands.office]\nen = "Mayor"\nfr = ""', 15),
        ('office = { en = "Mayor", fr = "Maire" }', 'office.en = "Mayor"\noffice . "fr" = \'\'', 14),
        ('"Open late."', '"""\n[x]\n# = "\n\\""""', 14),
        ('addressee = "Robin Sample"', "addressee = '''''' # ' [[", 12),
        (
            "[initiator]",
            'documents = [\n  { title = { en = "D", fr = "D" } }, # ]\n  { title = { en = "D", fr = "" } },\n]\n'
            "[initiator]",
            8,
        ),
    ],
    ids=["sub-table", "dotted keys", "after a long text", "literal text", "inside a list"],
)
def test_the_line_of_a_mistake_is_found(folder: Path, old: str, new: str, line: int) -> None:
    edit(folder, old, new)
    if "Open late" in old:
        path = folder / "letter.toml"
        path.write_text(path.read_text("utf-8").replace('fr = "Ouvrir tard."', 'fr = ""'), "utf-8")
    (mistake,) = mistakes(folder)
    assert mistake.startswith(f"letter.toml:{line}: ")
    assert mistake.endswith("is empty; write a text")


SYNTAX = {
    "a missing quotation mark": ('"small-letter"', '"small-letter', 1, "missing quotation mark"),
    "curly quotation marks": ('"small-letter"', "“small-letter”", 1, 'write straight quotation marks: "…"'),
    "a time without seconds": (ZONE, f"{ZONE}\nopens = 2031-01-01T10:00", 4, "write a time with its seconds"),
    "a key twice": (ZONE, f"{ZONE}\n{ZONE}", 4, "write each key and each [ ] only once"),
    "a long text without an end": ('"Summary."', '"""Summary.', 20, "something is not closed"),
    "a raw control character": ('"small-letter"', '"small\x01letter"', 1, "missing quotation mark"),
}


@pytest.mark.parametrize(("old", "new", "line", "instead"), SYNTAX.values(), ids=SYNTAX)
def test_a_mistake_of_syntax_is_named_with_its_line(folder: Path, old: str, new: str, line: int, instead: str) -> None:
    edit(folder, old, new)
    (mistake,) = mistakes(folder)
    assert mistake.startswith(f"letter.toml:{line}: cannot be understood from here on (")
    assert instead in mistake


def test_texts_are_checked_also_where_the_toml_cannot_be_understood(folder: Path) -> None:
    (folder / "letter.toml").write_text("=", "utf-8")
    (folder / "text.fr.md").write_text("", "utf-8")
    assert mistakes(folder)[1:] == ["text.fr.md:1: is empty; write a text"]


@pytest.mark.parametrize("toml", ["a = " + "[" * 5000, f"a = {'9' * 5000}"], ids=["brackets", "digits"])
def test_what_the_parser_gives_up_on_is_a_mistake_too(folder: Path, toml: str) -> None:
    (folder / "letter.toml").write_text(toml, "utf-8")
    assert len(mistakes(folder)) == 1
