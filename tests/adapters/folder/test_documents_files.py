"""The file of a document stands beside letter.toml, and nothing else is read."""

import hashlib
from pathlib import Path

import pytest

from adapters.folder import read_folder
from bot.model.files import MOST_BYTES
from bot.model.letters.letter import DocumentFile
from tests.adapters.folder.small_letter import SMALL, mistakes

PDF = b"%PDF-1.7\nexample"
NOT_A_NAME = 'is not the name of a file beside letter.toml; write the name alone, as "press.pdf"'
NOT_A_FILE = "names what is not a file, or can't be read; put the file itself there"


def with_file(folder: Path, name: str) -> None:
    """The small letter with a document of that file."""
    document = f"[[documents]]\ntitle = {{ en = 'Press release', fr = 'Communiqué' }}\nfile = '{name}'\n"
    (folder / "letter.toml").write_text(SMALL + document, "utf-8")


def test_a_documents_file_is_read_with_its_content(folder: Path) -> None:
    with_file(folder, "press release.PDF")
    (folder / "press release.PDF").write_bytes(PDF)
    read, digest = read_folder(folder), hashlib.sha256(PDF).hexdigest()
    assert read.letter.documents[0].file == DocumentFile("press release.PDF", "application/pdf", len(PDF), digest)
    assert read.files == {digest: PDF}


WRONG = {
    "gone.pdf": "names a file that is not there; put gone.pdf beside letter.toml",
    "../outside.pdf": NOT_A_NAME,
    "/etc/hostname": NOT_A_NAME,
    ".hidden.pdf": NOT_A_NAME,
    "": NOT_A_NAME,
    "linked.pdf": NOT_A_FILE,
    "folder.pdf": NOT_A_FILE,
    "empty.txt": "names a file that is empty; put what it is to say in it",
    "tool.exe": "is of a kind that can't be sent; save it as one of .pdf, .docx, .odt, .txt, .md, .png, .jpg, .jpeg",
    "other.pdf": "names a file that does not hold what its ending says; save it anew in that format",
    "latin.txt": "names a file that does not hold what its ending says; save it anew in that format",
    "large.pdf": "names a file of more than 20,971,520 bytes; make it smaller, or link to it",
}


@pytest.mark.parametrize(("name", "wrong"), WRONG.items())
def test_what_can_not_be_a_document_is_named(folder: Path, name: str, wrong: str) -> None:
    (folder.parent / "outside.pdf").write_bytes(PDF)
    (folder / "linked.pdf").symlink_to(folder.parent / "outside.pdf")
    (folder / "folder.pdf").mkdir()
    (folder / "empty.txt").touch()
    for file, content in (("tool.exe", b"MZ"), ("other.pdf", b"MZ"), ("latin.txt", b"caf\xe9"), (".hidden.pdf", PDF)):
        (folder / file).write_bytes(content)
    with (folder / "large.pdf").open("wb") as large:
        large.write(PDF)
        large.truncate(MOST_BYTES + 1)
    with_file(folder, name)
    assert [each.split(": ", 2)[2] for each in mistakes(folder)] == [wrong]


CONTACTS = {
    '[press]\nemail = "nowhere"': 'press.email: is not an e-mail address; write email = "press@example.org"',
    '[press]\nname = "Alex"': 'press.email: is missing; write email = "…" (their address)',
    '[press]\nemail = "a@example.org"\nphone = "call me"': (
        "press.phone: is not a telephone number; write it with its country, as +1 555 0100"
    ),
    "[escalation]\nby = 2031-06-30": (
        'escalation.text: is missing; write text = { en = "…", fr = "…" } (what you do, or call for, then)'
    ),
}


@pytest.mark.parametrize(("written", "wrong"), CONTACTS.items())
def test_a_contact_and_an_escalation_are_looked_at(folder: Path, written: str, wrong: str) -> None:
    (folder / "letter.toml").write_text(SMALL + written + "\n", "utf-8")
    assert [each.split(": ", 1)[1] for each in mistakes(folder)] == [wrong]
