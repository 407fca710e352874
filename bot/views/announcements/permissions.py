"""Which chats don't let the bot do what an announcement needs there."""

from collections.abc import Sequence

from bot.interface.call import Call
from bot.model.announcements.announcement import Announcement, Content
from bot.ports.messenger import Permission
from bot.text.text import Listing, Text, n, t
from bot.views.announcements.audience import shared
from bot.views.announcements.preview import linked
from bot.views.chats import chat_name

LOOKED_AT = 300
"""So many chats of an audience are looked at."""

NAMED = 5
"""So many of them are named."""


def needs(content: Content) -> frozenset[Permission]:
    """What an announcement needs besides being sent."""
    wanted = {
        Permission.FILES: bool(content.files),
        Permission.PINS: content.pinned,
        Permission.PREVIEWS: content.previews and any(linked(words) for words in content.texts.values()),
    }
    return frozenset(permission for permission, there in wanted.items() if there)


def unpermitted(call: Call, announcement: Announcement) -> Sequence[Text]:
    """The chats of an announcement's audience that don't let the bot do what it needs, each with what that is."""
    audience = shared(announcement.audience)
    if audience is None:
        return ()
    needed = needs(announcement.content)
    chats = call.unit.chats.reached(announcement.letter_id, audience, 0, LOOKED_AT)
    found = [(chat, lacks) for chat in chats if (lacks := call.lacking(chat.address, needed))]
    told = [
        t("{chat}: I may not do this there: {permissions}", chat=chat_name(chat), permissions=Listing(lacks))
        for chat, lacks in found[:NAMED]
    ]
    rest = len(found) - NAMED
    more = n("and {count} more chat, where I may not do this", "and {count} more chats, where I may not do this", rest)
    return (*told, more) if rest > 0 else told
