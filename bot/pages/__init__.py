"""Every page of the web, declared once."""

from bot.pages import documents, letters, lists, proofs, revisions, widget
from bot.pages.data import DATA
from bot.pages.page import WebPage

PAGES: tuple[WebPage, ...] = (
    *DATA,
    widget.FRAMED,
    widget.HOW,
    letters.HOME,
    proofs.MAIL_PAGE,
    letters.LETTER,
    documents.DOCUMENT,
    revisions.REVISIONS,
    revisions.REVISION,
    revisions.REVISION_JSON,
    lists.LIST,
    lists.LINE,
    letters.WITHOUT_LANGUAGE,
)
