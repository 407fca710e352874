"""Which files can be documents of a letter, wherever they come from."""

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from bot.model.files import MOST_BYTES
from bot.model.letters import limits
from bot.model.letters.letter import DocumentFile

_ARCHIVE = b"PK\x03\x04"

KINDS: Mapping[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ARCHIVE),
    ".odt": ("application/vnd.oasis.opendocument.text", _ARCHIVE),
    ".txt": ("text/plain", b""),
    ".md": ("text/markdown", b""),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
"""By the ending of its name: what kind of file it is then, and with what it begins; a text has to be in UTF-8."""

_PARTS: Mapping[str, tuple[str, str]] = {
    ".docx": ("[Content_Types].xml", "word/document.xml"),
    ".odt": ("META-INF/manifest.xml", "content.xml"),
}
_PROGRAM = re.compile(r"vbaProject\.bin$|^(?:Basic|Scripts)/.", re.IGNORECASE)
"""Where a document keeps macros."""

TEXTS = (".md", ".txt")
"""The endings of the files that can hold the text of a letter."""


class FileFault(StrEnum):
    """Why a file can't be a document of a letter."""

    NAME = "name"
    KIND = "kind"
    EMPTY = "empty"
    SIZE = "size"
    CONTENT = "content"


def ending(name: str) -> str:
    """The ending of a file's name, in small letters."""
    return PurePath(name).suffix.lower()


def document_file(name: str, content: bytes) -> DocumentFile | FileFault:
    """A file as a letter's document, or why it can't be one."""
    if not plain_name(name):
        return FileFault.NAME
    if ending(name) not in KINDS:
        return FileFault.KIND
    if not content:
        return FileFault.EMPTY
    if len(content) > MOST_BYTES:
        return FileFault.SIZE
    mime, beginning = KINDS[ending(name)]
    if not content.startswith(beginning) or (not beginning and text_in(content) is None):
        return FileFault.CONTENT
    if beginning == _ARCHIVE and not _is_written(content, *_PARTS[ending(name)]):
        return FileFault.CONTENT
    return DocumentFile(name, mime, len(content), hashlib.sha256(content).hexdigest())


def _is_written(content: bytes, *parts: str) -> bool:
    """Whether an archive is a document that somebody has written: it has what each has, and no program."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            there = archive.namelist()
    except (BadZipFile, NotImplementedError, OSError, ValueError):
        return False
    return set(parts) <= set(there) and not any(_PROGRAM.search(each) for each in there)


def plain_name(name: str) -> bool:
    """Whether a name is that of a file by itself, without a folder, that everybody can read and store."""
    printable = name.isprintable() and name == name.strip() and not name.startswith(".")
    return printable and 0 < len(name) <= limits.FILE_NAME and not set(name) & set('/\\:*?"<>|')


def text_in(content: bytes) -> str | None:
    """The text that a file holds in UTF-8, its lines ended by line feeds; nothing where it holds none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n")
