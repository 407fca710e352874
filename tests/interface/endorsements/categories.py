"""A letter that tells organizations apart."""

from dataclasses import replace

from bot.model.letters.categories import Category, Scope, Trait
from bot.model.letters.localized import Localized
from bot.ports.store import Unit
from tests.letters import LETTER

WORDS = Localized({"en": "Associations of *this* country.", "fr": "Les associations d’ici."})


def category(trait: Trait, key: str, label: str, barred: bool = False) -> Category:
    """A category whose label is the same in all languages of the letter."""
    return Category(trait, key, Localized({"en": label, "fr": f"{label} (fr)", "ar": f"{label} (ar)"}), barred)


UNION, PARTY = category(Trait.KIND, "union", "Trade union"), category(Trait.KIND, "party", "Political party", True)
NORTH, SOUTH = category(Trait.REGION, "north", "The north"), category(Trait.REGION, "south", "The south")
CATEGORIES = (UNION, PARTY, Category(Trait.SCOPE, Scope.LOCAL), NORTH, SOUTH)
"""Kinds of which one may not sign, a scope, and regions, of which it need not be said which."""


def tell_apart(unit: Unit, words: Localized | None = WORDS) -> None:
    """Publish the letter with categories."""
    current = unit.letters.current(LETTER)
    assert current
    unit.letters.publish(replace(current.letter, categories=CATEGORIES, who_may_sign=words))
