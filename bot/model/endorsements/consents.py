"""What a representative agrees to, each thing by itself and as it was worded then."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Item(StrEnum):
    """One thing to which somebody agrees when they sign."""

    AUTHORITY = "authority"
    LINE = "line"
    WITHHELD = "withheld"
    DETAILS = "details"
    MAIL = "mail"
    SPOKESPERSON = "spokesperson"


INSTEAD = {Item.LINE: Item.WITHHELD, Item.WITHHELD: Item.LINE}
"""To agree to one of these takes back the other."""


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody agreed to an item: `wording` tells which words they read, in which language."""

    item: Item
    wording: str
    language: str
    at: datetime
