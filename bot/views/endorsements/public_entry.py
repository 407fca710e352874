"""An organization exactly as the public list shows it."""

from collections.abc import Sequence

from bot.model.codes import spell_code
from bot.model.endorsements.endorsement import Endorsement, PublicEntry
from bot.model.letters.categories import Categories
from bot.text.text import Code, Link, Listing, Part, Text, Typed, n, t
from bot.views.letters.categories import stated

ERASED = t("This sign-on was erased. Nothing of it is kept.")
"""What stands where an organization was named that was erased since."""

CLIP = 120
"""Characters of a text that a card shows."""


def clipped(text: str) -> str:
    """What a person typed, as much as fits a card beside everything else, whatever a platform makes of its length."""
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def public_entry(entry: PublicEntry, address: str = "", categories: Categories = ()) -> Sequence[Part]:
    """An organization exactly as the public list shows it, with what it stated of the letter's `categories`; its name
    is a link to its `address`, if it has one."""
    parts: list[Part] = [public_line(entry, address, categories)]
    if entry.spokesperson:
        parts.append(t("Speaks for it: {spokesperson}", spokesperson=entry.spokesperson))
    if entry.statement:
        parts.append(Typed(entry.statement, quoted=True))
    if entry.reservation:
        parts.extend((t("About the reservation:"), Typed(entry.reservation, quoted=True)))
    return parts


def public_line(entry: PublicEntry, address: str = "", categories: Categories = ()) -> Text:
    """An organization in one line, without what it says of itself: that it has reservations goes along."""
    name: object = Link(address, entry.organization) if address else entry.organization
    alone = Text("**{organization}**", {"organization": name})
    placed = t("**{organization}**, {place}", organization=name, place=entry.place)
    values: dict[str, object] = {"entry": placed if entry.place else alone}
    template = "{entry}"
    if entry.website:
        template, values["website"] = f"{template} · {{website}}", Link(entry.website)
    for number, each in enumerate(stated(categories, entry.traits)):
        template, values[f"stated{number}"] = f"{template} · {{stated{number}}}", each
    if entry.reserved:
        template, values["reserved"] = f"{template} · {{reserved}}", with_reservations(entry)
    if entry.withheld:
        template, values["withheld"] = f"{template} · {{withheld}}", t("its name is withheld")
    return Text(template, values)


def with_reservations(entry: PublicEntry) -> Text:
    """That an organization has reservations, which goes wherever its name goes."""
    return n(
        "with a reservation about demand {demands}",
        "with reservations about demands {demands}",
        len(entry.reserved),
        demands=Listing(entry.reserved),
    )


def receipt(endorsement: Endorsement) -> Code:
    """The receipt as it is shown."""
    return Code(spell_code(endorsement.receipt))
