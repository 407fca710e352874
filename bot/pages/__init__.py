"""Every page of the web, declared once."""

from bot.pages import documents, letters, lists, press_links, proofs, revisions
from bot.pages.page import WebPage

PAGES: tuple[WebPage, ...] = (
    letters.HOME,
    proofs.MAIL_PAGE,
    press_links.PRESS_PAGE,
    letters.LETTER,
    documents.DOCUMENT,
    revisions.REVISIONS,
    revisions.REVISION,
    revisions.REVISION_JSON,
    lists.LIST,
    lists.LINE,
    letters.WITHOUT_LANGUAGE,
)
