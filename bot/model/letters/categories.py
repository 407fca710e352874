"""What a letter tells organizations apart by: the categories that its owners choose, and those that may not sign."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.model.letters.limits import CATEGORY_KEY
from bot.model.letters.localized import Localized


class Trait(StrEnum):
    """What an organization states about itself: what it is, in what it works, how far it reaches and where."""

    KIND = "kind"
    SECTOR = "sector"
    SCOPE = "scope"
    REGION = "region"


class Scope(StrEnum):
    """How far an organization reaches: the keys of the categories of a scope."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class Category:
    """One thing that an organization can state of a trait: the key by which it is kept, and what people read, which a
    scope has none of: its words are the software's own. `barred`: such an organization may not sign."""

    trait: Trait
    key: str
    label: Localized | None = None
    barred: bool = False


Categories = tuple[Category, ...]
"""All of a letter, those of each trait in the order in which they are offered. Of a trait without any nothing is
asked."""


def of(categories: Categories, trait: Trait) -> Categories:
    """The categories of a trait."""
    return tuple(each for each in categories if each.trait is trait)


def named(categories: Categories, trait: str, key: str) -> Category | None:
    """The category of a trait with a key; nothing where the letter has none."""
    return next((each for each in categories if each.trait == trait and each.key == key), None)


def restricts(categories: Categories, trait: Trait) -> bool:
    """Whether not all may sign, by a trait: then it has to be stated."""
    return any(each.barred for each in of(categories, trait))


def admits_nobody(categories: Categories) -> bool:
    """Whether of some trait no category may sign, so that nobody could."""
    return any(found and all(each.barred for each in found) for found in (of(categories, trait) for trait in Trait))


def barring(categories: Categories, stated: Mapping[str, str]) -> Category | None:
    """The category that keeps an organization from signing, by what it has stated; nothing where none does."""
    found = (named(categories, trait, key) for trait, key in stated.items())
    return next((each for each in found if each and each.barred), None)


def is_key(text: str) -> bool:
    """Whether a text can be a key."""
    return re.fullmatch(rf"[a-z0-9][a-z0-9_]{{0,{CATEGORY_KEY - 1}}}", text) is not None


def new_key(label: str, trait: Trait, taken: Collection[str]) -> str:
    """A key for a label that none of its trait has: its letters without marks where those are Latin, else a number."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: CATEGORY_KEY - 3].strip("_") or trait.value
    numbered = (key, *(f"{key}_{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in numbered if each not in taken)
