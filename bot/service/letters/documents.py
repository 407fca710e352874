"""The files of a letter's documents: kept as long as a revision or the draft has them."""

from collections.abc import Mapping

from bot.errors import Conflict
from bot.model.files import MOST_BYTES, File
from bot.model.letters.document_files import KINDS, FileFault, document_file
from bot.model.letters.letter import Document, DocumentFile, Letter, Revision
from bot.ports.store import Unit
from bot.text.text import Text, t

WRONG: Mapping[FileFault, Text] = {
    FileFault.NAME: t("This name can't be kept. Give the file a shorter one, without special characters."),
    FileFault.KIND: t(
        "A file of this kind can't be a document. It can be one of these: {endings}", endings=", ".join(KINDS)
    ),
    FileFault.EMPTY: t("This file is empty."),
    FileFault.SIZE: t("This file is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)),
    FileFault.CONTENT: t("This file does not hold what the ending of its name says. Save it anew in that format."),
}


def keep(unit: Unit, revision: Revision, files: Mapping[str, bytes]) -> None:
    """Keep what is in the files of a revision's documents, by its SHA-256, as far as it is there."""
    taken_back = unit.letters.taken_back(revision.letter_id)
    for file in _of(revision.letter):
        if file.sha256 in files and file.sha256 not in taken_back:
            unit.files.add(revision.letter_id, file.name, file.mime, files[file.sha256])


def found(unit: Unit, letter_id: int, document: Document) -> File | None:
    """The file of a document, to be sent along; nothing where it has none, or it is not there, or was taken back."""
    return unit.files.document(letter_id, document.file) if document.file else None


def taken(unit: Unit, letter_id: int, file_id: int) -> DocumentFile:
    """A file that somebody sent, as a document, kept from now on; raises `Conflict` where it can't be one, or was taken
    back."""
    files = unit.files.get([file_id])
    if not files:
        raise Conflict(t("This file could not be fetched. Please send it again."))
    document = document_file(files[0].name, unit.files.content(file_id))
    if isinstance(document, FileFault):
        raise Conflict(WRONG[document])
    if document.sha256 in unit.letters.taken_back(letter_id):
        raise Conflict(t("This very file was taken back. Send the one that is right."))
    unit.files.keep([file_id])
    return document


def release(unit: Unit, letter_id: int, before: Letter) -> None:
    """Keep the files of what was edited before no longer than something else needs them."""
    kept = [unit.files.document(letter_id, file) for file in _of(before)]
    unit.files.release(letter_id, [file.id for file in kept if file])


def _of(letter: Letter) -> list[DocumentFile]:
    return [each.file for each in letter.documents if each.file]
