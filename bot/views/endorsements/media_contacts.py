"""Who speaks for organizations to the press: to what they agree, and how the letter's owners read of them."""

import hashlib
from collections.abc import Sequence

from bot.model.endorsements.media_contacts import Agreement, MediaContact, Named
from bot.model.tables.writing import written
from bot.text.locales import Speech
from bot.text.text import Language, Listing, Part, Typed, t

WORDS = t(
    "**Please confirm:** I am this person, or they have agreed to it. It is kept encrypted. The letter's owners alone "
    "see it, and may give it to journalists who ask for somebody to speak with; each look is on record. It is not "
    "published, and is gone when you take it back, or with the sign-on. What a journalist was given stays with them."
)
"""To what is agreed. Whoever changes the words makes a new wording of them, by which later consents are told apart."""

COLUMNS = ("organization", "name", "role", "languages", "contact", "statement", "agreed_at")
"""The columns of a media list as a table."""


def consent(speech: Speech) -> Agreement:
    """The consent of somebody who has read the words in a language."""
    return Agreement(hashlib.sha256(WORDS.template.encode()).hexdigest()[:16], speech.tag)


def contact_parts(contact: MediaContact, organization: str) -> Sequence[Part]:
    """Somebody who speaks for an organization, and what may be quoted."""
    who = t("**{name}**, {role} ({organization})", name=contact.name, role=contact.role,
            organization=organization)  # fmt: skip
    return (
        who,
        t("{languages}: {contact}", languages=spoken(contact), contact=contact.address),
        Typed(contact.statement, quoted=True),
    )


def spoken(contact: MediaContact) -> Listing:
    """The languages that somebody speaks, by their names."""
    return Listing([Language(each) for each in contact.languages])


def media_table(named: Sequence[Named]) -> bytes:
    """A media list as a table that no spreadsheet runs, in UTF-8 with a mark at its beginning."""
    rows = [
        (
            each.organization,
            each.contact.name,
            each.contact.role,
            ", ".join(each.contact.languages),
            each.contact.address,
            each.contact.statement,
            each.at.isoformat(),
        )
        for each in named
    ]
    return ("\ufeff" + written([COLUMNS, *rows])).encode()
