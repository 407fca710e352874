"""What is said of organizations: likenesses, and chapters."""

from collections.abc import Sequence

from bot.interface.call import Button
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.organizations.likeness import Likeness
from bot.model.organizations.organization import normalize
from bot.ports.store import Unit
from bot.service.organizations import merges
from bot.text.text import Text, n, t

SHOWN = 3
"""So many likenesses at the most stand on a card."""


WHY: dict[Likeness, Text] = {
    Likeness.SPELLING: t("the names are spelled almost alike"),
    Likeness.CONFUSABLE: t("the names look alike, but have letters of different alphabets, or digits for letters"),
    Likeness.ACRONYM: t("one name is the acronym of the other"),
    Likeness.CONTAINED: t("one name has all the words of the other"),
    Likeness.DOMAIN: t("their websites have the same domain"),
    Likeness.CHAPTER: t("one may be a chapter of the other, or both of a third"),
}


def likenesses(unit: Unit, endorsement: Endorsement) -> tuple[Sequence[Text], Sequence[Button]]:
    """What a card says of organizations that are perhaps the same, each with a button to hold both side by side."""
    if endorsement.state in (State.DRAFT, State.DECLINED, State.WITHDRAWN):
        return (), ()
    found = merges.likenesses(unit, endorsement)[:SHOWN]
    key = normalize(endorsement.entry.organization)
    names = [each.placed if normalize(each.name) == key else each.name for each, _ in found]
    texts = [
        t("Perhaps a relation of {name}: {why}", name=name, why=WHY[why])
        if why is Likeness.CHAPTER
        else t("Perhaps the same as {name}: {why}", name=name, why=WHY[why])
        for name, (_, why) in zip(names, found, strict=True)
    ]
    which = {"letter": endorsement.letter_id, "one": endorsement.organization_id}
    buttons = [
        Button(t("Compare with {name}", name=name), "compare", {**which, "other": each.id})
        for name, (each, _) in zip(names, found, strict=True)
    ]
    return texts, buttons


def of_chapters(unit: Unit, letter_id: int) -> Sequence[Text]:
    """How many of the listed organizations are chapters of others, where any are."""
    count = unit.organizations.chapters_listed(letter_id)
    if not count:
        return ()
    return (
        n(
            "{count} of them is a chapter of another organization.",
            "{count} of them are chapters of other organizations.",
            count,
        ),
    )
