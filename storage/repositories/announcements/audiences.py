"""Which chats an announcement goes to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from bot.model.announcements.announcement import TOPIC, Audience
from bot.model.chats import ChatKind, Topic
from storage import tables


def reached(letter_id: int, audience: Audience, since: datetime | None = None, closed: bool = False) -> Select[Any]:
    """The chats that follow and fit an audience: those that can be reached, or those that can't.

    Those that follow only after `since` are left out.
    """
    chats, follows = tables.chats, tables.follows
    conditions = [follows.c.topic == Topic.NEWS.value]
    if since is not None:
        conditions.append(follows.c.since <= since)
    if audience.reach == "letter":
        chosen = select(chats).join(
            follows, and_(follows.c.chat_id == chats.c.id, follows.c.letter_id == letter_id, *conditions)
        )
    else:
        chosen = select(chats).where(exists().where(follows.c.chat_id == chats.c.id, *conditions))
    chosen = chosen.where(chats.c.closed != "" if closed else chats.c.closed == "")
    if audience.platforms:
        chosen = chosen.where(chats.c.platform.in_(audience.platforms))
    if audience.languages:
        chosen = chosen.where(chats.c.language.in_(audience.languages))
    if audience.kinds:
        ours = [_of_platform(*each.split(":")) for each in audience.kinds if ":" in each]
        chosen = chosen.where(or_(chats.c.kind.in_(audience.kinds), *ours))
    if audience.groups or audience.chats:
        members = tables.chat_group_members
        together = exists().where(members.c.chat_id == chats.c.id, members.c.group_id.in_(audience.groups))
        chosen = chosen.where(or_(chats.c.id.in_(audience.chats), together))
    return chosen


def _of_platform(platform: str, kind: str) -> ColumnElement[bool]:
    """The chats of a kind on a platform; a topic is a part of a group."""
    chats, part = tables.chats, kind == TOPIC
    where = chats.c.thread != "" if part else chats.c.thread == ""
    return and_(chats.c.platform == platform, chats.c.kind == (ChatKind.GROUP.value if part else kind), where)


def in_order(letter_id: int, audience: Audience, after: int, limit: int, **which: Any) -> Select[Any]:
    """The next chats of an audience in the order of their ids, found without looking at those after them."""
    number = tables.follows.c.chat_id if audience.reach == "letter" else tables.chats.c.id
    return reached(letter_id, audience, **which).where(number > after).order_by(number).limit(limit)
