"""Every notice, declared once: what the bot says by itself, each message composed when it leaves."""

from typing import Any

from bot.notices import (
    addressees,
    announcements,
    chats,
    disputes,
    endorsements,
    forms,
    health,
    letters,
    lists,
    outreach,
    people,
    press_links,
    proofs,
    restores,
    reviews,
)
from bot.notices.notice import Notice

NOTICES: tuple[Notice[Any], ...] = (
    *addressees.NOTICES,
    *announcements.NOTICES,
    *chats.NOTICES,
    *endorsements.NOTICES,
    *proofs.NOTICES,
    *reviews.NOTICES,
    *restores.NOTICES,
    *disputes.NOTICES,
    *letters.NOTICES,
    *lists.NOTICES,
    *outreach.NOTICES,
    *people.NOTICES,
    *press_links.NOTICES,
    *forms.NOTICES,
    *health.NOTICES,
)
