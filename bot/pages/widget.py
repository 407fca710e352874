"""A letter in pages of others: what stands there, and how they put it there."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from bot.pages.data import linked
from bot.pages.data.places import address
from bot.pages.letters import counted, sign_link
from bot.pages.lists import newest
from bot.pages.page import PageView, Shown, WebPage
from bot.pages.pieces import Links, PageLink, Section
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.service.lists import disclosure
from bot.text.text import Bullets, Code, Link, Text, t
from bot.views.lists import said_by_traits

NAMES = 5
"""So many of those who were listed last stand there."""


def framed(visit: Visit) -> Shown:
    """What stands in pages of others: how many have signed, who did lately, and where one can."""
    title = visit.revision.letter.title
    names = Bullets(tuple(_named(visit, each.public.organization, each.handle) for each in newest(visit, NAMES)))
    latest = (Section((names,), t("They have signed lately")),) if names.items else ()
    ways = (
        PageLink(t("Read the letter"), visit.address()),
        *sign_link(visit),
        PageLink(t("Who has signed"), visit.address("list")),
    )
    return PageView(
        (t("**{letter}**", letter=Link(visit.address(), title)), *counted(visit), *_what_they_are(visit)),
        title=t("{title}", title=title),
        pieces=(*latest, Links(t("About this letter"), ways)),
    )


def _what_they_are(visit: Visit) -> Sequence[Text]:
    """How many have stated each kind, as it stands beside the count; nothing while the list is kept back."""
    discloses = disclosure.discloses(visit.unit, visit.revision.letter_id)
    return said_by_traits(visit.unit, visit.revision)[:1] if discloses else ()


def _named(visit: Visit, organization: str, handle: str) -> Text:
    return t("{organization}", organization=Link(visit.address("list", handle), organization))


def how_page(visit: Visit) -> Shown:
    """How others put it into their pages; nothing where it is not known at which address it stands."""
    if not visit.root:
        return None
    letter = visit.revision.letter
    view = PageView(
        (
            t("Put this where the letter is to appear on your website. It shows how many have signed, and where one "
              "can; where it can't, a link remains. It sets no cookie."),
            t("{tag}", tag=Code(_tag(visit))),
            t("Where it has a content security policy, that needs these words too: {words}",
              words=Code(f"script-src {_origin(visit)}; frame-src {_origin(visit)}")),
            t("Where your website allows no scripts, put this there:"),
            t("{frame}", frame=Code(_frame(visit))),
            t("Where it allows neither, link to the letter: {link}", link=Link(visit.address())),
        ),
        title=t("On your website: {title}", title=letter.title),
        pieces=(Section((t("For programs of your own:"), Bullets((
            t("{link}", link=Link(address(visit), linked.DATA)),
            t("{link}", link=Link(linked.feed(visit), linked.FEED)),
            t("{link}", link=Link(linked.calendar(visit), linked.CALENDAR)),
        ))), anchor="data"),),
    )  # fmt: skip
    return about(visit, view, "widget")


def _origin(visit: Visit) -> str:
    """Of the public address what a content security policy names."""
    parts = urlsplit(visit.root)
    return f"{parts.scheme}://{parts.netloc}"


def _tag(visit: Visit) -> str:
    letter, title = visit.revision.letter, escape(visit.speech.reading(visit.revision.letter.title))
    return (
        f'<a href="{visit.address()}">{title}</a><script src="{visit.root}/embed/widget.js" '
        f'data-letter="{letter.slug}" data-language="{visit.language}" data-title="{title}" async></script>'
    )


def _frame(visit: Visit) -> str:
    title = escape(visit.speech.reading(visit.revision.letter.title))
    address = f"{visit.root}/embed/{visit.language}/{visit.revision.letter.slug}"
    return f'<iframe src="{address}" title="{title}" width="100%" height="500"></iframe>'


FRAMED = WebPage("/embed/{language}/{letter}", framed, framed=True)
HOW = WebPage("/{language}/{letter}/widget", how_page)
