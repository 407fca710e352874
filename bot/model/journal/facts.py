"""What the journal says of an endorsement besides its public line: facts, and the acts that may change each."""

from collections.abc import Mapping

from bot.model.journal.acts import Act

Facts = Mapping[str, str | int]
"""Facts by their names. What is empty or 0 is left out."""

LINE_CHANGED_BY = frozenset(
    {
        Act.ENDORSEMENT_CORRECTED,
        Act.ENDORSEMENT_STATEMENT_GIVEN,
        Act.ENDORSEMENT_RESERVATION_GIVEN,
        Act.ENDORSEMENT_RESERVATION_MADE,
        Act.ENDORSEMENT_RESERVATION_REMOVED,
        Act.ENDORSEMENT_WITHHELD,
        Act.ENDORSEMENT_NAMED,
        Act.ENDORSEMENT_SPOKESPERSON_NAMED,
        Act.ENDORSEMENT_SPOKESPERSON_REMOVED,
    }
)
"""The acts that may change an endorsement's public line."""

_READING = frozenset({Act.ENDORSEMENT_CORRECTED, Act.ENDORSEMENT_RECONFIRMED})
_COUNTING = frozenset({Act.ENDORSEMENT_COUNTED, Act.ENDORSEMENT_CORRECTED, Act.ENDORSEMENT_LISTED})
_DECIDING = frozenset(
    {Act.ENDORSEMENT_LISTED, Act.ENDORSEMENT_DECLINED, Act.ENDORSEMENT_DECISION_UNDONE, Act.ENDORSEMENT_CORRECTED}
)
_SAYING = frozenset({Act.ENDORSEMENT_LISTED, Act.ENDORSEMENT_WITHDRAWN, Act.ENDORSEMENT_REPLACED})

CHANGED_BY: Mapping[str, frozenset[str]] = {
    "state": _DECIDING
    | {
        Act.ENDORSEMENT_NAMED,
        Act.ENDORSEMENT_WITHHELD,
        Act.ENDORSEMENT_WITHDRAWN,
        Act.ENDORSEMENT_REPLACED,
        Act.DISPUTE_HIDDEN,
    },
    "revision": _READING,
    "language": _READING,
    "organization": _COUNTING,
    "parent": _COUNTING,
    "merged": _COUNTING,
    "signer": frozenset({Act.ENDORSEMENT_HANDED_OVER}),
    "origin": frozenset(),
    "checked": _DECIDING,
    "decided": _DECIDING,
    "statement": _SAYING
    | {
        Act.ENDORSEMENT_CORRECTED,
        Act.ENDORSEMENT_STATEMENT_GIVEN,
        Act.ENDORSEMENT_STATEMENT_SHOWN,
        Act.ENDORSEMENT_STATEMENT_TAKEN_DOWN,
    },
    "reservation": _SAYING
    | {
        Act.ENDORSEMENT_RESERVATION_GIVEN,
        Act.ENDORSEMENT_RESERVATION_SHOWN,
        Act.ENDORSEMENT_RESERVATION_TAKEN_DOWN,
        Act.ENDORSEMENT_RESERVATION_REMOVED,
    },
    "logo": frozenset(
        {
            Act.ENDORSEMENT_LOGO_GIVEN,
            Act.ENDORSEMENT_LOGO_SHOWN,
            Act.ENDORSEMENT_LOGO_TAKEN_DOWN,
            Act.ENDORSEMENT_WITHDRAWN,
            Act.ENDORSEMENT_REPLACED,
            Act.ENDORSEMENT_ERASED,
        }
    ),
    "first": frozenset({Act.ENDORSEMENT_ADDRESS_PROVEN, Act.ENDORSEMENT_ADDRESS_LAPSED, Act.ENDORSEMENT_ERASED}),
    "second": frozenset({Act.ENDORSEMENT_SECOND_CONFIRMED, Act.ENDORSEMENT_ADDRESS_LAPSED, Act.ENDORSEMENT_ERASED}),
    "disputes": frozenset(
        {Act.DISPUTE_OPENED, Act.DISPUTE_PROVEN, Act.DISPUTE_UPHELD, Act.DISPUTE_DISMISSED, Act.DISPUTE_REOPENED}
    ),
}
"""Every fact, and the acts that may change it. An endorsement's first entry says all of them."""

STANDING = ("state", "revision", "language")
"""The facts that have fields of their own in an entry."""

WITHHELD = "withheld"
"""What is said of an organization whose name is withheld."""

PROVEN = "proven"
"""What is said of an address that is proven."""


def every(facts: Facts) -> dict[str, str | int]:
    """The facts that have no fields of their own, with those that were left out, and without any that is not known."""
    return {name: facts.get(name, "") for name in CHANGED_BY if name not in STANDING}


def changed(facts: Facts, before: Facts) -> list[str]:
    """The names of the facts that are known from before and are others now."""
    return [name for name, value in facts.items() if name in before and before[name] != value]
