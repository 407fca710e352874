"""The page behind a link by which somebody was asked to sign: it says nothing before a press, since previews open links
too."""

from dataclasses import replace

from bot.interface.actions import filled
from bot.model.codes import TOKEN_LENGTH
from bot.model.web_addresses import SIGN
from bot.pages.letters import ways_to_sign
from bot.pages.page import PageAct, PageView, Shown, WebPage
from bot.pages.visit import Visit
from bot.service.outreach import links
from bot.service.outreach.links import Invitation
from bot.text.text import Part, t
from bot.views.letters.letter import initiator
from bot.views.outreach import PLACE, begins_with

TOLD = t("Nothing of you or your device is recorded, and nobody is told that you opened this link.")


def _invitation(visit: Visit) -> Invitation | None:
    return links.invited(visit.unit, visit.revision.letter_id, visit.names["key"])


def _view(visit: Visit, *parts: Part) -> PageView:
    """A page whose title says nothing but which letter it is about: browsers keep that."""
    return PageView(tuple(parts), visit.language, title=t("{title}", title=visit.revision.letter.title))


def _show(visit: Visit) -> Shown:
    """What anybody who opens it sees, programs too."""
    if _invitation(visit) is None:
        return None
    said = t("Somebody was asked to sign this letter, and was given this link. Press the button to go on.")
    return replace(_view(visit, said, TOLD), acts=(_OPEN,))


def _open(visit: Visit) -> Shown:
    """Who is asked, and the ways to sign."""
    invitation = _invitation(visit)
    if invitation is None:
        return None
    letter, key = visit.revision.letter, visit.names["key"]
    asked = t("**You are asked to sign {title}**, by {initiator}.", title=letter.title, initiator=initiator(letter))
    about = {"letter": str(visit.revision.letter_id), "key": key}
    ways = ways_to_sign(visit, str(filled("invited", ("letter", "key"), about)), visit.address(SIGN, PLACE, key))
    return replace(_view(visit, asked, begins_with(invitation), TOLD), pieces=tuple(ways))


_OPEN = PageAct("open", t("Go on"), _open)

INVITED_PAGE = WebPage(
    f"/{{language}}/{{letter}}/{PLACE}/{{key}}",
    _show,
    acts=(_OPEN,),
    forms={"key": f"[0-9A-Z]{{{TOKEN_LENGTH}}}"},
    public=False,
)
