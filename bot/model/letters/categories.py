"""What a letter tells organizations apart by: the lists that its owners choose, and which of them may sign."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.letters.localized import Localized


class Trait(StrEnum):
    """What an organization states about itself: what it is, in what it works, how far it reaches and where."""

    KIND = "kind"
    SECTOR = "sector"
    SCOPE = "scope"
    REGION = "region"


class Scope(StrEnum):
    """How far an organization reaches."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class Category:
    """One that an organization can state: its key, by which it is kept, and what people read."""

    key: str
    label: Localized


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories that an organization is asked for when it signs. Where a list is empty, it is not asked."""

    kinds: tuple[Category, ...] = ()
    sectors: tuple[Category, ...] = ()
    regions: tuple[Category, ...] = ()
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class Admits:
    """The keys of the kinds, scopes and regions that may sign. Where there are none, all may."""

    kinds: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    regions: tuple[str, ...] = ()
