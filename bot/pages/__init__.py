"""Every page of the web, declared once."""

from bot.pages import (
    documents,
    letters,
    lists,
    outreach,
    packet,
    press,
    press_links,
    proofs,
    revisions,
    snapshots,
    verifying,
    widget,
)
from bot.pages.data import DATA
from bot.pages.page import WebPage

PAGES: tuple[WebPage, ...] = (
    *DATA,
    widget.FRAMED,
    widget.HOW,
    letters.HOME,
    proofs.MAIL_PAGE,
    press_links.PRESS_PAGE,
    outreach.INVITED_PAGE,
    letters.LETTER,
    letters.WITH_A_SLASH,
    documents.DOCUMENT,
    packet.PACKET,
    packet.PACKET_PDF,
    press.PRESS_KIT,
    press.PICTURE,
    press.OF_ORGANIZATION,
    revisions.REVISIONS,
    revisions.REVISION,
    revisions.REVISION_JSON,
    lists.LIST,
    lists.LINE,
    lists.LOGO,
    snapshots.PRINTED,
    snapshots.PROVEN,
    verifying.VERIFY,
    verifying.HEADS,
    letters.WITHOUT_LANGUAGE,
)
