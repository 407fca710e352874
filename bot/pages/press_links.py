"""The page behind a link for the press: nothing of the list before somebody presses, since previews open links too."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.codes import TOKEN_LENGTH
from bot.model.lists.press_links import PressLink
from bot.pages.lists import ON_A_PAGE, around, entries
from bot.pages.page import PageAct, PageView, Shown, Typeset, WebPage
from bot.pages.pieces import Section
from bot.pages.visit import Visit
from bot.service.lists import press_links
from bot.text.locales import SOURCE
from bot.text.text import Part, t
from bot.views.counts import signed_on
from bot.views.press.embargo import frozen_list, under_embargo
from bot.views.press.wanted import wanted_kit
from bot.views.press_links import PLACE

TOLD = t(
    "That this link was used, and when, is told to the letter's organizers. Nothing of you or your device is recorded."
)


def _opened(visit: Visit) -> tuple[Visit, PressLink] | None:
    """The link, and the visit to its letter, in a language that the reader's browser asks for; nothing where it leads
    nowhere."""
    link = press_links.by_token(visit.unit, visit.names["key"])
    revision = visit.unit.letters.current(link.letter_id) if link else None
    if link is None or revision is None:
        return None
    wanted = (*visit.accepted, *revision.letter.languages, SOURCE)
    language = next(each for each in wanted if each in visit.speeches)
    return replace(visit, found=revision, speech=visit.speeches[language]), link


def _view(visit: Visit, parts: Sequence[Part], *acts: PageAct) -> PageView:
    """A page whose title says nothing but which letter it is about: browsers keep that."""
    title = t("{title}", title=visit.revision.letter.title)
    return PageView(tuple(parts), visit.speech.tag, acts, title=title)


def _show(visit: Visit) -> Shown:
    """What anybody who opens it sees, programs too."""
    opened = _opened(visit)
    if opened is None:
        return None
    said = t("This link is meant for one recipient. Press the button to see what it leads to.")
    return _view(opened[0], (said, TOLD), _OPEN)


def _open(visit: Visit) -> Shown:
    """The list, 200 to a page."""
    opened = _opened(visit)
    if opened is None:
        return None
    visit, link = opened
    count = press_links.count(visit.unit, link)
    pages = max(-(-count.named // ON_A_PAGE), 1)
    typed = visit.query.get("page", "")
    number = min(max(int(typed), 1), pages) if typed.isdecimal() and len(typed) < 6 else 1
    press_links.use(visit.unit, link)
    parts = (
        *under_embargo(visit.unit, visit.revision),
        *frozen_list(visit.unit, visit.revision, link),
        *signed_on(count),
    )
    turns = [replace(_TURN, label=t("Page {page}", page=each), query={"page": str(each)})
             for each in around(number, pages) if each != number]  # fmt: skip
    found = press_links.listed(visit.unit, link, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    listed = entries(visit, found, (number - 1) * ON_A_PAGE + 1, linked=False)
    return replace(_view(visit, parts, _KIT, *turns), pieces=(listed, Section((TOLD,))))


def _kit(visit: Visit) -> Shown:
    """Everything about the letter and the list as a document to be printed."""
    opened = _opened(visit)
    if opened is None:
        return None
    visit, link = opened
    press_links.use(visit.unit, link)
    name = f"{visit.revision.letter.slug}-{visit.speech.tag}.pdf"
    return Typeset(wanted_kit(visit.revision, visit.speech, link=link), "application/pdf", name, attached=True)


_OPEN = PageAct("open", t("Show it"), _open)
_TURN = replace(_OPEN, label=t("Page"))
_KIT = PageAct("kit", t("The press kit with this list (PDF)"), _kit)

PRESS_PAGE = WebPage(
    f"/{PLACE}/{{key}}",
    _show,
    acts=(_OPEN, _KIT),
    forms={"key": f"[0-9A-Z]{{{TOKEN_LENGTH}}}"},
    public=False,
    number="page",
)
