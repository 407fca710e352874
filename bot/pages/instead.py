"""What is shown in the place of a page."""

from bot.pages.page import PageView
from bot.service.proofs.mails import LEADS_NOWHERE
from bot.text.text import t

LOST = PageView((LEADS_NOWHERE,), known=False)
"""There is no such page."""

BUSY = PageView((t("Too many people are here now. Please try again in a minute."),))
"""Too many people ask at the same time."""
