"""Who gets an announcement, in words."""

from collections.abc import Mapping, Sequence

from bot.model.announcements.announcement import EVERYBODY, Audience
from bot.ports.store import Unit
from bot.text.text import Language, Listing, Text, n, t

KIND_NAMES: Mapping[str, Text] = {
    "private": t("Private chats"),
    "group": t("Groups"),
    "channel": t("Channels"),
    "forum": t("Forums"),
}

ALL_LETTERS = t("Followers of every letter")

NAMED = 10
"""So many single chats are named."""


def described(unit: Unit, letter_id: int, audience: Audience) -> Text | Listing:
    """An audience in words."""
    if audience == EVERYBODY:
        return t("every chat that follows")
    names: list[Text | str] = [name.capitalize() for name in audience.platforms]
    names.extend(t("{language}", language=Language(tag)) for tag in audience.languages)
    names.extend(KIND_NAMES[kind] for kind in audience.kinds)
    groups = {group.id: group.name for group in unit.groups.of_letter(letter_id)}
    names.extend(groups.get(group, t("a group that is gone")) for group in audience.groups)
    if audience.reach == "all" and not audience.chats:
        names.append(ALL_LETTERS)
    if audience.chats:
        names.append(n("{count} single chat", "{count} single chats", len(audience.chats)))
    return Listing(names)


def single_chats(unit: Unit, audience: Audience) -> Sequence[str]:
    """The single chats of an audience by their names: the first ones."""
    chats = [unit.chats.get(each) for each in audience.chats[:NAMED]]
    return [" ".join(each.title.split()) or str(each.address) for each in chats if each]
