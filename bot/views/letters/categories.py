"""The categories of a letter in words: what an organization states about itself, and which may not sign."""

from collections.abc import Mapping, Sequence

from bot.model.letters.categories import Categories, Category, Scope, Trait, named, of
from bot.model.letters.letter import Letter
from bot.model.letters.localized import Localized
from bot.ports.store import Unit
from bot.text.blocks import plain
from bot.text.markup import markdown
from bot.text.text import Listing, Markdown, Part, Text, t

TRAITS: Mapping[Trait, Text] = {
    Trait.KIND: t("Kind of organization"),
    Trait.SECTOR: t("Field of work"),
    Trait.SCOPE: t("How far it reaches"),
    Trait.REGION: t("Region"),
}
SCOPES: Mapping[str, Text] = {
    Scope.LOCAL: t("Local"),
    Scope.REGIONAL: t("Regional"),
    Scope.NATIONAL: t("National"),
    Scope.INTERNATIONAL: t("International"),
}


def category_label(category: Category) -> Text:
    """A category in words: the letter's own, but for a scope."""
    scope = SCOPES.get(category.key) if category.trait is Trait.SCOPE else None
    return scope or Text("{label}", {"label": category.label or category.key})


def category_entry(category: Category) -> Text:
    """A category with its trait, and that it may not sign, in one line."""
    trait, label = TRAITS[category.trait], category_label(category)
    if category.barred:
        return t("{trait}: {category} (may not sign)", trait=trait, category=label)
    return t("{trait}: {category}", trait=trait, category=label)


def categories_of(unit: Unit, letter_id: int) -> Categories:
    """The categories of a letter as it is now."""
    current = unit.letters.current(letter_id)
    return current.letter.categories if current else ()


def stated(categories: Categories, traits: Mapping[str, str]) -> Sequence[Text]:
    """What an organization has stated about itself, as far as the letter has words for it."""
    found = (named(categories, trait, traits.get(trait, "")) for trait in Trait)
    return [category_label(each) for each in found if each]


def who_may_sign(letter: Letter) -> list[Part]:
    """Who may sign: in the letter's own words, and by its categories. Nothing where all may."""
    parts: list[Part] = [Markdown(letter.who_may_sign)] if letter.who_may_sign else []
    barred = (barred_entry(letter.categories, trait) for trait in Trait)
    return [*parts, *(each for each in barred if each)]


def barred_entry(categories: Categories, trait: Trait) -> Text | None:
    """Which categories of a trait may not sign, in one line; nothing where all may."""
    barred = [category_label(each) for each in of(categories, trait) if each.barred]
    if not barred:
        return None
    return t("May not sign: {categories}", categories=Listing(barred))


def not_open_to(letter: Letter, category: Category) -> Text:
    """That a letter is not open to a category, in the letter's own words where it has some."""
    label = category_label(category)
    if letter.who_may_sign:
        words = {tag: plain(markdown.parse(text)) for tag, text in letter.who_may_sign.texts.items()}
        return t(
            "This letter is not open to: {category}. Who may sign: {words}", category=label, words=Localized(words)
        )
    admitted = [category_label(each) for each in of(letter.categories, category.trait) if not each.barred]
    return t("This letter is not open to: {category}. It is open to: {admitted}", category=label,
             admitted=Listing(admitted))  # fmt: skip
