"""Mistakes in the texts and the files of a letter, and where letters are found."""

import os
from pathlib import Path

import pytest

from adapters.folder import find_letters, read_letter
from bot.model.letters import limits
from bot.model.letters.letter import Letter
from tests.adapters.folder.small_letter import mistakes

BODIES = {
    "HTML": ("Hello.\n\n<div>x</div>", 3, "holds HTML (<div>x</div>), which would be shown as text"),
    "HTML in a line": ("Hello,\nyou <b>there", 2, "holds HTML (<b>), which would be shown as text"),
    "a terminal's escape code": ("<div \x1b[31m>", 1, "holds HTML (<div �[31m>), which would be shown as text"),
    "a comment": ("<!-- todo -->\nHello.", 1, "holds HTML (<!-- todo -->), which would be shown as text"),
    "an image": (
        "Hello.\n\n- a\n- ![us](https://example.org/us.png)",
        4,
        "holds an image, which would be shown as text",
    ),
    "a link to nowhere": ("[here](page.html)", 1, "holds a link that is not an http:// or https:// link"),
    "a link with a password": ("Hi.\n<https://a:b@example.org>", 2, "holds a link that has a user name or password"),
    "a control character": ("Hello.\nyou\x00 there", 2, "holds an unprintable character (U+0000)"),
    "nothing": (" \n\n", 1, "is empty"),
    "too much": ("a" * 20_001, 1, "is 20,001 characters long"),
}


@pytest.mark.parametrize(("body", "line", "what"), BODIES.values(), ids=BODIES)
def test_a_mistake_in_a_text_is_named_with_its_line(folder: Path, body: str, line: int, what: str) -> None:
    (folder / "text.fr.md").write_text(body, "utf-8")
    assert any(mistake.startswith(f"text.fr.md:{line}: {what}") for mistake in mistakes(folder))


def test_code_and_quotations_that_look_like_html_are_no_mistakes(folder: Path) -> None:
    (folder / "text.fr.md").write_text("> 1 < 2 > 0, `<b>`, \\<b>\n\n[a](https://example.org/?a=1&b=2)", "utf-8")
    assert isinstance(read_letter(folder), Letter)


@pytest.mark.parametrize("name", ["letter.toml", "text.fr.md"])
def test_a_file_in_another_encoding_is_named_with_its_line(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"\n# \xe9t\xe9")
    line = (folder / name).read_bytes().count(b"\n") + 1
    said = f"{name}:{line}: is not in UTF-8; save the file with the encoding UTF-8 in your editor"
    assert said in mistakes(folder)


@pytest.mark.parametrize("name", ["letter.toml", "text.fr.md"])
def test_a_huge_file_is_refused_unread(folder: Path, name: str) -> None:
    os.truncate(folder / name, limits.FILE_BYTES + 1)
    assert any(m.startswith(f"{name}: is larger than 1,000,000 bytes, so it was not read") for m in mistakes(folder))


@pytest.mark.parametrize("name", ["letter.toml", "text.fr.md"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(mistake.startswith(f"{name}: is missing; put ") for mistake in mistakes(folder))


@pytest.mark.parametrize(
    ("name", "called"),
    [("letter.toml", "Letter.toml.txt"), ("text.fr.md", "text.fr.md.txt"), ("text.fr.md", "text.fr.MD")],
)
def test_a_file_under_nearly_the_right_name_is_recognized(folder: Path, name: str, called: str) -> None:
    (folder / name).rename(folder / called)
    assert f"{name}: is missing; did you mean {called}? Rename it to {name}" in mistakes(folder)


def test_a_text_in_a_language_that_the_letter_lacks_is_named(folder: Path) -> None:
    (folder / "text.de.md").write_text("An den Rat.", "utf-8")
    (folder / "text.fr-CA.md").write_text("Au conseil.", "utf-8")
    assert mistakes(folder) == [
        "text.de.md: is not in one of the letter's languages; "
        'delete the file, or add "de" to the languages in letter.toml',
        "text.fr-CA.md: is not in one of the letter's languages; "
        "name the file by a language's short name, as text.en.md",
    ]


def test_a_folder_in_the_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "text.fr.md").unlink()
    (folder / "text.fr.md").mkdir()
    assert mistakes(folder)[0].startswith("text.fr.md: is not a file; put the letter's text")


@pytest.mark.parametrize("name", ["nowhere", "letter.toml", "a\x00b", "a" * 300], ids=["none", "file", "NUL", "long"])
def test_what_is_no_folder_is_a_letter_with_mistakes(folder: Path, name: str) -> None:
    assert mistakes(folder / name)[0].startswith("letter.toml: ")
    assert find_letters(folder / name) == ()


def test_letters_are_found_in_a_folder_and_in_its_subfolders(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ("letter.toml" if name != "c" else "notes.txt")).touch()
    assert find_letters(tmp_path) == (tmp_path / "a", tmp_path / "b")
    assert find_letters(tmp_path / "a") == (tmp_path / "a",)
    assert find_letters(tmp_path / "c") == ()
