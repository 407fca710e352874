"""An organization exactly as the public list shows it."""

from collections.abc import Sequence

from bot.model.codes import spell
from bot.model.endorsements.endorsement import Endorsement, Line
from bot.text.text import Code, Link, Part, Text, Typed, n, t

CLIP = 120
"""Characters of a text that a card shows."""


def clipped(text: str) -> str:
    """What a person typed, as much as fits a card beside everything else, whatever a platform makes of its length."""
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def public_entry(line: Line) -> Sequence[Part]:
    """An organization exactly as the public list shows it."""
    entry: dict[str, object] = {"organization": line.organization}
    template = "**{organization}**"
    if line.place:
        template, entry["place"] = f"{template}, {{place}}", line.place
    if line.website:
        template, entry["website"] = f"{template} · {{website}}", Link(line.website)
    if line.reserved:
        template, entry["reserved"] = f"{template} · {{reserved}}", with_reservations(line)
    parts: list[Part] = [Text(template, entry)]
    if line.statement:
        parts.append(Typed(line.statement, quoted=True))
    if line.reservation:
        parts.extend((t("About the reservation:"), Typed(line.reservation, quoted=True)))
    return parts


def with_reservations(line: Line) -> Text:
    """That an organization has reservations, which goes wherever its name goes."""
    return n(
        "with a reservation about demand {demands}",
        "with reservations about demands {demands}",
        len(line.reserved),
        demands=", ".join(map(str, line.reserved)),
    )


def receipt(endorsement: Endorsement) -> Code:
    """The receipt as it is shown."""
    return Code(spell(endorsement.receipt))
