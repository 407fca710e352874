"""The packet for an organization's board, as a page to be printed and as a document."""

from bot.pages.letters import belongings, sign_link, wording
from bot.pages.page import PageView, Shown, Typeset, WebPage
from bot.pages.pieces import Links, PageLink, Section
from bot.pages.press import own_page
from bot.pages.surroundings import about
from bot.pages.visit import Visit
from bot.text.text import t
from bot.views.endorsements.packet import SIGNING, STORED, facts, heading, in_a_list, signing, stored, wanted_packet


def packet_page(visit: Visit) -> Shown:
    """What a board needs before it decides. Nothing of it says who has signed."""
    letter = visit.revision.letter
    ways = (
        PageLink(t("All of this as a PDF"), visit.address("packet.pdf")),
        *sign_link(visit),
    )
    view = PageView(
        (in_a_list(facts(visit.unit, visit.revision, visit.speech, own_page(visit))),),
        title=heading(letter),
        pieces=(
            Links(t("About this letter"), ways),
            *wording(visit),
            *belongings(visit, letter),
            Section(tuple(signing()), SIGNING, "signing"),
            Section(tuple(stored()), STORED, "stored"),
        ),
        description=t("What the board of an organization needs before it decides about {title}.", title=letter.title),
    )
    return about(visit, view, "packet")


def packet(visit: Visit) -> Shown:
    """The same on paper."""
    letter = visit.revision.letter
    wanted = wanted_packet(visit.revision, visit.speech, own_page(visit))
    return Typeset(wanted, "application/pdf", f"{letter.slug}-packet-{visit.revision.number}-{visit.language}.pdf")


PACKET = WebPage("/{language}/{letter}/packet", packet_page)
PACKET_PDF = WebPage("/{language}/{letter}/packet.pdf", packet)
