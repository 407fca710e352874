"""What is shown in the place of a page."""

from bot.interface.conversation import NOT_RECORDED, PERHAPS_RECORDED
from bot.pages.page import PageView
from bot.pages.pieces import Links, PageLink
from bot.text.text import t


def lost(start: str) -> PageView:
    """There is no such page. `start`: where the letters are."""
    said = t("**This link leads nowhere, or not any more.** If it came by mail, please open it as it stands there.")
    return PageView((said,), pieces=(Links(t("Open letters"), (PageLink(t("Open letters"), start),)),))


BUSY = PageView((t("Too many people are here now. Please try again in a minute."),))
"""Too many people ask at the same time."""

NOTHING_RECORDED = PageView((NOT_RECORDED,))
"""The storage fails: nothing of a press is on disk."""

UNCERTAIN = PageView((PERHAPS_RECORDED,))
"""The storage has failed in the middle of a press."""

UNREADABLE = PageView((t("This page can't be shown at the moment. Please try again later."),))
"""The storage can't be read."""

TOO_LARGE = PageView(
    (t("This file is too large to be checked here. The script on the page checks it on your machine."),)
)
"""What was sent is more than is taken."""
