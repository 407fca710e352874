"""The letter as everybody can read it, and the way to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from bot.interface.actions import filled
from bot.model.endorsements.endorsement import State
from bot.model.letters.events import in_order
from bot.model.letters.letter import Letter, Revision
from bot.model.web_addresses import SIGN
from bot.pages.data import linked
from bot.pages.documents import document_address
from bot.pages.lists import listed, parted
from bot.pages.news import news
from bot.pages.page import Moved, PageView, Piece, Shown, WebPage
from bot.pages.pieces import Links, PageLink, ScanCode, Section
from bot.pages.press import growth, shown
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.pages.visiting import languages
from bot.service.lists import disclosure
from bot.text.text import Bullets, Link, Markdown, Part, Text, n, t
from bot.views.addressees import late_note, public
from bot.views.counts import as_of, signed_on
from bot.views.letters.categories import who_may_sign
from bot.views.letters.documents import document_entries
from bot.views.letters.ending import ended
from bot.views.letters.ledger import history, standing
from bot.views.letters.letter import (
    closing,
    escalation_parts,
    event_entry,
    initiator,
    press_contact,
)
from bot.views.lists import not_yet

FIRST_NAMES = 50
"""So many of those who have signed stand under the letter itself."""


def letter_page(visit: Visit) -> Shown:
    """The letter: what it says and asks, who has signed, and how to sign."""
    revision = visit.revision
    letter = revision.letter
    by = t(
        "An open letter by {initiator}. This is revision {revision}, of {date}.",
        initiator=initiator(letter),
        revision=revision.number,
        date=letter.local(revision.published_at).date(),
    )
    sign = str(filled("sign", ("letter",), {"letter": str(revision.letter_id)}))
    pieces: list[Piece] = [
        Section((Markdown(letter.summary),), language=_read_in(visit)),
        Section(counted(visit), t("Who has signed"), "signatories"),
        *((grown,) if (grown := growth(visit)) else ()),
        Links(t("About this letter"), _ways(visit)),
        *wording(visit),
        *_presented(visit),
        *belongings(visit, letter),
        *news(visit),
        Section((*_press(visit, letter),), t("For the press"), "press"),
        *_names(visit),
        *ways_to_sign(visit, sign, visit.address(SIGN)),
    ]
    view = PageView((by,), title=t("{title}", title=letter.title), pieces=tuple(pieces),
                    description=t("{summary}", summary=letter.summary),
                    picture=shown(visit, "count"), alternates=linked.alternates(visit),
                    structured=linked.structured(visit))  # fmt: skip
    return about(visit, view)


def _read_in(visit: Visit) -> str:
    """The language in which the letter is read, where that is not the page's."""
    read = visit.speech.language_of(visit.revision.letter.text)
    return read if read != visit.speech.tag else ""


def wording(visit: Visit) -> Sequence[Section]:
    """The letter's text, and each of its demands, with where it stands."""
    text = Section((Markdown(visit.revision.letter.text),), t("The letter"), "letter", _read_in(visit))
    return (text, *_demands(visit))


def _demands(visit: Visit) -> Iterator[Section]:
    """Each demand, where it stands, and what was recorded of it."""
    letter, ledger = visit.revision.letter, visit.unit.ledger.public(visit.revision.letter_id)
    for demand in letter.demands:
        to = t("Addressed to **{addressee}**, {office}.", addressee=demand.addressee.name,
               office=demand.addressee.office)  # fmt: skip
        title = t("Demand {number}: {title}", number=demand.number, title=demand.title)
        yield Section((Markdown(demand.asked), to), title, f"demand-{demand.number}", _read_in(visit))
        stands = standing(letter, ledger, demand.number, visit.speech.tag)
        if stands:
            yield Section((*stands, *history(letter, ledger, demand.number, None)))


def _presented(visit: Visit) -> Sequence[Section]:
    """To whom it was presented, where it was."""
    _, *said = public(visit.unit, visit.revision) or (None,)
    return (Section(tuple(said), t("To whom it was presented"), "presented"),) if said else ()


def counted(visit: Visit) -> tuple[Part, ...]:
    """How many have signed, where everybody may know it, and until when one can."""
    letter, letter_id = visit.revision.letter, visit.revision.letter_id
    until = disclosure.hidden_until(visit.unit, letter_id)
    parts = list[Part]()
    if disclosure.discloses(visit.unit, letter_id):
        parts.extend((*signed_on(visit.unit.endorsements.signed(letter_id)), as_of(letter, visit.unit.now)))
    elif until:
        parts.append(not_yet(letter.local(until)))
    over = visit.unit.endings.of(letter_id)
    if over:
        parts.append(ended(letter, over))
    if letter.goal:
        parts.append(t("The goal is {goal}.", goal=letter.goal))
    parts.extend(closing(letter, visit.unit.now))
    return tuple(parts)


def sign_link(visit: Visit) -> tuple[PageLink, ...]:
    """Where one can sign on; nothing where the letter takes no sign-ons any more."""
    if visit.revision.letter.closed(visit.unit.now):
        return ()
    return (PageLink(t("Sign on for an organization"), f"{visit.address()}#sign"),)


def _ways(visit: Visit) -> tuple[PageLink, ...]:
    """Where else to look."""
    return (
        PageLink(t("Who has signed"), visit.address("list")),
        *sign_link(visit),
        PageLink(t("Every revision of the letter"), visit.address("revisions")),
        PageLink(t("For the board of an organization"), visit.address("packet")),
        PageLink(t("For the press, as a PDF"), visit.address("press.pdf")),
        PageLink(t("Check that the record is as it was"), visit.address("verify")),
        *((PageLink(t("On your website"), visit.address("widget")),) if visit.root else ()),
    )


def belongings(visit: Visit, letter: Letter) -> Sequence[Piece]:
    """What belongs to the letter: what follows if it is not heard, dates, documents, who may sign."""
    pieces = list[Piece]()
    if letter.escalation:
        heading, *said = escalation_parts(letter, letter.escalation)
        pieces.append(Section(tuple(said), heading if isinstance(heading, Text) else None))
    if letter.events:
        dates = Bullets(tuple(event_entry(letter, each, visit.unit.now) for each in in_order(letter, visit.unit.now)))
        subscribed = t("{link}", link=Link(linked.calendar(visit), linked.CALENDAR_TO_ADD))
        pieces.append(Section((dates, subscribed), t("Dates"), "dates"))
    if letter.documents:
        entries = document_entries(visit.unit, visit.revision, partial(document_address, visit))
        pieces.append(Section((Bullets(entries),), t("Documents"), "documents"))
    who = who_may_sign(letter)
    if who:
        pieces.append(Section(tuple(who), t("Who may sign"), "who-may-sign"))
    return pieces


def _press(visit: Visit, letter: Letter) -> Sequence[Part]:
    """Whom journalists ask, and what they take along."""
    counted = shown(visit, "count")
    disclosed = disclosure.discloses(visit.unit, visit.revision.letter_id)
    taken = (
        Link(visit.address("press.pdf"), t("The letter and who has signed, as a PDF")),
        *((Link(counted.address, t("A picture of how many have signed")),) if counted else ()),
        *((Link(linked.table(visit), t("Who has signed, as a table (CSV)")),) if disclosed else ()),
    )
    contact = (press_contact(letter.press),) if letter.press else ()
    return (*contact, Bullets(tuple(t("{link}", link=each) for each in taken)))


def _names(visit: Visit) -> Sequence[Piece]:
    """The first of those who have signed, and where the others are."""
    letter_id = visit.revision.letter_id
    if not disclosure.discloses(visit.unit, letter_id):
        return ()
    count = visit.unit.endorsements.count(letter_id, State.LISTED)
    if not count:
        return ()
    found = listed(visit, 0, FIRST_NAMES)
    every = n("All {count} organization", "All {count} organizations", count)
    more = (Links(t("The whole list"), (PageLink(every, visit.address("list")),)),) if count > len(found) else ()
    first = n("The first {shown} of {count} organization:", "The first {shown} of {count} organizations:", count,
              shown=len(found))  # fmt: skip
    return (Section((first,) if more else (), t("They have signed"), "names"), *parted(visit, found), *more)


def ways_to_sign(visit: Visit, action: str, page: str) -> Sequence[Piece]:
    """How an organization signs, on each platform where the bot is, by an action or at a page."""
    if visit.revision.letter.closes and visit.unit.now > visit.revision.letter.closes:
        return ()
    said: list[Part] = [
        t("An organization signs through somebody who may speak for it. The bot asks what is needed, one thing at a "
          "time, and shows exactly what will be public before anything is.")
    ]  # fmt: skip
    said.extend(late_note(visit.unit, visit.revision.letter_id))
    codes = list[Piece]()
    for bot in visit.bots:
        link = bot.begin(action) or bot.link
        said.append(t("On {platform}: {link}", platform=bot.platform, link=Link(link, bot.account)))
        codes.append(ScanCode(link, t("Sign on {platform}", platform=bot.platform)))
    if visit.signs:
        there = Link(page, t("sign on with your e-mail address"))
        said.append(t("Without a chat app: {page}", page=there))
    return (Section(tuple(said), t("Sign on for an organization"), "sign"), *codes)


def home_page(visit: Visit) -> Shown:
    """The one letter, in a language that the reader's browser asks for; where there are several, each."""
    revisions = visit.unit.letters.all()
    if len(revisions) == 1:
        return _moved(visit, revisions[0])
    links = tuple(
        PageLink(t("{title}", title=each.letter.title), _first_address(visit, each)) for each in reversed(revisions)
    )
    if not links:
        return PageView((t("There is no letter here yet."),), title=t("Open letters"))
    return PageView((), title=t("Open letters"), pieces=(Links(t("Open letters"), links),))


def without_language(visit: Visit) -> Shown:
    """A letter that is named without a language stands in one that the reader's browser asks for."""
    return _moved(visit, visit.revision)


def with_a_slash(visit: Visit) -> Shown:
    """Some who write links end each with a slash."""
    return Moved(visit.address())


def _moved(visit: Visit, revision: Revision) -> Moved:
    return Moved(_first_address(visit, revision))


def _first_address(visit: Visit, revision: Revision) -> str:
    offered = languages(revision, tuple(visit.speeches))
    language = next((each for each in visit.accepted if each in offered), offered[0])
    return replace(visit, found=revision).address(language=language)


HOME = WebPage("/", home_page, public=False)
LETTER = WebPage("/{language}/{letter}", letter_page)
WITHOUT_LANGUAGE = WebPage("/{letter}", without_language, public=False)
WITH_A_SLASH = WebPage("/{language}/{letter}/", with_a_slash, public=False)
