"""The public list: who has signed, and how many."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import LETTER, SUGGESTED, among, hidden, suggestions
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option, Suggestion
from bot.model.endorsements.endorsement import Endorsement
from bot.model.files import File
from bot.model.letters.categories import Trait, named
from bot.model.lists.filters import Filter
from bot.model.people.settings import read_choices
from bot.service.lists import publication
from bot.text.text import Part, n, t
from bot.views.buttons import DISPUTE, LIST, READ, SIGN
from bot.views.counts import signed_on, withheld
from bot.views.endorsements.public_entry import public_entry
from bot.views.endorsements.reservations import counts
from bot.views.letters.categories import TRAITS, category_label
from bot.views.letters.confirmations import signed_revision, signed_revisions
from bot.views.letters.letter import closing
from bot.views.letters.sharing import count_name, share_button, shared_count
from bot.views.lists import (
    ADDENDUM_TITLE,
    counts_by_traits,
    discloses,
    found_by_traits,
    in_addendum,
    kept_back,
    since_presented,
    stated_counts,
)
from bot.views.organizations import of_chapters
from bot.views.press.files import picture_file
from bot.views.press.pictures import count_picture
from bot.views.proofs import authority

PAGE = 10
"""So many organizations stand on a page of the list."""


def _signatories(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if not discloses(call):
        return Reply(kept_back(call), (SIGN,))
    count = call.unit.endorsements.signed(letter_id)
    if not count.total:
        return Reply([t("No organization is listed yet."), *kept_back(call)], (SIGN, READ))
    typed = _typed(call)
    if typed:
        return _found(call, typed)
    if call.text("by"):
        return _by_trait(call, Trait(call.text("by")), call.text("of"))
    pages = max(-(-count.named // PAGE), 1)
    page = min(max(call.number("page") or 1, 1), pages)
    order = publication.order(call.unit, letter_id)
    listed = call.unit.endorsements.listed(letter_id, order, offset=(page - 1) * PAGE, limit=PAGE)
    parts: list[Part] = [
        n(
            "**{count} organization has signed {title}**",
            "**{count} organizations have signed {title}**",
            count.named,
            title=call.letter.title,
        ),
        *withheld(count),
        *in_addendum(len(call.unit.endorsements.late(letter_id))),
        *of_chapters(call.unit, letter_id),
    ]
    parts.extend(signed_revisions(call.unit, call.published))
    parts.extend(_entries(call, listed))
    if page == pages:
        parts.extend(counts(call))
    buttons = _turns(page, pages, {})
    if pages > 1:
        parts.append(t("Page {page} of {pages}", page=page, pages=pages))
    parts.extend(kept_back(call))
    latest = None if kept_back(call) else publication.latest(call.unit, letter_id)
    if latest:
        at = call.letter.local(latest.at).date()
        buttons.append(Button(t("The list of {date}", date=at), "frozen", {"number": latest.number}))
    traits = [
        Button(t("By: {trait}", trait=TRAITS[trait]), "signatories", {"by": trait.value})
        for trait in stated_counts(call.unit, call.published)
    ]
    return Reply(parts, (*buttons, *traits, SIGN, DISPUTE), replaces=call.number("page") is not None, card=True)


def _by_trait(call: Call, trait: Trait, key: str) -> Reply:
    """The organizations of a category; without one, which there are."""
    categories, letter_id = call.letter.categories, call.published.letter_id
    if not named(categories, trait, key):
        counted = stated_counts(call.unit, call.published).get(trait, ())
        buttons = [
            Button(
                t("{category} ({count})", category=category_label(each), count=count),
                "signatories",
                {"by": trait.value, "of": each.key},
            )
            for each, count in counted
        ]
        return Reply([t("**{trait}**", trait=TRAITS[trait])], (*buttons, LIST), replaces=True)
    within = Filter(traits={trait.value: key})
    count = call.unit.endorsements.count_listed(letter_id, within)
    pages = max(-(-count // PAGE), 1)
    page = min(max(call.number("page") or 1, 1), pages)
    order = publication.order(call.unit, letter_id)
    found = call.unit.endorsements.listed(letter_id, order, offset=(page - 1) * PAGE, limit=PAGE, within=within)
    parts: list[Part] = [found_by_traits(categories, within.traits, count), *_entries(call, found)]
    if pages > 1:
        parts.append(t("Page {page} of {pages}", page=page, pages=pages))
    turns = _turns(page, pages, {"by": trait.value, "of": key})
    other = Button(t("By: {trait}", trait=TRAITS[trait]), "signatories", {"by": trait.value})
    return Reply(parts, (*turns, other, LIST, DISPUTE), replaces=True, card=True)


def _typed(call: Call) -> str:
    """What somebody looks for in the list: typed now, or kept since they did."""
    number = call.number("found")
    if number is None:
        return call.text("search")
    typed = call.unit.lists.search(call.published.letter_id, number)
    if typed is None:
        raise NotFound(t("This search is over. Give the command again, with what you look for."))
    return typed


def _found(call: Call, typed: str) -> Reply:
    """The organizations in the list that have what was typed in their name, or nearly."""
    letter_id, endorsements = call.published.letter_id, call.unit.endorsements
    within = Filter(typed)
    page, order = max(call.number("page") or 1, 1), publication.order(call.unit, letter_id)
    count, listed = endorsements.found(letter_id, order, offset=(page - 1) * PAGE, limit=PAGE, within=within)
    pages = max(-(-count // PAGE), 1)
    if page > pages:
        page = pages
        listed = endorsements.listed(letter_id, order, offset=(page - 1) * PAGE, limit=PAGE, within=within)
    nearly = () if count else endorsements.nearly_listed(letter_id, typed, PAGE)
    parts: list[Part] = [
        n("**{count} organization is found by “{typed}”**", "**{count} organizations are found by “{typed}”**",
          count, typed=typed)
        if count
        else t("**No organization in the list has this name: {typed}.** Do you mean one of these?", typed=typed)
        if nearly
        else t("**No organization in the list has this name: {typed}.**", typed=typed)
    ]  # fmt: skip
    parts.extend(_entries(call, listed or nearly))
    if pages > 1:
        parts.append(t("Page {page} of {pages}", page=page, pages=pages))
    turns = _turns(page, pages, {"found": call.unit.lists.keep_search(letter_id, typed)} if pages > 1 else {})
    return Reply(parts, (*turns, LIST, DISPUTE), replaces=call.number("page") is not None, card=True)


def _entries(call: Call, listed: Sequence[Endorsement]) -> Sequence[Part]:
    """What is shown of some organizations of the list."""
    shows_level = read_choices(call.unit.settings.all(call.published.letter_id)).shows_level
    levels = authority.shown(call.unit, listed) if shows_level else {}
    late = call.unit.endorsements.late(call.published.letter_id, [each.id for each in listed])
    parts, revision = list[Part](), signed_revision(call.unit, listed, call.published)
    for each in listed:
        if each.id in late and ADDENDUM_TITLE not in parts:
            parts.append(ADDENDUM_TITLE)
        parts.extend(public_entry(each.public, categories=call.letter.categories))
        parts.extend([levels[each.id]] if levels else [])
        parts.extend(revision(each))
        parts.extend([since_presented(call.letter, each)] if each.id in late else [])
    return parts


def _turns(page: int, pages: int, search: Mapping[str, str | int]) -> list[Button]:
    """Buttons to the pages before and after."""
    return [
        Button(label, "signatories", {**search, "page": number})
        for label, number in ((t("Back"), page - 1), (t("More"), page + 1))
        if 1 <= number <= pages
    ]


def _suggest(call: Call, typed: str) -> Sequence[Suggestion]:
    if not call.revision or not discloses(call):
        return ()
    return suggestions(call.unit.organizations.signed_names(typed, SUGGESTED, call.published.letter_id))


def _progress(call: Call) -> Reply:
    letter = call.letter
    parts: list[Part] = list(kept_back(call))
    if discloses(call):
        parts = [
            *signed_on(call.unit.endorsements.signed(call.published.letter_id)),
            *of_chapters(call.unit, call.published.letter_id),
            *counts_by_traits(call),
            *parts,
        ]
    if letter.goal:
        parts.append(t("The goal is {goal}.", goal=letter.goal))
    parts.extend(closing(letter, call.unit.now))
    picture, trouble = _count_picture(call)
    return Reply(
        [*parts, *trouble],
        (LIST, SIGN, share_button(call, count_name(letter))),
        files=(picture,) if picture else (),
    )


def _count_picture(call: Call) -> tuple[File | None, Sequence[Part]]:
    """The picture of how many have signed, where that may be told and somebody has; or that it can't be drawn now."""
    revision, speech = call.published, call.speech
    if not call.caller.pictures or not discloses(call):
        return None, ()
    if not call.unit.endorsements.signed(revision.letter_id).total:
        return None, ()
    picture = picture_file(call, "count", lambda unit: count_picture(unit, revision, speech))
    return picture, () if picture else (t("The picture of it could not be drawn now."),)


_PAGE = Option("page", Kind.NUMBER, t("Page"), t("The page of the list"), need=Need.NEVER)

_SEARCH = Option(
    "search",
    Kind.TEXT,
    t("Search"),
    t("A part of an organization's name"),
    need=Need.NEVER,
    most=150,
    suggest=_suggest,
)
_FOUND = hidden("found", t("Search"))
_BY = among("by", t("By"), *Trait)


def _categories(call: Call) -> Sequence[Choice]:
    """The categories of the trait that was chosen."""
    trait, revision = call.raw.get("by", ""), call.revision
    return [
        Choice(each.key, category_label(each))
        for each in (revision.letter.categories if revision else ())
        if each.trait == trait
    ]


_OF = replace(hidden("of", t("Of"), Kind.CHOICE), choices=_categories)

COMMANDS = (
    Command(
        "signatories",
        t("The organizations that have signed"),
        _signatories,
        (LETTER, _PAGE, _SEARCH, _FOUND, _BY, _OF),
        linked=True,
    ),
    Command(
        "progress", t("How many have signed, and the deadline"), _progress, (LETTER,), linked=True, shared=shared_count
    ),
)
