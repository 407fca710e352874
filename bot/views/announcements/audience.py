"""Who gets an announcement, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.interface.call import Kinds
from bot.model.announcements.announcement import EARLIER_SIGNERS, EVERYBODY, KINDS, SIGNERS, Audience
from bot.model.announcements.readers import MOST
from bot.ports.store import Unit
from bot.text.text import Language, Listing, Text, n, t

KIND_NAMES: Mapping[str, Text] = {
    "private": t("Private chats"),
    "group": t("Groups"),
    "channel": t("Channels"),
    "forum": t("Forums"),
}

ALL_LETTERS = t("Followers of every letter")
SIGNED_EARLIER = t("Those who signed the earlier letter and agreed to be shown this one")
SIGNED = t("Those who signed and agreed to news of this letter")

NAMED = 10
"""So many single chats are named."""


def kind_name(kinds: Kinds, kind: str) -> Text:
    """A kind of chats, by the words of the platform whose it is."""
    platform, _, of_it = kind.rpartition(":")
    if not platform:
        return KIND_NAMES[kind]
    name = kinds.get(platform, {}).get(of_it) or KIND_NAMES.get(of_it, KIND_NAMES["group"])
    alike = sum(of_it in each and each[of_it].template == name.template for each in kinds.values())
    return name if alike < 2 else t("{kind} ({platform})", kind=name, platform=platform.capitalize())


def described(unit: Unit, letter_id: int, audience: Audience, kinds: Kinds) -> Text | Listing:
    """An audience in words."""
    if audience == EVERYBODY:
        return t("every chat that follows")
    if audience == SIGNERS:
        return SIGNED
    if audience == EARLIER_SIGNERS:
        return SIGNED_EARLIER
    names: list[Text | str] = [name.capitalize() for name in audience.platforms]
    names.extend(t("{language}", language=Language(tag)) for tag in audience.languages)
    names.extend(kind_name(kinds, kind) for kind in audience.kinds)
    groups = {group.id: group.name for group in unit.groups.of_letter(letter_id)}
    names.extend(groups.get(group, t("a group that is gone")) for group in audience.groups)
    if audience.reach == "all" and not audience.chats:
        names.append(ALL_LETTERS)
    if audience.chats:
        names.append(n("{count} single chat", "{count} single chats", len(audience.chats)))
    return Listing(names)


def had_theirs(unit: Unit, letter_id: int) -> Sequence[Text]:
    """How many of those who signed get no more, for they have had all that each gets; nothing where nobody has."""
    spent = unit.readers.spent(letter_id)
    if not spent:
        return ()
    return (
        n(
            "{count} person more agreed to it, and has had {most} already: that is all that each gets",
            "{count} people more agreed to it, and have had {most} already: that is all that each gets",
            spent,
            most=MOST,
        ),
    )


def shared(audience: Audience) -> Audience | None:
    """The part of an audience that are groups, channels and forums; nothing where it has none."""
    kinds = tuple(kind for kind in audience.kinds or KINDS if kind != "private")
    return replace(audience, kinds=kinds) if kinds else None


def single_chats(unit: Unit, audience: Audience) -> Sequence[str]:
    """The single chats of an audience by their names: the first ones."""
    chats = [unit.chats.get(each) for each in audience.chats[:NAMED]]
    return [" ".join(each.title.split()) or str(each.address) for each in chats if each]
