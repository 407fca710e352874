"""What is typeset: the press kit as a document, and pictures to share."""

from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.pages.page import Picture, Shown, Typeset, Visit, WebPage
from bot.service.lists import disclosure
from bot.text.text import Text
from bot.views.press.pictures import organization_picture, public_picture
from bot.views.press.wanted import wanted_kit, wanted_picture

WIDTH, HEIGHT = 1200, 630
"""Pixels of a picture to share."""


def press_kit(visit: Visit) -> Shown:
    """The press kit in the language of the page."""
    name = f"{visit.revision.letter.slug}-{visit.language}.pdf"
    return Typeset(wanted_kit(visit.revision, visit.speech), "application/pdf", name)


def picture(visit: Visit) -> Shown:
    """A picture of the letter, as far as everybody may see it."""
    revision, speech, name = visit.revision, visit.speech, visit.names["name"]
    found = public_picture(visit.unit, revision, speech, name)
    return Typeset(wanted_picture(revision, speech, name, lambda unit: found), "image/png") if found else None


def of_organization(visit: Visit) -> Shown:
    """That an organization has signed, as long as it is in the list."""
    revision, speech = visit.revision, visit.speech
    handle = read_code(visit.names["handle"], RECEIPT_LENGTH)
    listed = visit.unit.endorsements.in_list(revision.letter_id, handle) if handle else None
    if listed is None or not disclosure.discloses(visit.unit, revision.letter_id):
        return None
    found = organization_picture(revision, speech, listed.public)
    return Typeset(wanted_picture(revision, speech, f"organization-{listed.id}", lambda unit: found), "image/png")


def shown(visit: Visit, name: str) -> Picture | None:
    """A picture of the letter as a page shows it; nothing where there is none."""
    found = public_picture(visit.unit, visit.revision, visit.speech, name)
    return _at(visit.address("pictures", f"{name}.png"), found.alt) if found else None


def shown_of_organization(visit: Visit, handle: str, alternative: Text) -> Picture:
    """The picture of an organization that is in the list."""
    return _at(visit.address("list", handle, "signed.png"), alternative)


def _at(address: str, alternative: Text) -> Picture:
    return Picture(address, alternative, WIDTH, HEIGHT)


PRESS_KIT = WebPage("/{language}/{letter}/press.pdf", press_kit)
PICTURE = WebPage("/{language}/{letter}/pictures/{name}.png", picture, forms={"name": "[a-z0-9-]{1,20}"})
OF_ORGANIZATION = WebPage(
    "/{language}/{letter}/list/{handle}/signed.png", of_organization, forms={"handle": "[0-9A-Za-z-]{8,9}"}
)
