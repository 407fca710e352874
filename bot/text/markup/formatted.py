"""What somebody wrote on a platform with its form, and what of that can't be kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model.blocks import Blocks
from bot.text.compose import typed
from bot.text.text import Listing, Text, t


class Unkept(StrEnum):
    """What of a form is not kept."""

    UNDERLINED = "underlined"
    STRUCK = "struck"
    SPOILER = "spoiler"
    EMOJI = "emoji"
    MENTION = "mention"
    LINK = "link"
    FORWARDED = "forwarded"
    OTHER = "other"


IN_WORDS: Mapping[Unkept, Text] = {
    Unkept.UNDERLINED: t("underlining"),
    Unkept.STRUCK: t("struck-through text: it would read as if it still held"),
    Unkept.SPOILER: t("hidden text: everybody would see it"),
    Unkept.EMOJI: t("emoji of one's own"),
    Unkept.MENTION: t("mentions of people and channels: nobody is notified"),
    Unkept.LINK: t("links that are no web addresses"),
    Unkept.FORWARDED: t("where it was forwarded from"),
    Unkept.OTHER: t("some other formatting"),
}
"""What is not kept, in words."""


def not_kept(kinds: Sequence[Unkept]) -> Sequence[Text]:
    """What of a form is not kept, as a sentence; nothing where all is."""
    return (t("**Not kept:** {forms}", forms=Listing([IN_WORDS[each] for each in kinds])),) if kinds else ()


@dataclass(frozen=True, slots=True)
class Formatted:
    """What somebody wrote, as blocks, and what of its form can't be kept."""

    blocks: Blocks = ()
    unkept: tuple[Unkept, ...] = ()


Reading = Callable[[str], Formatted]
"""What a stretch of what somebody sent is with its form."""


def unformatted(text: str) -> Formatted:
    """A text that has no form."""
    return Formatted(typed(text, links=True))
