"""Which chats an announcement goes to, and which of those who signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, and_, exists, func, literal, or_, select

from bot.model.announcements.announcement import OF_SIGNERS, TOPIC, Audience
from bot.model.announcements.readers import MOST, Told
from bot.model.chats import ChatKind, Topic
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import COUNTED, STANDING
from storage import tables


def reached(letter_id: int, audience: Audience, since: datetime | None = None, closed: bool = False) -> Select[Any]:
    """The chats that follow and fit an audience: those that can be reached, or those that can't.

    Those that follow, or have agreed, only after `since` are left out.
    """
    chats, follows = tables.chats, tables.follows
    conditions = [follows.c.topic == Topic.NEWS.value]
    if since is not None:
        conditions.append(follows.c.since <= since)
    if audience.reach == "letter":
        chosen = select(chats).join(
            follows, and_(follows.c.chat_id == chats.c.id, follows.c.letter_id == letter_id, *conditions)
        )
    elif audience.reach in OF_SIGNERS:
        chosen = select(chats).where(chats.c.id.in_(private_chats(told_as_signers(letter_id, audience, since), closed)))
    else:
        chosen = select(chats).where(exists().where(follows.c.chat_id == chats.c.id, *conditions))
    chosen = chosen.where(chats.c.closed != "" if closed else chats.c.closed == "")
    chosen = chosen.where(*_fitting(audience, chats, chats.c.thread != ""))
    if audience.groups or audience.chats:
        members = tables.chat_group_members
        together = exists().where(members.c.chat_id == chats.c.id, members.c.group_id.in_(audience.groups))
        chosen = chosen.where(or_(chats.c.id.in_(audience.chats), together))
    return chosen


def counted(letter_id: int, audience: Audience, closed: bool = False) -> Select[Any] | None:
    """How many followers of a letter fit an audience and can be reached, or can't, from what is kept of that; nothing
    where nothing is kept of such an audience."""
    if audience.reach != "letter" or audience.groups or audience.chats:
        return None
    kept = tables.follower_counts
    there = (kept.c.letter_id == letter_id, kept.c.reachable == (0 if closed else 1))
    return select(func.sum(kept.c.counted)).where(*there, *_fitting(audience, kept, kept.c.threaded == 1))


def _fitting(audience: Audience, chats: Table, in_thread: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    """What chats fit an audience, by what they are."""
    if audience.platforms:
        yield chats.c.platform.in_(audience.platforms)
    if audience.languages:
        yield chats.c.language.in_(audience.languages)
    if audience.kinds:
        ours = [_of_platform(chats, in_thread, *each.split(":")) for each in audience.kinds if ":" in each]
        yield or_(chats.c.kind.in_(audience.kinds), *ours)


def agreed(letter_id: int | ScalarSelect[Any], item: Item, since: datetime | None = None) -> Select[Any]:
    """The persons whose sign-on to a letter is accepted, and who agreed to an item then or since; not those who did
    only after `since`."""
    signed, given = tables.endorsements, tables.consents
    own = and_(signed.c.id == given.c.endorsement_id, signed.c.person_id == given.c.person_id)
    found = (
        select(given.c.person_id)
        .join(signed, own)
        .where(
            signed.c.letter_id == letter_id,
            signed.c.state.in_([state.value for state in COUNTED]),
            given.c.item == item.value,
        )
    )
    return found if since is None else found.where(given.c.at <= since)


def told_as_signers(letter_id: int, audience: Audience, since: datetime | None = None) -> Select[Any]:
    """The persons whom an announcement reaches because they signed this letter, or the earlier one."""
    return _shown_next(letter_id, since) if audience.reach == "earlier" else readers(letter_id, since)


def earlier_letter(letter_id: int) -> ScalarSelect[Any]:
    """The letter that a letter follows."""
    return select(tables.letters.c.succeeds_id).where(tables.letters.c.id == letter_id).scalar_subquery()


def _shown_next(letter_id: int, since: datetime | None) -> Select[Any]:
    """The persons who signed the earlier letter, agreed to be shown the next one, and neither were nor have signed."""
    persons, told, signed, before = tables.persons, tables.told_signers, tables.endorsements, earlier_letter(letter_id)
    shown = exists().where(
        told.c.person_id == persons.c.id, told.c.told == Told.NEXT_LETTER.value, told.c.subject_id == letter_id
    )  # fmt: skip
    stands = signed.c.state.in_([state.value for state in STANDING])
    signs = exists().where(signed.c.person_id == persons.c.id, signed.c.letter_id == letter_id, stands)
    wanted = agreed(before, Item.NEXT_LETTERS, since)
    return select(persons.c.id).where(persons.c.id.in_(wanted), ~_full(before), ~shown, ~signs)


def _full(letter_id: int | ScalarSelect[Any]) -> ColumnElement[bool]:
    """Whether a person has had as many messages about a letter as each gets."""
    persons, told = tables.persons, tables.told_signers
    had = select(func.count()).where(told.c.letter_id == letter_id, told.c.person_id == persons.c.id)
    return and_(had.scalar_subquery() >= MOST, persons.c.id.not_in(agreed(letter_id, Item.MORE)))


def readers(letter_id: int, since: datetime | None = None, spent: bool = False) -> Select[Any]:
    """The persons who agreed to a letter's news and have not had as many messages as each gets; `spent`: who have."""
    persons, full = tables.persons, _full(letter_id)
    return select(persons.c.id).where(persons.c.id.in_(agreed(letter_id, Item.NEWS, since)), full if spent else ~full)


def private_chats(person_ids: Select[Any], closed: bool = False) -> Select[Any]:
    """The one private chat in which each of these persons is reached; `closed`: in which each no longer is."""
    chats, accounts = tables.chats, tables.accounts
    own = and_(chats.c.platform == accounts.c.platform, chats.c.place == literal("@").concat(accounts.c.account))
    return (
        select(func.min(chats.c.id))
        .join(accounts, own)
        .where(
            chats.c.kind == ChatKind.PRIVATE.value,
            chats.c.closed != "" if closed else chats.c.closed == "",
            accounts.c.person_id.in_(person_ids),
        )
        .group_by(accounts.c.person_id)
    )


def _of_platform(chats: Table, in_thread: ColumnElement[bool], platform: str, kind: str) -> ColumnElement[bool]:
    """The chats of a kind on a platform; a topic is a part of a group."""
    part = kind == TOPIC
    where = in_thread if part else ~in_thread
    return and_(chats.c.platform == platform, chats.c.kind == (ChatKind.GROUP.value if part else kind), where)


def in_order(letter_id: int, audience: Audience, after: int, limit: int, **which: Any) -> Select[Any]:
    """The next chats of an audience in the order of their ids, found without looking at those after them."""
    number = tables.follows.c.chat_id if audience.reach == "letter" else tables.chats.c.id
    return reached(letter_id, audience, **which).where(number > after).order_by(number).limit(limit)
