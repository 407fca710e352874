"""The files of a letter's documents."""

from bot.model.files import PICTURES
from bot.model.letters.letter import Document, DocumentFile
from bot.pages.page import Body, Shown, Visit, WebPage

SHOWN = PICTURES | {"application/pdf"}
"""What a browser shows by itself, and runs nothing of; everything else it keeps as a file."""


def document_address(visit: Visit, document: Document) -> str:
    """Where a document's file stands; empty where it has none."""
    return visit.address("documents", document.file.sha256, document.file.name) if document.file else ""


def document_file(visit: Visit) -> Shown:
    """The file of a document of any revision of the letter, as it was published."""
    kept = _published(visit, visit.names["sha256"], visit.names["name"])
    file = visit.unit.files.document(visit.revision.letter_id, kept) if kept else None
    if kept is None or file is None:
        return None
    return Body(visit.unit.files.content(file.id), kept.mime, kept.name, attached=kept.mime not in SHOWN)


def _published(visit: Visit, sha256: str, name: str) -> DocumentFile | None:
    """The file of this digest and name that a revision of the letter has, the newest first."""
    for number in range(visit.revision.number, 0, -1):
        revision = visit.unit.letters.revision(visit.revision.letter_id, number)
        for each in revision.letter.documents if revision else ():
            if each.file and each.file.sha256 == sha256 and each.file.name == name:
                return each.file
    return None


DOCUMENT = WebPage("/{language}/{letter}/documents/{sha256}/{name}", document_file, forms={"sha256": "[0-9a-f]{64}"})
