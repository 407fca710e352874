"""Every page of the web, declared once."""

from bot.pages import letters, lists, proofs
from bot.pages.page import WebPage

PAGES: tuple[WebPage, ...] = (
    letters.HOME,
    proofs.MAIL_PAGE,
    letters.LETTER,
    letters.REVISIONS,
    lists.LIST,
    lists.LINE,
    letters.WITHOUT_LANGUAGE,
)
