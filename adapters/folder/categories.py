"""The categories of a letter, as letter.toml gives them."""

from adapters.folder.reader import Reader
from adapters.folder.texts import given, localized
from bot.model.letters import limits
from bot.model.letters.categories import Category, Scope, Trait, admits_nobody, is_key, named, of


def categories(top: Reader) -> tuple[Category, ...]:
    """Every category; what is wrong with one is noted, and it is left out."""
    found = tuple[Category, ...]()
    for entry in top.take_tables("categories", limits.ALL_CATEGORIES, "what organizations are told apart by"):
        category = _category(entry)
        if category is None:
            continue
        if named(found, category.trait, category.key):
            entry.note("key", f"is the key of another {category.trait}", "give each its own")
        elif len(of(found, category.trait)) == limits.CATEGORIES:
            entry.note("trait", f"is that of {limits.CATEGORIES} others", f"write at most {limits.CATEGORIES} of each")
        found = (*found, category)
    if admits_nobody(found):
        top.note("categories", "bars all of a trait, so that nobody could sign", "leave out barred = true of one")
    return found


def _category(entry: Reader) -> Category | None:
    trait = entry.take_string("trait", f"one of {', '.join(Trait)}")
    key = entry.take_string("key", "its name in exports, as union")
    barred = entry.take_switch("barred", "such organizations may not sign")
    if trait is not None and trait not in set(Trait):
        entry.note("trait", "is not known", f"write one of {', '.join(Trait)}")
    label = None
    if trait != Trait.SCOPE:
        label = given(localized(entry, "label", longest=limits.CATEGORY_LABEL, meaning="what people read"))
    if key is not None and trait == Trait.SCOPE and key not in set(Scope):
        entry.note("key", "is no scope", f"write one of {', '.join(Scope)}")
    elif key is not None and not is_key(key):
        allowed = f"1 to {limits.CATEGORY_KEY} of the characters a-z, 0-9 and _, the first of them no _"
        entry.note("key", f"is not {allowed}", 'write one as key = "union"')
    return Category(Trait(trait), key, label, barred) if trait in set(Trait) and key else None
