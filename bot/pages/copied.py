"""The page with which a copy of a letter's pages begins."""

from bot.pages.page import PageView
from bot.pages.pieces import Links, PageLink
from bot.pages.visit import Visit
from bot.pages.visiting import languages
from bot.text.text import Code, Language, t


def beginning(visit: Visit) -> PageView:
    """What the copy is, when it was made, and in which languages it can be read."""
    letter, head = visit.revision.letter, visit.unit.journal.last(visit.revision.letter_id)
    links = tuple(
        PageLink(t("{language}", language=Language(tag)), visit.address(language=tag), language=tag)
        for tag in languages(visit.revision, tuple(visit.speeches))
    )
    return PageView(
        (
            t(
                "A copy of the pages of this open letter, made on {date}: revision {revision}.",
                date=letter.local(visit.unit.now).date(),
                revision=visit.revision.number,
            ),
            t("The head of its journal then: {head}", head=Code(f"{head.number}:{head.hash}")),
            t(
                "Whoever withdraws is not named any more in the letter’s own pages. Replace this copy when you are"
                " asked to."
            ),
        ),
        title=t("{title}", title=letter.title),
        pieces=(Links(t("Languages"), links),),
    )
