"""What the journal says of an endorsement besides its public line: facts, and the acts that may change each."""

from collections.abc import Mapping

Facts = Mapping[str, str | int]
"""Facts by their names. What is empty or 0 is left out."""

ADDRESS_PROVEN = "endorsement.address_proven"
SECOND_CONFIRMED = "endorsement.second_confirmed"
ADDRESS_LAPSED = "endorsement.address_lapsed"
"""The acts by which an address at the organization is proven, a second one, and neither any more."""

COUNTED = "endorsement.counted"
"""The act by which an endorsement counts for other records of organizations than before."""

ERASED = "endorsement.erased"
"""The act by which the lines and salts beside an endorsement's entries were erased."""

LINE_CHANGED_BY = frozenset(
    {
        "endorsement.corrected",
        "endorsement.statement_given",
        "endorsement.reservation_given",
        "endorsement.reservation_made",
        "endorsement.reservation_removed",
    }
)
"""The acts that may change an endorsement's public line."""

_READING = frozenset({"endorsement.corrected", "endorsement.reconfirmed"})
_COUNTING = frozenset({COUNTED, "endorsement.corrected", "endorsement.listed"})
_DECIDING = frozenset(
    {"endorsement.listed", "endorsement.declined", "endorsement.decision_undone", "endorsement.corrected"}
)
_SAYING = frozenset({"endorsement.listed", "endorsement.withdrawn", "endorsement.replaced"})

CHANGED_BY: Mapping[str, frozenset[str]] = {
    "state": _DECIDING | {"endorsement.withdrawn", "endorsement.replaced", "dispute.hidden"},
    "revision": _READING,
    "language": _READING,
    "organization": _COUNTING,
    "parent": _COUNTING,
    "merged": _COUNTING,
    "signer": frozenset({"endorsement.handed_over"}),
    "origin": frozenset(),
    "checked": _DECIDING,
    "decided": _DECIDING,
    "statement": _SAYING
    | {
        "endorsement.corrected",
        "endorsement.statement_given",
        "endorsement.statement_shown",
        "endorsement.statement_taken_down",
    },
    "reservation": _SAYING
    | {
        "endorsement.reservation_given",
        "endorsement.reservation_shown",
        "endorsement.reservation_taken_down",
        "endorsement.reservation_removed",
    },
    "first": frozenset({ADDRESS_PROVEN, ADDRESS_LAPSED, ERASED}),
    "second": frozenset({SECOND_CONFIRMED, ADDRESS_LAPSED, ERASED}),
    "disputes": frozenset(
        {"dispute.opened", "dispute.proven", "dispute.upheld", "dispute.dismissed", "dispute.reopened"}
    ),
}
"""Every fact, and the acts that may change it. An endorsement's first entry says all of them."""

STANDING = ("state", "revision", "language")
"""The facts that have fields of their own in an entry."""

PROVEN = "proven"
"""What is said of an address that is proven."""


def every(facts: Facts) -> dict[str, str | int]:
    """The facts that have no fields of their own, with those that were left out, and without any that is not known."""
    return {name: facts.get(name, "") for name in CHANGED_BY if name not in STANDING}


def changed(facts: Facts, before: Facts) -> list[str]:
    """The names of the facts that are known from before and are others now."""
    return [name for name, value in facts.items() if name in before and before[name] != value]
