"""Whether who has signed may be told here, and what is said where it may not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.interface.call import Call
from bot.model.chats import ChatKind
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.categories import Categories, Category, Trait, of
from bot.model.letters.letter import Letter, Revision
from bot.model.lists.snapshots import Snapshot
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import Listing, Part, Planned, Text, n, t
from bot.views.counts import organizations
from bot.views.letters.categories import TRAITS, category_label, stated

STILL_HOLDS = t("Whoever leaves the list is not named in its snapshots any more; the hash still holds.")
"""What becomes of the names in snapshots."""


def discloses(call: Call) -> bool:
    """Whether who has signed, and how many, may be told here: everybody reads what is said in a shared place."""
    return disclosure.discloses(
        call.unit, call.published.letter_id, call.actor if call.caller.kind is ChatKind.PRIVATE else None
    )


def kept_back(call: Call) -> Sequence[Part]:
    """That the list is kept back, and until when; nothing where it is public."""
    until = disclosure.hidden_until(call.unit, call.published.letter_id)
    return (not_yet(call.letter.local(until)),) if until else ()


def in_addendum(late: int) -> Sequence[Text]:
    """How many stand in the addendum, in a sentence; nothing where nobody does."""
    if not late:
        return ()
    return (
        n(
            "Of them {count} stands in the addendum: listed since the letter was presented.",
            "Of them {count} stand in the addendum: listed since the letter was presented.",
            late,
        ),
    )


def since_presented(letter: Letter, endorsement: Endorsement) -> Text:
    """Since when one of the addendum is listed."""
    return t("In the addendum, listed since {date}.", date=letter.local(endorsement.changed_at).date())


ADDENDUM_TITLE = t("**Addendum: listed since the letter was presented**")
"""What stands above those."""


def not_yet(until: datetime) -> Text:
    """Until when a list is kept back."""
    return t(
        "Who has signed is made public on {until}. Until then only the letter's organizers can see it.",
        until=Planned(until),
    )


def snapshot_line(letter: Letter, snapshot: Snapshot) -> Text:
    """A snapshot in one line: its number, when it was made, and how many are in it."""
    values = {
        "number": snapshot.number,
        "at": letter.local(snapshot.at),
        "organizations": organizations(snapshot.count),
    }
    if snapshot.part:
        return t("Snapshot {number} of the addendum, {at}: {organizations}", **values)
    return t("Snapshot {number}, {at}: {organizations}", **values)


def stated_counts(unit: Unit, revision: Revision) -> Mapping[Trait, Sequence[tuple[Category, int]]]:
    """How many in the list have stated each category of the letter, in its order, for whoever may know it; nothing of a
    trait of which nobody has."""
    found = dict[Trait, Sequence[tuple[Category, int]]]()
    for trait in Trait:
        categories = of(revision.letter.categories, trait)
        counted = unit.endorsements.count_stated(revision.letter_id, trait) if categories else {}
        said = [(each, counted[each.key]) for each in categories if each.key in counted]
        if said:
            found[trait] = said
    return found


def counts_by_traits(call: Call) -> Sequence[Text]:
    """How many in the list have stated each category, a line a trait; nothing where that may not be told here."""
    return said_by_traits(call.unit, call.published) if discloses(call) else ()


def said_by_traits(unit: Unit, revision: Revision) -> Sequence[Text]:
    """How many in the list have stated each category, a line a trait, for whoever may know it."""
    return [
        t(
            "{trait}: {counts}",
            trait=TRAITS[trait],
            counts=Listing(
                [t("{category} ({count})", category=category_label(each), count=count) for each, count in said]
            ),
        )
        for trait, said in stated_counts(unit, revision).items()
    ]


def found_by_traits(categories: Categories, traits: Mapping[str, str], count: int) -> Text:
    """How many organizations there are of some categories."""
    said = Listing(stated(categories, traits))
    return n(
        "**{count} organization: {categories}**", "**{count} organizations: {categories}**", count, categories=said
    )
