"""Organizers put the chats that follow their letter into groups."""

from bot.commands.announcements import audience
from bot.commands.chats.followers import PAGE, SHELF
from bot.commands.shared_options import SURE, for_editors, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Need, Option
from bot.model.chats import Group
from bot.service.chats import groups as grouping
from bot.text.compose import label
from bot.text.text import Bullets, n, t


def _groups(call: Call) -> Reply:
    if call.text("name"):
        return _new_group(call)
    if call.number("group") is not None:
        return _group(grouping.find(call.unit, call.published.letter_id, call.number("group")))
    groups, shelf = call.unit.groups.of_letter(call.published.letter_id), call.number("shelf") or 0
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
    typed = call.text("name")
    if typed.casefold() in _meant_otherwise(call):
        raise Conflict(t("{name} means other recipients already. Choose another name.", name=typed))
    group = grouping.make(call.unit, call.published.letter_id, typed)
    shown = _group(group)
    told = t("Choose a chat, and put it into the group.")
    return Reply([*shown.parts, told], (Button(t("All chats"), "chats"), *shown.buttons), replaces=True)


def _meant_otherwise(call: Call) -> frozenset[str]:
    """What is typed for other recipients than groups."""
    others = [text for key, text in audience.choices(call) if not key.startswith("g_")]
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


_GROUP = hidden("group", t("Group"))
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

COMMANDS = (
    for_editors("groups", t("Groups of chats"), _groups, _GROUP, _NAME, SHELF),
    for_editors("new_group", t("Make a group of chats"), _new_group, _NEW),
    for_editors("disband", t("Disband a group of chats"), _disband, _GROUP, SURE, irreversible="sure"),
)
