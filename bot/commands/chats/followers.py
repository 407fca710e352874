"""Organizers look at the chats that follow their letter, and let some follow no more."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import SURE, for_editors, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Need, Option
from bot.model.chats import Chat, ChatKind, Group
from bot.service.chats import groups as grouping
from bot.text.text import Bullets, Code, Language, Listing, Part, Text, n, t
from bot.views.announcements.announcement_views import reason
from bot.views.buttons import FOLLOW
from bot.views.chats import chat_name as name
from bot.views.chats import platform_name as _platform

PAGE = 15
"""So many chats, or groups, stand on a page."""

KINDS: Mapping[ChatKind, Text] = {
    ChatKind.PRIVATE: t("private chat"),
    ChatKind.GROUP: t("group"),
    ChatKind.CHANNEL: t("channel"),
    ChatKind.FORUM: t("forum"),
}


def _language(chat: Chat) -> Language | Text:
    return Language(chat.language) if chat.language else t("no language chosen")


# The chats.


def _chats(call: Call) -> Reply:
    if call.number("chat") is not None:
        return _one(call)
    return _found(call) if call.text("find") else _page(call)


def _page(call: Call) -> Reply:
    letter_id, after, number = call.published.letter_id, call.number("after") or 0, call.number("group")
    group = grouping.find(call.unit, letter_id, number) if number is not None else None
    chats = call.unit.chats.following(letter_id, after, PAGE + 1, number)
    more = [Button(t("More"), "chats", _place(number, chats[PAGE - 1].id))] if len(chats) > PAGE else []
    if after:
        more.append(Button(t("First page"), "chats", _place(number, 0)))
    if group:
        parts: list[Part] = [t("**Chats in {group}**", group=group.name)]
    else:
        parts = [t("**Chats that follow {title}**", title=call.letter.title)]
    if not after and group is None:
        parts.extend(_counts(call))
    parts.append(_lines(chats[:PAGE]) if chats else t("None."))
    follow = () if chats or group else (FOLLOW,)
    return Reply(parts, (*_doors(chats[:PAGE], _place(number, after)), *follow, *more, *_ways(group)), replaces=True)


def _place(group: int | None, after: int) -> Mapping[str, str | int]:
    """What a button carries of where in the list somebody is."""
    return {**({"group": group} if group is not None else {}), **({"after": after} if after else {})}


def _counts(call: Call) -> Sequence[Part]:
    counts = call.unit.chats.census(call.published.letter_id)
    total = sum(reachable + lost for _, reachable, lost in counts)
    items = tuple(
        t(
            "{platform}: reachable {open}, not reachable {lost}",
            platform=platform.capitalize(),
            open=reachable,
            lost=lost,
        )
        for platform, reachable, lost in counts
    )
    if not items:
        return (t("To let a chat that you manage follow, type {command} there.", command=Code("/follow")),)
    return (n("{count} chat follows.", "{count} chats follow.", total), Bullets(items))


def _lines(chats: Sequence[Chat]) -> Bullets:
    return Bullets(tuple(_line(each) for each in chats))


def _line(chat: Chat) -> Text:
    facts = {"chat": name(chat), "platform": _platform(chat), "kind": KINDS[chat.kind], "language": _language(chat)}
    if chat.closed:
        return t("**{chat}** — {platform}, {kind}, {language}: {reason}", reason=reason(chat.closed), **facts)
    return t("**{chat}** — {platform}, {kind}, {language}", **facts)


def _doors(chats: Sequence[Chat], place: Mapping[str, str | int]) -> Sequence[Button]:
    return [Button(name(each), "chats", {**place, "chat": each.id}) for each in chats]


def _ways(group: Group | None) -> Sequence[Button]:
    if group:
        return (Button(t("Back"), "groups", {"group": group.id}),)
    return (Button(t("Groups"), "groups"),)


def _found(call: Call) -> Reply:
    typed = call.text("find")
    chats, more = call.unit.chats.titled(call.published.letter_id, typed, PAGE)
    parts: list[Part] = [t("**Chats with {typed} in their titles**", typed=typed)]
    parts.append(_lines(chats) if chats else t("None."))
    if more:
        parts.append(t("There may be more: type more of the title."))
    return Reply(parts, (*_doors(chats, {}), Button(t("All chats"), "chats")), replaces=True)


# One chat.


def _one(call: Call) -> Reply:
    letter_id = call.published.letter_id
    chat = grouping.follower(call.unit, letter_id, call.number("chat"))
    place = _place(call.number("group"), call.number("after") or 0)
    groups = grouping.memberships(call.unit, letter_id, chat)
    inside = [each.name for each, member in groups if member]
    facts = [
        t("{platform}, {kind}, {language}", platform=_platform(chat), kind=KINDS[chat.kind], language=_language(chat))
    ]
    if chat.kind is not ChatKind.PRIVATE:
        facts.append(t("Address: {address}", address=Code(str(chat.address))))
    since = call.unit.chats.since(chat.id, letter_id)
    if since:
        facts.append(t("It follows since {date}", date=call.letter.local(since).date()))
    facts.append(
        t("It can't be reached: {reason}", reason=reason(chat.closed)) if chat.closed else t("It can be reached")
    )
    if inside:
        facts.append(t("In the groups: {groups}", groups=Listing(inside)))
    buttons = [
        *_regrouping(call, groups, {**place, "chat": chat.id}),
        *([] if chat.closed else [Button(t("Announce only here"), "announce", {"audience": f"c_{chat.id}"})]),
        Button(t("Follow no more"), "drop_chat", {"chat": chat.id}, style="danger"),
        Button(t("Back"), "chats", place),
    ]
    return Reply([t("**{chat}**", chat=name(chat)), Bullets(tuple(facts))], buttons, replaces=True)


def _regrouping(call: Call, groups: Sequence[tuple[Group, bool]], values: Mapping[str, str | int]) -> Sequence[Button]:
    """What a chat can be put into and taken out of, a page of it."""
    shelf = call.number("shelf") or 0
    here = {"chat": values["chat"], **({"shelf": shelf} if shelf else {})}
    buttons = [
        Button(t("Take out of {group}", group=group.name), "regroup", {**here, "take": group.id})
        if member
        else Button(t("Put into {group}", group=group.name), "regroup", {**here, "put": group.id})
        for group, member in groups[shelf * PAGE : (shelf + 1) * PAGE]
    ]
    if not groups:
        buttons.append(Button(t("New group"), "new_group"))
    if len(groups) > PAGE:
        following = shelf + 1 if len(groups) > (shelf + 1) * PAGE else 0
        buttons.append(Button(t("Other groups"), "chats", {**values, "shelf": following}))
    return buttons


def _regroup(call: Call) -> Reply:
    put, take = call.number("put"), call.number("take")
    grouping.put(
        call.unit, call.published.letter_id, call.number("chat"), take if put is None else put, put is not None
    )
    return _one(call)


def _drop(call: Call) -> Reply:
    letter_id = call.published.letter_id
    chat = grouping.follower(call.unit, letter_id, call.number("chat"))
    if not call.text("sure"):
        question = t(
            "**Let {chat} follow no more?** It gets no more announcements of this letter, and leaves its groups. Only "
            "the chat itself can follow again.",
            chat=name(chat),
        )
        sure = Button(t("Yes, let it follow no more"), "drop_chat", {"chat": chat.id, "sure": "yes"}, style="danger")
        return Reply([question], (sure, Button(t("No, keep it"), "chats", {"chat": chat.id})), replaces=True)
    grouping.remove(call.unit, letter_id, chat.id)
    return Reply(
        [t("{chat} follows this letter no more.", chat=name(chat))],
        (Button(t("All chats"), "chats"),),
        replaces=True,
    )


_CHAT, _AFTER, SHELF = hidden("chat", t("Chat")), hidden("after", t("After")), hidden("shelf", t("Page"))
_GROUP, _PUT, _TAKE = (hidden(option, t("Group")) for option in ("group", "put", "take"))
_FIND = Option("find", Kind.TEXT, t("Title"), t("A part of a chat's title"), need=Need.NEVER, most=80)

COMMANDS = (
    for_editors("chats", t("The chats that follow the letter"), _chats, _CHAT, _FIND, _AFTER, _GROUP, SHELF, menu=True),
    for_editors("regroup", t("Put a chat into a group"), _regroup, _CHAT, _PUT, _TAKE, SHELF),
    for_editors("drop_chat", t("Let a chat follow no more"), _drop, _CHAT, SURE, irreversible="sure"),
)
