"""Which files can be a letter's documents: those whose content is what their name says."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.model.letters.document_files import FileFault, document_file
from bot.model.letters.letter import DocumentFile

WORD = ("[Content_Types].xml", "word/document.xml")
OPEN = ("mimetype", "META-INF/manifest.xml", "content.xml")


def archive(*names: str) -> bytes:
    """An archive in which these files are."""
    held = BytesIO()
    with ZipFile(held, "w") as written:
        for name in names:
            written.writestr(name, "<a/>")
    return held.getvalue()


@pytest.mark.parametrize(("name", "parts"), [("press.docx", WORD), ("press.odt", OPEN)])
def test_a_document_that_somebody_wrote_is_one(name: str, parts: tuple[str, ...]) -> None:
    assert isinstance(document_file(name, archive(*parts)), DocumentFile)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("press.docx", archive("setup.exe")),
        ("press.odt", archive(*WORD)),
        ("press.docx", archive(*OPEN)),
        ("press.docx", archive(*WORD, "word/vbaProject.bin")),
        ("press.odt", archive(*OPEN, "Basic/Standard/Module1.xml")),
        ("press.odt", archive(*OPEN, "Scripts/python/a.py")),
        ("press.docx", b"PK\x03\x04"),
        ("press.docx", archive(*WORD)[:-10]),
        ("press.odt", b"PK\x03\x04" + b"\0" * 100 + b"PK\x05\x06" + b"\xff" * 18),
        ("press.pdf", archive(*WORD)),
        ("press.png", b"%PDF-1.7"),
        ("press.txt", b"\xff\xfe"),
        ("press.txt", b"a\0b"),
    ],
)
def test_what_is_something_else_than_its_name_says_is_none(name: str, content: bytes) -> None:
    assert document_file(name, content) is FileFault.CONTENT


@pytest.mark.parametrize(
    "name", ["../press.pdf", "a/press.pdf", "press\u202efdp.pdf", "press\u200b.pdf", ".pdf", "a\n.pdf"]
)
def test_a_name_that_leads_elsewhere_or_reads_as_another_is_none(name: str) -> None:
    assert document_file(name, b"%PDF-1.7") is FileFault.NAME
