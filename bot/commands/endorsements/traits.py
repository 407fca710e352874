"""What an organization states about itself when it signs: a choice for each trait that has categories."""

from collections.abc import Mapping, Sequence

from bot.errors import Invalid
from bot.interface.call import Call
from bot.interface.options import Choice, Kind, Option
from bot.model.endorsements.endorsement import PublicEntry
from bot.model.letters.categories import Categories, Trait, named, of
from bot.text.text import Part, Text, t
from bot.views.letters.categories import TRAITS, barred_entry, category_label, not_open_to

UNSAID = "_"
"""The choice of whoever does not say, which no category has as its key."""

PROMPTS: Mapping[Trait, Text] = {
    Trait.KIND: t("What kind of organization is it? The public list shows it."),
    Trait.SECTOR: t("In what does it work? The public list shows it."),
    Trait.SCOPE: t("How far does it reach? The public list shows it."),
    Trait.REGION: t("In which region is it? The public list shows it."),
}


def stated(call: Call) -> Mapping[str, str]:
    """What was stated, by the names of traits."""
    return {trait.value: call.text(trait) for trait in Trait if call.text(trait) not in ("", UNSAID)}


def begun(call: Call, entry: PublicEntry) -> Mapping[str, str]:
    """What a correction begins with, as far as it can still be chosen."""
    categories = _categories(call)
    return {trait: key for trait, key in entry.traits.items() if named(categories, trait, key)}


def all_given(call: Call, raw: Mapping[str, str]) -> bool:
    """Whether nothing is asked any more."""
    categories = _categories(call)
    return all(trait in raw for trait in Trait if of(categories, trait))


def _categories(call: Call) -> Categories:
    return call.revision.letter.categories if call.revision else ()


def _choices(call: Call, trait: Trait) -> Sequence[Choice]:
    """Those that may sign first; whoever does not say, only where all may."""
    categories = of(_categories(call), trait)
    admitted = [Choice(each.key, category_label(each)) for each in categories if not each.barred]
    barred = [
        Choice(each.key, t("{category} (may not sign)", category=category_label(each)))
        for each in categories
        if each.barred
    ]
    return (*admitted, *barred, *(() if barred else (Choice(UNSAID, t("I would rather not say")),)))


def _asks(call: Call, trait: Trait) -> Sequence[Part]:
    barred = barred_entry(_categories(call), trait)
    return (PROMPTS[trait], *((barred,) if barred else ()))


def _judge(call: Call, trait: Trait, key: str) -> None:
    category = named(_categories(call), trait, key)
    if category and category.barred:
        raise Invalid(not_open_to(call.letter, category))


def _option(trait: Trait) -> Option:
    return Option(
        trait.value,
        Kind.CHOICE,
        TRAITS[trait],
        lambda call: _asks(call, trait),
        choices=lambda call: _choices(call, trait),
        applies=lambda call, raw: bool(of(_categories(call), trait)),
        judge=lambda call, key: _judge(call, trait, key),
        argument=False,
        beside=True,
    )


OPTIONS = tuple(map(_option, Trait))
"""A choice for each trait: of whoever signs, where the letter has categories of it."""
