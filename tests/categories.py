"""A letter that tells organizations apart."""

from dataclasses import replace

from bot.model.endorsements.endorsement import Endorsement
from bot.model.journal.acts import Act
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


def state(unit: Unit, signed: Endorsement, **traits: str) -> Endorsement:
    """Let an organization have stated something about itself."""
    stated = replace(signed, entry=signed.entry.stating(traits))
    unit.endorsements.save(stated, Act.ENDORSEMENT_CORRECTED, signed.person_id)
    return stated


def tell_apart(unit: Unit, words: Localized | None = WORDS, letter_id: int = LETTER) -> None:
    """Publish a letter with categories."""
    current = unit.letters.current(letter_id)
    assert current
    unit.letters.publish(replace(current.letter, categories=CATEGORIES, who_may_sign=words))
