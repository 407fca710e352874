"""Organizers look at the chats that follow their letter, put them into groups, and let some follow no more."""

from collections.abc import Callable, Mapping, Sequence

import regex

from bot.commands import recipients
from bot.commands.common import LETTER
from bot.commands.posts import reason
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.chats import Chat, ChatKind, Group
from bot.model.people import Role
from bot.service import grouping
from bot.text.compose import label
from bot.text.text import Bullets, Code, Language, Part, Text, n, t

EDITORS = frozenset({Role.EDITOR})

PAGE = 15
"""So many chats, or groups, stand on a page."""

TITLE = 40
"""Characters of a chat's title that are shown."""

KINDS: Mapping[ChatKind, Text] = {
    ChatKind.PRIVATE: t("private chat"),
    ChatKind.GROUP: t("group"),
    ChatKind.CHANNEL: t("channel"),
    ChatKind.FORUM: t("forum"),
}

_UNSEEN = regex.compile(r"[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]")
_BLANK = regex.compile(r"[\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*")


def name(chat: Chat) -> Text | str:
    """A chat as organizers know it: by its title in one line, else by its address; a person without a name."""
    if chat.kind is ChatKind.PRIVATE:
        return t(
            "a person on {platform} (…{end})", platform=_platform(chat), end=chat.address.place.removeprefix("@")[-4:]
        )
    title = " ".join(_UNSEEN.sub(" ", chat.title).split())
    if _BLANK.fullmatch(title):
        return str(chat.address)
    title = title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"
    return f"{title} #{chat.address.thread}" if chat.address.thread else title


def _platform(chat: Chat) -> str:
    return chat.address.platform.capitalize()


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
    return Reply(parts, (*_doors(chats[:PAGE], _place(number, after)), *more, *_ways(group)), replaces=True)


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
        facts.append(t("It follows since {date}", date=since.date()))
    facts.append(
        t("It can't be reached: {reason}", reason=reason(chat.closed)) if chat.closed else t("It can be reached")
    )
    if inside:
        facts.append(t("In the groups: {groups}", groups=", ".join(inside)))
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


# Groups.


def _groups(call: Call) -> Reply:
    if call.text("name"):
        return _new_group(call)
    if call.number("group") is not None:
        return _group(grouping.find(call.unit, call.published.letter_id, call.number("group")))
    groups, shelf = call.unit.chats.groups(call.published.letter_id), call.number("shelf") or 0
    here = groups[shelf * PAGE : (shelf + 1) * PAGE]
    items = tuple(
        n("**{group}**: {count} chat", "**{group}**: {count} chats", each.size, group=each.name) for each in here
    )
    more = [Button(t("More"), "groups", {"shelf": shelf + 1})] if len(groups) > (shelf + 1) * PAGE else []
    return Reply(
        [
            t("**Groups of chats.** An announcement can go to some of them alone."),
            Bullets(items) if items else t("None."),
        ],
        (
            *(Button(each.name, "groups", {"group": each.id}) for each in here),
            *more,
            Button(t("New group"), "new_group"),
            Button(t("All chats"), "chats"),
        ),
        replaces=True,
    )


def _group(group: Group) -> Reply:
    about = {"group": group.id}
    announce = [Button(t("Announce only there"), "announce", {"audience": f"g_{group.id}"})] if group.size else []
    return Reply(
        [n("**{group}**: {count} chat", "**{group}**: {count} chats", group.size, group=group.name)],
        (
            Button(t("Its chats"), "chats", about),
            *announce,
            Button(t("Disband"), "disband", about, style="danger"),
            Button(t("Back"), "groups"),
        ),
        replaces=True,
    )


def _new_group(call: Call) -> Reply:
    wanted = call.text("name")
    if wanted.casefold() in _meant_otherwise(call):
        raise Conflict(t("{name} means other recipients already. Choose another name.", name=wanted))
    group = grouping.make(call.unit, call.published.letter_id, wanted)
    shown = _group(group)
    told = t("Choose a chat, and put it into the group.")
    return Reply([*shown.parts, told], (Button(t("All chats"), "chats"), *shown.buttons), replaces=True)


def _meant_otherwise(call: Call) -> frozenset[str]:
    """What is typed for other recipients than groups."""
    others = [text for key, text in recipients.choices(call) if not key.startswith("g_")]
    names = {each if isinstance(each, str) else label(each, call.speech) for each in others}
    return frozenset(each.casefold() for each in (*names, *call.letter.languages, *call.languages))


def _disband(call: Call) -> Reply:
    letter_id = call.published.letter_id
    group = grouping.find(call.unit, letter_id, call.number("group"))
    if not call.text("sure"):
        question = t("**Disband {group}?** Its chats keep following; only the group is forgotten.", group=group.name)
        sure = Button(t("Yes, disband it"), "disband", {"group": group.id, "sure": "yes"}, style="danger")
        return Reply([question], (sure, Button(t("No, keep it"), "groups", {"group": group.id})), replaces=True)
    grouping.disband(call.unit, letter_id, group.id)
    return Reply([t("{group} is disbanded.", group=group.name)], (Button(t("Groups"), "groups"),), replaces=True)


def _number(option: str, text: Text) -> Option:
    return Option(option, Kind.NUMBER, text, t("Which?"), need=Need.NEVER, argument=False)


_CHAT, _AFTER, _SHELF = _number("chat", t("Chat")), _number("after", t("After")), _number("shelf", t("Page"))
_GROUP, _PUT, _TAKE = (_number(option, t("Group")) for option in ("group", "put", "take"))
_FIND = Option("find", Kind.TEXT, t("Title"), t("A part of a chat's title"), need=Need.NEVER, most=80)
_SURE = Option(
    "sure",
    Kind.CHOICE,
    t("Sure"),
    t("Are you sure?"),
    need=Need.NEVER,
    choices=(Choice("yes", t("Yes")),),
    argument=False,
)
_NEW = Option(
    "name",
    Kind.TEXT,
    t("The group's name"),
    t("How is the group to be called?"),
    most=grouping.LONGEST_NAME,
    check=grouping.one_name,
)
_NAME = Option(
    "name",
    Kind.TEXT,
    t("Name"),
    t("The name of a new group"),
    need=Need.NEVER,
    most=grouping.LONGEST_NAME,
    check=grouping.one_name,
)


def _about(command: str, text: Text, handler: Callable[[Call], Reply], *options: Option, menu: bool = False) -> Command:
    return Command(command, text, handler, (LETTER, *options), roles=EDITORS, private=True, menu=menu)


COMMANDS = (
    _about("chats", t("The chats that follow the letter"), _chats, _CHAT, _FIND, _AFTER, _GROUP, _SHELF, menu=True),
    _about("regroup", t("Put a chat into a group"), _regroup, _CHAT, _PUT, _TAKE, _SHELF),
    _about("drop_chat", t("Let a chat follow no more"), _drop, _CHAT, _SURE),
    _about("groups", t("Groups of chats"), _groups, _GROUP, _NAME, _SHELF),
    _about("new_group", t("Make a group of chats"), _new_group, _NEW),
    _about("disband", t("Disband a group of chats"), _disband, _GROUP, _SURE),
)
