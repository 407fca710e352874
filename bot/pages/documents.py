"""The files of a letter's documents."""

from bot.model.files import PICTURES
from bot.model.letters.documents import Former
from bot.model.letters.letter import Document
from bot.pages.page import Body, PageView, Shown, WebPage
from bot.pages.pieces import Links, PageLink
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.service.letters import former_documents
from bot.text.text import t
from bot.views.letters.documents import former_text

SHOWN = PICTURES | {"application/pdf"}
"""What a browser shows by itself, and runs nothing of; everything else it keeps as a file."""


def document_address(visit: Visit, document: Document) -> str:
    """Where a document's file stands; empty where it has none."""
    return visit.address("documents", document.file.sha256, document.file.name) if document.file else ""


def document_file(visit: Visit) -> Shown:
    """The file of a document of the letter as it is now; of one that is not given out any more, why, and what took its
    place."""
    sha256, unit, revision = visit.names["sha256"], visit.unit, visit.revision
    gone = former_documents.former(unit, revision, sha256)
    if gone:
        return _gone(visit, gone)
    kept = next((file for each in revision.letter.documents if (file := each.file) and file.sha256 == sha256), None)
    stored = unit.files.document(revision.letter_id, kept) if kept and kept.name == visit.names["name"] else None
    if kept is None or stored is None:
        return None
    return Body(unit.files.content(stored.id), kept.mime, kept.name, attached=kept.mime not in SHOWN)


def _gone(visit: Visit, gone: Former) -> PageView:
    letter = visit.revision.letter
    title = t("Not given out any more")
    if gone.by is None:
        return about(visit, PageView((former_text(letter, gone),), title=title))
    there = PageLink(t("{title}", title=gone.by.title), document_address(visit, gone.by))
    links = Links(t("The file that holds"), (there,))
    return about(visit, PageView((former_text(letter, gone),), title=title, pieces=(links,)))


DOCUMENT = WebPage("/{language}/{letter}/documents/{sha256}/{name}", document_file, forms={"sha256": "[0-9a-f]{64}"})
