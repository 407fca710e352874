"""What is typeset: the press kit as a document, and pictures to share."""

from collections.abc import Callable

from bot.model.codes import ALPHABET, RECEIPT_LENGTH
from bot.pages.page import Shown, Typeset, WebPage
from bot.pages.pieces import Picture
from bot.pages.visit import Visit
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import Text
from bot.views.press.pictures import Described, organization_picture, public_picture
from bot.views.press.wanted import wanted_kit, wanted_picture

WIDTH, HEIGHT = 1200, 630
"""Pixels of a picture to share."""


HANDLE = {"handle": f"[{ALPHABET}]{{{RECEIPT_LENGTH}}}"}
"""An organization's handle as its address has it, in its one spelling: others would have the same made again."""


def press_kit(visit: Visit) -> Shown:
    """The press kit in the language of the page."""
    name = f"{visit.revision.letter.slug}-{visit.language}.pdf"
    return Typeset(wanted_kit(visit.revision, visit.speech, page=own_page(visit)), "application/pdf", name)


def own_page(visit: Visit) -> str:
    """Where the letter's page is; empty where nobody has said at which address."""
    return visit.address() if visit.root else ""


def picture(visit: Visit) -> Shown:
    """A picture of the letter, as far as everybody may see it."""
    revision, speech, name = visit.revision, visit.speech, visit.names["name"]
    return _drawn(visit, name, lambda unit: public_picture(unit, revision, speech, name))


def of_organization(visit: Visit) -> Shown:
    """That an organization has signed, as long as it is in the list."""
    revision, speech, handle = visit.revision, visit.speech, visit.names["handle"]

    def describe(unit: Unit) -> Described | None:
        if not disclosure.discloses(unit, revision.letter_id):
            return None
        listed = unit.endorsements.in_list(revision.letter_id, handle)
        return organization_picture(revision, speech, listed.public) if listed else None

    return _drawn(visit, handle, describe)


def _drawn(visit: Visit, name: str, describe: Callable[[Unit], Described | None]) -> Shown:
    """A picture as it is once it is drawn; nothing where there is none now."""
    wanted = wanted_picture(visit.revision, visit.speech, name, describe)
    return Typeset(wanted, "image/png") if describe(visit.unit) else None


def shown(visit: Visit, name: str) -> Picture | None:
    """A picture of the letter as a page shows it; nothing where there is none."""
    found = public_picture(visit.unit, visit.revision, visit.speech, name)
    return _at(visit.address("pictures", f"{name}.png"), found.alt) if found else None


def growth(visit: Visit) -> Picture | None:
    """How the list grew, as soon as there is a day to see it by."""
    found = public_picture(visit.unit, visit.revision, visit.speech, "growth")
    if found is None or found.picture.ends[0] == found.picture.ends[1]:
        return None
    return _at(visit.address("pictures", "growth.png"), found.alt)


def shown_of_organization(visit: Visit, handle: str, alternative: Text) -> Picture:
    """The picture of an organization that is in the list."""
    return _at(visit.address("list", handle, "signed.png"), alternative)


def _at(address: str, alternative: Text) -> Picture:
    return Picture(address, alternative, WIDTH, HEIGHT)


PRESS_KIT = WebPage("/{language}/{letter}/press.pdf", press_kit)
PICTURE = WebPage("/{language}/{letter}/pictures/{name}.png", picture, forms={"name": "[a-z0-9-]{1,20}"})
OF_ORGANIZATION = WebPage("/{language}/{letter}/list/{handle}/signed.png", of_organization, forms=HANDLE)
