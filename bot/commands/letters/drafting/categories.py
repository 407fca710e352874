"""Owners and editors choose the kinds, sectors, scopes and regions of the letter, and which of them may sign."""

from collections.abc import Mapping, Sequence

from bot.commands.letters.drafting.draft import ITEM, view
from bot.commands.letters.drafting.editing import KEPT, OVERTAKEN, SEEN
from bot.commands.letters.drafting.items import ADDED, language, tongue
from bot.commands.shared_options import among, for_editors_of_any
from bot.interface.call import Call, Reply
from bot.interface.options import Choice, Kind, Option
from bot.model.letters import limits
from bot.model.letters.categories import Category, Trait
from bot.model.letters.localized import Localized
from bot.service.letters import items
from bot.text.text import Text, t
from bot.views.letters.categories import SCOPES, TRAITS


def _add(call: Call) -> Reply:
    trait, label = Trait(call.text("trait")), call.text("label")
    scoped = trait is Trait.SCOPE
    added = Category(
        trait, call.text("scope") if scoped else "", None if scoped else Localized({language(call): label})
    )
    number = items.add_category(call.unit, call.person(), call.published, added)
    return view(call, "categories", number, ADDED)


def _bar(call: Call) -> Reply:
    number = call.number("item") or 0
    if not items.bar(
        call.unit,
        call.person(),
        revision=call.published,
        number=number,
        bars=call.text("act") == "yes",
        before=call.text("seen"),
    ):
        return view(call, "", None, OVERTAKEN)
    return view(call, "categories", number, KEPT)


def _scopes(raw: Mapping[str, str]) -> bool:
    return raw.get("trait") == Trait.SCOPE


def _asks_label(call: Call) -> Sequence[Text]:
    return (
        t(
            "What organizations will choose. For example: {example}",
            example=EXAMPLES.get(call.text("trait"), EXAMPLES[Trait.KIND]),
        ),
        *tongue(call),
    )


EXAMPLES: Mapping[str, Text] = {
    Trait.KIND: t("trade union"),
    Trait.SECTOR: t("health"),
    Trait.REGION: t("the north"),
}

COMMANDS = (
    for_editors_of_any(
        "add_category",
        t("Add a kind, field, reach or region"),
        _add,
        Option(
            "trait",
            Kind.CHOICE,
            t("Of what"),
            t(
                "**What should organizations state when they sign?** All who sign are asked for what you add here, and "
                "the list can be narrowed to it."
            ),
            choices=tuple(Choice(trait.value, label) for trait, label in TRAITS.items()),
        ),
        Option(
            "label",
            Kind.TEXT,
            t("Name"),
            _asks_label,
            most=limits.CATEGORY_LABEL,
            when=lambda raw: not _scopes(raw),
        ),
        Option(
            "scope",
            Kind.CHOICE,
            t("How far it reaches"),
            t("**How far do organizations reach that you mean?**"),
            choices=tuple(Choice(key, label) for key, label in SCOPES.items()),
            when=_scopes,
        ),
    ),
    for_editors_of_any(
        "bar_category",
        t("Say which organizations may not sign"),
        _bar,
        ITEM,
        among("act", t("Whether they may"), "yes", "no"),
        SEEN,
    ),
)
