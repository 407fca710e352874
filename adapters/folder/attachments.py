"""The files of a letter's documents, which stand beside letter.toml."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from adapters.folder.reader import Reader
from bot.model.files import MOST_BYTES
from bot.model.letters.document_files import KINDS, FileFault, document_file, plain_name
from bot.model.letters.faults import Fault
from bot.model.letters.letter import DocumentFile

_ENDINGS = ", ".join(KINDS)

FAULTS: Mapping[FileFault, Fault] = {
    FileFault.NAME: Fault("is not the name of a file beside letter.toml", 'write the name alone, as "press.pdf"'),
    FileFault.KIND: Fault("is of a kind that can't be sent", f"save it as one of {_ENDINGS}"),
    FileFault.EMPTY: Fault("names a file that is empty", "put what it is to say in it"),
    FileFault.SIZE: Fault(f"names a file of more than {MOST_BYTES:,} bytes", "make it smaller, or link to it"),
    FileFault.CONTENT: Fault("names a file that does not hold what its ending says", "save it anew in that format"),
}

_NO_FILE = Fault("names what is not a file, or can't be read", "put the file itself there")


class _Unreadable(Exception):
    """What is wrong with a file that can't be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def document(reader: Reader, key: str) -> DocumentFile | None:
    """The file of a document, whose content is kept on the sheet; nothing where none is named."""
    name = reader.take_string(key, "the document itself, a file beside letter.toml", required=False)
    folder = reader.sheet.folder
    if name is None or folder is None:
        return None
    try:
        content = _content(folder, name)
    except _Unreadable as unreadable:
        reader.note_all((key,), [unreadable.fault])
        return None
    found = document_file(name, content)
    if isinstance(found, FileFault):
        reader.note_all((key,), [FAULTS[found]])
        return None
    reader.sheet.files[found.sha256] = content
    return found


def _content(folder: Path, name: str) -> bytes:
    """What is in a file of the folder itself: no name leads out of it, nor does a link."""
    if not plain_name(name):
        raise _Unreadable(FAULTS[FileFault.NAME])
    try:
        opened = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise _Unreadable(Fault("names a file that is not there", f"put {name} beside letter.toml")) from None
    except (OSError, ValueError):
        raise _Unreadable(_NO_FILE) from None
    try:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise _Unreadable(_NO_FILE)
        if about.st_size > MOST_BYTES:
            raise _Unreadable(FAULTS[FileFault.SIZE])
        with os.fdopen(opened, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise _Unreadable(_NO_FILE) from None
    finally:
        os.close(opened)
