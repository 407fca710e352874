"""The public list: page by page, searched, and each organization's line at an address of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.endorsements.logos import Logo
from bot.model.letters.categories import Trait, named
from bot.model.lists.filters import EVERYBODY, Filter, Only
from bot.model.people.settings import read_choices
from bot.pages.page import Body, PageView, Piece, Shown, WebPage
from bot.pages.pieces import Entries, Links, PageLink, Picture, Search, Section
from bot.pages.press import HANDLE, shown_of_organization
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.service.endorsements import logos
from bot.service.lists import disclosure, publication
from bot.text.text import Part, Text, n, t
from bot.views.counts import as_of, signed_on
from bot.views.endorsements.logos import alternative
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.categories import TRAITS, category_label
from bot.views.letters.confirmations import signed_revision
from bot.views.lists import ADDENDUM_TITLE, found_by_traits, not_yet, since_presented, stated_counts
from bot.views.proofs import authority

ON_A_PAGE = 200
"""So many organizations stand on a page of the list."""

NEARLY = 20
"""So many are shown at the most whose names are like what was typed."""

LONGEST_SEARCH = 150
"""Characters of what is searched for."""


FILTERS = {
    Only.ALL: t("All"),
    Only.STATEMENT: t("With a statement"),
    Only.RESERVATION: t("With a reservation"),
}
"""What the list can be narrowed to."""


def listed(visit: Visit, offset: int, limit: int, within: Filter = EVERYBODY) -> Sequence[Endorsement]:
    """Those in the list that a filter leaves, in its order."""
    letter_id = visit.revision.letter_id
    order = publication.order(visit.unit, letter_id)
    return visit.unit.endorsements.listed(letter_id, order, offset=offset, limit=limit, within=within)


def newest(visit: Visit, limit: int) -> Sequence[Endorsement]:
    """Those who were listed last, the last first, as far as everybody may know it."""
    letter_id, endorsements = visit.revision.letter_id, visit.unit.endorsements
    if not disclosure.discloses(visit.unit, letter_id):
        return ()
    before = max(endorsements.count(letter_id, State.LISTED) - limit, 0)
    return endorsements.in_state(letter_id, State.LISTED, before, limit)[::-1]


def entries(visit: Visit, found: Sequence[Endorsement], first: int = 1, linked: bool = True) -> Entries:
    """Organizations as the list shows them, each with a link to its line, unless they are not `linked`."""
    shows_level = read_choices(visit.unit.settings.all(visit.revision.letter_id)).shows_level
    levels = authority.shown(visit.unit, found) if shows_level else {}
    late = visit.unit.endorsements.late(visit.revision.letter_id, [each.id for each in found])
    revision = signed_revision(visit.unit, found, visit.revision)
    told = {each.id: (*((levels[each.id],) if levels else ()), *revision(each)) for each in found}
    texts = tuple(_entry(visit, each, told[each.id], linked, each.id in late) for each in found)
    drawn = logos.shown(visit.unit, found) if linked else {}
    pictures = tuple(_logo(visit, each, drawn[each.id]) if each.id in drawn else None for each in found)
    return Entries(texts, first, pictures if drawn else ())


def _logo(visit: Visit, endorsement: Endorsement, logo: Logo) -> Picture:
    address = visit.address("list", endorsement.handle, "logo.png")
    return Picture(address, alternative(endorsement.public, logo), logo.width, logo.height)


def logo(visit: Visit) -> Shown:
    """The logo of an organization, as long as it is in the list and a reviewer has approved it."""
    if not disclosure.discloses(visit.unit, visit.revision.letter_id):
        return None
    found = visit.unit.endorsements.in_list(visit.revision.letter_id, visit.names["handle"])
    if found is None or found.id not in logos.shown(visit.unit, (found,)):
        return None
    return Body(visit.unit.logos.content(found.id), "image/png")


def parted(visit: Visit, found: Sequence[Endorsement], first: int = 1) -> Sequence[Piece]:
    """Organizations as the list shows them, those of the addendum, which come last, apart from the others."""
    late = visit.unit.endorsements.late(visit.revision.letter_id, [each.id for each in found])
    went = [each for each in found if each.id not in late]
    if len(went) == len(found):
        return (entries(visit, found, first),)
    pieces: list[Piece] = [entries(visit, went, first)] if went else []
    pieces.append(Section((), ADDENDUM_TITLE, "addendum"))
    pieces.append(entries(visit, found[len(went) :], first and first + len(went)))
    return pieces


def _entry(visit: Visit, endorsement: Endorsement, told: Sequence[Part], linked: bool, late: bool) -> tuple[Part, ...]:
    address = visit.address("list", endorsement.handle) if linked else ""
    return (
        *public_entry(endorsement.public, address, visit.revision.letter.categories),
        *told,
        *((since_presented(visit.revision.letter, endorsement),) if late else ()),
    )


def list_page(visit: Visit) -> Shown:
    """The list, 200 to a page, and what somebody looks for in it."""
    letter, letter_id = visit.revision.letter, visit.revision.letter_id
    title = t("Who has signed: {title}", title=letter.title)
    until = disclosure.hidden_until(visit.unit, letter_id)
    if not disclosure.discloses(visit.unit, letter_id):
        said = (not_yet(letter.local(until)),) if until else ()
        return about(visit, PageView(said, title=title), "list")
    number, within = _page_number(visit), _within(visit)
    typed, narrowed = within.typed, within.narrows
    count = visit.unit.endorsements.signed(letter_id)
    order = publication.order(visit.unit, letter_id)
    matching, found = visit.unit.endorsements.found(
        letter_id, order, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE, within=within
    )
    pages = max(-(-matching // ON_A_PAGE), 1)
    if number > pages:
        return None
    by_name = within == Filter(typed)
    nearly = visit.unit.endorsements.nearly_listed(letter_id, typed, NEARLY) if typed and by_name and not found else ()
    search = Search("q", t("An organization's name"), t("Search"), typed)
    pieces: list[Piece] = [search, _filters(visit, within), *_by_traits(visit, within)]
    if typed:
        pieces.append(Section((_found(matching, typed, bool(nearly)),)))
    elif within.traits:
        pieces.append(Section((found_by_traits(letter.categories, within.traits, matching),)))
    if found or nearly:
        pieces.extend(parted(visit, found or nearly, 0 if narrowed else (number - 1) * ON_A_PAGE + 1))
    if pages > 1:
        pieces.append(_turns(visit, number, pages, _query(within)))
    described = None if narrowed or number > 1 else t("The organizations that have signed {title}.", title=letter.title)
    return about(
        visit,
        PageView(
            (*signed_on(count), as_of(letter, visit.unit.now)), title=title, pieces=tuple(pieces), description=described
        ),
        "list",
    )


def _found(matching: int, typed: str, nearly: bool) -> Text:
    if matching:
        return n("**{count} organization is found by “{typed}”**", "**{count} organizations are found by “{typed}”**",
                 matching, typed=typed)  # fmt: skip
    if nearly:
        return t("**No organization in the list has this name: {typed}.** Do you mean one of these?", typed=typed)
    return t("**No organization in the list has this name: {typed}.**", typed=typed)


def _page_number(visit: Visit) -> int:
    return int(visit.query.get("page", "1"))


def _within(visit: Visit) -> Filter:
    """What somebody looks for; what the letter does not tell apart counts for nothing."""
    typed, only = visit.query.get("q", "").strip()[:LONGEST_SEARCH], visit.query.get("with", "")
    traits = {trait.value: key for trait in Trait if (key := visit.query.get(trait.value, ""))}
    known = {trait: key for trait, key in traits.items() if named(visit.revision.letter.categories, trait, key)}
    return Filter(typed, Only(only) if only in set(Only) else Only.ALL, known)


def _query(within: Filter) -> Mapping[str, str]:
    """A filter as an address says it."""
    said = {"q": within.typed, "with": within.only.value, **within.traits}
    return {name: value for name, value in said.items() if value}


def _filters(visit: Visit, within: Filter) -> Links:
    """Links to what the list can be narrowed to."""
    links = [
        PageLink(name, visit.address("list", **_query(replace(within, only=each))), current=each is within.only)
        for each, name in FILTERS.items()
    ]
    return Links(t("Which organizations"), tuple(links))


def _by_traits(visit: Visit, within: Filter) -> Iterator[Links]:
    """Links to the organizations of each category that somebody has stated, with how many there are."""
    for trait, counted in stated_counts(visit.unit, visit.revision).items():
        others = {name: key for name, key in within.traits.items() if name != trait}
        links = [
            PageLink(
                t("{category} ({count})", category=category_label(category), count=count),
                visit.address("list", **_query(replace(within, traits={**others, trait.value: category.key}))),
                current=within.traits.get(trait) == category.key,
            )
            for category, count in counted
        ]
        everybody = visit.address("list", **_query(replace(within, traits=others)))
        yield Links(TRAITS[trait], (PageLink(t("All"), everybody, current=trait not in within.traits), *links))


def around(number: int, pages: int) -> Sequence[int]:
    """The numbers of the first page, the last one, and those around this one."""
    return sorted({1, *range(max(number - 2, 1), min(number + 2, pages) + 1), pages})


def _turns(visit: Visit, number: int, pages: int, search: Mapping[str, str]) -> Links:
    """Links to the first page, the last one, and those around this one."""
    links = [
        PageLink(t("Page {page}", page=each), visit.address("list", **search, page=str(each)), current=each == number)
        for each in around(number, pages)
    ]
    return Links(t("Pages of the list"), tuple(links))


def line_page(visit: Visit) -> Shown:
    """The line of one organization. One that has left the list is as unknown as one that never was in it."""
    letter = visit.revision.letter
    if not disclosure.discloses(visit.unit, visit.revision.letter_id):
        return None
    found = visit.unit.endorsements.in_list(visit.revision.letter_id, visit.names["handle"])
    if found is None:
        return None
    name = found.public.organization
    since = t("In the list since {date}.", date=letter.local(found.changed_at).date())
    said = t("{organization} has signed the open letter {title}.", organization=name, title=letter.title)
    view = PageView(
        (said,),
        title=t("{organization}", organization=name),
        pieces=(
            replace(entries(visit, (found,)), first=0),
            Section((since,)),
            Links(t("About this letter"), (
                PageLink(t("Read the letter"), visit.address()),
                PageLink(t("Who has signed"), visit.address("list")),
            )),
        ),
        description=said,
        picture=shown_of_organization(visit, found.handle, said),
    )  # fmt: skip
    return about(visit, view, "list", found.handle)


LIST = WebPage("/{language}/{letter}/list", list_page, queries=("q", "with", *Trait), number="page")
LOGO = WebPage("/{language}/{letter}/list/{handle}/logo.png", logo, forms=HANDLE)
LINE = WebPage("/{language}/{letter}/list/{handle}", line_page, forms=HANDLE)
