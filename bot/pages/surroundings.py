"""What stands around each page of a letter: its other languages, where it stands, and what it belongs to."""

from dataclasses import replace

from bot.pages.page import PageView
from bot.pages.pieces import Links, PageLink
from bot.pages.visit import Visit
from bot.pages.visiting import in_which, languages
from bot.text.text import Link, t
from bot.views.letters.letter import initiator


def about(visit: Visit, view: PageView, *steps: str) -> PageView:
    """A page of a letter, with where it stands, in which languages it is to be had, and what it belongs to.

    `steps`: its path below the letter's.
    """
    letter = visit.revision.letter
    offered = languages(visit.revision, tuple(visit.speeches))
    links = tuple(
        PageLink(
            t("{language}", language=_name(visit, tag)), visit.address(*steps, language=tag),
            language=tag, relation="alternate", current=tag == visit.language,
        )
        for tag in offered
    )  # fmt: skip
    footer = t(
        "{letter} · an open letter by {initiator}",
        letter=Link(visit.address(), letter.title),
        initiator=initiator(letter),
    )
    return replace(
        view,
        address=visit.address(*steps),
        same={tag: visit.address(*steps, language=tag) for tag in letter.languages},
        languages=Links(t("Languages"), links),
        above=PageLink(t("{title}", title=letter.title), visit.address()) if steps else None,
        footer=(footer,),
    )


def _name(visit: Visit, tag: str) -> str:
    speech = in_which(visit.speeches, tag, visit.revision)
    return (speech.locale.languages.get(tag) if speech and not speech.reads else None) or tag
