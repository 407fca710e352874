"""What is asked of whoever signs on for an organization."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.endorsements import traits
from bot.commands.endorsements.confirming import BOARD, authorities, confirmed, public_line
from bot.commands.shared_options import (
    AT,
    EMAIL,
    ENDORSEMENT,
    LETTER,
    REPRESENTATIVE,
    ROLE,
    SUGGESTED,
    hidden,
    suggestions,
)
from bot.interface.call import Call
from bot.interface.options import Choice, Kind, Need, Option, Suggestion
from bot.service.lists import disclosure
from bot.text import checks
from bot.text.pasted import visible
from bot.text.text import t
from bot.views.letters.categories import who_may_sign
from bot.views.letters.letter import initiator

MAY_SIGN, INDIVIDUAL = "may_sign", "individual"


def _for_organization(raw: Mapping[str, str]) -> bool:
    return raw.get("capacity") != INDIVIDUAL


def _needs_place(raw: Mapping[str, str]) -> bool:
    return _for_organization(raw) and raw.get("another") == "yes" and not raw.get("place")


def _suggest_organizations(call: Call, typed: str) -> Sequence[Suggestion]:
    return suggestions(disclosure.known_names(call.unit, typed, SUGGESTED))


_CAPACITY = Option(
    "capacity",
    Kind.CHOICE,
    t("Who signs"),
    lambda call: [
        t("**Sign “{title}” by {initiator}**", title=call.letter.title, initiator=initiator(call.letter)),
        *who_may_sign(call.letter),
        t("Only organizations sign. Which one applies to you?"),
    ],
    choices=(
        Choice(MAY_SIGN, t("I may sign for my organization"), "primary"),
        Choice(BOARD, t("Our board must decide first")),
        Choice(INDIVIDUAL, t("I am an individual")),
    ),
    argument=False,
)
ORGANIZATION = Option(
    "organization",
    Kind.ORGANIZATION,
    t("Organization"),
    t("The organization's full name, as the public list should show it."),
    least=2,
    most=150,
    when=_for_organization,
    suggest=_suggest_organizations,
)
_REPRESENTATIVE, _ROLE, _EMAIL = (replace(each, when=_for_organization) for each in (REPRESENTATIVE, ROLE, EMAIL))
WEBSITE = Option(
    "website",
    Kind.TEXT,
    t("Website"),
    t("The organization's website, shown on the public list."),
    need=Need.OFFERED,
    most=checks.WEBSITE_LENGTH,
    when=_for_organization,
    clean=visible,
    check=checks.website,
)
PLACE = Option(
    "place",
    Kind.TEXT,
    t("Place"),
    t("Where the organization is based, such as a town. Shown on the public list."),
    need=Need.OFFERED,
    most=100,
    when=lambda raw: _for_organization(raw) and not _needs_place(raw),
)
_STATEMENT = Option(
    "statement",
    Kind.PARAGRAPH,
    t("Statement"),
    t("A few words from the organization, shown on the public list."),
    above=public_line,
    need=Need.OFFERED,
    personal=True,
    most=500,
    questions=True,
    when=_for_organization,
)
_AUTHORITY = Option(
    "authority",
    Kind.CHOICE,
    t("Authority"),
    confirmed,
    choices=authorities,
    when=lambda raw: _for_organization(raw) and (not _needs_place(raw) or "elsewhere" in raw),
    applies=traits.all_given,
    argument=False,
)

_MEETS = replace(
    AT,
    name="meets",
    label=t("The board meets"),
    need=Need.OFFERED,
    argument=False,
    when=lambda raw: raw.get("capacity") == BOARD,
    end_of_day=True,
    shown=True,
)
_ANOTHER = replace(
    hidden("another", t("Another organization"), Kind.CHOICE),
    choices=(Choice("yes", t("We are another organization of that name")),),
    when=_for_organization,
)
"""Asked for where an organization of the name has signed."""

_ELSEWHERE = replace(
    PLACE,
    name="elsewhere",
    prompt=t("Where is your organization based? The public list shows it, so that the two are told apart."),
    need=Need.REQUIRED,
    when=_needs_place,
    argument=False,
)

_INVITATION = hidden("invitation", t("Invitation"), Kind.TEXT)
"""The token of a link by which whoever signs was asked to."""

_TRAITS = tuple(replace(each, when=_for_organization) for each in traits.OPTIONS)
_TYPED = (ORGANIZATION, _REPRESENTATIVE, _ROLE, _EMAIL, WEBSITE, PLACE, _STATEMENT)

OPTIONS = (LETTER, _CAPACITY, *_TYPED, _AUTHORITY, ENDORSEMENT, _MEETS, _ANOTHER, _ELSEWHERE, *_TRAITS, _INVITATION)
