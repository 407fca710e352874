"""What a representative agrees to, each thing by itself and as it was worded then."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Item(StrEnum):
    """One thing to which somebody agrees when they sign, or afterwards."""

    AUTHORITY = "authority"
    LINE = "line"
    WITHHELD = "withheld"
    DETAILS = "details"
    MAIL = "mail"
    SPOKESPERSON = "spokesperson"
    LOGO = "logo"
    NEWS = "news"
    MORE = "more"
    NEXT_LETTERS = "next_letters"
    CONTACT = "contact"


INSTEAD = {Item.LINE: Item.WITHHELD, Item.WITHHELD: Item.LINE}
"""To agree to one of these takes back the other."""

OPTIONAL = frozenset({Item.NEWS, Item.MORE, Item.NEXT_LETTERS, Item.CONTACT})
"""What a sign-on does not need: each is agreed to by itself, afterwards, and taken back at any time."""


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody agreed to an item: `wording` tells which words they read, in which language."""

    item: Item
    wording: str
    language: str
    at: datetime
