"""Every page of the web, declared once."""

from bot.pages import proofs
from bot.pages.page import WebPage

PAGES: tuple[WebPage, ...] = (proofs.MAIL_PAGE,)
